import { findMetric } from '../core/metric.ts'
import type { CheckResult, GateCheckResult, MetricCheckResult } from '../core/result.ts'
import { countDecimals, formatBound, formatNumber, formatSigned, separateFromLimit } from './numbers.ts'
import { type ModelSection, parseSlice, type RowState, stateOf, worstState } from './section.ts'

/** A judged interval on the scale of its number, with the limit that the gate sets. */
export interface JudgedInterval {
  readonly low: number
  readonly value: number
  readonly high: number
  readonly limit: number
  /** On which side of the limit the gate wants it. */
  readonly allowed: 'above' | 'below'
  /** `−0.001 … +0.016`. */
  readonly text: string
}

/** One gate as a row; numbers are texts with one precision, null where the gate has none. */
export interface GateRow {
  readonly check: GateCheckResult
  /** `ROC AUC no worse by more than 0.01`. */
  readonly label: string
  /** `ROC AUC`, `recall for contract = One year`. */
  readonly subject: string
  readonly slice: { readonly column: string; readonly value: string } | null
  readonly state: RowState
  readonly baseline: string | null
  readonly candidate: string | null
  readonly difference: string | null
  readonly interval: JudgedInterval | null
}

/** Gates that a reader takes as one: a gate over all rows, or one gate for each value of a slice column. */
export interface GateGroup {
  readonly label: string
  readonly isSliced: boolean
  readonly state: RowState
  /** Worst first within slices. */
  readonly rows: readonly GateRow[]
}

type GateKind = 'min' | 'max' | 'margin' | null

/** What a gate asks: from its numbers and id, null for one that is neither bound nor margin. */
export function gateKindOf({ id, statistics }: GateCheckResult): GateKind {
  if (statistics.margin !== undefined) return 'margin'
  const part = id.split('/')[2]?.replace(/-\d+$/, '')
  return statistics.threshold !== undefined && (part === 'min' || part === 'max') ? part : null
}

/** The gates of a section in their order, slices of one gate together. */
export function groupGates(section: ModelSection): readonly GateGroup[] {
  const groups = new Map<string, GateRow[]>()
  for (const result of section.results) {
    for (const check of result.checks) {
      if (check.kind !== 'gate') continue
      const row = makeRow(check, findMetricCheck(check, result.checks))
      const { margin, threshold } = check.statistics
      const shared = [check.target.metric, gateKindOf(check), margin ?? threshold, row.slice?.column]
      const key = row.slice ? JSON.stringify(shared) : `${groups.size} ${check.id}`
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
  }
  return [...groups.values()].map(makeGroup)
}

function makeGroup(rows: readonly GateRow[]): GateGroup {
  const first = rows[0]!
  const state = worstState(rows.map((row) => row.state))
  if (first.slice === null) return { label: first.label, isSliced: false, state, rows }
  const asked = describeBound(first.check)
  const subject = `${metricTitle(first.check)} by ${first.slice.column}`
  const label = asked === null ? first.check.title : `${subject}, ${asked}`
  const order: readonly RowState[] = ['fail', 'inconclusive', 'warning', 'skip', 'pass']
  const sorted = rows.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
  return { label, isSliced: true, state, rows: sorted }
}

function findMetricCheck(gate: GateCheckResult, checks: readonly CheckResult[]): MetricCheckResult | undefined {
  return checks.find(
    (check): check is MetricCheckResult =>
      check.kind === 'metric' && check.target.metric === gate.target.metric && check.target.slice === gate.target.slice,
  )
}

function makeRow(check: GateCheckResult, metric: MetricCheckResult | undefined): GateRow {
  const slice = parseSlice(check)
  const title = metricTitle(check)
  const asked = describeBound(check)
  const subject = slice ? `${title} for ${slice.column} = ${slice.value}` : title
  return {
    check,
    label: asked === null ? check.title : slice ? `${subject}, ${asked}` : `${title} ${asked}`,
    subject: asked === null ? check.title : subject,
    slice,
    state: stateOf(check),
    ...describeNumbers(check, metric),
  }
}

function metricTitle(check: GateCheckResult): string {
  const name = check.target.metric
  return name === null ? check.title : (findMetric(name)?.title ?? name)
}

function describeBound(check: GateCheckResult): string | null {
  const { margin, threshold } = check.statistics
  const kind = gateKindOf(check)
  if (kind === 'margin') return margin === 0 ? 'no worse' : `no worse by more than ${formatBound(margin!)}`
  return kind === null ? null : `${kind === 'min' ? 'at least' : 'at most'} ${formatBound(threshold!)}`
}

type Numbers = Pick<GateRow, 'baseline' | 'candidate' | 'difference' | 'interval'>

function describeNumbers(check: GateCheckResult, metric: MetricCheckResult | undefined): Numbers {
  const { value, interval, margin, threshold } = check.statistics
  const isMargin = gateKindOf(check) === 'margin'
  const candidate = metric?.statistics.candidate.value ?? (isMargin ? null : value)
  const baseline = metric?.statistics.baseline?.value ?? null
  const limit = isMargin ? marginLimit(check, metric) : (threshold ?? null)
  const levels = [candidate, baseline].filter((level) => level !== null)
  const least = countDecimals(
    levels.length > 0 ? levels : [value ?? 0],
    interval ?? metric?.statistics.candidate.interval ?? null,
  )
  const judged = [value, ...(interval ?? [])].filter((number) => number !== null)
  const decimals = limit === null ? least : separateFromLimit(least, judged, limit)
  const format = (number: number) => (isMargin ? formatSigned(number, decimals) : formatNumber(number, decimals))
  const allowed = isMargin
    ? betterOf(check, metric) === 'lower'
      ? 'below'
      : 'above'
    : gateKindOf(check) === 'max'
      ? 'below'
      : 'above'
  return {
    baseline: baseline === null ? null : formatNumber(baseline, decimals),
    candidate: candidate === null ? null : formatNumber(candidate, decimals),
    difference: margin === undefined || value === null ? null : format(value),
    interval:
      interval === null || value === null || limit === null
        ? null
        : {
            low: interval[0],
            value,
            high: interval[1],
            limit,
            allowed,
            text: `${format(interval[0])} … ${format(interval[1])}`,
          },
  }
}

/** The worst raw difference that the margin allows: below zero where more is better, above it for a loss. */
function marginLimit(check: GateCheckResult, metric: MetricCheckResult | undefined): number {
  return betterOf(check, metric) === 'lower' ? check.statistics.margin! : -check.statistics.margin!
}

function betterOf(check: GateCheckResult, metric: MetricCheckResult | undefined): 'higher' | 'lower' | 'none' {
  return metric?.statistics.better ?? findMetric(check.target.metric ?? '')?.better ?? 'higher'
}
