import type { ProfileMeasured } from '../../core/probe.ts'
import { namesCode } from './infer-names.ts'

/** So many different values at most, and so many rows of each at least, make a list that is likely whole. */
const SHORT_LIST = { values: 12, rowsEach: 10 }
const LONG_LIST = { values: 30, rowsEach: 100 }
const LONGEST_VALUE = 60
/** Share of the sample's rows whose value stands there once: about what the next rows bring that is new. */
const MOST_NEW = 0.005

/**
 * The values of a column that has few of them, sorted; null where new ones are to be expected: text with nearly as many
 * values as rows, and numbers that measure something.
 */
export function inferValues(
  name: string,
  profile: ProfileMeasured,
  missing: readonly string[],
  isNumber: boolean,
): readonly string[] | null {
  if (profile.values === null) return null
  const values = profile.values.filter((value) => !missing.includes(value))
  if (values.length < 2 || values.some((value) => value.length > LONGEST_VALUE)) return null
  const isFlag = values.every((value) => value === '0' || value === '1')
  if (isNumber && !isFlag && !(namesCode(name) && values.length <= SHORT_LIST.values)) return null
  const rowsEach = profile.present / values.length
  const isFew = [SHORT_LIST, LONG_LIST].some((list) => values.length <= list.values && rowsEach >= list.rowsEach)
  if (!isFew || countSingles(profile.sample) > MOST_NEW * profile.sample.length + 1) return null
  return [...values].sort((a, b) => (isNumber ? Number(a) - Number(b) : a < b ? -1 : 1))
}

function countSingles(sample: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const text of sample) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts.values()].filter((count) => count === 1).length
}

/** Groups of values that differ by letter case or blanks alone: one of each is likely a slip. */
export function findSlips(values: readonly string[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>()
  for (const value of values) {
    const key = value.trim().toLowerCase()
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return [...groups.values()].filter((group) => group.length > 1)
}
