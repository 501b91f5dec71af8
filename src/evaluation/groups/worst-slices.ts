import { adjustBenjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { normalCdf } from '../../stats/normal.ts'
import type { SliceColumn } from '../join/slice-columns.ts'

/** How wrong each answer was (up is worse), row by row. */
export interface RowLosses {
  readonly candidate: Float64Array
  readonly baseline: Float64Array | null
  readonly weights: Float64Array | null
}

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
}

/** Pairs of so many columns are looked at, those with the strongest single values first: 66 pairs. */
const MOST_PAIRED_COLUMNS = 12
/** A pair of columns with more cells than this cuts rows into crumbs. */
const MOST_CELLS = 2_000

interface Cell {
  readonly parts: WorstSlice['parts']
  readonly rows: number
  readonly excess: number
  readonly pValue: number
  readonly moments: Moments
}

/**
 * Looks for the groups of rows on which the candidate is worse than the baseline (without one: worse than on the other
 * rows) among all values of all columns and of pairs of columns. One-sided z tests of the mean, corrected by
 * Benjamini–Hochberg for all that was looked at. A pair is told only where it is worse than both of its halves, and than
 * the rest of a half that is found itself by more than chance among all pairs (Bonferroni): else the half says it all.
 */
export function findWorstSlices(
  columns: readonly SliceColumn[],
  losses: RowLosses,
  { minRows, most, alpha }: SearchLimits,
): SliceSearch {
  const measure = makeMeasure(losses)
  const single = columns.map((column) => ({
    column,
    cells: measureCells(column.codes, column.names.length, measure, minRows, (code) => [
      { column: column.column, value: column.names[code]! },
    ]),
  }))
  const paired = [...single]
    .filter(({ cells }) => cells.length > 0)
    .sort((a, b) => leastP(a.cells) - leastP(b.cells))
    .slice(0, MOST_PAIRED_COLUMNS)
    .map(({ column }) => column)
  const ofPairs = paired.flatMap((left, index) =>
    paired.slice(index + 1).flatMap((right) => measurePair(left, right, measure, minRows)),
  )
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
    .sort((a, b) => b.excess - a.excess || (keyOf(a.parts) < keyOf(b.parts) ? -1 : 1))
  return { found: found.slice(0, most), tested: cells.length, paired: paired.map(({ column }) => column) }
}

const keyOf = (parts: WorstSlice['parts']): string => JSON.stringify(parts)

const leastP = (cells: readonly Cell[]): number => cells.reduce((least, { pValue }) => Math.min(least, pValue), 1)

/** One-sided p that a part of a group is no worse than the rest of the group; 1 where there is no rest. */
function compareWithRest(part: Cell, whole: Cell): number {
  const rest = whole.moments.map((sum, index) => sum - part.moments[index]!) as unknown as Moments
  if (rest[0] < 2) return 1
  const [mean, error] = describeMean(part.moments)
  const [otherMean, otherError] = describeMean(rest)
  const spread = Math.hypot(error, otherError)
  return spread > 0 ? normalCdf((otherMean - mean) / spread) : mean > otherMean ? 0 : 1
}

/** What each row adds to its slice: its value and weight; and the sums over all rows. */
interface Measure {
  readonly values: Float64Array
  readonly weights: Float64Array | null
  readonly isPaired: boolean
  readonly total: Moments
}

/** Rows, Σ w, Σ w x, Σ w², Σ w² x, Σ w² x². */
type Moments = readonly [number, number, number, number, number, number]

function makeMeasure({ candidate, baseline, weights }: RowLosses): Measure {
  const values = baseline === null ? candidate : candidate.map((loss, row) => loss - baseline[row]!)
  const total = sumMoments(new Int32Array(values.length), 1, values, weights)[0]!
  return { values, weights, isPaired: baseline !== null, total }
}

function sumMoments(codes: Int32Array, size: number, values: Float64Array, weights: Float64Array | null): Moments[] {
  const sums = new Float64Array(6 * size)
  for (let row = 0; row < codes.length; row++) {
    const at = 6 * codes[row]!
    const value = values[row]!
    const weight = weights === null ? 1 : weights[row]!
    sums[at]! += 1
    sums[at + 1]! += weight
    sums[at + 2]! += weight * value
    sums[at + 3]! += weight * weight
    sums[at + 4]! += weight * weight * value
    sums[at + 5]! += weight * weight * value * value
  }
  return Array.from({ length: size }, (_, code) => [...sums.subarray(6 * code, 6 * code + 6)] as unknown as Moments)
}

function measureCells(
  codes: Int32Array,
  size: number,
  { values, weights, isPaired, total }: Measure,
  minRows: number,
  partsOf: (code: number) => WorstSlice['parts'],
): readonly Cell[] {
  return sumMoments(codes, size, values, weights).flatMap((own, code) => {
    const rest = total.map((sum, index) => sum - own[index]!) as unknown as Moments
    if (own[0] < minRows || rest[0] < minRows) return []
    const [mean, error] = describeMean(own)
    const [otherMean, otherError] = isPaired ? [0, 0] : describeMean(rest)
    const excess = mean - otherMean
    const spread = Math.hypot(error, otherError)
    const pValue = spread > 0 ? normalCdf(-excess / spread) : excess > 0 ? 0 : 1
    return [{ parts: partsOf(code), rows: own[0], excess, pValue, moments: own }]
  })
}

/** Weighted mean and its standard error (linearised, with n/(n − 1)). */
function describeMean([rows, weight, sum, squares, cross, crossSquares]: Moments): readonly [
  mean: number,
  error: number,
] {
  const mean = sum / weight
  const variance = Math.max(0, crossSquares - 2 * mean * cross + mean * mean * squares) / (weight * weight)
  return [mean, Math.sqrt((variance * rows) / (rows - 1))]
}

function measurePair(left: SliceColumn, right: SliceColumn, measure: Measure, minRows: number): readonly Cell[] {
  const width = right.names.length
  const size = left.names.length * width
  if (size > MOST_CELLS) return []
  const codes = left.codes.map((code, row) => code * width + right.codes[row]!)
  return measureCells(codes, size, measure, minRows, (code) => [
    { column: left.column, value: left.names[Math.floor(code / width)]! },
    { column: right.column, value: right.names[code % width]! },
  ])
}
