import { findMetric } from '../core/metric.ts'
import type { MetricCheckResult } from '../core/result.ts'
import { countDecimals, formatCount, formatNumber, formatSigned } from './numbers.ts'
import { type ModelSection, parseSlice } from './section.ts'

/** One measured metric as a row; plain text, null where there is nothing to say. */
export interface MetricRow {
  readonly check: MetricCheckResult
  readonly title: string
  /** `contract = One year`; null over all rows. */
  readonly slice: string | null
  readonly rows: string
  readonly baseline: string | null
  readonly candidate: string
  readonly difference: string | null
  /** The interval's confidence and method, and the test beside it: never a p-value on its own. */
  readonly method: string | null
  /** What is to be known of this row alone. */
  readonly note: string | null
}

export interface MetricRows {
  readonly rows: readonly MetricRow[]
  /** What is to be known of many rows, each once. */
  readonly sharedNotes: readonly string[]
}

/** A note of more rows than these is told once for all. */
const MOST_REPEATED = 2

/** Every metric and slice that was measured, or could not be, in the order of the results. */
export function listMetrics(section: ModelSection): MetricRows {
  const checks = section.checks.filter((check) => check.kind === 'metric')
  const counts = new Map<string, number>()
  for (const { help } of checks) if (help !== null) counts.set(help, (counts.get(help) ?? 0) + 1)
  const shared = [...counts].filter(([, count]) => count > MOST_REPEATED).map(([note]) => note)
  const rows = checks
    .map(makeRow)
    .map((row) => (row.note !== null && shared.includes(row.note) ? { ...row, note: null } : row))
  return { rows, sharedNotes: shared }
}

function makeRow(check: MetricCheckResult): MetricRow {
  const { candidate, baseline, difference, rows } = check.statistics
  const slice = parseSlice(check)
  const levels = [candidate.value, baseline?.value ?? null].filter((value) => value !== null)
  const intervals = [candidate.interval, baseline?.interval ?? null].filter((interval) => interval !== null)
  const decimals = countDecimals(levels, widest(intervals))
  const fine = Math.max(decimals, countDecimals(levels, difference?.interval ?? null))
  return {
    check,
    title: findMetric(check.target.metric ?? '')?.title ?? check.target.metric ?? check.title,
    slice: slice ? `${slice.column} = ${slice.value}` : null,
    rows: formatCount(rows),
    baseline: baseline ? formatEstimate(baseline, (value) => formatNumber(value, decimals)) : null,
    candidate: formatEstimate(candidate, (value) => formatNumber(value, decimals)),
    difference: difference ? formatEstimate(difference, (value) => formatSigned(value, fine)) : null,
    method: describeMethod(check),
    note: check.help,
  }
}

function widest(intervals: readonly (readonly [number, number])[]): readonly [number, number] | null {
  return intervals.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0] ?? null
}

function formatEstimate(
  { value, interval }: { readonly value: number | null; readonly interval: readonly [number, number] | null },
  format: (value: number) => string,
): string {
  if (value === null) return 'not measured'
  return interval === null ? format(value) : `${format(value)} (${format(interval[0])} … ${format(interval[1])})`
}

const METHODS: Readonly<Record<string, string>> = {
  delong: 'DeLong',
  'bootstrap-bca': 'bootstrap (BCa)',
  'bootstrap-percentile': 'bootstrap (percentile)',
  wilson: 'Wilson',
  'mcnemar-mid-p': 'McNemar mid-p',
  'mcnemar-exact': 'McNemar exact',
  'paired-t': 'paired t',
  wilcoxon: 'Wilcoxon',
}

function describeMethod({ statistics: { difference } }: MetricCheckResult): string | null {
  if (difference === null || difference.interval === null || difference.method === null) return null
  const { method, test, pValue } = difference
  const tested = pValue !== null && test !== null ? `; ${METHODS[test] ?? test} test p ${formatPValue(pValue)}` : ''
  return `${METHODS[method] ?? method}${tested}`
}

function formatPValue(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${formatNumber(p, p < 0.1 ? 3 : 2)}`
}

/** `95 %` of the differences' intervals, of all of them where they agree; null where there are none. */
export function sharedConfidence(rows: readonly MetricRow[]): string | null {
  const levels = new Set(rows.flatMap(({ check }) => check.statistics.difference?.confidence ?? []))
  return levels.size === 1 ? formatConfidence([...levels][0]!) : null
}

/** `95 %`, `99.5 %`. */
export function formatConfidence(confidence: number): string {
  return `${Number((confidence * 100).toFixed(4))} %`
}
