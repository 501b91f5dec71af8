import type { JudgedInterval } from './gate-numbers.ts'

/** Cells of a bar; the outer two stay free, so that the ends of the interval are seen to be ends. */
const WIDTH = 15

/**
 * An interval as text: `·┃·├──●──┤···`, `●` the value and `┃` the limit that the gate sets. Which side of the limit an
 * end lies on is always told, however close it is. Null where an end is infinite.
 */
export function renderIntervalBar({ low, value, high, limit }: JudgedInterval): string | null {
  if (![low, value, high, limit].every(Number.isFinite)) return null
  const [start, end] = [Math.min(low, limit), Math.max(high, limit)]
  const place = (number: number) =>
    1 + (end === start ? (WIDTH - 3) / 2 : ((number - start) / (end - start)) * (WIDTH - 3))
  const [left, middle, right] = [Math.round(place(low)), Math.round(place(value)), Math.round(place(high))]
  const cells: string[] = Array.from({ length: WIDTH }, (_, cell) => (cell > left && cell < right ? '─' : '·'))
  cells[placeLimit(Math.round(place(limit)), { low, high, limit, left, right })] = '┃'
  cells[left] = '├'
  cells[right] = '┤'
  cells[middle] = '●'
  return cells.join('')
}

function placeLimit(
  cell: number,
  { low, high, limit, left, right }: { low: number; high: number; limit: number; left: number; right: number },
): number {
  if (limit <= low) return Math.min(cell, left - 1)
  if (limit >= high) return Math.max(cell, right + 1)
  return Math.max(left + 1, Math.min(right - 1, cell))
}
