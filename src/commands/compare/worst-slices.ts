import { formatCount, formatPlural } from '../../core/count.ts'
import type { DataSource } from '../../core/data-source.ts'
import type { GateCheckResult } from '../../core/result.ts'
import { describeSliceValue, joinSliceValues } from '../../core/slice-name.ts'
import { describeLoss } from '../../evaluation/groups/row-loss.ts'
import { findWorstSlices, type SliceSearch, type WorstSlice } from '../../evaluation/groups/worst-slices.ts'
import type { EvaluationData } from '../../evaluation/join/evaluation-data.ts'
import { crossColumns, type SliceColumn } from '../../evaluation/join/slice-columns.ts'
import type { SliceValue } from '../../policy/gate.ts'
import type { Engine } from '../../ports/engine.ts'
import type { Services } from '../services.ts'
import { listFeatures, readGroups } from './feature-columns.ts'
import type { PreparedPredictions } from './predict.ts'
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
  { candidate, baseline }: PreparedPredictions,
  services: Services,
): Promise<SearchedSlices> {
  const leaveOpen = (reason: string): SearchedSlices => ({
    check: makeCheck('inconclusive', `Not looked for: ${reason}.`, null, data.rowCount),
    slices: [],
    columns: [],
  })
  if (data.rowCount === 0) return leaveOpen('there are no rows')
  const described = describeLoss(data, request.columns, request.threshold)
  if ('reason' in described) return leaveOpen(described.reason)
  const { signal } = services
  const engine = await services.engine()
  const { location, origin, csv } = request.data ?? request.candidate!
  const source = await services.workspace.openData(location, origin, csv)
  const isPaired = data.rows.baseline !== null
  const files = [source, candidate.source, ...(isPaired ? [baseline.predictions!.source] : [])]
  const stranger = await findStranger(engine, files, request.columns.id, signal)
  if (stranger !== null) return leaveOpen(`${stranger} is no table with a row for each item`)
  const { loss, label, answer, worse } = described
  const groups = await engine.groups(
    source,
    {
      id: request.columns.id,
      isRepeated: request.task === 'graded',
      weight: request.columns.weight,
      label,
      loss,
      candidate: { source: request.data === null ? null : candidate.source, answer },
      baseline: isPaired ? { source: baseline.predictions!.source, answer } : null,
      columns: await listFeatures(engine, source, new Set(listUsedColumns(request)), signal),
    },
    signal,
  )
  try {
    if (groups.rows !== data.rowCount) {
      return leaveOpen(`the engine finds answers to ${formatCount(groups.rows)} of ${formatCount(data.rowCount)} rows`)
    }
    const limits = { minRows: request.minRows, most: MOST, alpha: ALPHA, isPaired }
    const search = await findWorstSlices(groups, (pairs) => groups.pairs(pairs, signal), limits)
    if (search.tested === 0) {
      return leaveOpen(
        `no column of ${source.uri} cuts its rows into groups of at least ${formatPlural(request.minRows, 'row')}`,
      )
    }
    // What is declared is measured anyway, by its own values.
    const isDeclared = (slice: WorstSlice) => data.slices.some(({ column }) => column === nameSlice(slice).column)
    const unnamed = search.found.filter((slice) => !isDeclared(slice))
    const against = isPaired ? `than with ${baseline.label}` : 'than on the other rows'
    const describe = (excess: number) => `${worse} by ${excess.toPrecision(3)} ${against}`
    const help = describeSearch(search, groups.cuts.length, describe)
    const named = new Set(unnamed.flatMap(({ parts }) => parts.map(({ column }) => column)))
    const cuts = groups.cuts.filter(({ column }) => named.has(column))
    return {
      check: makeCheck(search.found.length === 0 ? 'pass' : 'fail', help, search.found.length, data.rowCount),
      slices: unnamed.map(nameSlice),
      columns: listColumns(unnamed, await readGroups(engine, source, cuts, data.kept, signal)),
    }
  } finally {
    groups.close()
  }
}

/** A file that has no ids in a column of its own, such as what promptfoo or deepeval wrote. */
async function findStranger(
  engine: Engine,
  files: readonly DataSource[],
  id: string,
  signal: AbortSignal,
): Promise<string | null> {
  for (const file of files) {
    const columns = await engine.describe(file, signal)
    if (!columns.some(({ name }) => name === id)) return file.uri
  }
  return null
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
