import type { Statistic, SumStatistic } from '../statistic.ts'

/** A metric that is a function of sums over the rows. */
type SumsOnly = SumStatistic & Pick<Statistic, 'undefinedBecause' | 'notes'>

/** A metric without a value on these rows, for that reason. */
export function makeUndefined(reason: string): SumsOnly {
  return { kind: 'sums', terms: [], measure: () => Number.NaN, undefinedBecause: reason, notes: [] }
}

/** The sum of one array over that of another, a mean where the other holds ones; undefined where the latter is 0. */
export function makeRatio(top: Float64Array, bottom: Float64Array, notes: readonly string[] = []): SumsOnly {
  return {
    kind: 'sums',
    terms: [top, bottom],
    measure: (sums) => (sums[1] === 0 ? Number.NaN : sums[0]! / sums[1]!),
    undefinedBecause: null,
    notes,
  }
}

/** How many of the numbers are so. */
export function countWhere(values: Float64Array, isSo: (value: number) => boolean): number {
  let count = 0
  for (const value of values) if (isSo(value)) count += 1
  return count
}
