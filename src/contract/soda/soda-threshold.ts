import { makeLookup } from '../../core/lookup.ts'
import { isMap } from '../../core/plain-map.ts'
import type { Comparison } from '../comparison.ts'
import { lookUp, makeRange, NoEquivalent, toSnakeCase } from '../custom/custom-parts.ts'

const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?`
/** Characters; what is longer is no threshold, and costs the expressions below too much. */
const LONGEST = 200

const SINGLE = new RegExp(String.raw`^(<=|>=|<>|!=|==|=|<|>)\s*(${NUMBER})\s*%?$`)
const RANGE = new RegExp(
  String.raw`^(not\s+)?between\s*([([])?\s*(${NUMBER})\s*%?\s+and\s+(${NUMBER})\s*%?\s*([)\]])?$`,
  'i',
)

const OPERATORS: Readonly<Record<string, Exclude<Comparison, { range: unknown }>['operator']>> = makeLookup({
  '<': 'mustBeLessThan',
  '<=': 'mustBeLessOrEqualTo',
  '>': 'mustBeGreaterThan',
  '>=': 'mustBeGreaterOrEqualTo',
  '=': 'mustBe',
  '==': 'mustBe',
  '!=': 'mustNotBe',
  '<>': 'mustNotBe',
})

const INVERSE: Readonly<Record<string, Comparison['operator']>> = makeLookup({
  mustBeLessThan: 'mustBeGreaterOrEqualTo',
  mustBeGreaterOrEqualTo: 'mustBeLessThan',
  mustBeGreaterThan: 'mustBeLessOrEqualTo',
  mustBeLessOrEqualTo: 'mustBeGreaterThan',
  mustBe: 'mustNotBe',
  mustNotBe: 'mustBe',
  mustBeBetween: 'mustNotBeBetween',
  mustNotBeBetween: 'mustBeBetween',
})

/** `> 0`, `between 1 and 5`, `between (1 and 5]`: comparisons that must all hold. @throws NoEquivalent */
export function readComparisons(text: string): readonly Comparison[] {
  if (text.length > LONGEST) throw new NoEquivalent('the threshold is too long')
  const single = SINGLE.exec(text.trim())
  if (single) return [{ operator: OPERATORS[single[1]!]!, operand: Number(single[2]) } as Comparison]
  const range = RANGE.exec(text.trim())
  if (!range) throw new NoEquivalent(`the threshold "${text}" has no equivalent`)
  const [low, high] = [Number(range[3]), Number(range[4])]
  // A round bracket leaves the end out.
  const [isAbove, isBelow] = [range[2] === '(', range[5] === ')']
  if (range[1] === undefined) return makeRange(low, high, isAbove, isBelow)
  if (isAbove || isBelow || low >= high) throw new NoEquivalent(`the threshold "${text}" has no equivalent`)
  return [{ operator: 'mustNotBeBetween', range: [low, high] }]
}

/** What must be where an alert is raised `when …`. @throws NoEquivalent */
export function readAlert(text: string): Comparison {
  const [comparison, ...more] = readComparisons(text.replace(/^when\s+/i, ''))
  if (comparison === undefined || more.length > 0) throw new NoEquivalent(`the alert "${text}" has no equivalent`)
  return { ...comparison, operator: INVERSE[comparison.operator] } as Comparison
}

const MUSTS: Readonly<Record<string, string>> = makeLookup({
  must_be: '=',
  must_not_be: '!=',
  must_be_greater_than: '>',
  must_be_greater_than_or_equal: '>=',
  must_be_greater_than_or_equal_to: '>=',
  must_be_greater_or_equal_to: '>=',
  must_be_less_than: '<',
  must_be_less_than_or_equal: '<=',
  must_be_less_than_or_equal_to: '<=',
  must_be_less_or_equal_to: '<=',
})

/** The `must_be…` keys of a map as comparisons that must all hold; none where it has no such key. @throws NoEquivalent */
export function readMusts(settings: Readonly<Record<string, unknown>>): readonly Comparison[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    const name = toSnakeCase(key.replaceAll(' ', '_'))
    if (!name.startsWith('must_')) return []
    const sign = lookUp(MUSTS, name)
    if (sign !== undefined && typeof value === 'number') return readComparisons(`${sign} ${value}`)
    if (name === 'must_be_between') return readEnds(value)
    if (name === 'must_be_not_between' || name === 'must_not_be_between') {
      const [range] = readEnds(value)
      if (range?.operator === 'mustBeBetween') return [{ ...range, operator: 'mustNotBeBetween' }]
    }
    throw new NoEquivalent(`the threshold ${key} has no equivalent`)
  })
}

function readEnds(value: unknown): readonly Comparison[] {
  if (Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === 'number')) {
    const [low, high]: readonly number[] = value
    return makeRange(low ?? null, high ?? null, false, false)
  }
  if (!isMap(value)) throw new NoEquivalent('a range has no two numbers')
  const ends = new Map(Object.entries(value).map(([key, end]) => [MUSTS[`must_be_${toSnakeCase(key)}`], end]))
  const end = (...signs: readonly string[]): readonly [number | null, boolean] => {
    const sign = signs.find((candidate) => ends.has(candidate))
    const number = sign === undefined ? null : ends.get(sign)
    if (number !== null && typeof number !== 'number') throw new NoEquivalent('an end of a range is no number')
    return [number, sign === signs[0]]
  }
  const [[low, isAbove], [high, isBelow]] = [end('>', '>='), end('<', '<=')]
  if (ends.size !== [low, high].filter((bound) => bound !== null).length) {
    throw new NoEquivalent(`the range of ${Object.keys(value).join(', ')} has no equivalent`)
  }
  return makeRange(low, high, isAbove, isBelow)
}

const UNITS: Readonly<Record<string, number>> = makeLookup({
  d: 86_400_000,
  day: 86_400_000,
  h: 3_600_000,
  hour: 3_600_000,
  m: 60_000,
  minute: 60_000,
  s: 1000,
  second: 1000,
})

/** `1d`, `2h30m` in milliseconds; null where it is none. */
export function readDuration(text: string): number | null {
  if (text.length > LONGEST || !/^(\d+(\.\d+)?\s*[dhms]\s*)+$/i.test(text)) return null
  return [...text.matchAll(/(\d+(?:\.\d+)?)\s*([dhms])/gi)].reduce(
    (total, [, number, unit]) => total + Number(number) * UNITS[unit!.toLowerCase()]!,
    0,
  )
}

/** Milliseconds of a unit of time; null where it is none. */
export function readUnit(text: string): number | null {
  return lookUp(UNITS, text.toLowerCase().replace(/s$/, '')) ?? null
}
