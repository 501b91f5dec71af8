import { findMetric, type MetricInfo } from '../core/metric.ts'
import type { CheckResult } from '../core/result.ts'
import { formatBound, formatNumber, formatSigned } from './numbers.ts'

/** Sizes that a unit goes up in, the largest first. */
const STEPS: Readonly<Record<'bytes' | 'seconds' | 'rows', readonly (readonly [size: number, unit: string])[]>> = {
  bytes: [
    [1e9, 'GB'],
    [1e6, 'MB'],
    [1e3, 'kB'],
    [1, 'B'],
  ],
  seconds: [
    [1, 's'],
    [1e-3, 'ms'],
    [1e-6, 'µs'],
    [1e-9, 'ns'],
  ],
  rows: [[1, '']],
}

/** What metrics that are no plain numbers are counted in. */
const UNITS: ReadonlyMap<string, keyof typeof STEPS> = new Map([
  ['model_size', 'bytes'],
  ['predict_memory', 'bytes'],
  ['predict_latency', 'seconds'],
  ['leaked_rows', 'rows'],
])

/** How the numbers of one metric are written: in the unit that fits the largest of them. */
export interface Scale {
  /** What a number is divided by before it is shown. */
  readonly size: number
  readonly isWhole: boolean
  format(value: number, decimals: number): string
  /** With its sign. */
  formatSigned(value: number, decimals: number): string
  /** As the policy wrote it. */
  formatBound(bound: number): string
}

/** The scale for a metric's numbers, `values` being those of one row. */
export function chooseScale(metric: string | null, values: readonly number[]): Scale {
  const unit = UNITS.get(metric ?? '')
  const steps = unit === undefined ? null : STEPS[unit]
  const largest = Math.max(0, ...values.map(Math.abs).filter(Number.isFinite))
  const [size, name] = steps?.find(([least]) => largest >= least) ?? steps?.at(-1) ?? [1, '']
  const end = name === '' ? '' : ` ${name}`
  const isWhole = unit === 'rows'
  return {
    size,
    isWhole,
    format: (value, decimals) => formatNumber(value / size, decimals) + end,
    formatSigned: (value, decimals) => formatSigned(value / size, decimals) + end,
    // 50 MB divided by a million is 50 and no digit more
    formatBound: (bound) => formatBound(Number((bound / size).toPrecision(12))) + end,
  }
}

/** The metric as a person reads it, with the column whose values it compares: `ROC AUC`, `model size`, `equalized odds difference by gender`. */
export function nameMetric({ target, title }: Pick<CheckResult, 'target' | 'title'>): string {
  const { metric, column } = target
  if (metric === null) return title
  return `${titleMetric(findMetric(metric), metric)}${column === null ? '' : ` by ${column}`}`
}

/** Units stand beside the numbers, where they fit them. */
function titleMetric(info: MetricInfo | undefined, name: string): string {
  return (info?.title ?? name).replace(/ \((bytes|seconds)\)$/, '')
}
