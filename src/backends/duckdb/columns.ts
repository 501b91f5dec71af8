import type { DuckDBDataChunk } from '@duckdb/node-api'
import { type Fault, InputError } from '../../core/faults.ts'
import type { ColumnBatch, ColumnRequest, ColumnShape } from '../../ports/engine.ts'
import { quoteIdentifier } from '../../sql/quoting.ts'
import type { Session } from './session.ts'

const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\b.*|BOOLEAN|BIGNUM)$/
const TEXT = /^(VARCHAR|ENUM\b.*)$/

/**
 * Reads the named columns by batches of up to 2048 rows. Numbers of a text column are those that the engine's cast to
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
  const values = requests.map(({ as }, index) =>
    as === 'text' ? asText(shapes[index]!) : asNumber(shapes[index]!, decimal),
  )
  const guards = requests.flatMap(({ as }, index) =>
    as === 'number' && TEXT.test(shapes[index]!.type) ? [isNoNumber(shapes[index]!, decimal)] : [],
  )
  const list = [...values, ...(guards.length > 0 ? [guards.join(' OR ')] : [])].join(', ')
  for await (const chunk of session.stream(`SELECT ${list || '1'} FROM ${session.tableExpression()}`, signal)) {
    if (guards.length > 0 && hasTrue(chunk, values.length)) throw await explainCells(session, requests, decimal, signal)
    yield {
      rows: chunk.rowCount,
      columns: requests.map(({ as }, index) => (as === 'text' ? takeText(chunk, index) : takeNumbers(chunk, index))),
    }
  }
}

function findColumns(session: Session, requests: readonly ColumnRequest[]): readonly ColumnShape[] {
  const shapes = requests.map(({ name }) => session.columns.find((column) => column.name === name))
  const there = session.columns.map(({ name }) => name).join(', ')
  const faults: Fault[] = []
  requests.forEach(({ name, as }, index) => {
    const shape = shapes[index]
    if (!shape) {
      faults.push({ message: `${session.source.uri}: there is no column "${name}"`, help: `the columns are: ${there}` })
    } else if (as === 'number' && !NUMERIC.test(shape.type) && !TEXT.test(shape.type)) {
      faults.push({ message: `${session.source.uri}: column "${name}" is ${shape.type}; a number is needed` })
    }
  })
  if (faults.length > 0) throw new InputError(faults)
  return shapes as readonly ColumnShape[]
}

function asText({ name, type }: ColumnShape): string {
  const column = quoteIdentifier(name)
  if (type === 'VARCHAR') return column
  // A missing value of a floating-point column is NaN where pandas wrote the file.
  if (type === 'FLOAT' || type === 'DOUBLE') return `CASE WHEN NOT isnan(${column}) THEN CAST(${column} AS VARCHAR) END`
  return `CAST(${column} AS VARCHAR)`
}

function asNumber(shape: ColumnShape, decimal: '.' | ','): string {
  const number = TEXT.test(shape.type) ? castText(shape, decimal) : `CAST(${quoteIdentifier(shape.name)} AS DOUBLE)`
  return `coalesce(${number}, 'nan'::DOUBLE)`
}

/** NULL for what is no number. With a decimal comma a point is none: it might separate thousands. */
function castText({ name }: ColumnShape, decimal: '.' | ','): string {
  const text = `CAST(${quoteIdentifier(name)} AS VARCHAR)`
  if (decimal === '.') return `TRY_CAST(${text} AS DOUBLE)`
  return `CASE WHEN NOT contains(${text}, '.') THEN TRY_CAST(replace(${text}, ',', '.') AS DOUBLE) END`
}

function isNoNumber(shape: ColumnShape, decimal: '.' | ','): string {
  return `(${quoteIdentifier(shape.name)} IS NOT NULL AND ${castText(shape, decimal)} IS NULL)`
}

function hasTrue(chunk: DuckDBDataChunk, index: number): boolean {
  const flags = chunk.getColumnVector(index)
  for (let row = 0; row < chunk.rowCount; row += 1) if (flags.getItem(row) === true) return true
  return false
}

function takeText(chunk: DuckDBDataChunk, index: number): (string | null)[] {
  const vector = chunk.getColumnVector(index)
  return Array.from({ length: chunk.rowCount }, (_, row) => vector.getItem(row) as string | null)
}

function takeNumbers(chunk: DuckDBDataChunk, index: number): Float64Array {
  const vector = chunk.getColumnVector(index)
  const numbers = new Float64Array(chunk.rowCount)
  for (let row = 0; row < numbers.length; row += 1) numbers[row] = vector.getItem(row) as number
  return numbers
}

/** Looks once more, for the first cell of each column that is no number, and how many there are. */
async function explainCells(
  session: Session,
  requests: readonly ColumnRequest[],
  decimal: '.' | ',',
  signal: AbortSignal,
): Promise<InputError> {
  const shapes = findColumns(session, requests).filter(
    (shape, index) => requests[index]!.as === 'number' && TEXT.test(shape.type),
  )
  // Names of our own, since any name may be a column's.
  const renamed = shapes.map(({ name }, index) => `${quoteIdentifier(name)} AS c${index}`)
  const list = shapes.flatMap(({ type }, index) => {
    const broken = isNoNumber({ name: `c${index}`, type }, decimal)
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
