import type { Figure } from '../core/result.ts'
import { cleanText } from '../text/escape.ts'
import { base, categoryAxis, isShare, labelOf, numberAxis, type Option } from './chart-axes.ts'
import { drawSpread } from './chart-spread.ts'

/** A drawing as plain data, for whatever library draws it. */
export interface ChartOption {
  readonly option: Readonly<Record<string, unknown>>
  readonly width: number
  readonly height: number
}

type Series = Figure['series'][number]
type Point = Series['points'][number]

const WIDTH = 520
/** Result files are not trusted: a drawing takes so many series and points, whatever the file holds. */
const MOST_SERIES = 8
const MOST_POINTS = 500

/** Bars of names, which are read more easily one below the other. */
const LYING: readonly string[] = ['importance']

/** Colours by CSS variable of the series that the main one is compared with. */
const COLOURS = [2, 3, 4, 5, 6, 7, 8].map((number) => `var(--chart-${number})`)

/** A series and how it is told from the others. */
export interface StyledSeries {
  readonly series: Series
  readonly colour: string
  readonly dash: 'solid' | 'dashed'
  /** Drawn over those of lower order. */
  readonly z: number
}

/** The series that are drawn, the candidate (or the only one) set off from what it is compared with; captions show the same. */
export function styleSeries(figure: Figure): readonly StyledSeries[] {
  const shown = figure.series
    .slice(0, MOST_SERIES)
    .map((series) => ({ ...series, points: series.points.slice(0, MOST_POINTS) }))
  const main = Math.max(
    0,
    shown.findIndex((series) => series.name === 'candidate'),
  )
  return shown.map((series, index) => {
    if (index === main) return { series, colour: 'var(--chart-1)', dash: 'solid', z: 3 }
    const others = index < main ? index : index - 1
    return { series, colour: COLOURS[others % COLOURS.length]!, dash: 'dashed', z: 2 }
  })
}

/** A point, the series that it is of, and its place in the coordinates of the drawing. */
export interface ChartPoint {
  /** Of the series that are drawn. */
  readonly series: number
  readonly point: Point
  readonly place: readonly [number | string, number | string]
}

/** Every point that is drawn, series by series. */
export function listPoints(figure: Figure): readonly ChartPoint[] {
  const isNumeric = isNumericFigure(figure)
  const isLying = figure.kind === 'interval' || isLyingBars(figure)
  return styleSeries(figure).flatMap(({ series: { points } }, series) =>
    points.map((point): ChartPoint => {
      if (isLying) return { series, point, place: [point.y, labelOf(point.x)] }
      return { series, point, place: [isNumeric ? point.x : labelOf(point.x), point.y] }
    }),
  )
}

const isLyingBars = ({ kind, id }: Figure): boolean => kind === 'bar' && LYING.includes(id)

const isNumericFigure = ({ kind, series }: Figure): boolean =>
  kind === 'line' && series.every(({ points }) => points.every((point) => typeof point.x === 'number'))

/** What to draw for a figure: lines over numbers or categories, bars, or intervals one below the other. */
export function describeOption(figure: Figure): ChartOption {
  if (figure.kind === 'interval') return describeIntervals(figure)
  if (isLyingBars(figure)) return describeLyingBars(figure)
  const points = figure.series.flatMap((series) => series.points)
  const isNumeric = isNumericFigure(figure)
  const isUnit = isNumeric && points.every((point) => isShare(point.x as number) && isShare(point.y))
  const categories = [...new Set(points.map((point) => labelOf(point.x)))].slice(0, MOST_POINTS)
  const x = isNumeric ? numberAxis(isUnit) : categoryAxis(categories)
  const y = numberAxis(isUnit, figure.kind === 'bar')
  const drawn = styleSeries(figure).flatMap((styled) =>
    figure.kind === 'bar' ? [drawBars(styled)] : drawLine(styled, isNumeric),
  )
  const option = {
    ...base,
    grid: { left: 56, right: 18, top: 14, bottom: 48 },
    xAxis: { ...x, name: cleanText(figure.x, 60), nameLocation: 'middle', nameGap: 30 },
    yAxis: { ...y, name: cleanText(figure.y, 60), nameLocation: 'middle', nameGap: 40 },
    series: isUnit ? [diagonal, ...drawn] : drawn,
  }
  return { option, width: WIDTH, height: isUnit ? 420 : 340 }
}

