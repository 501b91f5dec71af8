import { formatCount } from '../core/count.ts'
import type { MetricInfo } from '../core/metric.ts'
import { listSliceParts } from '../core/slice-name.ts'
import { describeOperands } from './expression-text.ts'
import { type ExpressionGate, type GateContext, type MetricGate, MIN_ROWS_SHOWN, type SliceValue } from './gate.ts'
import { decimalsOf, formatInterval, formatNumber, formatRows, formatSigned, nameInterval } from './gate-numbers.ts'
import type { Judgement } from './judgement.ts'

interface SubjectBase {
  readonly slice: SliceValue | null
  readonly judgement: Judgement
  readonly context: GateContext
}

/** What the words of one check on one metric are made from; `column` is the one whose values it compares. */
export interface MetricSubject extends SubjectBase {
  readonly gate: MetricGate
  readonly metric: MetricInfo
  readonly column: string | null
}

interface ExpressionSubject extends SubjectBase {
  readonly gate: ExpressionGate
  readonly metric: null
  readonly column: null
}

/** What the words of one check are made from. */
export type GateSubject = MetricSubject | ExpressionSubject

/** ` for contract = One year`, or nothing. */
export function describeSlice(slice: SliceValue | null): string {
  return slice === null ? '' : ` for ${writeSlice(slice)}`
}

/** `contract = One year`, and of a pair of columns `contract = One year & gender = F`. */
function writeSlice({ column, value }: SliceValue): string {
  return listSliceParts(column, value)
    .map((part) => `${part.column} = ${part.value ?? '(null)'}`)
    .join(' & ')
}

/** What is judged, in words: `recall for contract = One year`, `demographic parity difference by gender`, a gate's name. */
export function nameSubject({ gate, metric, slice, column }: GateSubject): string {
  const name = gate.kind === 'expr' ? (gate.name ?? 'the condition') : metric!.title
  return `${name}${column === null ? '' : ` by ${column}`}${describeSlice(slice)}`
}

/** `ROC AUC is no worse than production by more than 0.01`. */
export function titleGate(subject: GateSubject): string {
  const { gate } = subject
  const rule =
    gate.kind === 'expr' ? gate.expression.text + describeSlice(subject.slice) : describeRule(subject as MetricSubject)
  return gate.name === undefined ? rule : `${gate.name}: ${rule}`
}

function describeRule(subject: MetricSubject): string {
  const { gate, context } = subject
  const name = capitalize(nameSubject(subject))
  if (gate.kind === 'min') return `${name} is at least ${gate.bound}`
  if (gate.kind === 'max') return `${name} is at most ${gate.bound}`
  const limit = gate.bound === 0 ? '' : ` by more than ${gate.bound}`
  return `${name} is no worse than ${context.baselineName}${limit}`
}

/** `> -0.01, two-sided 95 % interval`; for a loss, raw as the numbers are, `< 0.01, …`. */
export function describeExpectation({ gate, metric, judgement }: GateSubject): string {
  const suffix = judgement.confidence === null ? '' : `, ${nameInterval(judgement.confidence)}`
  if (gate.kind === 'expr') return gate.expression.text + suffix
  if (gate.kind === 'min') return `>= ${gate.bound}${suffix}`
  if (gate.kind === 'max') return `<= ${gate.bound}${suffix}`
  const isStrict = judgement.confidence !== null
  const isLoss = metric!.better === 'lower'
  const bound = gate.bound === 0 ? '0' : isLoss ? `${gate.bound}` : `-${gate.bound}`
  return `${isLoss ? '<' : '>'}${isStrict ? '' : '='} ${bound}${suffix}`
}

const SAME_ROWS = ' Candidate and baseline have to answer the same labelled rows, all of them.'

/** What was measured, what is allowed, and what to do; null where the gate passed. */
export function describeHelp(subject: GateSubject): string | null {
  const { gate, judgement, slice, context } = subject
  const { reason, rows } = judgement
  const against = gate.kind === 'margin' ? ` against ${context.baselineName}` : ''
  const where = slice === null ? '' : ` with ${writeSlice(slice)}`
  switch (reason.kind) {
    case 'noVersion':
      return `${context.baselineName} holds no version yet: nothing is there to compare with`
    case 'obstacle':
      return `Cannot be judged: ${reason.text}.${reason.text === context.unevenRows ? SAME_ROWS : ''}`
    case 'undefined':
      return `Undefined: ${reason.text}. What cannot be computed is never taken as passed.`
    case 'noInterval':
      return `${describeMeasured(subject)} has no interval: ${reason.text}. ${capitalize(describeAllowed(subject))}; confidence: none judges by the point alone.`
    case 'tooFewRows':
      return `${formatRows(rows)}${where} ${rows === 1 ? 'is' : 'are'} too few to judge by an interval; ${reason.minimum} are needed. Label at least ${judgement.labelsNeeded} more.`
    case 'tooClose':
      return subject.gate.kind === 'expr' ? null : describeTooClose(subject as MetricSubject, where)
    case 'operand':
      return `Undefined: ${reason.path}: ${reason.text}. What cannot be computed is never taken as passed, also where || would not look at it.`
    case 'byChance':
      return `Measured ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}. Among ${reason.slices} slices one that low is expected by chance now and then, so it is no proof of a fault (Holm). Label more rows${where} to settle it.`
    case 'settled':
      if (judgement.verdict === 'pass') return null
      return `Measured ${describeMeasured(subject)}${against}; ${describeAllowed(subject)}. Improve the candidate, or, if ${gate.kind === 'expr' ? 'that' : gate.bound} is stricter than the business needs, change the gate in a pull request of its own.`
  }
}

function describeTooClose(subject: MetricSubject, where: string): string {
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
  const { value, interval, confidence, rows } = judgement
  if (gate.kind === 'expr') return describeOperands(judgement) ?? 'nothing'
  const isFromFewRows = rows !== null && rows > 0 && rows < MIN_ROWS_SHOWN
  if (value === null || isFromFewRows) return 'a value that is not shown'
  const decimals = decimalsOf(gate.bound)
  const isMargin = gate.kind === 'margin'
  const text = isMargin ? formatSigned(value, decimals) : formatNumber(value, decimals)
  if (interval === null || confidence === null) return text
  return `${text} (${formatInterval(interval, confidence, decimals, isMargin)})`
}

/** `allowed is a drop of at most 0.05`. */
export function describeAllowed({ gate, metric }: GateSubject): string {
  if (gate.kind === 'expr') return `required is ${gate.expression.text}`
  if (gate.kind === 'min') return `allowed is at least ${gate.bound}`
  if (gate.kind === 'max') return `allowed is at most ${gate.bound}`
  const direction = metric!.better === 'lower' ? 'rise' : 'drop'
  return gate.bound === 0 ? `no ${direction} is allowed` : `allowed is a ${direction} of less than ${gate.bound}`
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
