import type { DataSource } from '../../core/data-source.ts'
import type { GroupCut } from '../../core/row-groups.ts'
import { placeRows } from '../../evaluation/groups/group-names.ts'
import type { CodedColumn } from '../../evaluation/join/evaluation-columns.ts'
import type { SliceColumn } from '../../evaluation/join/slice-columns.ts'
import type { Engine } from '../../ports/engine.ts'
import { readColumns } from './columns.ts'

/** More columns are not looked at. */
const MOST_COLUMNS = 60

/**
 * The columns of a file that may cut its rows into groups, in its order.
 *
 * @param used columns that are no features: ids, labels, what models said.
 */
export async function listFeatures(
  engine: Engine,
  source: DataSource,
  used: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const columns = await engine.describe(source, signal)
  return columns
    .map(({ name }) => name)
    .filter((name) => !used.has(name))
    .slice(0, MOST_COLUMNS)
}

/**
 * The groups that rows belong to, by column.
 *
 * @param rows of the file, in the order that is wanted.
 */
export async function readGroups(
  engine: Engine,
  source: DataSource,
  cuts: readonly GroupCut[],
  rows: Int32Array,
  signal: AbortSignal,
): Promise<readonly SliceColumn[]> {
  if (cuts.length === 0) return []
  const wanted = cuts.map(({ column, by }) => ({
    name: column,
    as: by === 'number' ? ('number' as const) : ('code' as const),
    isOptional: false,
  }))
  const values = await readColumns(engine, source, wanted, signal)
  return cuts.map((cut, index) => placeRows(cut, values[index] as CodedColumn | Float64Array, rows))
}
