import type { Comparison } from '../comparison.ts'

/** Why a part of a custom rule has no equivalent; caught where the part is translated. */
export class NoEquivalent extends Error {
  override readonly name = 'NoEquivalent'
}

/** Two ends as comparisons that must all hold. @throws NoEquivalent where there is none, or the ends are crossed. */
export function makeRange(
  low: number | null,
  high: number | null,
  isAbove: boolean,
  isBelow: boolean,
): readonly Comparison[] {
  if (low === null && high === null) throw new NoEquivalent('it has neither min_value nor max_value')
  if (low !== null && high !== null) {
    if (low > high) throw new NoEquivalent('min_value is above max_value')
    if (!isAbove && !isBelow) {
      return [low === high ? { operator: 'mustBe', operand: low } : { operator: 'mustBeBetween', range: [low, high] }]
    }
  }
  const comparisons: Comparison[] = []
  if (low !== null)
    comparisons.push({ operator: isAbove ? 'mustBeGreaterThan' : 'mustBeGreaterOrEqualTo', operand: low })
  if (high !== null) comparisons.push({ operator: isBelow ? 'mustBeLessThan' : 'mustBeLessOrEqualTo', operand: high })
  return comparisons
}

/** 0.95 as 95, without the dust of binary fractions. */
export function toPercent(share: number): number {
  return Number((100 * share).toFixed(10))
}

/** The comparison of a share of 0 to 1 as one of percents. */
export function inPercent(comparison: Comparison): Comparison {
  if ('range' in comparison)
    return { ...comparison, range: [toPercent(comparison.range[0]), toPercent(comparison.range[1])] }
  return typeof comparison.operand === 'number'
    ? ({ ...comparison, operand: toPercent(comparison.operand) } as Comparison)
    : comparison
}

/** The entry of a table by a name that a user wrote: `constructor` is none. */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

export function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** `minValue` as `min_value`. */
export function toSnakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
}
