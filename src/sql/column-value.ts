import { quoteIdentifier } from './quoting.ts'

/** A column as the engine has it. */
interface Column {
  readonly name: string
  /** In upper case; `VARCHAR` for every column of a text format. */
  readonly type: string
}

const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\b.*|BOOLEAN|BIGNUM)$/
const TEXT = /^(VARCHAR|ENUM\b.*)$/

/** Whether the column holds text, of which some may be no numbers. */
export function isTextColumn({ type }: Column): boolean {
  return TEXT.test(type)
}

/** Whether the column's cells can be read as numbers at all. */
export function mayHoldNumbers(column: Column): boolean {
  return NUMERIC.test(column.type) || isTextColumn(column)
}

/** SQL of the column's text, NULL where missing. Dates and times come in ISO form, UTC. */
export function renderColumnText({ name, type }: Column): string {
  const column = quoteIdentifier(name)
  if (type === 'VARCHAR') return column
  // A missing value of a floating-point column is NaN where pandas wrote the file.
  if (type === 'FLOAT' || type === 'DOUBLE') return `CASE WHEN NOT isnan(${column}) THEN CAST(${column} AS VARCHAR) END`
  return `CAST(${column} AS VARCHAR)`
}

/** SQL of the column's number (double precision); `nan` where it is missing, or is none. */
export function renderColumnNumber(column: Column, decimal: '.' | ','): string {
  const number = isTextColumn(column) ? castText(column, decimal) : `CAST(${quoteIdentifier(column.name)} AS DOUBLE)`
  return `coalesce(${number}, 'nan'::DOUBLE)`
}

/** NULL for what is no number. With a decimal comma a point is none: it might separate thousands. */
function castText({ name }: Column, decimal: '.' | ','): string {
  const text = `CAST(${quoteIdentifier(name)} AS VARCHAR)`
  if (decimal === '.') return `TRY_CAST(${text} AS DOUBLE)`
  return `CASE WHEN NOT contains(${text}, '.') THEN TRY_CAST(replace(${text}, ',', '.') AS DOUBLE) END`
}

/** SQL that is true where a text column holds a text that is no number. */
export function renderIsNoNumber(column: Column, decimal: '.' | ','): string {
  return `(${quoteIdentifier(column.name)} IS NOT NULL AND ${castText(column, decimal)} IS NULL)`
}
