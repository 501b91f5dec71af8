import { drawMultinomial } from '../../stats/multinomial.ts'
import { createRandomStream } from '../../stats/random.ts'
import type { CellStatistic } from '../statistic.ts'
import type { Units } from '../units.ts'
import type { ModelSample } from './comparison-samples.ts'

/** Tells the random streams of cell counts from those of rows. */
const CELL_STREAM = 1
/** Weights of a stratified sample are few; more of them than this are no kinds. */
const MOST_WEIGHTS = 64
/** Joint cells up to here are counted in an array, else in a map. */
const MOST_COUNTED = 1 << 22

/** Rows that fall into the same cell for each model and weigh the same. */
export interface RowKinds {
  /** Rows of each kind, each at least one. */
  readonly counts: Int32Array
  /** Weight of one row of the kind. */
  readonly weights: Float64Array
  /** By model, then kind. */
  readonly cells: readonly Int32Array[]
}

/** The kinds of rows under the cells of one or two models; null where units are groups, or weights many. */
export function countKinds(
  models: readonly Pick<CellStatistic, 'cells' | 'size'>[],
  { weights, ofRow, rows }: Units,
): RowKinds | null {
  if (ofRow !== null) return null
  const levels = weights === null ? [1] : [...new Set(weights)].sort((a, b) => a - b)
  if (levels.length > MOST_WEIGHTS) return null
  const levelOf = new Map(levels.map((weight, level) => [weight, level]))
  const first = models[0]!
  const second = models[1] ?? { cells: first.cells, size: 1 }
  const size = first.size * second.size * levels.length
  const tally = size <= MOST_COUNTED ? new Int32Array(size) : null
  const sparse = new Map<number, number>()
  for (let i = 0; i < rows; i++) {
    const joint = first.cells[i]! * second.size + (models.length > 1 ? second.cells[i]! : 0)
    const key = joint * levels.length + (weights === null ? 0 : levelOf.get(weights[i]!)!)
    if (tally !== null) tally[key]!++
    else sparse.set(key, (sparse.get(key) ?? 0) + 1)
  }
  const keys: number[] = []
  if (tally === null) keys.push(...[...sparse.keys()].sort((a, b) => a - b))
  else for (let key = 0; key < size; key++) if (tally[key]! > 0) keys.push(key)
  const joints = keys.map((key) => Math.floor(key / levels.length))
  return {
    counts: Int32Array.from(keys, (key) => tally?.[key] ?? sparse.get(key)!),
    weights: Float64Array.from(keys, (key) => levels[key % levels.length]!),
    cells: models.map((_, model) =>
      Int32Array.from(joints, (joint) => (model === 0 ? Math.floor(joint / second.size) : joint % second.size)),
    ),
  }
}

function leaveOutKinds(
  { measure, size }: CellStatistic,
  { counts, weights }: RowKinds,
  cells: Int32Array,
): Float64Array {
  const totals = new Float64Array(size)
  for (let kind = 0; kind < counts.length; kind++) totals[cells[kind]!]! += counts[kind]! * weights[kind]!
  return Float64Array.from(cells, (cell, kind) => {
    const total = totals[cell]!
    // A cell that the one row leaves empty is exactly so.
    totals[cell] = counts[kind] === 1 && total - weights[kind]! < 1e-9 * total ? 0 : total - weights[kind]!
    const value = measure(totals)
    totals[cell] = total
    return value
  })
}

/** A metric of one or two models, over the cells that the kinds were counted by. */
export type CellPair = readonly CellStatistic[]

/**
 * Samples of metrics that share their cells, by metric, then model. One multinomial draw of the kinds a replicate serves
 * all metrics and both models: the law of resampling rows, at a cost that does not grow with them.
 *
 * @param resamples 0: values and jackknife alone
 */
export function sampleKinds(
  metrics: readonly CellPair[],
  kinds: RowKinds,
  { resamples, seed }: { readonly resamples: number; readonly seed: number },
): readonly (readonly ModelSample[])[] {
  const models = kinds.cells
  const replicates = metrics.map(() => models.map(() => new Float64Array(resamples)))
  const drawn = new Int32Array(kinds.counts.length)
  const totals = models.map((_, model) => new Float64Array(metrics[0]![model]!.size))
  const project = (counts: Int32Array) =>
    models.forEach((cells, model) => {
      const sums = totals[model]!
      sums.fill(0)
      for (let kind = 0; kind < counts.length; kind++) sums[cells[kind]!]! += counts[kind]! * kinds.weights[kind]!
    })
  for (let replicate = 0; replicate < resamples; replicate++) {
    drawMultinomial(createRandomStream(seed, CELL_STREAM, replicate), kinds.counts, drawn)
    project(drawn)
    metrics.forEach((pair, m) => {
      pair.forEach((statistic, model) => {
        replicates[m]![model]![replicate] = statistic.measure(totals[model]!)
      })
    })
  }
  project(kinds.counts)
  return metrics.map((pair, m) =>
    pair.map(
      (statistic, model): ModelSample => ({
        value: statistic.measure(totals[model]!),
        replicates: resamples === 0 ? null : replicates[m]![model]!,
        leaveOut: () => leaveOutKinds(statistic, kinds, models[model]!),
      }),
    ),
  )
}
