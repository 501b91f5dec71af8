import type { Figure } from '../core/result.ts'
import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import { type Column, renderTable } from './markdown-table.ts'
import { HIDDEN_NOTE, type Matrix, readMatrices } from './matrix.ts'
import { countDecimals, formatCount, formatSigned } from './numbers.ts'
import type { ModelSection } from './section.ts'

/** A comment is narrow: more classes than these are for the HTML report. */
const MOST_CLASSES = 10
const MOST_COLUMNS = 10

/** How labels met predictions, a table for each model. Empty without such a figure. */
export function renderMatrices(section: ModelSection): string {
  const matrices = listFigures(section).flatMap(readMatrices)
  if (matrices.length === 0) return ''
  if (matrices.some(({ columns }) => columns.length > MOST_CLASSES)) {
    return 'The classes are too many for a comment; the HTML report has the table.'
  }
  const note = matrices.some(({ hasHidden }) => hasHidden) ? [`<sub>${HIDDEN_NOTE}</sub>`] : []
  return [...matrices.map(renderMatrix), ...note].join('\n\n')
}

function renderMatrix({ name, rows, columns }: Matrix): string {
  const cells = (index: number) =>
    rows.map((row) => {
      const cell = row.cells[index]
      const text = typeof cell === 'number' ? formatCount(cell) : '·'
      return row.label === columns[index] ? `**${text}**` : text
    })
  return renderTable([
    {
      title: `${escapeMarkdown(name, 60)}: label ↓ prediction →`,
      align: 'left',
      cells: rows.map(({ label }) => escapeMarkdown(label, 40)),
    },
    ...columns.map(
      (title, index): Column => ({ title: escapeMarkdown(title, 40), align: 'right', cells: cells(index) }),
    ),
  ])
}

/** What shuffling each column costs both models, the columns that matter most first. Empty without such a figure. */
export function renderImportance(section: ModelSection): string {
  const figure = listFigures(section).find(({ id }) => id === 'importance')
  if (figure === undefined) return ''
  const names = [...new Set(figure.series.flatMap(({ points }) => points.map(({ x }) => String(x))))].slice(
    0,
    MOST_COLUMNS,
  )
  const decimals = countDecimals(
    figure.series.flatMap(({ points }) => points.map(({ y }) => y)),
    null,
  )
  const cellsOf = ({ points }: Figure['series'][number]) =>
    names.map((name) => {
      const point = points.find(({ x }) => String(x) === name)
      return point === undefined ? '' : formatSigned(point.y, decimals)
    })
  const table = renderTable([
    { title: escapeMarkdown(figure.x, 40), align: 'left', cells: names.map((name) => markdownCode(name, 60)) },
    ...figure.series
      .slice(0, 2)
      .map((series): Column => ({ title: escapeMarkdown(series.name, 60), align: 'right', cells: cellsOf(series) })),
  ])
  return `${escapeMarkdown(figure.title)}.\n\n${table}`
}

const listFigures = ({ results }: ModelSection): readonly Figure[] => results.flatMap(({ figures }) => figures)
