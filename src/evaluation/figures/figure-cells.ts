/** Cells of fewer rows are merged with their neighbours, so that no single row can be read from a plot. */
export const FEWEST_ROWS = 5

/** Rows of each model between two ends. */
export interface Cell {
  readonly low: number
  readonly high: number
  readonly rows: readonly number[]
}

const isSmall = ({ rows }: Cell) => rows.some((count) => count > 0 && count < FEWEST_ROWS)
const join = (a: Cell, b: Cell): Cell => ({
  low: a.low,
  high: b.high,
  rows: a.rows.map((count, i) => count + b.rows[i]!),
})

/** Neighbouring cells merged until each model has none or at least 5 rows in each; one cell that has fewer stays. */
export function mergeSmallCells(cells: readonly Cell[]): readonly Cell[] {
  const merged: Cell[] = []
  for (const cell of cells) {
    const last = merged.at(-1)
    if (last !== undefined && isSmall(last)) merged[merged.length - 1] = join(last, cell)
    else merged.push(cell)
  }
  while (merged.length > 1 && isSmall(merged.at(-1)!)) {
    const top = merged.pop()!
    merged.push(join(merged.pop()!, top))
  }
  return merged
}
