import type { MetricCheckResult } from '../core/result.ts'
import { countDecimals, formatCount, formatNumber, separateFromLimit } from './numbers.ts'
import { chooseScale, nameMetric } from './quantity.ts'
import { compareSliceValues, type ModelSection, parseSlice, type SliceName } from './section.ts'
import { listWorstGroups } from './worst-groups.ts'

/** One measured metric as a row; plain text, null where there is nothing to say. */
export interface MetricRow {
  readonly check: MetricCheckResult
  /** `ROC AUC`, `demographic parity difference by gender`. */
  readonly title: string
  /** null over all rows. */
  readonly slice: SliceName | null
  /** null where it is not measured on rows. */
  readonly rows: string | null
  readonly baseline: string | null
  readonly candidate: string
  readonly difference: string | null
  /** How the interval was made, where it is not as those of most rows. */
  readonly method: string | null
  /** The test beside the interval: never a p-value on its own. */
  readonly test: string | null
  /** What is to be known of this row alone. */
  readonly note: string | null
}

export interface MetricRows {
  /** Over all rows. */
  readonly overall: readonly MetricRow[]
  /** Of slices that the policy names, slice by slice. */
  readonly sliced: readonly MetricRow[]
  /** Of groups that a search found, the worst first. */
  readonly searched: readonly MetricRow[]
  /** What is to be known of many rows, each once. */
  readonly sharedNotes: readonly string[]
}

/** A note of more rows than these is told once for all. */
const MOST_REPEATED = 2

/** Several parts of a report ask for the same rows. */
const ROWS = new WeakMap<ModelSection, MetricRows>()

/** Every metric and slice that was measured, or could not be. */
export function listMetrics(section: ModelSection): MetricRows {
  const known = ROWS.get(section)
  if (known !== undefined) return known
  const rows = makeRows(section)
  ROWS.set(section, rows)
  return rows
}

function makeRows(section: ModelSection): MetricRows {
  const checks = section.checks.filter((check) => check.kind === 'metric')
  const counts = new Map<string, number>()
  for (const note of checks.flatMap(listNotes)) counts.set(note, (counts.get(note) ?? 0) + 1)
  const notes = [...counts].filter(([, count]) => count > MOST_REPEATED).map(([note]) => note)
  const usual = findUsualMethod(checks)
  const rows = checks.map((check) => makeRow(check, usual, notes))
  const found = listWorstGroups(section).map(({ text }) => text)
  const isFound = ({ slice }: MetricRow) => slice !== null && found.includes(slice.text)
  return {
    overall: rows.filter(({ slice }) => slice === null),
    sliced: sortSlices(rows.filter((row) => row.slice !== null && !isFound(row))),
    searched: rows.filter(isFound).toSorted((a, b) => found.indexOf(a.slice!.text) - found.indexOf(b.slice!.text)),
    sharedNotes: [
      ...(usual === null ? [] : [`Intervals: ${METHODS[usual] ?? usual}, unless a row says otherwise`]),
      ...notes,
    ],
  }
}

/** Slice by slice in the order of the results, numbers such as horizons by size. */
function sortSlices(rows: readonly MetricRow[]): readonly MetricRow[] {
  const columns = [...new Set(rows.map(({ slice }) => slice!.column))]
  return columns.flatMap((column) => {
    const own = rows.filter(({ slice }) => slice!.column === column)
    const byValue = new Map<string, MetricRow[]>()
    for (const row of own) {
      const known = byValue.get(row.slice!.value)
      if (known === undefined) byValue.set(row.slice!.value, [row])
      else known.push(row)
    }
    return [...byValue.keys()].sort(compareSliceValues).flatMap((value) => byValue.get(value)!)
  })
}

function makeRow(check: MetricCheckResult, usual: string | null, shared: readonly string[]): MetricRow {
  const { candidate, baseline, difference, rows } = check.statistics
  const levels = [candidate.value, baseline?.value ?? null].filter((value) => value !== null)
  const scale = chooseScale(check.target.metric, levels)
  const shrink = (values: readonly number[]) => values.map((value) => value / scale.size)
  const intervals = [candidate.interval, baseline?.interval ?? null].filter((interval) => interval !== null)
  const count = (values: readonly number[], interval: readonly [number, number] | null) =>
    scale.isWhole ? 0 : countDecimals(shrink(values), interval && [interval[0] / scale.size, interval[1] / scale.size])
  const decimals = count(levels, widest(intervals))
  const own = difference === null || difference.value === null ? [] : [difference.value]
  const finest = Math.max(decimals, difference?.interval ? count(levels, difference.interval) : count(own, null))
  // on which side of 0 an end lies is always told
  const fine = scale.isWhole ? 0 : separateFromLimit(finest, shrink(difference?.interval ?? []), 0)
  const note = listNotes(check).filter((part) => !shared.includes(part))
  return {
    check,
    title: nameMetric(check),
    slice: parseSlice(check),
    rows: rows === 0 && candidate.value !== null ? null : formatCount(rows),
    baseline: baseline ? formatEstimate(baseline, (value) => scale.format(value, decimals)) : null,
    candidate: formatEstimate(candidate, (value) => scale.format(value, decimals)),
    difference: difference ? formatEstimate(difference, (value) => scale.formatSigned(value, fine)) : null,
    method: describeMethod(check, usual),
    test: describeTest(check),
    note: note.length === 0 ? null : note.join('; '),
  }
}

/** The sentences of a help, which many rows may share in part. */
function listNotes({ help }: MetricCheckResult): readonly string[] {
  return help === null ? [] : help.split('; ')
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

const methodOf = ({ statistics: { difference } }: MetricCheckResult): string | null =>
  difference?.interval ? difference.method : null

/** The method of most intervals; null where there are none. */
function findUsualMethod(checks: readonly MetricCheckResult[]): string | null {
  const counts = new Map<string, number>()
  for (const method of checks.map(methodOf)) if (method !== null) counts.set(method, (counts.get(method) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null
}

function describeMethod(check: MetricCheckResult, usual: string | null): string | null {
  const method = methodOf(check)
  return method === null || method === usual ? null : (METHODS[method] ?? method)
}

function describeTest(check: MetricCheckResult): string | null {
  const { difference } = check.statistics
  if (methodOf(check) === null || difference === null || difference.pValue === null || difference.test === null)
    return null
  return `${METHODS[difference.test] ?? difference.test} test p ${formatPValue(difference.pValue)}`
}

function formatPValue(p: number): string {
  return p < 0.001 ? '< 0.001' : `= ${formatNumber(p, p < 0.1 ? 3 : 2)}`
}

/** `95 %` of the differences' intervals, of all of them where they agree; null where there are none. */
export function sharedConfidence(section: ModelSection): string | null {
  const levels = new Set(
    section.checks.flatMap((check) =>
      check.kind === 'metric' && check.statistics.difference?.interval ? [check.statistics.difference.confidence] : [],
    ),
  )
  return levels.size === 1 ? formatConfidence([...levels][0]!) : null
}

/** `95 %`, `99.5 %`. */
export function formatConfidence(confidence: number): string {
  return `${Number((confidence * 100).toFixed(4))} %`
}
