import type { CellStatistic } from '../statistic.ts'

/** Rows of one model by the cell that each falls into, with the weight in each cell. */
export interface CellTable {
  readonly cells: Int32Array
  readonly size: number
  readonly totals: Float64Array
  /** The cells that hold rows, ascending: with many classes few of them all. */
  readonly used: Int32Array
}

/** Sums the rows' weights by cell. */
export function makeCellTable(cells: Int32Array, size: number, weights: Float64Array | null): CellTable {
  const totals = new Float64Array(size)
  for (let i = 0; i < cells.length; i++) totals[cells[i]!]! += weights === null ? 1 : weights[i]!
  const used = Int32Array.from([...totals.keys()].filter((cell) => totals[cell]! > 0))
  return { cells, size, totals, used }
}

/** A function of a table's totals as a statistic. */
export function makeCellStatistic(
  { cells, size }: CellTable,
  measure: (totals: Float64Array) => number,
): CellStatistic {
  return { kind: 'cells', cells, size, measure }
}
