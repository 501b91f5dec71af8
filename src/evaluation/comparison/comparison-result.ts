import type { IntervalMethod, MetricInfo, TestMethod } from '../../core/metric.ts'
import type { MetricComparison, MetricEstimate } from '../metric-comparison.ts'
import { noSpread, type Spread } from './comparison-intervals.ts'

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
  readonly method: IntervalMethod
  /** Of the difference's interval, where it is another than that of the single values. */
  readonly differenceMethod: IntervalMethod
  readonly test: { readonly method: TestMethod; readonly pValue: number | null } | null
  /** What a reader must know besides, by what it is said of. */
  readonly notes: Readonly<Record<'candidate' | 'baseline', readonly string[]>>
}

/** A number that is undefined for that reason. */
export const undefinedSide = (reason: string | null): Side => ({ value: null, spread: noSpread(reason) })

const describe = ({ value, spread }: Side): MetricEstimate => ({ value, interval: spread.interval })

/** The reasons of all sides in one line: those that several share once, those of a single model without its name. */
function joinReasons({ candidate, baseline, difference, notes }: Findings): string | null {
  const subjects = new Map<string, string[]>()
  const say = (subject: string, reason: string | null | undefined) => {
    if (reason) subjects.set(reason, [...(subjects.get(reason) ?? []), subject])
  }
  for (const [subject, side] of Object.entries({ candidate, baseline, difference })) say(subject, side?.spread.reason)
  for (const [subject, lines] of Object.entries(notes)) for (const line of lines) say(subject, line)
  const parts = [...subjects].map(([reason, names]) => (baseline === null ? reason : `${names.join(', ')}: ${reason}`))
  return parts.join('; ') || null
}

/** Puts the findings into the form that gates and reports read. */
export function assembleComparison(
  metric: MetricInfo,
  rows: number,
  confidence: number,
  findings: Findings,
): MetricComparison {
  const { candidate, baseline, difference, test, method, differenceMethod } = findings
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
      method: difference.value === null ? null : differenceMethod,
      pValue,
      test: pValue === null ? null : test!.method,
      standardError: difference.spread.standardError,
    },
    standardError: candidate.spread.standardError,
    reason: joinReasons(findings),
  }
}
