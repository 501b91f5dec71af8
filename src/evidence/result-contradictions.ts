import { checkId, encodeIdPart } from '../core/check-id.ts'
import { findMetric } from '../core/metric.ts'
import type { CheckResult, GateCheckResult, Result } from '../core/result.ts'
import { combineVerdicts, isBlocking, type OnInconclusive, type Severity } from '../core/verdict.ts'

/** A gate of the policy, as far as a claimed verdict can be held against it. */
export interface PolicyGate {
  /** Of a named gate, whose id is `gate/NAME`. */
  readonly name?: string
  readonly metric: string
  readonly kind: 'min' | 'max' | 'margin'
  readonly bound: number
  /** Of the interval that decides; null: the point estimate does. */
  readonly confidence: number | null
  /** Rows that an interval needs. */
  readonly minRows: number
  readonly slice: { readonly column: string; readonly value: string | undefined } | null
  /** Columns whose every value it judges: that of `slice`, all declared ones for `*`; none where it names a value or no slice. */
  readonly columns: readonly string[]
  readonly severity: Severity
  readonly onInconclusive: OnInconclusive
}

/** Where a result's verdict is not what its own checks give; null where it is. */
export function findVerdictContradiction(result: Result): string | null {
  const derived = combineVerdicts(result.checks)
  // Which inconclusive checks the policy lets through in silence is not in the result: both readings are honest.
  const silent = combineVerdicts(result.checks, () => true)
  const isHonest =
    (result.verdict === derived.verdict || result.verdict === silent.verdict) && result.blocks === derived.blocks
  if (isHonest) return null
  const words = (verdict: string, blocks: boolean) => `${verdict}${blocks ? ', which blocks' : ''}`
  return `it says ${words(result.verdict, result.blocks)}; its checks give ${words(derived.verdict, derived.blocks)}`
}

/**
 * Where the gate checks of a `compare` result are not what the policy's gates would have made of the numbers beside them:
 * a gate without a check, slices left out, another bound or severity, a pass that the numbers deny, a block that is
 * missing, a waiver that the policy does not have. Stricter checks than the policy's are no contradiction.
 */
export function findGateContradictions(result: Result, gates: readonly PolicyGate[]): string[] {
  const waived = result.checks.filter((check) => check.waiver !== null)
  const missing = gates.flatMap((gate) => {
    const found = result.checks.filter((check): check is GateCheckResult => isCheckOf(check, gate))
    if (found.length === 0) return [`${describeGate(gate)} was not judged`]
    const contradicting = [...groupBySlice(found)].flatMap((checks) => {
      const contradictions = checks.map((check) => describeContradiction(check, gate, result))
      return contradictions.includes(null) ? [] : contradictions.slice(0, 1).map(String)
    })
    return [...contradicting, ...describeMissingSlices(found, gate, result)]
  })
  return [...missing, ...waived.map((check) => `${check.id} is waived, and the policy has no such waiver`)]
}

/** Data sets of the policy for which a `validate` result has no check at all. */
export function findUncheckedData(result: Result, keys: readonly string[]): string[] {
  return keys.filter((key) => !result.checks.some((check) => check.id.startsWith(`${checkId('contract', key)}/`)))
}

const metricName = (gate: PolicyGate): string => findMetric(gate.metric)?.name ?? gate.metric

function describeGate(gate: PolicyGate): string {
  const slice = gate.slice === null ? '' : ` by ${gate.slice.column}`
  return `${metricName(gate)} ${gate.kind} ${gate.bound}${slice}`
}

/** Two gates of one metric, kind and bound (another confidence, say) have a check each for a slice: one must be this gate's. */
function groupBySlice(checks: readonly GateCheckResult[]): Iterable<GateCheckResult[]> {
  const groups = new Map<string | null, GateCheckResult[]>()
  for (const check of checks) {
    const { slice } = check.target
    groups.set(slice, [...(groups.get(slice) ?? []), check])
  }
  return groups.values()
}

