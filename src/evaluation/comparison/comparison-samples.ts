import type { LeaveOneOut } from '../../stats/jackknife.ts'
import type { Sample } from './comparison-intervals.ts'

/** A metric of both models on the same rows and the same resamples. */
export interface PairedSample {
  /** By model. */
  readonly models: readonly Sample[]
  /** First model − second, resample by resample; null with one. */
  readonly difference: Sample | null
  /** Whether both models give the metric the same value on every resample, because they answer alike where it looks. */
  readonly isSame: boolean
}

/** What resampling gave for one model; `leaveOut` is asked only where a method needs it. */
export interface ModelSample {
  readonly value: number
  readonly replicates: Float64Array | null
  /** How far the value may lie above what it estimates, by its making; left out: not at all. */
  readonly bias?: number
  leaveOut(): Float64Array
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!)
}

/** Asked once, however many methods ask. */
function remember<T>(make: () => T): () => T {
  let made: T | null = null
  return () => (made ??= make())
}

/**
 * Puts the samples of one or two models together; the k-th replicate of both must rest on the same rows.
 *
 * @param counts how many rows each value of `leaveOut` stands for; null: one each
 */
export function pairSamples(samples: readonly ModelSample[], counts: LeaveOneOut['counts']): PairedSample {
  const leftOut = samples.map((sample) => remember(() => sample.leaveOut()))
  const models = samples.map(
    ({ value, replicates, bias = 0 }, model): Sample => ({
      value,
      replicates,
      bias: [bias, 0],
      leaveOut: () => ({ values: leftOut[model]!(), counts }),
    }),
  )
  const [first, second] = samples
  if (first === undefined || second === undefined) return { models, difference: null, isSame: false }
  const difference: Sample = {
    value: first.value - second.value,
    bias: [first.bias ?? 0, second.bias ?? 0],
    replicates:
      first.replicates === null || second.replicates === null ? null : subtract(first.replicates, second.replicates),
    leaveOut: remember(() => ({ values: subtract(leftOut[0]!(), leftOut[1]!()), counts })),
  }
  return { models, difference, isSame: isAlwaysZero(difference, counts) }
}

function isAlwaysZero(difference: Sample, counts: LeaveOneOut['counts']): boolean {
  if (difference.value !== 0) return false
  const isZero = (value: number) => value === 0 || Number.isNaN(value)
  if (difference.replicates !== null) return difference.replicates.every(isZero)
  return difference.leaveOut().values.every((value, i) => isZero(value) || (counts !== null && counts[i] === 0))
}
