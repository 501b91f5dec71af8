import { listMetrics, type MetricInfo, type Task } from '../../core/metric.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import type { StatedMetric, StatedMetrics } from '../../evaluation/sources/stated-metrics.ts'
import type { SliceValue } from '../../policy/gate.ts'

/** What there is to show: the task's metrics in the order of reports, then the document's own. */
export function listStatedMetrics({ metrics }: StatedMetrics, task: Task): readonly MetricInfo[] {
  const order = listMetrics(task).map(({ name }) => name)
  const rank = ({ name, needs }: MetricInfo) =>
    order.includes(name) ? order.indexOf(name) : needs === 'run' ? 1e6 : 1e3
  return [...metrics.values()].map(({ metric }) => metric).sort((left, right) => rank(left) - rank(right))
}

/**
 * Stated numbers in the form of measured ones, in the order of `metrics`: no rows, no interval, and the reason, so that a
 * gate that needs an interval is left open.
 *
 * @param baseline null: there is nothing to compare with.
 * @param slice of which stated numbers say nothing; null: all rows.
 */
export function compareStatedMetrics(
  metrics: readonly MetricInfo[],
  candidate: StatedMetrics,
  baseline: StatedMetrics | null,
  slice: SliceValue | null,
  confidence: number,
): readonly MetricComparison[] {
  return metrics.map((metric) => {
    const own = slice === null ? candidate.metrics.get(metric.name) : undefined
    const other = slice === null ? baseline?.metrics.get(metric.name) : undefined
    const value = own?.value ?? null
    const base = { metric, rows: 0, method: null, candidate: { value, interval: null }, standardError: null }
    const faults = slice !== null ? [NO_SLICES] : [describeGap(metric, own, candidate)]
    if (baseline === null) {
      return { ...base, baseline: null, difference: null, reason: join([...faults, describe(own), ONE_NUMBER]) }
    }
    if (slice === null) faults.push(describeGap(metric, other, baseline, 'the baseline: '))
    const otherValue = other?.value ?? null
    const difference = value === null || otherValue === null ? null : value - otherValue
    return {
      ...base,
      baseline: { value: otherValue, interval: null },
      difference: {
        value: difference,
        interval: null,
        confidence,
        method: null,
        pValue: null,
        test: null,
        standardError: null,
      },
      reason: join([...faults, describe(own), difference === null ? null : TWO_NUMBERS]),
    }
  })
}

const NO_SLICES = 'stated metrics have no rows, and so no slices'
const ONE_NUMBER = 'one number only: without rows it has no interval'
const TWO_NUMBERS =
  'two numbers only: without rows nobody knows how sure their difference is, or whether they stand for the same data'

function describeGap(
  metric: MetricInfo,
  stated: StatedMetric | undefined,
  { format }: StatedMetrics,
  whose = '',
): string | null {
  if (stated === undefined) return `${whose}no ${metric.name} is stated (${format})`
  return stated.value === null ? `${whose}${stated.reason}` : null
}

/** What the source says beside the value. */
function describe(stated: StatedMetric | undefined): string | null {
  if (stated === undefined || stated.value === null) return null
  const interval = stated.interval === null ? null : `its source gives ${stated.interval.join(' to ')}`
  return join([stated.reason, interval])
}

function join(parts: readonly (string | null)[]): string | null {
  return parts.filter((part) => part !== null).join('; ') || null
}
