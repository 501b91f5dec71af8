import type { Figure } from '../core/result.ts'
import { escapeHtml } from '../text/escape.ts'
import { labelOf } from './chart-axes.ts'
import { styleSeries } from './chart-options.ts'
import type { Drawing, Mark } from './charts.ts'
import { renderMatrices } from './html-matrices.ts'
import { type Html, type HtmlColumn, renderHtmlTable } from './html-parts.ts'
import { countDecimals, formatCount, formatNumber } from './numbers.ts'
import type { ModelSection } from './section.ts'

/** Draws a figure under an id that is unique in the page. */
export type DrawFigure = (figure: Figure, id: string) => Drawing

/** Result files are not trusted: a page holds so many drawings of one model, whatever the files hold. */
const MOST_FIGURES = 12

/** The figures of a section: drawings with their numbers as tables, and tables of counts. Empty without any. */
export function renderFigures(section: ModelSection, index: number, draw: DrawFigure): Html {
  const figures = section.results
    .flatMap((result) => result.figures)
    .filter((figure) => figure.series.some(({ points }) => points.length > 0))
  const drawn = figures.slice(0, MOST_FIGURES).map((figure, at) => {
    const id = `figure-${index}-${at}`
    const caption = `<figcaption id="${id}-title">${escapeHtml(figure.title, 200)}</figcaption>`
    if (figure.kind === 'matrix') return `<figure class="wide">${caption}${renderMatrices(figure)}</figure>`
    const { svg, marks } = draw(figure, id)
    const numbers = `<details class="numbers"><summary>Numbers<span class="unseen"> of ${escapeHtml(figure.title, 200)}</span></summary>${renderNumbers(figure, marks)}</details>`
    return `<figure class="plot">${caption}${renderLegend(figure)}${svg}${numbers}</figure>`
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

/** The points as a table, for those who do not see the drawing and for the page's script, which shows them one by one. */
function renderNumbers(figure: Figure, marks: readonly Mark[]): Html {
  const names = styleSeries(figure).map(({ series }) => series.name)
  const ends = marks.flatMap(({ point }) => [point.y, point.low ?? point.y, point.high ?? point.y])
  const decimals = ends.every(Number.isInteger) ? 0 : countDecimals(ends.filter(Number.isFinite), null)
  const series: HtmlColumn<Mark> = { title: 'series', cell: (mark) => escapeHtml(names[mark.series]!, 60) }
  const columns: readonly HtmlColumn<Mark>[] = [
    ...(names.length > 1 ? [series] : []),
    { title: figure.x, cell: ({ point }) => escapeHtml(labelOf(point.x)) },
    { title: figure.y, isNumber: true, cell: ({ point }) => formatNumber(point.y, decimals) },
    { title: 'interval', isNumber: true, cell: ({ point }) => describeSpread(point, decimals) },
    { title: 'rows', isNumber: true, cell: ({ point }) => (point.rows === undefined ? '' : formatCount(point.rows)) },
  ]
  return renderHtmlTable(`${figure.title}: numbers`, columns, marks, {
    attributesOf: ({ at, series: number }) => (at === null ? '' : ` data-at="${at.join(' ')}" data-series="${number}"`),
  })
}

function describeSpread({ low, high }: Mark['point'], decimals: number): Html {
  if (low === undefined || high === undefined) return ''
  return `${formatNumber(low, decimals)} to ${formatNumber(high, decimals)}`
}
