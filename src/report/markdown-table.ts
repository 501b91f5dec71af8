import { formatCount } from './numbers.ts'

/** Rows of a table beyond these are counted, not shown. */
const MOST_ROWS = 100

export interface Column {
  readonly title: string
  readonly align: 'left' | 'right' | 'center'
  readonly cells: readonly string[]
}

/** A table of escaped cells; columns that are empty all the way down are left out, all but the first. */
export function renderTable(columns: readonly Column[]): string {
  const shown = columns.filter((column, index) => index === 0 || column.cells.some((cell) => cell !== ''))
  const rows = shown[0]!.cells.map((_, row) => `| ${shown.map((column) => column.cells[row]).join(' | ')} |`)
  const rules = { left: '---', right: '---:', center: ':---:' }
  return [
    `| ${shown.map((column) => column.title).join(' | ')} |`,
    `|${shown.map((column) => rules[column.align]).join('|')}|`,
    ...rows.slice(0, MOST_ROWS),
    ...(rows.length > MOST_ROWS ? ['', `and ${formatCount(rows.length - MOST_ROWS)} more`] : []),
  ].join('\n')
}
