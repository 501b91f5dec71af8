import type { GroupCell, GroupMoments, RowGroups } from '../../core/row-groups.ts'
import { adjustBenjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { normalCdf } from '../../stats/normal.ts'
import { nameGroups } from './group-names.ts'

/** A group of rows that fares worse. */
export interface WorstSlice {
  /** One column, or two that hold together. */
  readonly parts: readonly { readonly column: string; readonly value: string | null }[]
  readonly rows: number
  /** Mean loss: candidate − baseline in the slice; without a baseline, the slice's less that of the other rows. */
  readonly excess: number
  readonly pValue: number
  readonly adjustedPValue: number
}

export interface SliceSearch {
  readonly found: readonly WorstSlice[]
  /** Slices that were looked at, by whose number the p-values are corrected. */
  readonly tested: number
  /** Columns whose pairs were looked at. */
  readonly paired: readonly string[]
}

export interface SearchLimits {
  /** Fewest rows of a slice. */
  readonly minRows: number
  /** Slices to tell at most. */
  readonly most: number
  /** Share of false findings that is let through. */
  readonly alpha: number
  /** Whether the losses are differences from a baseline, rather than compared with those of the other rows. */
  readonly isPaired: boolean
}

/** Adds up groups by two columns together, each given by its index among the cuts. */
export type AddPairs = (pairs: readonly (readonly [number, number])[]) => Promise<readonly (readonly GroupCell[])[]>

/** Pairs of so many columns are looked at, those with the strongest single values first: 66 pairs. */
const MOST_PAIRED_COLUMNS = 12
/** Sums over rows come in no fixed order: what differs in further digits is the same. */
const DIGITS = 9

interface Cell {
  readonly parts: WorstSlice['parts']
  readonly rows: number
  readonly excess: number
  readonly pValue: number
  readonly moments: GroupMoments
}

/**
 * Looks for the groups of rows on which the candidate is worse than the baseline (without one: worse than on the other
 * rows) among all values of all columns and of pairs of columns. One-sided z tests of the mean, corrected by
 * Benjamini–Hochberg for all that was looked at. A pair is told only where it is worse than both of its halves, and than
 * the rest of a half that is found itself by more than chance among all pairs (Bonferroni): else the half says it all.
 */
export async function findWorstSlices(
  { cuts, single: sums, total }: RowGroups,
  addPairs: AddPairs,
  limits: SearchLimits,
): Promise<SliceSearch> {
  const { most, alpha } = limits
  const names = cuts.map(nameGroups)
  const test = (columns: readonly number[], groups: readonly GroupCell[]): readonly Cell[] =>
    groups.flatMap(({ codes, moments }) => {
      const parts = columns.map((index, place) => ({
        column: cuts[index]!.column,
        value: names[index]![codes[place]!] ?? null,
      }))
      return testGroup(parts, moments, total, limits) ?? []
    })
  const single = sums.map((groups, index) => ({ index, cells: test([index], groups) }))
  const paired = [...single]
    .filter(({ cells }) => cells.length > 0)
    .sort((a, b) => leastP(a.cells) - leastP(b.cells))
    .slice(0, MOST_PAIRED_COLUMNS)
    .map(({ index }) => index)
  const pairs = paired.flatMap((left, index) => paired.slice(index + 1).map((right) => [left, right] as const))
  const ofPairs = (await addPairs(pairs)).flatMap((groups, index) => test(pairs[index]!, groups))
  const cells = [...single.flatMap(({ cells: own }) => own), ...ofPairs]
  const adjusted = adjustBenjaminiHochberg(cells.map(({ pValue }) => pValue))
  const byKey = new Map(cells.map((cell) => [keyOf(cell.parts), cell]))
  const worse = cells
    .map((cell, index) => ({ ...cell, adjustedPValue: adjusted[index]! }))
    .filter(({ adjustedPValue, excess }) => adjustedPValue < alpha && excess > 0)
  const known = new Set(worse.map(({ parts }) => keyOf(parts)))
  const standsOut = (cell: Cell, part: WorstSlice['parts'][number]) => {
    const half = byKey.get(keyOf([part]))
    if (half === undefined || cell.excess <= half.excess) return half === undefined
    return !known.has(keyOf([part])) || compareWithRest(cell, half) < alpha / cells.length
  }
  const found = worse
    .filter((cell) => cell.parts.length === 1 || cell.parts.every((part) => standsOut(cell, part)))
    .map(({ moments: _, ...slice }): WorstSlice => slice)
    .sort((a, b) => round(b.excess) - round(a.excess) || (keyOf(a.parts) < keyOf(b.parts) ? -1 : 1))
  return { found: found.slice(0, most), tested: cells.length, paired: paired.map((index) => cuts[index]!.column) }
}

const keyOf = (parts: WorstSlice['parts']): string => JSON.stringify(parts)

const round = (value: number): number => Number(value.toPrecision(DIGITS))

const leastP = (cells: readonly Cell[]): number =>
  round(cells.reduce((least, { pValue }) => Math.min(least, pValue), 1))

/** One-sided p that a part of a group is no worse than the rest of the group; 1 where there is no rest. */
function compareWithRest(part: Cell, whole: Cell): number {
  const rest = subtract(whole.moments, part.moments)
  if (rest[0] < 2) return 1
  const [mean, error] = describeMean(part.moments)
  const [otherMean, otherError] = describeMean(rest)
  const spread = Math.hypot(error, otherError)
  return spread > 0 ? normalCdf((otherMean - mean) / spread) : mean > otherMean ? 0 : 1
}

/** null where the group, or what is not in it, has too few rows. */
function testGroup(
  parts: WorstSlice['parts'],
  moments: GroupMoments,
  total: GroupMoments,
  { minRows, isPaired }: SearchLimits,
): Cell | null {
  const rest = subtract(total, moments)
  if (moments[0] < minRows || rest[0] < minRows) return null
  const [mean, error] = describeMean(moments)
  const [otherMean, otherError] = isPaired ? [0, 0] : describeMean(rest)
  const excess = mean - otherMean
  const spread = Math.hypot(error, otherError)
  const pValue = spread > 0 ? normalCdf(-excess / spread) : excess > 0 ? 0 : 1
  return { parts, rows: moments[0], excess, pValue, moments }
}

const subtract = (whole: GroupMoments, part: GroupMoments) =>
  whole.map((sum, index) => sum - part[index]!) as unknown as GroupMoments

/** Weighted mean and its standard error (linearised, with n/(n − 1)). */
function describeMean([rows, weight, sum, squares, cross, crossSquares]: GroupMoments): readonly [
  mean: number,
  error: number,
] {
  const mean = sum / weight
  const variance = Math.max(0, crossSquares - 2 * mean * cross + mean * mean * squares) / (weight * weight)
  return [mean, Math.sqrt((variance * rows) / (rows - 1))]
}