/** The values of a column share all rows among them: where the rows of its checks are fewer, a slice was left out. */
function describeMissingSlices(checks: readonly GateCheckResult[], gate: PolicyGate, result: Result): string[] {
  const overall = result.checks.find((check) => check.kind === 'metric' && check.target.slice === null)
  if (overall?.kind !== 'metric') return []
  const total = overall.statistics.rows
  return gate.columns.flatMap((column) => {
    const prefix = `${encodeIdPart(column)}=`
    const own = checks.filter(({ id }) => id.slice(id.lastIndexOf('/') + 1).startsWith(prefix))
    const rows = own.reduce((sum, { statistics }) => sum + (statistics.rows ?? 0), 0)
    return rows < total ? [`${describeGate(gate)} was judged on ${rows} of ${total} rows of ${column}`] : []
  })
}

/** Several gates of one metric and kind share an id but for its number: the bound tells them apart. */
function isCheckOf(check: CheckResult, gate: PolicyGate): boolean {
  if (check.kind !== 'gate') return false
  const [, first, kind] = check.id.split('/')
  const bound = gate.kind === 'margin' ? check.statistics.margin : check.statistics.threshold
  const isSame =
    gate.name === undefined
      ? first === encodeIdPart(metricName(gate)) && kind?.replace(/-\d+$/, '') === gate.kind
      : first === encodeIdPart(gate.name) && check.target.metric === metricName(gate)
  return isSame && bound === gate.bound && isSliceOf(check.target.slice, gate.slice)
}

/** `contract=One year` against the slices that a gate names; `*` as column is any. */
function isSliceOf(found: string | null, slice: PolicyGate['slice']): boolean {
  if (found === null || slice === null) return found === slice
  if (slice.value !== undefined) return found === `${slice.column}=${slice.value}`
  return slice.column === '*' || found.startsWith(`${slice.column}=`)
}

function describeContradiction(check: GateCheckResult, gate: PolicyGate, result: Result): string | null {
  if (check.severity !== gate.severity)
    return `${check.id} has severity ${check.severity}; the policy says ${gate.severity}`
  if (isBlocking(check.verdict, gate.severity, gate.onInconclusive) && !check.blocks && check.waiver === null) {
    return `${check.id} is ${check.verdict} and does not block; the policy says that it does`
  }
  if (check.verdict === 'skip' && result.baseline?.version) {
    return `${check.id} is skipped, though ${result.baseline.version} was there to compare with`
  }
  if (check.verdict === 'pass' && !isPassSupported(check, gate)) {
    return `${check.id} says pass; its numbers (${describeNumbers(check)}) do not`
  }
  return null
}

/** As compare judges: a point on its bound passes although its double lies beside it. */
const ROUNDING = 1e-12

/** Whether the numbers allow a pass: by the interval where the gate judges by one, else by the value. */
function isPassSupported({ statistics }: GateCheckResult, gate: PolicyGate): boolean {
  const { value, interval, confidence, rows } = statistics
  if (gate.confidence !== null && (confidence !== gate.confidence || (rows ?? 0) < gate.minRows)) return false
  const [low, high] = gate.confidence === null ? [value, value] : (interval ?? [null, null])
  if (low === null || high === null) return false
  if (gate.kind === 'min') return low >= gate.bound - ROUNDING
  if (gate.kind === 'max') return high <= gate.bound + ROUNDING
  const isLower = findMetric(gate.metric)?.better === 'lower'
  return isLower ? high <= gate.bound + ROUNDING : low >= -gate.bound - ROUNDING
}

function describeNumbers({ statistics }: GateCheckResult): string {
  const { value, interval, confidence, rows } = statistics
  if (interval === null) return `${value}`
  const level = confidence === null ? '' : `${Number((confidence * 100).toFixed(4))} % `
  return `${value}, ${level}interval ${interval[0]} to ${interval[1]} of ${rows} rows`
}
