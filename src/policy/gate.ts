import type { Place } from '../core/faults.ts'
import type { Interval, MetricInfo, Task } from '../core/metric.ts'
import { listSliceParts } from '../core/slice-name.ts'
import type { OnInconclusive, Severity } from '../core/verdict.ts'
import type { Expression, ExpressionFacts } from './expression-operands.ts'

/** What every gate has, whatever it judges by. */
interface GateBase {
  /** What the policy calls it; then the check is `gate/NAME`. */
  readonly name?: string
  /** null: min, max and expressions by the point, a margin by the evaluation's confidence; `none`: by the point on purpose. */
  readonly confidence: number | 'none' | null
  /**
   * null: all rows. `value` undefined: every value of the column; `*` as column: all declared slices. Of a fairness metric
   * the column whose values are compared with each other.
   */
  readonly slice: { readonly column: string; readonly value: string | undefined } | null
  readonly severity: Severity
  readonly onInconclusive: OnInconclusive
  /** Power that `labelsNeeded` is planned for; null: the evaluation's. */
  readonly power: number | null
  readonly place: Place
}

/** A bound on one metric. */
export interface MetricGate extends GateBase {
  /** A metric's name or alias. */
  readonly metric: string
  readonly kind: 'min' | 'max' | 'margin'
  readonly bound: number
}

/** A condition over any of the measured numbers. */
export interface ExpressionGate extends GateBase {
  readonly kind: 'expr'
  readonly expression: Expression
}

/** One line of `gates:`: what has to hold before a candidate may replace what is there. */
export type Gate = MetricGate | ExpressionGate

/** The rows that have one value in one column. */
export interface SliceValue {
  readonly column: string
  readonly value: string | null
}

/** The values that a slice column takes, in the order of reports. */
export interface SliceValues {
  readonly column: string
  readonly values: readonly (string | null)[]
}

/** The slice of a value as it is written: `(null)` is the missing one, unless a row really says so. */
export function nameSlice(column: string, value: string, slices: readonly SliceValues[]): SliceValue {
  const known = slices.find((slice) => slice.column === column)?.values ?? []
  return { column, value: value === '(null)' && !known.includes(value) ? null : value }
}

interface Estimate {
  readonly value: number | null
  readonly interval: Interval | null
}

/** The numbers that a gate judges: one metric on one set of rows, at one confidence. */
export interface MeasuredMetric {
  readonly metric: MetricInfo
  /** null (or 0 beside a value): a number that came without rows, from a file or a run. */
  readonly rows: number | null
  /** Of the candidate's interval; null where there is none. */
  readonly method: string | null
  readonly candidate: Estimate
  readonly baseline: Estimate | null
  /** Standard error of the candidate's value; null where it has none. */
  readonly standardError: number | null
  /** Candidate − baseline, raw; null where there is no baseline. */
  readonly difference:
    | (Estimate & {
        readonly method: string | null
        readonly standardError: number | null
        readonly pValue: number | null
      })
    | null
  /** Why a number is missing. */
  readonly reason: string | null
}

/** What there is to compare with: numbers of a baseline; a stage that holds no version yet; or a reason why not. */
export type BaselineState =
  | { readonly kind: 'comparable' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'obstacle'; readonly reason: string }

export interface GateContext {
  /** Tells which metric a name is: `log_loss` of two classes or of many. */
  readonly task: Task
  /** Metrics of the user's own, whose names the catalogue does not have; default none. */
  readonly ownMetrics?: readonly MetricInfo[]
  /** What expressions may rest on beside metrics; default: nobody knows. */
  readonly facts?: ExpressionFacts
  readonly baseline: BaselineState
  /** As titles name it: `production`, `the baseline`. */
  readonly baselineName: string
  /** Why no gate can be judged; null where they can. */
  readonly obstacle: string | null
  /** The obstacle that lies in the files, which do not hold the same rows; default none. */
  readonly unevenRows?: string | null
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
  return listSliceParts(slice.column, slice.value)
    .map(({ column, value }) => `${column}=${value ?? '(null)'}`)
    .join(' & ')
}
