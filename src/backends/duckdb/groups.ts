import type { DataSource } from '../../core/data-source.ts'
import type { GroupCell, GroupCut, GroupMoments, GroupsRequest } from '../../core/row-groups.ts'
import type { OpenGroups } from '../../ports/engine.ts'
import {
  chooseColumns,
  cutColumn,
  type FoundValues,
  type GroupColumn,
  type ReadableTable,
  renderCounts,
  renderCut,
  renderJoined,
  renderPairGroups,
  renderShapes,
  renderSingleGroups,
  renderValues,
} from '../../sql/groups-plan.ts'
import type { OpenTables } from './orphans.ts'
import type { JointSession, Session } from './session.ts'

/** A list as the engine's package gives it. */
interface ListValue<T> {
  readonly items: readonly T[]
}

/**
 * Joins labelled rows with the answers of the models and adds up their losses by group, in an instance of its own, which
 * keeps the rows (a loss, a weight and a byte for each column that cuts them) until it is closed.
 *
 * @throws InputError where a file cannot be read, SystemError where the engine fails or runs out of memory or time.
 */
export async function openGroups(
  { open, join }: OpenTables,
  source: DataSource,
  request: GroupsRequest,
  signal: AbortSignal,
): Promise<OpenGroups> {
  const find = (other: DataSource | null) => (other === null ? null : open(other, signal))
  const [own, candidate, baseline] = await Promise.all([
    open(source, signal),
    find(request.candidate.source),
    find(request.baseline?.source ?? null),
  ])
  const others = [candidate, baseline].filter((one) => one !== null)
  const session = await join([source, ...others.map((one) => one.source)])
  try {
    const labelled = toReadable(own)
    const columns = await findColumns(session, labelled, request.columns, signal)
    const answers = { candidate: candidate && toReadable(candidate), baseline: baseline && toReadable(baseline) }
    await session.query(renderJoined(request, labelled, answers, columns), signal)
    const { rows, cuts } = await findCuts(session, columns, signal)
    if (rows === 0 || cuts.length === 0) {
      session.close()
      return { rows, cuts: [], single: [], total: [rows, 0, 0, 0, 0, 0], pairs: async () => [], close: () => {} }
    }
    for (const statement of renderCut(columns, cuts)) await session.query(statement, signal)
    const isWeighted = request.weight !== null
    const groups = await session.query(renderSingleGroups(cuts, isWeighted), signal)
    const single = cuts.map((_, index) => listCells(groups, index, 1))
    const [total] = listCells(groups, -1, 1)
    return {
      rows,
      cuts,
      single,
      total: total!.moments,
      async pairs(pairs, stop) {
        if (pairs.length === 0) return []
        const found = await session.query(renderPairGroups(pairs, isWeighted), stop)
        return pairs.map((_, index) => listCells(found, index, 2))
      },
      close: session.close,
    }
  } catch (error) {
    session.close()
    throw error
  }
}

function toReadable(session: Session): ReadableTable {
  const { columns, source } = session
  return { from: session.tableExpression(), decimal: source.csv?.decimal ?? '.', columns }
}

async function findColumns(
  session: JointSession,
  labelled: ReadableTable,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly GroupColumn[]> {
  if (names.length === 0) return []
  const [shapes = []] = await session.query(renderShapes(labelled, names), signal)
  return chooseColumns(names, shapes.map(Number))
}

async function findCuts(
  session: JointSession,
  columns: readonly GroupColumn[],
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly cuts: readonly GroupCut[] }> {
  const [counts = []] = await session.query(renderCounts(columns), signal)
  const [rows = 0, ...ofColumns] = counts.map(Number)
  const present = columns.map((_, index) => ofColumns[2 * index]!)
  const isStrange = columns.map((_, index) => ofColumns[2 * index + 1]! > 0)
  if (columns.length === 0) return { rows, cuts: [] }
  const found = new Map<number, FoundValues>()
  for (const [index, values, starts, last] of await session.query(renderValues(columns, present), signal)) {
    found.set(Number(index), {
      values: (values as ListValue<string | null> | null)?.items ?? null,
      starts: (starts as ListValue<number> | null)?.items ?? null,
      last: last as number | null,
    })
  }
  const cuts = columns.flatMap((column, index) =>
    isStrange[index] ? [] : (cutColumn(column, found.get(index)!, present[index]! < rows) ?? []),
  )
  return { rows, cuts }
}

/** Those of one column, or of one pair, in the order of their codes. */
function listCells(rows: readonly (readonly unknown[])[], index: number, width: number): readonly GroupCell[] {
  return rows
    .filter(([which]) => Number(which) === index)
    .map((row) => {
      const [, ...numbers] = row.map(Number)
      return { codes: numbers.slice(0, width), moments: numbers.slice(width) as unknown as GroupMoments }
    })
    .sort((a, b) => a.codes[0]! - b.codes[0]! || (a.codes[1] ?? 0) - (b.codes[1] ?? 0))
}