/** Chance in a ROC curve, truth in a calibration curve. */
const diagonal: Option = {
  type: 'line',
  data: [
    [0, 0],
    [1, 1],
  ],
  symbol: 'none',
  silent: true,
  lineStyle: { color: 'var(--muted)', width: 1, type: [2, 4] },
}

function drawLine({ series: { points }, colour, dash, z }: StyledSeries, isNumeric: boolean): readonly Option[] {
  const place = (point: Point) => (isNumeric ? point.x : labelOf(point.x))
  const line = {
    type: 'line',
    z,
    data: points.map((point) => [place(point), point.y]),
    showSymbol: points.length <= 25,
    symbol: 'circle',
    symbolSize: 6,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 2, type: dash },
  }
  const spread = points.filter((point) => point.low !== undefined && point.high !== undefined)
  if (spread.length === 0) return [line]
  const bars = drawSpread(
    colour,
    false,
    spread.map((point) => [place(point), point.low, point.high, point.y]),
  )
  return [bars, line]
}

function drawBars({ series: { points }, colour }: StyledSeries): Option {
  return {
    type: 'bar',
    data: points.map((point) => [labelOf(point.x), point.y]),
    itemStyle: { color: colour },
    barMaxWidth: 28,
  }
}

/** Bars one below the other in the order of the result, the main series on top of each pair. */
function describeLyingBars(figure: Figure): ChartOption {
  const drawn = styleSeries(figure)
  const names = [...new Set(drawn.flatMap(({ series }) => series.points.map((point) => labelOf(point.x))))]
  const series = drawn.map(({ series: { points }, colour }) => ({
    type: 'bar',
    data: points.map((point) => [point.y, labelOf(point.x)]),
    itemStyle: { color: colour },
    barMaxWidth: 12,
  }))
  const option = {
    ...base,
    grid: { left: 16 + 6.8 * Math.max(0, ...names.map((name) => name.length)), right: 18, top: 8, bottom: 48 },
    xAxis: { ...numberAxis(false, true), name: cleanText(figure.y, 60), nameLocation: 'middle', nameGap: 30 },
    yAxis: { ...categoryAxis(names), inverse: true },
    series,
  }
  return { option, width: WIDTH, height: 64 + names.length * (14 + 12 * Math.max(1, drawn.length)) }
}

/** Intervals one below the other in the order of the result, with a line at zero where it is in view. */
function describeIntervals(figure: Figure): ChartOption {
  const drawn = styleSeries(figure)
  const names = [...new Set(drawn.flatMap(({ series }) => series.points.map((point) => labelOf(point.x))))]
  const series = drawn.map(({ series: { points }, colour }) =>
    drawSpread(
      colour,
      true,
      points.map((point) => [names.indexOf(labelOf(point.x)), point.low ?? point.y, point.high ?? point.y, point.y]),
      true,
    ),
  )
  const ends = drawn.flatMap((entry) =>
    entry.series.points.flatMap((point) => [point.low ?? point.y, point.high ?? point.y]),
  )
  const hasZero = Math.min(...ends) < 0 && Math.max(...ends) > 0
  const zero = {
    type: 'line',
    data: [
      [0, 0],
      [0, names.length - 1],
    ],
    symbol: 'none',
    silent: true,
    lineStyle: { color: 'var(--muted)', width: 1 },
  }
  const option = {
    ...base,
    grid: { left: 12 + 6.6 * Math.max(0, ...names.map((name) => name.length)), right: 18, top: 8, bottom: 48 },
    xAxis: { ...numberAxis(false), name: cleanText(figure.y, 60), nameLocation: 'middle', nameGap: 30 },
    yAxis: { ...categoryAxis(names), inverse: true },
    series: hasZero && names.length > 1 ? [zero, ...series] : series,
  }
  return { option, width: WIDTH, height: 64 + 30 * names.length }
}
