import type { CellTest } from '../core/probe.ts'
import type { Cell, Literal } from './cell.ts'
import { quoteLiteral } from './quoting.ts'

/** A cell whose SQL are names of an inner query's columns. */
export type NamedCell = Pick<Cell, 'name' | 'raw' | 'text' | 'value' | 'actualType' | 'isFormatted' | 'literal'>

/** A test as SQL. */
export interface RenderedTest {
  /** True for rows that fail; never NULL where a row fails. */
  readonly fails: string
  /** SQL that is NULL where the test's operand does not read as the column's type; null where that is no question. */
  readonly operand: string | null
  /** Whether only cells that read as the declared type are looked at. */
  readonly needsValue: boolean
}

/**
 * SQL of the rows that break a test. Texts of the contract's are quoted.
 *
 * @returns null where the operand does not read as the column's type: nothing can be compared with it.
 */
export function renderTest(test: CellTest, cell: NamedCell): RenderedTest | null {
  const plain = (fails: string): RenderedTest => ({ fails, operand: null, needsValue: false })
  switch (test.kind) {
    case 'notNull':
      return plain(`${cell.raw} IS NULL`)
    case 'notMissing':
      return plain(renderMissing(test.texts, test.orNull, cell))
    case 'type':
      return plain(`${cell.text} IS NOT NULL AND ${renderTypeFault(cell)}`)
    case 'format':
      return plain(`${cell.text} IS NOT NULL AND ${cell.value} IS NULL`)
    case 'matches':
      return plain(`NOT regexp_full_match(${cell.text}, ${quoteLiteral(test.expression)})`)
    case 'pattern':
      return plain(`NOT regexp_matches(${cell.text}, ${quoteLiteral(test.pattern)})`)
    case 'length':
      return plain(`NOT length(${cell.text}) ${test.operator} ${Math.trunc(test.length)}`)
    case 'bound':
      return compareWith(test.bound, cell, (operand) => `NOT ${cell.value} ${test.operator} ${operand}`)
    case 'range':
      return {
        ...plain(`NOT ${cell.value} BETWEEN ${cell.literal(test.low)!.sql} AND ${cell.literal(test.high)!.sql}`),
        needsValue: true,
      }
    case 'multipleOf':
      return compareWith(test.divisor, cell, (operand) => renderRemainder(cell.value, operand))
    case 'allowed':
      return plain(renderNotAllowed(test.values, test.pattern, cell))
  }
}

/** A column of another type fails as a whole; any text is text, and what breaks a format of its own is the format's fault. */
function renderTypeFault(cell: NamedCell): string {
  if (cell.actualType !== null) return 'true'
  return cell.isFormatted || cell.value === cell.text ? 'false' : `${cell.value} IS NULL`
}

/** Values of the contract's that read as the type; of whole numbers only whole ones, so that none is compared as a double. */
function renderValues(values: readonly string[], cell: NamedCell): readonly string[] {
  const literals = values.map((value) => cell.literal(value)).filter((literal): literal is Literal => literal !== null)
  const hasCasts = literals.some(({ sql }) => sql.includes('HUGEINT'))
  return literals.map(({ sql }) => sql).filter((sql) => !hasCasts || sql.includes('HUGEINT'))
}

function compareWith(text: string, cell: NamedCell, render: (operand: string) => string): RenderedTest | null {
  const literal = cell.literal(text)
  if (literal === null) return null
  return { fails: render(literal.sql), operand: literal.isUncertain ? literal.sql : null, needsValue: true }
}

function renderMissing(texts: readonly string[], orNull: boolean, cell: NamedCell): string {
  const isNull = `${cell.raw} IS NULL`
  const isText = texts.length > 0 ? `CAST(${cell.raw} AS VARCHAR) IN (${texts.map(quoteLiteral).join(', ')})` : 'false'
  return orNull ? `(${isNull} OR ${isText})` : isText
}

/**
 * Whether a value is no multiple. Whole numbers exactly; doubles within 1e-9 of a multiple, relative to the quotient,
 * since 0.1 has no exact double.
 */
function renderRemainder(value: string, divisor: string): string {
  const quotient = `(CAST(${value} AS DOUBLE) / ${divisor})`
  const isOff = `abs(${quotient} - round(${quotient})) > 1e-9 * greatest(1, abs(${quotient}))`
  return `CASE WHEN typeof(${value}) IN ('DOUBLE', 'FLOAT') OR typeof(${divisor}) = 'DOUBLE' THEN ${isOff} ELSE ${value} % ${divisor} <> 0 END`
}

function renderNotAllowed(values: readonly string[] | null, pattern: string | null, cell: NamedCell): string {
  const faults: string[] = []
  if (values !== null && values.length === 0) faults.push('true')
  else if (values !== null) {
    const texts = values.map(quoteLiteral).join(', ')
    const isText = `${cell.text} IN (${texts})`
    const literals = cell.value === cell.text ? [] : renderValues(values, cell)
    const isValue = literals.length === 0 ? '' : ` OR coalesce(${cell.value} IN (${literals.join(', ')}), false)`
    faults.push(`NOT (${isText}${isValue})`)
  }
  if (pattern !== null) faults.push(`NOT regexp_matches(${cell.text}, ${quoteLiteral(pattern)})`)
  return `${cell.text} IS NOT NULL AND (${faults.join(' OR ')})`
}
