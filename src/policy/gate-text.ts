import { formatCount } from '../core/count.ts'
import type { MetricInfo } from '../core/metric.ts'
import { type Gate, type GateContext, MIN_ROWS_SHOWN, type SliceValue } from './gate.ts'
import { decimalsOf, formatInterval, formatNumber, formatRows, formatSigned, nameInterval } from './gate-numbers.ts'
import type { Judgement } from './judgement.ts'

/** What the words of one check are made from. */
export interface GateSubject {
  readonly gate: Gate
  readonly metric: MetricInfo
  readonly slice: SliceValue | null
  readonly judgement: Judgement
  readonly context: GateContext
}

/** ` for contract = One year`, or nothing. */
export function describeSlice(slice: SliceValue | null): string {
  return slice === null ? '' : ` for ${slice.column} = ${slice.value ?? '(null)'}`
}

/** `ROC AUC is no worse than production by more than 0.01`. */
export function titleGate(subject: GateSubject): string {
  const rule = describeRule(subject)
  return subject.gate.name === undefined ? rule : `${subject.gate.name}: ${rule}`
}

function describeRule({ gate, metric, slice, context }: GateSubject): string {
  const name = capitalize(metric.title) + describeSlice(slice)
  if (gate.kind === 'min') return `${name} is at least ${gate.bound}`
  if (gate.kind === 'max') return `${name} is at most ${gate.bound}`
  const limit = gate.bound === 0 ? '' : ` by more than ${gate.bound}`
  return `${name} is no worse than ${context.baselineName}${limit}`
}

/** `> -0.01, two-sided 95 % interval`; for a loss, raw as the numbers are, `< 0.01, …`. */
export function describeExpectation({ gate, metric, judgement }: GateSubject): string {
  const suffix = judgement.confidence === null ? '' : `, ${nameInterval(judgement.confidence)}`
  if (gate.kind === 'min') return `>= ${gate.bound}${suffix}`
  if (gate.kind === 'max') return `<= ${gate.bound}${suffix}`
  const isStrict = judgement.confidence !== null
  const bound = gate.bound === 0 ? '0' : metric.better === 'lower' ? `${gate.bound}` : `-${gate.bound}`
  return `${metric.better === 'lower' ? '<' : '>'}${isStrict ? '' : '='} ${bound}${suffix}`
}

/** What was measured, what is allowed, and what to do; null where the gate passed. */
export function describeHelp(subject: GateSubject): string | null {
  const { gate, judgement, slice, context } = subject
  const { reason, rows } = judgement
  const against = gate.kind === 'margin' ? ` against ${context.baselineName}` : ''
  const where = slice === null ? '' : ` with ${slice.column} = ${slice.value ?? '(null)'}`
  switch (reason.kind) {
    case 'noVersion':
      return `${context.baselineName} holds no version yet: nothing is there to compare with`
    case 'obstacle':
      return `Cannot be judged: ${reason.text}. Candidate and baseline have to answer the same labelled rows, all of them.`
    case 'undefined':
      return `Undefined: ${reason.text}. What cannot be computed is never taken as passed.`
    case 'noInterval':
      return `${describeMeasured(subject)} has no interval: ${reason.text}. ${capitalize(describeAllowed(subject))}; confidence: none judges by the point alone.`
    case 'tooFewRows':
      return `${formatRows(rows)}${where} ${rows === 1 ? 'is' : 'are'} too few to judge by an interval; ${reason.minimum} are needed. Label at least ${judgement.labelsNeeded} more.`
    case 'tooClose':
      return describeTooClose(subject, where)
    case 'byChance':
      return `Measured ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}. Among ${reason.slices} slices one that low is expected by chance now and then, so it is no proof of a fault (Holm). Label more rows${where} to settle it.`
    case 'settled':
      if (judgement.verdict === 'pass') return null
      return `Measured ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}. Improve the candidate, or, if ${gate.bound} is stricter than the business needs, change the gate in a pull request of its own.`
  }
}

function describeTooClose(subject: GateSubject, where: string): string {
  const { gate, judgement, metric } = subject
  const doubt =
    gate.kind === 'margin'
      ? `to rule out a ${metric.better === 'lower' ? 'rise' : 'drop'} of more than ${gate.bound}`
      : `to place it on one side of ${gate.bound}`
  const start = `${formatRows(judgement.rows)}${where} are too few ${doubt}: measured ${describeMeasured(subject)}.`
  return judgement.labelsNeeded === null
    ? `${start} The measured value itself does not clear the bound, so more rows are not expected to let it pass. Improve the candidate.`
    : `${start} About ${formatCount(judgement.labelsNeeded)} more labelled rows${where} would settle it, if the measured value holds.`
}

/** `-0.021 (two-sided 95 % interval -0.094 to +0.052)`. */
export function describeMeasured({ gate, judgement }: GateSubject): string {
  const { value, interval, confidence } = judgement
  if (value === null || (judgement.rows ?? 0) < MIN_ROWS_SHOWN) return 'a value that is not shown'
  const decimals = decimalsOf(gate.bound)
  const isMargin = gate.kind === 'margin'
  const text = isMargin ? formatSigned(value, decimals) : formatNumber(value, decimals)
  if (interval === null || confidence === null) return text
  return `${text} (${formatInterval(interval, confidence, decimals, isMargin)})`
}

/** `allowed is a drop of at most 0.05`. */
export function describeAllowed({ gate, metric }: GateSubject): string {
  if (gate.kind === 'min') return `allowed is at least ${gate.bound}`
  if (gate.kind === 'max') return `allowed is at most ${gate.bound}`
  const direction = metric.better === 'lower' ? 'rise' : 'drop'
  return gate.bound === 0 ? `no ${direction} is allowed` : `allowed is a ${direction} of less than ${gate.bound}`
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
