import { drawMultinomial } from '../../stats/multinomial.ts'
import { createRandomStream, type RandomStream } from '../../stats/random.ts'
import { sortOrder } from '../../stats/sort-order.ts'
import type { TaskRows } from '../rows.ts'

/** Tells the random streams of medians from the others. */
const MEDIAN_STREAM = 5
/** A resampled median lies farther from the median, in standard errors of its rank, once in 10^11 resamples. */
const REACH = 7

/** The absolute errors of a model's predictions; null where the rows hold no numbers. */
export function findErrors(rows: TaskRows, model: 'candidate' | 'baseline'): Float64Array | null {
  const answers = rows.task === 'regression' || rows.task === 'forecast' ? rows[model] : null
  if (answers === null || (rows.task !== 'regression' && rows.task !== 'forecast')) return null
  return answers.predictions.map((prediction, i) => Math.abs(prediction - rows.labels[i]!))
}

/** One model's values in order, and where each row stands: below, within or above the ranks that a median can take. */
interface Window {
  /** Rows within, ascending. */
  readonly rows: Int32Array
  readonly values: Float64Array
  /** By row: -1 below, 0 within, 1 above. */
  readonly side: Int8Array
}

function findWindow(values: Float64Array): Window {
  const count = values.length
  const order = sortOrder(values)
  const reach = Math.ceil((REACH * Math.sqrt(count)) / 2) + 1
  const start = Math.max(0, Math.floor(count / 2) - reach)
  const end = Math.min(count, Math.ceil(count / 2) + reach)
  const side = new Int8Array(count)
  for (let rank = 0; rank < start; rank++) side[order[rank]!] = -1
  for (let rank = end; rank < count; rank++) side[order[rank]!] = 1
  const rows = order.slice(start, end)
  return { rows, values: Float64Array.from(rows, (row) => values[row]!), side }
}

/**
 * Replicates of the median of one or two models' values for many rows, by model. Only rows near a median can become it:
 * those are resampled one by one, all others by how many fall below and above, which is the law of resampling rows.
 */
export function resampleMedians(
  models: readonly Float64Array[],
  resamples: number,
  seed: number,
): readonly Float64Array[] {
  const windows = models.map(findWindow)
  const count = models[0]!.length
  const near: number[] = []
  const far = new Map<number, number>()
  for (let row = 0; row < count; row++) {
    const sides = windows.map(({ side }) => side[row]!)
    if (sides.includes(0)) near.push(row)
    else {
      const key = sides.reduce((sum, side) => 2 * sum + (side < 0 ? 1 : 0), 0)
      far.set(key, (far.get(key) ?? 0) + 1)
    }
  }
  const keys = [...far.keys()].sort((a, b) => a - b)
  const cells = [...keys.map((key) => far.get(key)!), near.length]
  const drawn = new Int32Array(cells.length)
  const placeOf = new Int32Array(count)
  near.forEach((row, place) => {
    placeOf[row] = place
  })
  const times = new Int32Array(near.length)
  const replicates = models.map(() => new Float64Array(resamples))
  for (let replicate = 0; replicate < resamples; replicate++) {
    const stream = createRandomStream(seed, MEDIAN_STREAM, replicate)
    drawMultinomial(stream, cells, drawn)
    drawPlaces(stream, drawn[cells.length - 1]!, times)
    windows.forEach((window, model) => {
      let below = 0
      const bit = models.length - 1 - model
      keys.forEach((key, cell) => {
        if ((key >> bit) & 1) below += drawn[cell]!
      })
      for (let place = 0; place < near.length; place++) if (window.side[near[place]!] === -1) below += times[place]!
      replicates[model]![replicate] = findMedian(window, placeOf, times, below, count)
    })
  }
  return replicates
}

function drawPlaces(stream: RandomStream, draws: number, times: Int32Array): void {
  times.fill(0)
  for (let i = 0; i < draws; i++) times[Math.floor((stream.nextWord() / 4294967296) * times.length)]!++
}

/** The mean of the two middle ones (one for an odd count) of `count` values of which `below` lie below the window. */
function findMedian(
  { rows, values }: Window,
  placeOf: Int32Array,
  times: Int32Array,
  below: number,
  count: number,
): number {
  const [low, high] = [(count - 1) >> 1, count >> 1]
  let seen = below
  let lower = Number.NaN
  for (let i = 0; i < rows.length; i++) {
    seen += times[placeOf[rows[i]!]!]!
    if (Number.isNaN(lower) && seen > low) lower = values[i]!
    if (seen > high) return (lower + values[i]!) / 2
  }
  return Number.NaN
}
