import type { MetricInfo } from '../../core/metric.ts'
import { measureOnce } from '../comparison/comparison-leave-out.ts'
import {
  type CodedColumn,
  type EvaluationColumns,
  type KeyColumn,
  type PredictionColumns,
  pickCodes,
  pickNumbers,
} from '../join/evaluation-columns.ts'
import { type EvaluationInput, joinEvaluation } from '../join/evaluation-data.ts'
import { createStatistics } from '../metrics/metric-statistics.ts'
import type { MetricContext } from '../statistic.ts'
import { describeUnits } from '../units.ts'

/** How the rows of a block are judged: as the evaluation's are. */
export type BlockInput = Omit<EvaluationInput, 'data' | 'candidate' | 'baseline' | 'slices'>

/**
 * The metric on each block of predictions, every one of which answers the same labelled rows in their order; null where
 * it is undefined there.
 *
 * @throws InputError where a label or prediction is none.
 */
export function measureBlocks(
  metric: MetricInfo,
  input: BlockInput,
  reference: EvaluationColumns,
  predictions: PredictionColumns,
  context: MetricContext,
): readonly (number | null)[] {
  const rows = reference.ids.length
  const blocks = rows === 0 ? 0 : predictions.ids.length / rows
  // the order is known to be the same, so a row's place names it, whatever its id
  const ids = Float64Array.from({ length: rows }, (_, row) => row)
  const data = { ...reference, ids, slices: new Map() }
  return Array.from({ length: blocks }, (_, block) => {
    const places = Int32Array.from({ length: rows }, (_, row) => block * rows + row)
    const candidate = pickBlock(predictions, places, { ids, queries: reference.queries })
    const joined = joinEvaluation({ ...input, data, candidate, baseline: null, slices: [] })
    const [statistic] = createStatistics([metric], joined.rows, 'candidate', context)
    const value = measureOnce(statistic!, describeUnits(joined.rows))
    return joined.unpredicted.candidate !== null || Number.isNaN(value) ? null : value
  })
}

/** Whether predictions hold each row of the reference once a block, in its order. */
export function keepsOrder(reference: KeyColumn, predicted: KeyColumn): boolean {
  const rows = reference.length
  if (rows === 0 || predicted.length % rows !== 0) return false
  for (let row = 0; row < predicted.length; row += 1) {
    if (String(predicted[row]) !== String(reference[row % rows])) return false
  }
  return true
}

function pickBlock(
  columns: PredictionColumns,
  rows: Int32Array,
  keys: Pick<EvaluationColumns, 'ids' | 'queries'>,
): PredictionColumns {
  const numbers = (column: Float64Array | null) => column && pickNumbers(column, rows)
  const cells = (column: CodedColumn | Float64Array | null) =>
    column === null || column instanceof Float64Array
      ? numbers(column)
      : { codes: pickCodes(column.codes, rows), names: column.names }
  return {
    uri: columns.uri,
    ...keys,
    labels: null,
    weights: null,
    groups: null,
    scales: null,
    slices: new Map(),
    scores: columns.scores?.map((score) => pickNumbers(score, rows)) ?? null,
    predictions: cells(columns.predictions),
    lower: numbers(columns.lower),
    upper: numbers(columns.upper),
  }
}
