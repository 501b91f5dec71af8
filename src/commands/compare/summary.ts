import { countFurther, describeReasonAlone, listBlocking, lowerFirst } from '../../core/blocking-reason.ts'
import { formatPlural } from '../../core/count.ts'
import type { CheckResult } from '../../core/result.ts'
import type { Verdict } from '../../core/verdict.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { formatInterval, formatNumber, formatSigned } from '../../policy/gate-numbers.ts'
import { describeAllowed, describeMeasured, type GateSubject, nameSubject } from '../../policy/gate-text.ts'
import type { ChosenBaseline } from './baseline.ts'

export interface SummaryFacts {
  readonly subjects: readonly GateSubject[]
  /** Over all rows, the headline metric first. */
  readonly overall: readonly MetricComparison[]
  readonly baseline: ChosenBaseline
  readonly confidence: number
  /** Why candidate and baseline cannot be compared; null where they can, or nothing was asked for. */
  readonly obstacle: string | null
}

/**
 * One plain sentence, the worst first; two where something blocks that no gate asks for.
 *
 * @param others checks that were made from no subject: leaked rows, labels that decided too often.
 */
export function summarize(facts: SummaryFacts, verdict: Verdict, others: readonly CheckResult[] = []): string {
  const blocking = listBlocking(others)
  const [first] = blocking
  if (first === undefined) return summarizeGates(facts, verdict)
  const start = first.verdict === 'fail' ? 'Refused' : 'Not decided'
  const gates = summarizeGates(facts, findGateVerdict(facts))
  const rest = gates.startsWith('Refused: ') ? gates.replace('Refused', 'Also') : `Otherwise ${lowerFirst(gates)}`
  return `${start}: ${describeReasonAlone(first)}${countFurther(blocking.length)}. ${rest}`
}

/** As if the gates alone were judged. */
function findGateVerdict({ subjects }: SummaryFacts): Verdict {
  const strict = subjects.filter(({ gate }) => gate.severity === 'error')
  if (strict.some(({ judgement }) => judgement.verdict === 'fail')) return 'fail'
  const isOpen = strict.some(
    ({ gate, judgement }) => judgement.verdict === 'inconclusive' && gate.onInconclusive === 'fail',
  )
  return isOpen ? 'inconclusive' : 'pass'
}

function summarizeGates(facts: SummaryFacts, verdict: Verdict): string {
  const { subjects } = facts
  const strict = subjects.filter(({ gate }) => gate.severity === 'error')
  const failed = strict.filter(({ judgement }) => judgement.verdict === 'fail')
  if (verdict === 'fail' && failed[0]) return `Refused: ${describeFail(failed[0], facts)}${countOthers(failed)}.`
  const open = strict.filter(
    ({ gate, judgement }) => judgement.verdict === 'inconclusive' && gate.onInconclusive === 'fail',
  )
  if (verdict === 'inconclusive' && open[0]) return describeOpen(open, facts)
  return describePass(facts)
}

function describeFail(subject: GateSubject, { baseline }: SummaryFacts): string {
  const against = subject.gate.kind === 'margin' ? ` against ${baseline.label}` : ''
  return `${nameSubject(subject)} ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}`
}

function countOthers(subjects: readonly GateSubject[]): string {
  return subjects.length > 1 ? `; ${formatPlural(subjects.length - 1, 'more gate')} likewise` : ''
}

function describeOpen(open: readonly GateSubject[], facts: SummaryFacts): string {
  const first = open[0]!
  const { reason, labelsNeeded, rows } = first.judgement
  const others = countOthers(open)
  switch (reason.kind) {
    case 'obstacle':
      return `Not comparable: ${reason.text}${others}.`
    case 'tooFewRows':
      return `Too few rows for ${nameSubject(first)}: ${formatPlural(rows ?? 0, 'row')} where ${reason.minimum} are needed${others}.`
    case 'tooClose': {
      const settled =
        labelsNeeded === null
          ? 'more rows are not expected to let it pass'
          : `about ${formatPlural(labelsNeeded, 'more labelled row')} would settle it`
      return `Too close to call: ${describeFail(first, facts)}; ${settled}${others}.`
    }
    case 'byChance':
      return `Too close to call: ${describeFail(first, facts)}, and one of ${reason.slices} slices so low may be chance${others}.`
    default:
      return `Not measured: ${nameSubject(first)}: ${'text' in reason ? reason.text : 'it is undefined'}${others}.`
  }
}

function describePass(facts: SummaryFacts): string {
  const { subjects, baseline } = facts
  const warnings = subjects.filter(
    ({ gate, judgement: { verdict } }) =>
      verdict === 'fail' || (verdict === 'inconclusive' && gate.onInconclusive !== 'pass'),
  )
  const suffix = warnings[0]
    ? ` ${warnings.length === 1 ? 'Warning' : `${warnings.length} warnings, first`}: ${describeWarning(warnings[0])}.`
    : ''
  return describeHeadline(facts, baseline) + suffix
}

function describeWarning(subject: GateSubject): string {
  const { verdict, reason, rows } = subject.judgement
  if (verdict === 'fail') return `${nameSubject(subject)} ${describeMeasured(subject)}; ${describeAllowed(subject)}`
  if (reason.kind === 'tooFewRows')
    return `${nameSubject(subject)} cannot be judged on ${formatPlural(rows ?? 0, 'row')}`
  if ('text' in reason) return `${nameSubject(subject)}: ${reason.text}`
  return `${nameSubject(subject)} is too close to call`
}

function describeHeadline(facts: SummaryFacts, baseline: ChosenBaseline): string {
  const { subjects, overall, confidence } = facts
  const held = subjects.find(
    ({ gate, slice, judgement }) => gate.kind === 'margin' && slice === null && judgement.verdict === 'pass',
  )
  // without a sign a difference of nothing reads as a metric of nothing
  if (held)
    return `No worse than ${baseline.label}: ${nameSubject(held)} ${describeMeasured(held).replace(/^0\.0+\b/, '±$&')}.`
  const headline = overall.find(({ candidate }) => candidate.value !== null)
  const measured = headline ? describeMetric(headline, confidence) : 'no metric could be computed'
  if (baseline.isEmpty) {
    return `First version: ${baseline.name} holds no version yet, so nothing is there to compare with; ${measured}.`
  }
  const passed = subjects.filter(({ judgement }) => judgement.verdict === 'pass').length
  const gates =
    subjects.length === 0 ? 'no gates to pass' : `${passed} of ${formatPlural(subjects.length, 'gate')} passed`
  if (facts.obstacle !== null) return `Measured alone (${facts.obstacle}): ${measured}; ${gates}.`
  const difference = headline?.difference
  if (headline && difference && difference.value !== null) {
    const interval = difference.interval
      ? ` (${formatInterval(difference.interval, difference.confidence, 3, true)})`
      : ''
    return `Against ${baseline.label}: ${headline.metric.title} ${formatSigned(difference.value, 3)}${interval}; ${gates}.`
  }
  return `Measured: ${measured}; ${gates}.`
}

function describeMetric({ metric, candidate }: MetricComparison, confidence: number): string {
  const interval = candidate.interval ? ` (${formatInterval(candidate.interval, confidence, 3, false)})` : ''
  return `${metric.title} ${formatNumber(candidate.value!, 3)}${interval}`
}
