import { formatCount, formatPlural } from '../../core/count.ts'
import type { GateCheckResult } from '../../core/result.ts'
import { describeSliceValue, joinSliceValues } from '../../core/slice-name.ts'
import { describeLosses } from '../../evaluation/groups/row-losses.ts'
import { findWorstSlices, type SliceSearch, type WorstSlice } from '../../evaluation/groups/worst-slices.ts'
import type { EvaluationData } from '../../evaluation/join/evaluation-data.ts'
import { crossColumns, type SliceColumn } from '../../evaluation/join/slice-columns.ts'
import type { SliceValue } from '../../policy/gate.ts'
import type { Services } from '../services.ts'
import { readFeatureColumns } from './feature-columns.ts'
import type { CompareRequest } from './request.ts'

/** Groups of rows that nobody named and that fare worse. */
export interface SearchedSlices {
  readonly check: GateCheckResult
  /** The groups that were found, the worst first. */
  readonly slices: readonly SliceValue[]
  /** Their columns, to be measured like declared ones. */
  readonly columns: readonly SliceColumn[]
}

/** Groups to tell at most, and the share of false ones among them that is let through. */
const [MOST, ALPHA] = [5, 0.05]

/**
 * Looks through all columns of the labelled file, and pairs of them, for groups on which the candidate is worse than the
 * baseline (without one: worse than elsewhere). What is found warns and never blocks.
 */
export async function searchSlices(
  request: CompareRequest,
  data: EvaluationData,
  baselineLabel: string,
  services: Services,
): Promise<SearchedSlices> {
  const losses = describeLosses(data.rows)
  const leaveOpen = (reason: string): SearchedSlices => ({
    check: makeCheck('inconclusive', `Not looked for: ${reason}.`, null, data.rowCount),
    slices: [],
    columns: [],
  })
  if (losses === null) return leaveOpen('rows of a ranking have no loss of their own')
  if (data.rowCount === 0) return leaveOpen('there are no rows')
  if ([losses.candidate, losses.baseline].some((values) => values?.some(Number.isNaN))) {
    return leaveOpen('not every row has an answer of both models that is a number')
  }
  const { location, origin, csv } = request.data ?? request.candidate!
  const source = await services.workspace.openData(location, origin, csv)
  const used = new Set(listUsedColumns(request))
  const engine = await services.engine()
  const features = await readFeatureColumns(engine, source, used, data.kept, services.signal)
  const search = findWorstSlices(features, losses, { minRows: request.minRows, most: MOST, alpha: ALPHA })
  if (search.tested === 0) {
    return leaveOpen(
      `no column of ${source.uri} cuts its rows into groups of at least ${formatPlural(request.minRows, 'row')}`,
    )
  }
  // What is declared is measured anyway, by its own values.
  const isDeclared = (slice: WorstSlice) => data.slices.some(({ column }) => column === nameSlice(slice).column)
  const unnamed = search.found.filter((slice) => !isDeclared(slice))
  const against = losses.baseline === null ? 'than on the other rows' : `than with ${baselineLabel}`
  const describe = (excess: number) => `${losses.worse} by ${excess.toPrecision(3)} ${against}`
  const help = describeSearch(search, features.length, describe)
  return {
    check: makeCheck(search.found.length === 0 ? 'pass' : 'fail', help, search.found.length, data.rowCount),
    slices: unnamed.map(nameSlice),
    columns: listColumns(unnamed, features),
  }
}

function listUsedColumns({ columns }: CompareRequest): readonly string[] {
  const { scores, horizon: _, ...single } = columns
  return [...Object.values(single), ...Object.values(scores ?? {})].filter((name) => name !== null)
}

function nameSlice({ parts }: WorstSlice): SliceValue {
  const [first, second] = parts
  if (second === undefined) return { column: first!.column, value: first!.value }
  return {
    column: `${first!.column} & ${second.column}`,
    value: joinSliceValues(parts.map(({ value }) => value)),
  }
}

/** One column, or a pair made one, for each set of columns that was found. */
function listColumns(found: readonly WorstSlice[], features: readonly SliceColumn[]): readonly SliceColumn[] {
  const byName = new Map(features.map((feature) => [feature.column, feature]))
  const columns = new Map<string, SliceColumn>()
  for (const slice of found) {
    const { column } = nameSlice(slice)
    const [first, second] = slice.parts.map((part) => byName.get(part.column)!)
    columns.set(column, second === undefined ? first! : crossColumns(column, first!, second))
  }
  return [...columns.values()]
}

function describeSearch({ found, tested }: SliceSearch, columns: number, describe: (excess: number) => string): string {
  const looked = `${formatPlural(tested, 'group')} of ${formatPlural(columns, 'column')} and their pairs looked at, corrected for their number (Benjamini–Hochberg, ${ALPHA})`
  if (found.length === 0) return `None of ${looked}, is worse.`
  const list = found.map((slice) => {
    const { column, value } = nameSlice(slice)
    return `${column} = ${describeSliceValue(column, value)} (${formatCount(slice.rows)} rows: ${describe(slice.excess)})`
  })
  return `Worse: ${list.join('; ')}. To gate a group, name it as a slice. ${looked}.`
}

function makeCheck(
  verdict: GateCheckResult['verdict'],
  help: string,
  found: number | null,
  rows: number,
): GateCheckResult {
  return {
    id: 'gate/worst_slices',
    kind: 'gate',
    title: 'No group of rows that nobody named fares worse',
    verdict,
    severity: 'warning',
    blocks: false,
    target: { object: null, column: null, metric: null, slice: null },
    observed: found,
    expected: '0',
    unit: null,
    statistics: {
      value: found,
      interval: null,
      confidence: null,
      method: null,
      threshold: 0,
      rows,
      labelsNeeded: null,
      power: null,
    },
    samples: [],
    source: null,
    waiver: null,
    help,
  }
}
