import type { ProfileMeasured } from '../../core/probe.ts'
import { namesIdentifier, namesRow } from './infer-names.ts'
import type { Reading } from './infer-reading.ts'

/** A column as the search for a key sees it. */
export interface KeyColumn {
  readonly name: string
  /** Position in the table, from 0. */
  readonly index: number
  readonly profile: ProfileMeasured
  readonly reading: Reading | null
  readonly missing: readonly string[]
  /** Whether its texts have a make of their own: a UUID, `C-000123`. */
  readonly isCode: boolean
}

/** Each costs memory by the number of rows. */
const MOST_CANDIDATES = 2
/** Pairs are looked at where no column alone will do. */
const MOST_PAIRS = 3

/**
 * What to try as a key: columns that are never empty, do not repeat in the sample, and are named or written like one; a
 * number that happens to differ in each row is none. Where there is no such column, pairs of ids and days.
 */
export function proposeKeys(columns: readonly KeyColumn[], table: string): readonly (readonly KeyColumn[])[] {
  const whole = columns.filter(
    ({ profile, missing }) => profile.rows > 0 && profile.present === profile.rows && missing.length === 0,
  )
  const ranked = whole
    .map((column) => ({ column, rank: rankOf(column, table) }))
    .filter(({ column, rank }) => rank !== null && isDistinct(column.profile))
    .sort((a, b) => a.rank! - b.rank! || a.column.index - b.column.index)
  if (ranked.length > 0) return ranked.slice(0, MOST_CANDIDATES).map(({ column }) => [column])
  const parts = whole.filter(({ name, reading }) => namesIdentifier(name) || isMoment(reading)).slice(0, 3)
  const pairs = parts.flatMap((first, index) => parts.slice(index + 1).map((second) => [first, second]))
  return pairs.filter((pair) => pair.some(({ name }) => namesIdentifier(name))).slice(0, MOST_PAIRS)
}

function rankOf(column: KeyColumn, table: string): number | null {
  const { name, index, reading, profile, isCode } = column
  if (reading !== null && reading.type !== 'integer') return null
  if (namesRow(name, table)) return 0
  if (namesIdentifier(name)) return index === 0 ? 1 : 2
  if (index !== 0) return null
  if (isCode) return 3
  return reading !== null && isCounting(profile) ? 4 : null
}

function isMoment(reading: Reading | null): boolean {
  return reading?.type === 'date' || reading?.type === 'timestamp'
}

function isDistinct({ sample }: ProfileMeasured): boolean {
  return new Set(sample).size === sample.length
}

/** Whether the numbers are as dense as those of rows that were counted. */
function isCounting({ sample, rows }: ProfileMeasured): boolean {
  const numbers = sample.map(Number)
  const low = numbers.reduce((a, b) => Math.min(a, b), Infinity)
  const high = numbers.reduce((a, b) => Math.max(a, b), -Infinity)
  return (low === 0 || low >= 1) && high <= rows + 1 && rows >= 3
}
