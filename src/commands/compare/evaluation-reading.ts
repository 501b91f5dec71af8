import type { DataSource } from '../../core/data-source.ts'
import { splitSliceColumn } from '../../core/slice-name.ts'
import type { CodedColumn, KeyColumn, PredictionColumns } from '../../evaluation/join/evaluation-columns.ts'
import type { Engine } from '../../ports/engine.ts'
import { type ColumnValues, readColumns, type WantedColumn } from './columns.ts'
import type { CompareRequest } from './request.ts'

/** What to read of a file: labels and slices, predictions, or all. */
export interface Wish {
  readonly labels: 'required' | 'optional'
  readonly hasPredictions: boolean
}

/** Tasks whose labels and predictions are numbers. */
const NUMBER_TASKS: readonly CompareRequest['task'][] = ['regression', 'forecast', 'ranking']

/**
 * Reads the columns of one file that its part in the evaluation needs.
 *
 * @param slices columns, and pairs of columns, to cut the rows by.
 * @throws InputError for columns that are not there, and for text where numbers are needed.
 */
export async function readEvaluationFile(
  { columns, task }: Pick<CompareRequest, 'columns' | 'task'>,
  slices: readonly string[],
  engine: Engine,
  source: DataSource,
  { labels, hasPredictions }: Wish,
  signal: AbortSignal,
): Promise<PredictionColumns> {
  const isOptional = labels === 'optional'
  const truth = NUMBER_TASKS.includes(task) ? 'number' : 'code'
  const cuts = [...new Set(slices.flatMap(splitSliceColumn))]
  const wishes: WantedColumn[] = []
  /** Wants a column, where one is named; gives its place among the wishes. */
  const want = (name: string | null, as: WantedColumn['as'], optional: boolean): number => {
    if (name === null) return -1
    const known = wishes.findIndex((column) => column.name === name && column.as === as)
    if (known >= 0) return known
    return wishes.push({ name, as, isOptional: optional }) - 1
  }
  const ofModel = (name: string | null) => (hasPredictions ? name : null)
  const places = {
    id: want(columns.id, 'key', false),
    query: want(columns.query, 'key', false),
    label: want(columns.label, truth, isOptional),
    score: want(ofModel(columns.score), 'number', false),
    scores: Object.values(columns.scores ?? {}).map((name) => want(ofModel(name), 'number', false)),
    prediction: want(ofModel(columns.prediction), truth, false),
    lower: want(ofModel(columns.lower), 'number', false),
    upper: want(ofModel(columns.upper), 'number', false),
    // Of the labelled rows alone: what a predictions file says of them counts nothing.
    weight: isOptional ? -1 : want(columns.weight, 'number', false),
    group: isOptional ? -1 : want(columns.group, 'key', false),
    scale: isOptional ? -1 : want(columns.scale, 'number', false),
    slices: cuts.map((name) => want(name, 'code', isOptional)),
  }
  const values = await readColumns(engine, source, wishes, signal)
  const get = <T extends ColumnValues>(place: number) => (values[place] ?? null) as T | null
  const score = get<Float64Array>(places.score)
  const scores =
    hasPredictions && columns.scores !== null ? places.scores.map((place) => get<Float64Array>(place)!) : null
  return {
    uri: source.uri,
    ids: get<KeyColumn>(places.id)!,
    queries: get<KeyColumn>(places.query),
    labels: get<CodedColumn | Float64Array>(places.label),
    weights: get<Float64Array>(places.weight),
    groups: get<KeyColumn>(places.group),
    scales: get<Float64Array>(places.scale),
    slices: new Map(
      cuts.flatMap((name, index) => {
        const column = get<CodedColumn>(places.slices[index]!)
        return column === null ? [] : [[name, column] as const]
      }),
    ),
    scores: scores ?? (score && [score]),
    predictions: get<CodedColumn | Float64Array>(places.prediction),
    lower: get<Float64Array>(places.lower),
    upper: get<Float64Array>(places.upper),
  }
}
