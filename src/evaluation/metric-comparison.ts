import type { Interval, IntervalMethod, MetricInfo, TestMethod } from '../core/metric.ts'

/** How intervals are made; the defaults stand in surface and README. */
export interface ComparisonOptions {
  /** Two-sided, in (0, 1); default 0.95. */
  readonly confidence: number
  /** null: `delong` for ROC AUC, else `bootstrap-bca`. */
  readonly method: IntervalMethod | null
  /** null: `delong` for ROC AUC, mid-p McNemar for accuracy, none else. */
  readonly test: TestMethod | null
  readonly resamples: number
  readonly seed: number
}

/** A metric's value with the interval of its sampling error; `interval` null where there is none, `reason` says why. */
export interface MetricEstimate {
  readonly value: number | null
  readonly interval: Interval | null
}

interface MetricDifference extends MetricEstimate {
  /** Candidate − baseline, raw. */
  readonly value: number | null
  readonly confidence: number
  readonly method: IntervalMethod | null
  readonly pValue: number | null
  readonly test: TestMethod | null
  /** Standard error of the difference; null where it has none. */
  readonly standardError: number | null
}

/** One metric of candidate and baseline on the same rows. */
export interface MetricComparison {
  readonly metric: MetricInfo
  readonly rows: number
  readonly method: IntervalMethod | null
  readonly candidate: MetricEstimate
  readonly baseline: MetricEstimate | null
  readonly difference: MetricDifference | null
  /** Standard error of the candidate's value; null where it has none. */
  readonly standardError: number | null
  /** Why a number is missing or what a reader must know ("3 scores are outside [0, 1]"); null where all is well. */
  readonly reason: string | null
}
