import type { LeaveOneOut } from '../stats/jackknife.ts'
import type { Sample } from './comparison-intervals.ts'

/** A metric of both models on the same rows and the same resamples. */
export interface PairedSample {
  readonly candidate: Sample
  readonly baseline: Sample | null
  /** Candidate − baseline, resample by resample. */
  readonly difference: Sample | null
  /** Whether both models give the metric the same value on every resample, because they answer alike where it looks. */
  readonly isSame: boolean
}

/** What resampling gave for one model; `leaveOut` is asked only where a method needs it. */
export interface ModelSample {
  readonly value: number
  readonly replicates: Float64Array | null
  leaveOut(): Float64Array
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]!)
}

/** Puts two models' samples together; the k-th replicate of both must rest on the same rows. */
export function pairSamples(
  candidate: ModelSample,
  baseline: ModelSample | null,
  counts: LeaveOneOut['counts'],
): PairedSample {
  const single = (sample: ModelSample): Sample => ({
    value: sample.value,
    replicates: sample.replicates,
    leaveOut: () => ({ values: sample.leaveOut(), counts }),
  })
  if (baseline === null) return { candidate: single(candidate), baseline: null, difference: null, isSame: false }
  const difference: Sample = {
    value: candidate.value - baseline.value,
    replicates:
      candidate.replicates === null || baseline.replicates === null
        ? null
        : subtract(candidate.replicates, baseline.replicates),
    leaveOut: () => ({ values: subtract(candidate.leaveOut(), baseline.leaveOut()), counts }),
  }
  return {
    candidate: single(candidate),
    baseline: single(baseline),
    difference,
    isSame: isAlwaysZero(difference, counts),
  }
}

function isAlwaysZero(difference: Sample, counts: LeaveOneOut['counts']): boolean {
  if (difference.value !== 0) return false
  const isZero = (value: number) => value === 0 || Number.isNaN(value)
  if (difference.replicates !== null) return difference.replicates.every(isZero)
  return difference.leaveOut().values.every((value, i) => isZero(value) || (counts !== null && counts[i] === 0))
}
