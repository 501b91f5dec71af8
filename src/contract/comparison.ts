/** What a rule's value must be: one of ODCS's eight operators. */
export type Comparison =
  | { readonly operator: 'mustBe' | 'mustNotBe'; readonly operand: number | string | boolean }
  | { readonly operator: OrderOperator; readonly operand: number }
  | { readonly operator: RangeOperator; readonly range: readonly [number, number] }

type OrderOperator = 'mustBeGreaterThan' | 'mustBeGreaterOrEqualTo' | 'mustBeLessThan' | 'mustBeLessOrEqualTo'
type RangeOperator = 'mustBeBetween' | 'mustNotBeBetween'

export const ORDER_OPERATORS: readonly OrderOperator[] = [
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
]
export const RANGE_OPERATORS: readonly RangeOperator[] = ['mustBeBetween', 'mustNotBeBetween']
export const OPERATORS: readonly string[] = ['mustBe', 'mustNotBe', ...ORDER_OPERATORS, ...RANGE_OPERATORS]

/** Whether a value is as demanded. Ranges include their ends, as ODCS's JSON schema and tools read them (its prose excludes them). */
export function holds(comparison: Comparison, value: number): boolean {
  switch (comparison.operator) {
    case 'mustBe':
      return value === comparison.operand
    case 'mustNotBe':
      return value !== comparison.operand
    case 'mustBeGreaterThan':
      return value > comparison.operand
    case 'mustBeGreaterOrEqualTo':
      return value >= comparison.operand
    case 'mustBeLessThan':
      return value < comparison.operand
    case 'mustBeLessOrEqualTo':
      return value <= comparison.operand
    case 'mustBeBetween':
      return isWithin(comparison.range, value)
    case 'mustNotBeBetween':
      return !isWithin(comparison.range, value)
  }
}

/** A number that a query gave as text, as engines do with more digits than a double holds. */
const NUMBER_TEXT = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i

/**
 * Whether the value that a query gave is as demanded; null where the two cannot be compared (a text with "at least 3").
 * Texts and truth values are equal or not; a number in a text is a number where a number is asked for.
 */
export function holdsValue(comparison: Comparison, value: number | string | boolean): boolean | null {
  const isText = 'operand' in comparison && typeof comparison.operand !== 'number'
  if (isText) {
    const isEqual = typeof value === typeof comparison.operand ? value === comparison.operand : null
    return isEqual === null ? null : isEqual === (comparison.operator === 'mustBe')
  }
  const number = typeof value === 'string' && NUMBER_TEXT.test(value) ? Number(value) : value
  return typeof number === 'number' ? holds(comparison, number) : null
}

function isWithin([low, high]: readonly [number, number], value: number): boolean {
  return value >= low && value <= high
}

/** A note where the value is an end of a range, which ODCS's prose and its schema read differently; null elsewhere. */
export function describeEnd(comparison: Comparison, value: number): string | null {
  if (!('range' in comparison) || !comparison.range.includes(value)) return null
  return `${value} is an end of the range; ${comparison.operator} counts its ends as inside`
}

/** `at most 5 percent`, to stand after "must be". */
export function describeComparison(comparison: Comparison, unit: string): string {
  const [before, numbers] = describeParts(comparison)
  return `${before}${numbers}${unit === '' ? '' : ` ${unit}`}`
}

function describeParts(comparison: Comparison): readonly [string, string] {
  switch (comparison.operator) {
    case 'mustBe':
      return ['', String(comparison.operand)]
    case 'mustNotBe':
      return ['not ', String(comparison.operand)]
    case 'mustBeGreaterThan':
      return ['more than ', String(comparison.operand)]
    case 'mustBeGreaterOrEqualTo':
      return ['at least ', String(comparison.operand)]
    case 'mustBeLessThan':
      return ['less than ', String(comparison.operand)]
    case 'mustBeLessOrEqualTo':
      return ['at most ', String(comparison.operand)]
    case 'mustBeBetween':
      return ['', `${comparison.range[0]} to ${comparison.range[1]}`]
    case 'mustNotBeBetween':
      return ['not ', `${comparison.range[0]} to ${comparison.range[1]}`]
  }
}
