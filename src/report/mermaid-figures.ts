import type { Figure } from '../core/result.ts'
import { type DrawnChart, drawXyChart, LINE_SIGNS, type XyChart } from './mermaid.ts'
import { countDecimals, formatNumber } from './numbers.ts'

/** A figure as a drawing with what names its lines, and the same as a few numbers to read. */
export interface PlottedFigure {
  readonly title: string
  readonly chart: DrawnChart
  /** What each line is, in the order of their colours; plain text. */
  readonly lines: readonly { readonly sign: string; readonly name: string }[]
  /** Some places of the axis and the value of each line there; plain text. */
  readonly readings: {
    readonly axis: string
    readonly places: readonly string[]
    readonly values: readonly { readonly name: string; readonly cells: readonly string[] }[]
  }
}

type Series = Figure['series'][number]

/** Places that a line is drawn through; Mermaid takes values at equal distances only. */
const PLACES = 41
/** Which of them are told as numbers: a tenth, a quarter, half, … of the way. */
const TOLD = [4, 10, 20, 30, 36] as const
const MOST_CATEGORIES = 20

/** The figure as GitHub can draw it; null for one that lines cannot show. */
export function plotFigure(figure: Figure): PlottedFigure | null {
  if (figure.kind !== 'line') return null
  const series = figure.series.filter(({ points }) => points.length > 0).slice(0, LINE_SIGNS.length - 1)
  if (series.length === 0) return null
  const isNumeric = series.every(({ points }) => points.every(({ x }) => typeof x === 'number'))
  return isNumeric ? plotNumeric(figure, series) : plotCategories(figure, series)
}

function plotNumeric(figure: Figure, series: readonly Series[]): PlottedFigure | null {
  const traces = series.map(({ points }) => points.map(({ x, y }) => ({ x: x as number, y })).sort((a, b) => a.x - b.x))
  const all = traces.flat()
  const isUnit = all.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1)
  // beyond its own ends a line says nothing
  const low = Math.max(...traces.map((trace) => trace[0]!.x))
  const high = Math.min(...traces.map((trace) => trace.at(-1)!.x))
  if (!(low < high)) return null
  const places = Array.from({ length: PLACES }, (_, index) => low + ((high - low) * index) / (PLACES - 1))
  const lines = traces.map((trace) => places.map((place) => readLine(trace, place)))
  const drawn = isUnit ? [...lines, places] : lines
  return plot(figure, {
    x: { title: figure.x, low, high },
    range: isUnit ? [0, 1] : findRange(drawn.flat()),
    names: series.map(({ name }) => name),
    extra: isUnit ? 'diagonal' : null,
    lines: drawn,
    places: places.map((place) => formatNumber(place, countDecimals([low, high], null))),
    told: TOLD,
  })
}

function plotCategories(figure: Figure, series: readonly Series[]): PlottedFigure | null {
  const categories = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => String(x))))]
  if (categories.length < 2 || categories.length > MOST_CATEGORIES) return null
  const lines = series.map(({ points }) => {
    const values = new Map(points.map(({ x, y }) => [String(x), y]))
    return categories.map((category) => values.get(category) ?? Number.NaN)
  })
  return plot(figure, {
    x: { title: figure.x, categories },
    range: findRange(lines.flat()),
    names: series.map(({ name }) => name),
    extra: null,
    lines,
    places: categories,
    told: categories.map((_, index) => index),
  })
}

function plot(
  figure: Figure,
  drawing: {
    readonly x: XyChart['x']
    readonly range: readonly [number, number]
    readonly names: readonly string[]
    /** A line to compare with, drawn last. */
    readonly extra: string | null
    readonly lines: readonly (readonly number[])[]
    readonly places: readonly string[]
    readonly told: readonly number[]
  },
): PlottedFigure | null {
  const { x, lines, names, extra, places, told } = drawing
  const [low, high] = drawing.range
  const chart = drawXyChart({ title: figure.title, x, y: { title: figure.y, low, high }, lines })
  if (chart === null) return null
  const decimals = countDecimals([low, high], null)
  const values = names.map((name, index) => ({
    name,
    cells: told.map((place) => formatNumber(lines[index]![place]!, decimals)),
  }))
  return {
    title: figure.title,
    chart,
    lines: [...names, ...(extra === null ? [] : [extra])].map((name, index) => ({ sign: LINE_SIGNS[index]!, name })),
    readings: { axis: figure.x, places: told.map((place) => places[place]!), values },
  }
}

/** The height of a line at a place between its points; of several points at one place the last. */
function readLine(trace: readonly { readonly x: number; readonly y: number }[], place: number): number {
  const next = trace.findIndex(({ x }) => x > place)
  const before = trace[next < 0 ? trace.length - 1 : Math.max(0, next - 1)]!
  const after = trace[next]
  if (after === undefined || before.x >= place) return before.y
  return before.y + ((after.y - before.y) * (place - before.x)) / (after.x - before.x)
}

function findRange(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low === high ? [low - 1, high + 1] : [low, high]
}
