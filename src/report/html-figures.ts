import type { Figure } from '../core/result.ts'
import { escapeHtml } from '../text/escape.ts'
import { styleSeries } from './chart-options.ts'
import type { Html } from './html-parts.ts'
import { HIDDEN_NOTE, type Matrix, readMatrices } from './matrix.ts'
import { formatCount } from './numbers.ts'
import type { ModelSection } from './section.ts'

/** Draws a figure under an id that is unique in the page. */
export type DrawFigure = (figure: Figure, id: string) => Html

/** Result files are not trusted: a page holds so many drawings of one model, whatever the files hold. */
const MOST_FIGURES = 12

/** The figures of a section: drawings, and tables of counts. Empty without any. */
export function renderFigures(section: ModelSection, index: number, draw: DrawFigure): Html {
  const figures = section.results
    .flatMap((result) => result.figures)
    .filter((figure) => figure.series.some(({ points }) => points.length > 0))
  const drawn = figures.slice(0, MOST_FIGURES).map((figure, at) => {
    const id = `figure-${index}-${at}`
    const caption = `<figcaption id="${id}-title">${escapeHtml(figure.title, 200)}</figcaption>`
    if (figure.kind === 'matrix') return `<figure class="wide">${caption}${renderMatrices(figure)}</figure>`
    return `<figure>${caption}${renderLegend(figure)}${draw(figure, id)}</figure>`
  })
  return drawn.length === 0 ? '' : `<div class="figures">${drawn.join('\n')}</div>`
}

function renderLegend(figure: Figure): Html {
  const entries = styleSeries(figure)
  if (entries.length < 2) return ''
  const items = entries.map(({ series, colour, dash }) => {
    const dashes = figure.kind === 'line' && dash === 'dashed' ? ' stroke-dasharray="5 4"' : ''
    const line = `<svg viewBox="0 0 22 8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke="${colour}" stroke-width="2"${dashes}/></svg>`
    return `<li>${line}${escapeHtml(series.name, 60)}</li>`
  })
  return `<ul class="legend">${items.join('')}</ul>`
}

/** How labels met predictions, a table for each model, the fuller a cell the darker. */
function renderMatrices(figure: Figure): Html {
  const matrices = readMatrices(figure)
  const note = matrices.some(({ hasHidden }) => hasHidden) ? `<p class="note">${HIDDEN_NOTE}</p>` : ''
  return `<div class="matrices">${matrices.map(renderMatrix).join('')}</div>${note}`
}

function renderMatrix({ name, rows, columns }: Matrix): Html {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column, 30)}</th>`).join('')
  const lines = rows.map(({ label, cells, total }) => {
    const shown = cells.map((cell, index) => renderCell(cell, total, label === columns[index]))
    return `<tr><th scope="row">${escapeHtml(label, 30)}</th>${shown.join('')}</tr>`
  })
  const corner = '<th scope="col">label ↓ prediction →</th>'
  return `<div class="matrix"><p class="note">${escapeHtml(name, 60)}</p><div class="scroll"><table aria-label="${escapeHtml(`labels and predictions of ${name}`, 120)}"><thead><tr>${corner}${head}</tr></thead><tbody>${lines.join('')}</tbody></table></div></div>`
}

/** Shaded by its share of the row: right ones in one colour, wrong ones in another. */
function renderCell(cell: number | null, total: number, isRight: boolean): Html {
  if (cell === null) return '<td class="number quiet">·</td>'
  const share = total > 0 ? Math.max(0, Math.min(100, Math.round((cell / total) * 100))) : 0
  return `<td class="number ${isRight ? 'right' : 'wrong'}" style="--share:${share}%">${formatCount(cell)}</td>`
}
