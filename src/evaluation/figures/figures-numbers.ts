import type { Figure } from '../../core/result.ts'
import { quantile } from '../../stats/quantile.ts'
import { sortOrder } from '../../stats/sort-order.ts'
import type { NumberRows } from '../rows.ts'
import { type Cell, FEWEST_ROWS, mergeSmallCells } from './figure-cells.ts'

/** Points of predictions against labels, and bars of errors between the open ends. */
const BINS = 20
/** The share of errors beyond each end of the bars, which would squeeze the others. */
const BEYOND = 0.01

type Series = Figure['series'][number]

interface Model {
  readonly name: string
  readonly predictions: Float64Array
}

/**
 * Aggregates for plots of predicted numbers: mean label by prediction, in bins of about as many rows, and the
 * distribution of errors (prediction − label) of both models. None for fewer than 5 rows, or numbers that are not finite.
 */
export function makeNumberFigures(rows: NumberRows, baselineName: string): readonly Figure[] {
  const models: Model[] = [
    { name: 'candidate', predictions: rows.candidate.predictions },
    ...(rows.baseline === null ? [] : [{ name: baselineName, predictions: rows.baseline.predictions }]),
  ]
  const numbers = [rows.labels, ...models.map(({ predictions }) => predictions)]
  if (rows.labels.length < FEWEST_ROWS || !numbers.every((values) => values.every(Number.isFinite))) return []
  const means = models.map(({ name, predictions }) => ({ name, points: drawMeans(rows.labels, predictions) }))
  return [
    {
      id: 'predictions',
      kind: 'line',
      title: 'Labels by prediction',
      x: 'mean prediction',
      y: 'mean label',
      series: [...means, drawEquality(means)],
    },
    {
      id: 'errors',
      kind: 'bar',
      title: 'Distribution of errors',
      x: 'prediction − label',
      y: 'rows',
      series: countErrors(rows.labels, models),
    },
  ]
}

/** Mean label against mean prediction in bins of about n / 20 rows, never fewer than 5; equal predictions stay together. */
function drawMeans(labels: Float64Array, predictions: Float64Array): Series['points'] {
  const order = sortOrder(predictions)
  const size = Math.max(FEWEST_ROWS, Math.ceil(order.length / BINS))
  const points: Series['points'][number][] = []
  let start = 0
  for (let end = 1; end <= order.length; end += 1) {
    const left = order.length - end
    const isTie = left > 0 && predictions[order[end]!] === predictions[order[end - 1]!]
    if (left > 0 && (isTie || end - start < size || left < FEWEST_ROWS)) continue
    const bin = order.subarray(start, end)
    points.push({ x: meanOf(predictions, bin), y: meanOf(labels, bin), rows: end - start })
    start = end
  }
  return points
}

function meanOf(values: Float64Array, rows: Int32Array): number {
  let sum = 0
  for (const row of rows) sum += values[row]!
  return sum / rows.length
}

/** Where labels equal predictions, over the range of the points. */
function drawEquality(means: readonly Series[]): Series {
  const places = means.flatMap(({ points }) => points.map(({ x }) => Number(x)))
  const ends = [Math.min(...places), Math.max(...places)]
  return { name: 'label = prediction', points: ends.map((end) => ({ x: end, y: end })) }
}

/** Errors of all models in the same bars, the first and the last open towards the outside. */
function countErrors(labels: Float64Array, models: readonly Model[]): Series[] {
  const errors = models.map(({ predictions }) => predictions.map((prediction, i) => prediction - labels[i]!))
  const sorted = errors.map((list) => list.slice().sort())
  const low = Math.min(...sorted.map((list) => quantile(list, BEYOND)))
  const high = Math.max(...sorted.map((list) => quantile(list, 1 - BEYOND)))
  const step = findStep((high - low) / BINS)
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step))
  const binOf = (error: number) => Math.min(last - first + 1, Math.max(0, Math.floor(error / step) - first + 1))
  const counts = errors.map((list) => {
    const bins = new Uint32Array(last - first + 2)
    for (const error of list) bins[binOf(error)]! += 1
    return bins
  })
  const cells = Array.from({ length: last - first + 2 }, (_, bin): Cell => {
    const edge = first + bin
    const isOpen = bin === last - first + 1
    return {
      low: bin === 0 ? Number.NEGATIVE_INFINITY : edge - 1,
      high: isOpen ? Number.POSITIVE_INFINITY : edge,
      rows: counts.map((bins) => bins[bin]!),
    }
  })
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9))
  const merged = mergeSmallCells(cells).filter(
    ({ rows }, i, all) => (i > 0 && i < all.length - 1) || rows.some(Boolean),
  )
  return models.map(({ name }, model) => ({
    name,
    points: merged.map((cell) => ({ x: nameCell(cell, step, decimals), y: cell.rows[model]! })),
  }))
}

/** The next of 1, 2, 5, 10, 20, … at or above the width; 1 where all errors are the same. */
function findStep(width: number): number {
  if (!(width > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(width))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= width) ?? width
}

function nameCell({ low, high }: Cell, step: number, decimals: number): string {
  const format = (edge: number) =>
    (edge * step)
      .toFixed(Math.min(decimals, 20))
      .replace(/^-(?=[\d.]*[1-9])/, '−')
      .replace(/^-/, '')
  if (low === Number.NEGATIVE_INFINITY) return high === Number.POSITIVE_INFINITY ? 'all' : `< ${format(high)}`
  return high === Number.POSITIVE_INFINITY ? `≥ ${format(low)}` : `${format(low)} to ${format(high)}`
}
