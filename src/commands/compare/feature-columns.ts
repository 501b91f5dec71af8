import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import { cutNumbers, cutTexts, MOST_GROUP_VALUES } from '../../evaluation/groups/cut-columns.ts'
import { type CodedColumn, pickCodes, pickNumbers } from '../../evaluation/join/evaluation-columns.ts'
import type { SliceColumn } from '../../evaluation/join/slice-columns.ts'
import type { Engine } from '../../ports/engine.ts'
import { readColumns } from './columns.ts'

/** More columns are not looked at. */
const MOST_COLUMNS = 60
/** A column of numbers with fewer values than this is taken by value. */
const FEW_NUMBERS = 10

/**
 * The columns of the labelled file that cut its rows into groups: those of few texts by value, those of numbers in
 * parts. Columns of names are left out.
 *
 * @param used columns that are no features: ids, labels, what models said.
 * @param rows of the file, in the order that is wanted.
 */
export async function readFeatureColumns(
  engine: Engine,
  source: DataSource,
  used: ReadonlySet<string>,
  rows: Int32Array,
  signal: AbortSignal,
): Promise<readonly SliceColumn[]> {
  const names = (await engine.describe(source, signal)).map(({ name }) => name).filter((name) => !used.has(name))
  const shapes = await sortColumns(engine, source, names.slice(0, MOST_COLUMNS), signal)
  const wish = (as: 'code' | 'number') => (name: string) => ({ name, as, isOptional: false })
  const texts = await readColumns(engine, source, shapes.texts.map(wish('code')), signal)
  const groups = texts.flatMap((values, index) =>
    isCoded(values) ? (cutTexts(shapes.texts[index]!, { ...values, codes: pickCodes(values.codes, rows) }) ?? []) : [],
  )
  for (const name of shapes.numbers) {
    const numbers = await readNumbers(engine, source, name, signal)
    const column = numbers && cutNumbers(name, pickNumbers(numbers, rows))
    if (column) groups.push(column)
  }
  return groups.map(dropUnused).filter((column) => column.names.length > 1)
}

function isCoded(values: unknown): values is CodedColumn {
  return typeof values === 'object' && values !== null && 'codes' in values
}

/** By the first rows: columns of numbers, and of texts that repeat. */
async function sortColumns(
  engine: Engine,
  source: DataSource,
  names: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly texts: readonly string[]; readonly numbers: readonly string[] }> {
  const texts: string[] = []
  const numbers: string[] = []
  if (names.length === 0) return { texts, numbers }
  const requests = names.map((name) => ({ name, as: 'text' as const }))
  for await (const { columns } of engine.columns(source, requests, signal)) {
    columns.forEach((values, index) => {
      const distinct = new Set(values as readonly (string | null)[])
      distinct.delete(null)
      const areNumbers = [...distinct].every((text) => text!.trim() !== '' && Number.isFinite(Number(text)))
      if (areNumbers && distinct.size > FEW_NUMBERS) numbers.push(names[index]!)
      else if (distinct.size <= MOST_GROUP_VALUES) texts.push(names[index]!)
    })
    break
  }
  return { texts, numbers }
}

/** null where a later row is no number. */
async function readNumbers(
  engine: Engine,
  source: DataSource,
  name: string,
  signal: AbortSignal,
): Promise<Float64Array | null> {
  try {
    const [values] = await readColumns(engine, source, [{ name, as: 'number', isOptional: false }], signal)
    return values as Float64Array
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

/** Only values that one of the rows has. */
function dropUnused({ column, codes, names }: SliceColumn): SliceColumn {
  const used = [...new Set(codes)].sort((a, b) => a - b)
  if (used.length === names.length) return { column, codes, names }
  const numbers = new Map(used.map((code, index) => [code, index]))
  return { column, codes: codes.map((code) => numbers.get(code)!), names: used.map((code) => names[code]!) }
}
