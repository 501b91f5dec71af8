import type { CellTest } from '../core/probe.ts'
import type { Cell } from './cell.ts'
import { renderLacking, renderRepeats, renderSize } from './container-test.ts'
import type { Literal } from './literal.ts'
import { renderPattern } from './pattern-test.ts'
import { quoteLiteral } from './quoting.ts'

/** Values beyond which a look-up by hash costs less than a look at each. */
const MOST_LISTED = 16

/** A test as SQL. */
export interface RenderedTest {
  /** True for rows that fail; never NULL where a row fails. */
  readonly fails: string
  /** Counts of cells whose difference is the count of such rows, where that is so: other tests count the same cells. */
  readonly difference?: readonly [of: string, less: string]
  /** SQL that is NULL where the test's operand does not read as the column's type; null where that is no question. */
  readonly operand: string | null
  /** Whether only cells that read as the declared type are looked at. */
  readonly needsValue: boolean
}

/**
 * SQL of the rows that break a test. Texts of the contract's are quoted.
 *
 * @returns null where the operand does not read as the column's type, or the type has no items: nothing can be compared then.
 */
export function renderTest(test: CellTest, cell: Cell): RenderedTest | null {
  const plain = (fails: string): RenderedTest => ({ fails, operand: null, needsValue: false })
  switch (test.kind) {
    case 'notNull':
      return { ...plain(`${cell.raw} IS NULL`), difference: ['count(*)', `count(${cell.raw})`] }
    case 'notMissing':
      return plain(renderMissing(test.texts, test.orNull, cell))
    case 'type':
      return renderTypeTest(cell)
    case 'format':
      return renderUnread(cell)
    case 'matches':
      return plain(`NOT ${renderPattern(cell.text, test.expression, true)}`)
    case 'pattern':
      return plain(`NOT ${renderPattern(cell.text, test.pattern, test.isWhole === true)}`)
    case 'length':
      return plain(`NOT length(${cell.text}) ${test.operator} ${Math.trunc(test.length)}`)
    case 'bound':
      return compareWith(test.bound, cell, (operand) =>
        ofValue(cell, (value) => `NOT ${value} ${test.operator} ${operand}`),
      )
    case 'range':
      return {
        ...plain(
          ofValue(
            cell,
            (value) => `NOT ${value} BETWEEN ${cell.literal(test.low)!.sql} AND ${cell.literal(test.high)!.sql}`,
          ),
        ),
        needsValue: true,
      }
    case 'multipleOf':
      return compareWith(test.divisor, cell, (operand) => renderRemainder(cell.value, operand))
    case 'allowed':
      return plain(renderNotAllowed(test.values, test.pattern, cell))
    case 'size':
      return ofContainer(renderSize(cell), (size) => `NOT ${size} ${test.operator} ${Math.trunc(test.size)}`)
    case 'uniqueItems':
      return ofContainer(renderRepeats(cell), (repeats) => repeats)
    case 'fields':
      return ofContainer(renderLacking(cell, test.names), (lacking) => lacking)
  }
}

/** A column of another type fails as a whole; any text is text, and what breaks a format of its own is the format's fault. */
function renderTypeTest(cell: Cell): RenderedTest {
  const plain = (fails: string): RenderedTest => ({ fails, operand: null, needsValue: false })
  if (cell.actualType !== null) return plain(`${cell.present} IS NOT NULL`)
  return cell.isFormatted || cell.value === cell.text ? plain('false') : renderUnread(cell)
}

function renderUnread(cell: Cell): RenderedTest {
  const { present, value } = cell
  return {
    fails: `${present} IS NOT NULL AND ${value} IS NULL`,
    difference: [`count(${present})`, countRead(cell)],
    operand: null,
    needsValue: false,
  }
}

/** SQL of how many cells read as the column's type. */
export function countRead({ isRead, value }: Cell): string {
  return isRead === null ? `count(${value})` : `count_if(${isRead})`
}

/** A test of a value: where the raw cell may be no value, that is looked at only if the test would fail. */
function ofValue({ raw, value, isRead }: Cell, render: (value: string) => string): string {
  return isRead === null ? render(value) : `CASE WHEN ${render(raw)} THEN ${isRead} ELSE false END`
}

/** Values of the contract's that read as the type; of whole numbers only whole ones, so that none is compared as a double. */
function renderValues(values: readonly string[], cell: Cell): readonly string[] {
  const literals = values.map((value) => cell.literal(value)).filter((literal): literal is Literal => literal !== null)
  const hasCasts = literals.some(({ sql }) => sql.includes('HUGEINT'))
  return literals.map(({ sql }) => sql).filter((sql) => !hasCasts || sql.includes('HUGEINT'))
}

/** Cells that are no such container are the type's fault alone. */
function ofContainer(sql: string | null, render: (sql: string) => string): RenderedTest | null {
  return sql === null ? null : { fails: render(sql), operand: null, needsValue: true }
}

function compareWith(text: string, cell: Cell, render: (operand: string) => string): RenderedTest | null {
  const literal = cell.literal(text)
  if (literal === null) return null
  return { fails: render(literal.sql), operand: literal.isUncertain ? literal.sql : null, needsValue: true }
}

function renderMissing(texts: readonly string[], orNull: boolean, cell: Cell): string {
  const isNull = `${cell.raw} IS NULL`
  const isText = texts.length > 0 ? `CAST(${cell.raw} AS VARCHAR) IN (${texts.map(quoteLiteral).join(', ')})` : 'false'
  return orNull ? `(${isNull} OR ${isText})` : isText
}

/**
 * Whether a value is no multiple. Whole numbers exactly; doubles within 1e-9 of a whole quotient, since 0.1 has no exact
 * double, and of great quotients within what a double can hold.
 */
function renderRemainder(value: string, divisor: string): string {
  const quotient = `(CAST(${value} AS DOUBLE) / ${divisor})`
  const isOff = `abs(${quotient} - round(${quotient})) > greatest(1e-9, 4e-15 * abs(${quotient}))`
  return `CASE WHEN typeof(${value}) IN ('DOUBLE', 'FLOAT') OR typeof(${divisor}) = 'DOUBLE' THEN ${isOff} ELSE ${value} % ${divisor} <> 0 END`
}

function renderNotAllowed(values: readonly string[] | null, pattern: string | null, cell: Cell): string {
  const faults: string[] = []
  if (values !== null && values.length === 0) faults.push('true')
  else if (values !== null) {
    const isText = renderIsOneOf(cell.written, values)
    const literals = cell.value === cell.text ? [] : renderValues(values, cell)
    const isValue =
      literals.length === 0 ? '' : ` OR coalesce(${cell.value} IN (${literals.join(', ')}), ${cell.written} IS NULL)`
    faults.push(`NOT (${isText}${isValue})`)
  }
  if (pattern !== null) faults.push(`NOT ${renderPattern(cell.written, pattern, false)}`)
  // Each is NULL where the cell is.
  const isNullSafe = values === null || values.length > 0
  return isNullSafe ? faults.join(' OR ') : `${cell.written} IS NOT NULL AND (${faults.join(' OR ')})`
}

/** Of few values a list is asked: of a dictionary's entries only once each. NULL where the text is. */
function renderIsOneOf(text: string, values: readonly string[]): string {
  const texts = values.map(quoteLiteral).join(', ')
  return values.length <= MOST_LISTED ? `list_contains([${texts}], ${text})` : `${text} IN (${texts})`
}
