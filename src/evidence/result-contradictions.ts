import { checkId, encodeIdPart } from '../core/check-id.ts'
import { findMetric, type MetricInfo } from '../core/metric.ts'
import type { CheckResult, GateCheckResult, Result } from '../core/result.ts'
import { combineVerdicts, isBlocking, type OnInconclusive, type Severity } from '../core/verdict.ts'

interface PolicyGateBase {
  /** Of a named gate, whose id is `gate/NAME`. */
  readonly name?: string
  readonly slice: { readonly column: string; readonly value: string | undefined } | null
  /** Columns whose every value it judges: that of `slice`, all declared ones for `*`; none where it names a value or no slice. */
  readonly columns: readonly string[]
  readonly severity: Severity
  readonly onInconclusive: OnInconclusive
}

/** A bound on one metric. */
interface BoundGate extends PolicyGateBase {
  readonly metric: string
  readonly kind: 'min' | 'max' | 'margin'
  readonly bound: number
  /** Of the interval that decides; null: the point estimate does. */
  readonly confidence: number | null
  /** Rows that an interval needs. */
  readonly minRows: number
}

/** A condition over measured numbers. */
interface ConditionGate extends PolicyGateBase {
  readonly kind: 'expr'
  readonly text: string
  /** Columns over whose values it may run. */
  readonly declared: readonly string[]
  /** Whether it holds for the numbers that a check says it rests on; `slices` are those of the declared columns. */
  holds(operands: Readonly<Record<string, number | null>>, slices: readonly string[]): boolean
}

/** A gate of the policy, as far as a claimed verdict can be held against it. */
export type PolicyGate = BoundGate | ConditionGate

