import type { DuckDBDataChunk, DuckDBListValue } from '@duckdb/node-api'
import { type Fault, InputError } from '../../core/faults.ts'
import type { ColumnBatch, ColumnRequest, ColumnShape } from '../../ports/engine.ts'
import {
  isTextColumn,
  mayHoldNumbers,
  renderColumnNumber,
  renderColumnText,
  renderIsNoNumber,
} from '../../sql/column-value.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.ts'
import { createGatherer } from './column-gatherers.ts'
import type { Session } from './session.ts'

/** Rows of one of the engine's chunks, and of a batch: each batch may be a message between processes. */
const CHUNK_ROWS = 2048
const BATCH_ROWS = 32_768
/** A column of more values is handed over as text. */
const MOST_NAMES = 10_000

/**
 * Reads the named columns by batches of up to 32,768 rows. Numbers of a text column are those that the engine's cast to
 * DOUBLE takes, `nan` and `inf` among them in any case; an empty cell is missing. Dates and times come in ISO form, UTC.
 * @throws InputError for columns that are not there, and for cells that are no numbers: the first of each column.
 */
export async function* readColumns(
  session: Session,
  requests: readonly ColumnRequest[],
  signal: AbortSignal,
): AsyncGenerator<ColumnBatch> {
  const shapes = findColumns(session, requests)
  const decimal = session.source.csv?.decimal ?? '.'
  const dictionaries = await listNames(session, requests, shapes, signal)
  const list: string[] = []
  const gatherers = requests.map(({ as }, index) => {
    const shape = shapes[index]!
    const place = list.length
    if (as === 'number') list.push(renderColumnNumber(shape, decimal))
    else if (as === 'key') list.push(asWholeNumber(renderColumnText(shape)), renderColumnText(shape))
    else
      list.push(
        as === 'code' ? asEnum(renderColumnText(shape), dictionaries.get(index) ?? null) : renderColumnText(shape),
      )
    return createGatherer(as, place)
  })
  const guards = requests.flatMap(({ as }, index) =>
    as === 'number' && isTextColumn(shapes[index]!) ? [renderIsNoNumber(shapes[index]!, decimal)] : [],
  )
  const guard = list.length
  if (guards.length > 0) list.push(guards.join(' OR '))
  const take = (rows: number): ColumnBatch => ({ rows, columns: gatherers.map((gatherer) => gatherer.take()) })
  let rows = 0
  for await (const chunk of session.stream(
    `SELECT ${list.join(', ') || '1'} FROM ${session.tableExpression()}`,
    signal,
  )) {
    if (guards.length > 0 && hasTrue(chunk, guard)) throw await explainCells(session, requests, decimal, signal)
    for (const gatherer of gatherers) gatherer.add(chunk)
    rows += chunk.rowCount
    if (rows > BATCH_ROWS - CHUNK_ROWS) {
      yield take(rows)
      rows = 0
    }
  }
  if (rows > 0) yield take(rows)
}

function findColumns(session: Session, requests: readonly ColumnRequest[]): readonly ColumnShape[] {
  const shapes = requests.map(({ name }) => session.columns.find((column) => column.name === name))
  const there = session.columns.map(({ name }) => name).join(', ')
  const faults: Fault[] = []
  requests.forEach(({ name, as }, index) => {
    const shape = shapes[index]
    if (!shape) {
      faults.push({ message: `${session.source.uri}: there is no column "${name}"`, help: `the columns are: ${there}` })
    } else if (as === 'number' && !mayHoldNumbers(shape)) {
      faults.push({ message: `${session.source.uri}: column "${name}" is ${shape.type}; a number is needed` })
    }
  })
  if (faults.length > 0) throw new InputError(faults)
  return shapes as readonly ColumnShape[]
}

/** The number that a text is where digits write it in the one way that a double gives back; NULL for every other. */
function asWholeNumber(text: string): string {
  const number = `TRY_CAST(${text} AS BIGINT)`
  const isExact = `${number} BETWEEN -${Number.MAX_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER}`
  return `CASE WHEN CAST(${number} AS VARCHAR) = ${text} AND ${isExact} THEN CAST(${number} AS DOUBLE) END`
}

