import type { IntervalMethod, MetricInfo, TestMethod } from '../core/metric.ts'
import { estimateSpread, noSpread, type Spread, ZERO_SPREAD } from './comparison-intervals.ts'
import type { PairedSample } from './comparison-samples.ts'
import type { MetricComparison, MetricEstimate } from './metric-comparison.ts'

/** A number with its sampling error; `value` null where it is undefined, and the spread's reason then says why. */
export interface Side {
  readonly value: number | null
  readonly spread: Spread
}

/** All that was found out about one metric. */
export interface Findings {
  readonly candidate: Side
  readonly baseline: Side | null
  readonly difference: Side | null
  /** Of the difference's interval, where it is another than that of the single values. */
  readonly differenceMethod?: IntervalMethod
  readonly test?: { readonly method: TestMethod; readonly pValue: number | null } | null
  /** What a reader must know besides. */
  readonly notes?: readonly string[]
}

/** The difference of two models; null without a baseline, undefined where one of them is. */
export function describeDifference(
  { difference, isSame }: PairedSample,
  method: IntervalMethod,
  confidence: number,
): Side | null {
  if (difference === null) return null
  if (Number.isNaN(difference.value)) return { value: null, spread: noSpread(null) }
  if (isSame) return { value: 0, spread: ZERO_SPREAD }
  const range = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const
  return { value: difference.value, spread: estimateSpread(difference, method, confidence, range) }
}

const describe = ({ value, spread }: Side): MetricEstimate => ({ value, interval: spread.interval })

/** The reasons of all sides in one line: those that several share once, those of a single model without its name. */
function joinReasons({ candidate, baseline, difference, notes = [] }: Findings): string | null {
  const subjects = new Map<string, string[]>()
  for (const [subject, side] of Object.entries({ candidate, baseline, difference })) {
    const reason = side?.spread.reason
    if (reason) subjects.set(reason, [...(subjects.get(reason) ?? []), subject])
  }
  const parts = [...subjects].map(([reason, names]) => (baseline === null ? reason : `${names.join(', ')}: ${reason}`))
  return [...parts, ...notes].join('; ') || null
}

/** Puts the findings into the form that gates and reports read. */
export function assembleComparison(
  metric: MetricInfo,
  rows: number,
  method: IntervalMethod,
  confidence: number,
  findings: Findings,
): MetricComparison {
  const { candidate, baseline, difference, test } = findings
  const pValue = test?.pValue ?? null
  return {
    metric,
    rows,
    method: candidate.value === null ? null : method,
    candidate: describe(candidate),
    baseline: baseline && describe(baseline),
    difference: difference && {
      ...describe(difference),
      confidence,
      method: difference.value === null ? null : (findings.differenceMethod ?? method),
      pValue,
      test: pValue === null ? null : test!.method,
      standardError: difference.spread.standardError,
    },
    standardError: candidate.spread.standardError,
    reason: joinReasons(findings),
  }
}