/** A waiver of the policy. */
export interface PolicyWaiver {
  readonly check: string
  readonly by: string
  /** Last day on which it counts. */
  readonly until: string
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
 * missing. Stricter checks than the policy's are no contradiction.
 */
export function findGateContradictions(result: Result, gates: readonly PolicyGate[]): string[] {
  return gates.flatMap((gate) => {
    const found = result.checks.filter((check): check is GateCheckResult => isCheckOf(check, gate))
    if (found.length === 0) return [`${describeGate(gate)} was not judged`]
    const contradicting = [...groupBySlice(found)].flatMap((checks) => {
      const contradictions = checks.map((check) => describeContradiction(check, gate, result))
      return contradictions.includes(null) ? [] : contradictions.slice(0, 1).map(String)
    })
    return [...contradicting, ...describeMissingSlices(found, gate, result)]
  })
}

/**
 * Where a result waives what the policy does not: a check without such a waiver, one whose last day is over, or evidence,
 * which is never waived.
 *
 * @param day the day that it is, in UTC: `2026-11-21`
 */
export function findWaiverContradictions(result: Result, waivers: readonly PolicyWaiver[], day: string): string[] {
  return result.checks.flatMap(({ id, kind, waiver }) => {
    if (waiver === null) return []
    if (kind === 'evidence') return [`${id} is waived, and evidence never is`]
    const known = waivers.filter(({ check, by }) => check === id && waiver.check === id && by === waiver.by)
    if (known.length === 0) return [`${id} is waived, and the policy has no such waiver`]
    return known.some(({ until }) => day <= until) ? [] : [`the waiver of ${id} ended on ${known[0]!.until}`]
  })
}

/** Data sets of the policy for which a `validate` result has no check at all. */
export function findUncheckedData(result: Result, keys: readonly string[]): string[] {
  return keys.filter((key) => !result.checks.some((check) => check.id.startsWith(`${checkId('contract', key)}/`)))
}

const metricName = (gate: BoundGate): string => findMetric(gate.metric)?.name ?? gate.metric

/** Whether it compares the values of a column with each other, so that there is a check for the column and none for them. */
function comparesGroups(gate: PolicyGate): boolean {
  const needs = gate.kind === 'expr' ? undefined : findMetric(gate.metric)?.needs
  return needs === 'group' || needs === 'probabilityGroup'
}

function describeGate(gate: PolicyGate): string {
  const slice = gate.slice === null ? '' : ` by ${gate.slice.column}`
  if (gate.kind === 'expr') return (gate.name ?? gate.text) + slice
  return `${metricName(gate)} ${gate.kind} ${gate.bound}${slice}`
}

/** Two gates of one metric, kind and bound (another confidence, say) have a check each for a slice: one must be this gate's. */
function groupBySlice(checks: readonly GateCheckResult[]): Iterable<GateCheckResult[]> {
  const groups = new Map<string | null, GateCheckResult[]>()
  for (const check of checks) {
    const key = check.target.slice ?? check.target.column
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  return groups.values()
}

/** The values of a column share all rows among them: where the rows of its checks are fewer, a slice was left out. */
function describeMissingSlices(checks: readonly GateCheckResult[], gate: PolicyGate, result: Result): string[] {
  const overall = result.checks.find((check) => check.kind === 'metric' && check.target.slice === null)
  if (overall?.kind !== 'metric') return []
  const total = overall.statistics.rows
  if (comparesGroups(gate)) {
    const missing = gate.columns.filter((column) => !checks.some(({ target }) => target.column === column))
    return missing.map((column) => `${describeGate(gate)} was not judged by ${column}`)
  }
  // what an expression says of a slice may rest on other rows
  if (gate.kind === 'expr') {
    const missing = listSlices(result, gate.columns).filter(
      (slice) => !checks.some(({ target }) => target.slice === slice),
    )
    return missing.map((slice) => `${describeGate(gate)} was not judged on ${slice}`)
  }
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
  if (gate.kind === 'expr') {
    const isNamed =
      first?.replace(/-\d+$/, '') === encodeIdPart(gate.name ?? gate.text) ||
      first === encodeIdPart(gate.name ?? gate.text)
    return isNamed && check.expected?.startsWith(gate.text) === true && isSliceOf(check.target.slice, gate.slice)
  }
  const bound = gate.kind === 'margin' ? check.statistics.margin : check.statistics.threshold
  const isSame =
    gate.name === undefined
      ? first === encodeIdPart(metricName(gate)) && kind?.replace(/-\d+$/, '') === gate.kind
      : first === encodeIdPart(gate.name) && check.target.metric === metricName(gate)
  const isPlaced = comparesGroups(gate)
    ? check.target.column !== null && gate.columns.includes(check.target.column)
    : isSliceOf(check.target.slice, gate.slice)
  return isSame && bound === gate.bound && isPlaced
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
  const isSupported = gate.kind === 'expr' ? isConditionMet(check, gate, result) : isPassSupported(check, gate)
  if (check.verdict === 'pass' && !isSupported) {
    return `${check.id} says pass; its numbers (${describeNumbers(check)}) do not`
  }
  return null
}

/**
 * As compare judges: a point on its bound passes although its double lies beside it. Where numbers have no largest, the
 * result does not tell how large those were whose difference was rounded: a millionth allows for that.
 */
function findRounding({ range }: Pick<MetricInfo, 'range'>, bound: number, value: number): number {
  return Number.isFinite(range[1]) ? 1e-12 : 1e-6 * Math.max(Math.abs(bound), Math.abs(value))
}

/** Whether the numbers allow a pass: by the interval where the gate judges by one, else by the value. */
function isPassSupported({ statistics }: GateCheckResult, gate: BoundGate): boolean {
  const { value, interval, confidence, rows } = statistics
  if (gate.confidence !== null && (confidence !== gate.confidence || (rows ?? 0) < gate.minRows)) return false
  const [low, high] = gate.confidence === null ? [value, value] : (interval ?? [null, null])
  if (low === null || high === null) return false
  const metric = findMetric(gate.metric)
  const rounding = gate.confidence !== null || metric === undefined ? 1e-12 : findRounding(metric, gate.bound, low)
  if (gate.kind === 'min') return low >= gate.bound - rounding
  if (gate.kind === 'max') return high <= gate.bound + rounding
  return metric?.better === 'lower' ? high <= gate.bound + rounding : low >= -gate.bound - rounding
}

/** Whether the numbers that the check names meet the condition, none of the result's slices left out. */
function isConditionMet({ statistics }: GateCheckResult, gate: ConditionGate, result: Result): boolean {
  const { operands } = statistics
  return operands !== undefined && gate.holds(operands, listSlices(result, gate.declared))
}

/** The slices of columns that a result measured: `contract=One year`. */
function listSlices({ checks }: Result, columns: readonly string[]): readonly string[] {
  const slices = checks.flatMap(({ kind, target }) =>
    kind === 'metric' && target.slice !== null ? [target.slice] : [],
  )
  return [...new Set(slices)].filter((slice) => columns.some((column) => slice.startsWith(`${column}=`)))
}

function describeNumbers({ statistics }: GateCheckResult): string {
  const { value, interval, confidence, rows, operands } = statistics
  if (operands !== undefined)
    return Object.entries(operands)
      .map(([path, number]) => `${path} = ${number}`)
      .join(', ')
  if (interval === null) return `${value}`
  const level = confidence === null ? '' : `${Number((confidence * 100).toFixed(4))} % `
  return `${value}, ${level}interval ${interval[0]} to ${interval[1]} of ${rows} rows`
}
