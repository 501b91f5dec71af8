import type { Place } from '../core/faults.ts'
import type { Interval, MetricInfo } from '../core/metric.ts'
import type { OnInconclusive, Severity } from '../core/verdict.ts'

/** One line of `gates:`: what has to hold before a candidate may replace what is there. */
export interface Gate {
  /** What the policy calls it; then the check is `gate/NAME`. */
  readonly name?: string
  /** A metric's name or alias. */
  readonly metric: string
  readonly kind: 'min' | 'max' | 'margin'
  readonly bound: number
  /** null: min and max by the point, a margin by the evaluation's confidence; `none`: by the point on purpose. */
  readonly confidence: number | 'none' | null
  /** null: all rows. `value` undefined: every value of the column; `*` as column: all declared slices. */
  readonly slice: { readonly column: string; readonly value: string | undefined } | null
  readonly severity: Severity
  readonly onInconclusive: OnInconclusive
  /** Power that `labelsNeeded` is planned for; null: the evaluation's. */
  readonly power: number | null
  readonly place: Place
}

/** The rows that have one value in one column. */
export interface SliceValue {
  readonly column: string
  readonly value: string | null
}

interface Estimate {
  readonly value: number | null
  readonly interval: Interval | null
}

/** The numbers that a gate judges: one metric on one set of rows, at one confidence. */
export interface MeasuredMetric {
  readonly metric: MetricInfo
  readonly rows: number
  /** Of the candidate's interval; null where there is none. */
  readonly method: string | null
  readonly candidate: Estimate
  /** Standard error of the candidate's value; null where it has none. */
  readonly standardError: number | null
  /** Candidate − baseline, raw; null where there is no baseline. */
  readonly difference: (Estimate & { readonly method: string | null; readonly standardError: number | null }) | null
  /** Why a number is missing. */
  readonly reason: string | null
}

/** What there is to compare with: numbers of a baseline; a stage that holds no version yet; or a reason why not. */
export type BaselineState =
  | { readonly kind: 'comparable' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'obstacle'; readonly reason: string }

export interface GateContext {
  readonly baseline: BaselineState
  /** As titles name it: `production`, `the baseline`. */
  readonly baselineName: string
  /** Why no gate can be judged; null where they can. */
  readonly obstacle: string | null
  /** Of margins that name none; two-sided, in (0, 1). */
  readonly confidence: number
  readonly power: number
  /** Rows that an interval needs in a slice. */
  readonly minRows: number
}

/** Rows that an interval needs over all. */
export const MIN_ROWS_OVERALL = 30

/** Numbers of fewer rows than this are not shown, so that no single row can be read from a report. */
export const MIN_ROWS_SHOWN = 5

/** `contract=One year`; a null value is `(null)`. */
export function formatSlice(slice: SliceValue): string {
  return `${slice.column}=${slice.value ?? '(null)'}`
}