function asEnum(text: string, names: readonly string[] | null): string {
  return names === null ? text : `CAST(${text} AS ENUM(${names.map(quoteLiteral).join(', ')}))`
}

/** The distinct values of the columns to be coded, where they are few: then the engine hands over no text by row. */
async function listNames(
  session: Session,
  requests: readonly ColumnRequest[],
  shapes: readonly ColumnShape[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const coded = requests.flatMap(({ as }, index) => (as === 'code' ? [index] : []))
  if (coded.length === 0) return new Map()
  const lists = coded.map((index) => {
    const names = `list(DISTINCT ${renderColumnText(shapes[index]!)})`
    return `CASE WHEN len(${names}) <= ${MOST_NAMES} THEN ${names} END`
  })
  const [row] = await session.query(`SELECT ${lists.join(', ')} FROM ${session.tableExpression()}`, signal)
  return new Map(
    coded.flatMap((index, position) => {
      const names = (row![position] as DuckDBListValue | null)?.items.filter((name) => name !== null) as
        | string[]
        | undefined
      const isFit = names !== undefined && names.length > 0 && !names.some((name) => name.includes('\0'))
      return isFit ? [[index, names] as const] : []
    }),
  )
}

function hasTrue(chunk: DuckDBDataChunk, index: number): boolean {
  const flags = chunk.getColumnVector(index)
  for (let row = 0; row < chunk.rowCount; row += 1) if (flags.getItem(row) === true) return true
  return false
}

/** Looks once more, for the first cell of each column that is no number, and how many there are. */
async function explainCells(
  session: Session,
  requests: readonly ColumnRequest[],
  decimal: '.' | ',',
  signal: AbortSignal,
): Promise<InputError> {
  const shapes = findColumns(session, requests).filter(
    (shape, index) => requests[index]!.as === 'number' && isTextColumn(shape),
  )
  // Names of our own, since any name may be a column's.
  const renamed = shapes.map(({ name }, index) => `${quoteIdentifier(name)} AS c${index}`)
  const list = shapes.flatMap(({ type }, index) => {
    const broken = renderIsNoNumber({ name: `c${index}`, type }, decimal)
    return [
      `count_if(${broken})`,
      `min(position) FILTER (WHERE ${broken})`,
      `arg_min(c${index}, position) FILTER (WHERE ${broken})`,
    ]
  })
  const numbered = `SELECT ${renamed.join(', ')}, row_number() OVER () AS position FROM ${session.tableExpression()}`
  const [row] = await session.query(`SELECT ${list.join(', ')} FROM (${numbered})`, signal)
  const faults = shapes.flatMap(({ name }, index): Fault[] => {
    const [count, first, cell] = row!.slice(index * 3, index * 3 + 3)
    if (!count) return []
    return [
      {
        message: `${session.source.uri}: column "${name}" must hold numbers; in row ${first} it holds none (${count} such ${count === 1n ? 'row' : 'rows'})`,
        help: suggestMend(String(cell), decimal),
      },
    ]
  })
  return new InputError(faults)
}

/** Says what the cell looks like, and not what is in it: cells may be personal data. */
function suggestMend(cell: string, decimal: '.' | ','): string {
  if (/^\s*(na|n\/a|#n\/a|null|none|missing|\?|-+|\.)\s*$/i.test(cell)) {
    return `"${cell.trim()}" is text here: write missing values as empty cells`
  }
  if (decimal === '.' && /^\s*[-+]?\d+,\d+\s*$/.test(cell)) {
    return `it looks like a decimal comma: set --decimal ',' (csv: {decimal: ","} beside the path)`
  }
  if (/^\s*[-+]?\d[\d.,'\s]*%?\s*$/.test(cell)) return 'write it without thousands separators, blanks or signs of unit'
  return 'is it the right column?'
}
