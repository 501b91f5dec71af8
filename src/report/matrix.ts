import type { Figure } from '../core/result.ts'

/** A figure's counts of one model as a table: a row for each label, a column for each prediction. */
export interface Matrix {
  /** `candidate`. */
  readonly name: string
  readonly rows: readonly MatrixRow[]
  readonly columns: readonly string[]
  /** Whether cells are left out. */
  readonly hasHidden: boolean
}

interface MatrixRow {
  readonly label: string
  /** In the order of the columns; null where the cell is not shown. */
  readonly cells: readonly (number | null)[]
  /** Of the cells that are shown. */
  readonly total: number
}

/** Result files are not trusted: a table has so many rows and columns, whatever the file holds. */
const MOST_LINES = 20

/** Why a cell may be missing, for a note below. */
export const HIDDEN_NOTE =
  '· stands for cells that are not shown: fewer than 5 rows, or one from which such a cell could be told'

/** The tables of a figure, one for each model; none for a figure of another kind. */
export function readMatrices(figure: Figure): readonly Matrix[] {
  if (figure.kind !== 'matrix') return []
  const points = figure.series.flatMap((series) => series.points)
  const labels = [...new Set(points.map(({ label }) => label ?? ''))].slice(0, MOST_LINES)
  const columns = [...new Set(points.map(({ x }) => String(x)))].slice(0, MOST_LINES)
  // a class that is only labelled or only predicted stands in both
  const order = [...new Set([...labels, ...columns])].slice(0, MOST_LINES)
  return figure.series.slice(0, 2).map((series) => {
    const counts = new Map(series.points.map(({ x, y, label }) => [JSON.stringify([label ?? '', String(x)]), y]))
    const rows = order.map((label): MatrixRow => {
      const cells = order.map((column) => counts.get(JSON.stringify([label, column])) ?? null)
      return { label, cells, total: cells.reduce<number>((sum, cell) => sum + (cell ?? 0), 0) }
    })
    return { name: series.name, rows, columns: order, hasHidden: rows.some(({ cells }) => cells.includes(null)) }
  })
}
