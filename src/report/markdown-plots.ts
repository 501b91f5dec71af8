import type { Figure } from '../core/result.ts'
import { escapeMarkdown, escapeMarkdownHtml, markdownCode } from '../text/escape.ts'
import type { Block } from './markdown-block.ts'
import { fold } from './markdown-facts.ts'
import { type Column, renderTable } from './markdown-table.ts'
import { type PlottedFigure, plotFigure } from './mermaid-figures.ts'
import { countDecimals, formatSigned } from './numbers.ts'
import type { ModelSection } from './section.ts'
import { renderSpan } from './span-bar.ts'

/** A comment has room for so many drawings of a model; all are in the HTML report. */
const MOST_PLOTS = 3
const MOST_DIFFERENCES = 15

/** Plots that GitHub draws, each with its numbers below it; empty without figures. */
export function renderPlots({ results }: ModelSection): Block {
  const figures = results.flatMap((result) => result.figures).filter(hasPoints)
  const differences = figures.find(({ id, kind }) => id === 'differences' && kind === 'interval')
  const plotted: { readonly figure: Figure; readonly plot: PlottedFigure }[] = []
  for (const figure of figures) {
    const plot = plotted.length < MOST_PLOTS ? plotFigure(figure) : null
    if (plot !== null) plotted.push({ figure, plot })
  }
  const parts = [
    ...plotted.map(({ plot }) => renderPlot(plot)),
    ...(differences === undefined ? [] : [renderDifferenceBars(differences)]),
  ]
  const shown = [...plotted.map(({ figure }) => figure), ...(differences === undefined ? [] : [differences])]
  const others = figures.filter((figure) => !shown.includes(figure) && !ELSEWHERE.includes(figure.id))
  const rest =
    others.length === 0
      ? []
      : [
          `In the HTML report: ${listTitles(others)
            .map((title) => escapeMarkdown(title, 60))
            .join(', ')}.`,
        ]
  const summary =
    shown.length === 0
      ? 'Plots'
      : `Plots: ${listTitles(shown)
          .map((title) => escapeMarkdownHtml(title, 60))
          .join(', ')}`
  return { name: 'plots', rank: 5, text: fold(summary, [...parts, ...rest].join('\n\n')) }
}

/** Figures that stand as tables of their own. */
const ELSEWHERE: readonly string[] = ['confusion', 'importance']

const hasPoints = ({ series }: Figure): boolean => series.some(({ points }) => points.length > 0)

function listTitles(figures: readonly Figure[]): readonly string[] {
  return [...new Set(figures.map(({ title }) => title.split(':')[0]!))]
}

function renderPlot({ title, chart, lines, readings }: PlottedFigure): string {
  const names = lines.map(({ sign, name }) => `${sign} ${escapeMarkdown(name, 60)}`).join(' · ')
  const legend = chart.legend.length === 0 ? [] : [chart.legend.map((entry) => escapeMarkdown(entry, 120)).join(' · ')]
  const table = renderTable([
    {
      title: escapeMarkdown(readings.axis, 60),
      align: 'left',
      cells: readings.values.map(({ name }) => escapeMarkdown(name, 60)),
    },
    ...readings.places.map(
      (place, index): Column => ({
        title: escapeMarkdown(place, 40),
        align: 'right',
        cells: readings.values.map(({ cells }) => cells[index]!),
      }),
    ),
  ])
  return [`**${escapeMarkdown(title, 80)}** ${names}`, chart.markdown, ...legend, table].join('\n\n')
}

/** Differences with their intervals as bars over one scale, 0 marked. */
function renderDifferenceBars({ title, series }: Figure): string {
  const points = series
    .flatMap((entry) => entry.points)
    .filter(isWhole)
    .slice(0, MOST_DIFFERENCES)
  const ends = points.flatMap(({ low, high }) => [low, high])
  const scale = { low: Math.min(0, ...ends), high: Math.max(0, ...ends) }
  const table = renderTable([
    { title: 'metric', align: 'left', cells: points.map(({ x }) => escapeMarkdown(String(x), 80)) },
    {
      title: 'difference',
      align: 'right',
      cells: points.map(({ y, low, high }) => formatSigned(y, countDecimals([y], [low, high]))),
    },
    {
      title: 'interval, ┃ at no difference',
      align: 'left',
      cells: points.map((point) => markdownCode(renderSpan({ ...point, value: point.y }, scale))),
    },
  ])
  return `**${escapeMarkdown(title, 80)}**\n\n${table}`
}

type Point = Figure['series'][number]['points'][number]

function isWhole(point: Point): point is Point & { readonly low: number; readonly high: number } {
  return point.low !== undefined && point.high !== undefined
}
