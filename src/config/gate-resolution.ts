import { findMetric, listAverages, listMetricNames, type MetricInfo, type Task } from '../core/metric.ts'
import { parseSliceName } from '../core/slice-name.ts'
import type { ExpressionGate } from '../policy/gate.ts'
import { findKindFaults, findOperandFaults } from '../policy/gate-faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { RawGate } from './gate-settings.ts'
import type { ModelSource } from './model-source.ts'
import type { GateSettings } from './project.ts'

/** Commands that judge candidates by metrics. */
export const JUDGING = ['compare', 'check'] as const

type Source = Pick<ModelSource, 'placeOf' | 'fault'>

/** What gates are read for. */
export interface GateScope {
  /** null: not known here, so a metric of any task will do. */
  readonly task: Task | null
  /** Columns that `*` and `slices` stand for; null where they are not known here. */
  readonly slices: readonly string[] | null
  /** Whether numbers may come from elsewhere under names of the user's own, which only the comparison sees. */
  readonly mayNameOwnMetrics: boolean
  /** Metrics that the evaluation declares; a command may give further numbers beside one, as `NAME.KEY`. */
  readonly ownMetrics?: readonly MetricInfo[]
}

/** A waiver, and promote, would take a gate of such a name for the check. */
const RESERVED_NAMES: readonly string[] = ['reuse', 'leakage', 'leakage-rows', 'leakage-label', 'worst_slices']

/** Gates that can be judged; expressions are parsed, for which CEL is loaded where there are any. */
export async function resolveGates(
  gates: readonly RawGate[],
  scope: GateScope,
  source: Source,
): Promise<readonly GateSettings[]> {
  const resolved: GateSettings[] = []
  for (const [index, gate] of gates.entries()) {
    const found = await resolveGate(gate, scope, ['gates', index], source)
    if (found !== null) resolved.push(found)
  }
  return resolved
}

async function resolveGate(
  gate: RawGate,
  scope: GateScope,
  path: DataPath,
  source: Source,
): Promise<GateSettings | null> {
  if (gate.name !== undefined && RESERVED_NAMES.includes(gate.name)) {
    source.fault(
      [...path, 'name'],
      `"${gate.name}" is the name of a check that compare makes itself`,
      'choose another name',
    )
  }
  const slice = resolveSlice(gate.slice, scope.slices, path, source)
  const base = {
    ...(gate.name === undefined ? {} : { name: gate.name }),
    confidence: gate.confidence ?? null,
    slice,
    severity: gate.severity,
    onInconclusive: gate.on_inconclusive ?? (slice === null ? ('fail' as const) : ('warn' as const)),
    power: gate.power ?? null,
    place: source.placeOf(path),
  }
  if (gate.expr !== undefined) return resolveExpression(gate.expr, base, scope, path, source)
  const metric = resolveMetric(gate.metric!, [...path, 'metric'], source, scope)
  if (metric === null) return null
  const kind = gate.min !== undefined ? 'min' : gate.max !== undefined ? 'max' : 'margin'
  const resolved = { ...base, metric, kind, bound: gate[kind]! } as const
  const info = findInfo(metric, scope)
  if (info !== undefined) {
    checkRange(info, kind, resolved.bound, path, source)
    for (const { message, help } of findKindFaults(resolved, info)) source.fault(path, message, help)
  }
  return resolved
}

/** An expression whose metrics are there; null where there is a fault in it. */
async function resolveExpression(
  text: string,
  base: Omit<ExpressionGate, 'kind' | 'expression'>,
  scope: GateScope,
  gatePath: DataPath,
  source: Source,
): Promise<GateSettings | null> {
  const path = [...gatePath, 'expr']
  const { compileExpression } = await import('../policy/expression.ts')
  const { expression, faults } = await compileExpression(text, source.placeOf(path, 'value'))
  if (expression === null) {
    for (const { message, help } of faults) source.fault(path, message, help)
    return null
  }
  const gate = { ...base, kind: 'expr', expression } as const
  const names = new Set(expression.operands.flatMap((operand) => (operand.kind === 'metric' ? [operand.metric] : [])))
  let isSound = true
  for (const name of names) {
    const metric = resolveMetric(name, path, source, scope)
    const info = metric === null ? undefined : findInfo(metric, scope)
    if (metric === null) isSound = false
    for (const { message, help } of info === undefined ? [] : findOperandFaults(gate, info)) {
      source.fault(path, message, help)
    }
  }
  if (expression.usesEverySlice && scope.slices?.length === 0) {
    source.fault(
      path,
      'the expression runs over all declared slices, and none is declared',
      'list columns in evaluation: {slices: [column]}',
    )
  }
  return isSound ? gate : null
}

type NameScope = Pick<GateScope, 'task' | 'mayNameOwnMetrics' | 'ownMetrics'>

function findInfo(name: string, { task, ownMetrics = [] }: NameScope): MetricInfo | undefined {
  const own = ownMetrics.find((metric) => name === metric.name || name.startsWith(`${metric.name}.`))
  if (own !== undefined) return { ...own, name }
  return task === null ? findOfAnyTask(name) : findMetric(name, task)
}

/** A metric whichever task has it, with the values that it takes in any: a Brier score goes to 1, of many classes to 2. */
function findOfAnyTask(name: string): MetricInfo | undefined {
  const found = TASKS.flatMap((task) => findMetric(name, task) ?? [])
  const ranges = found.map(({ range }) => range)
  const range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))] as const
  return found[0] && { ...found[0], range }
}

const TASKS: readonly Task[] = ['binary', 'multiclass', 'regression', 'ranking', 'forecast', 'graded']

/** The canonical name; null where the metric is unknown, which is a fault. */
export function resolveMetric(
  name: string,
  path: DataPath,
  source: Source,
  scope: NameScope = { task: null, mayNameOwnMetrics: false },
): string | null {
  const metric = findInfo(name, scope)
  if (metric !== undefined) return metric.name
  const { task, mayNameOwnMetrics, ownMetrics = [] } = scope
  const known = [...listMetricNames(task ?? 'binary'), ...ownMetrics.map((own) => own.name)]
  const nearest = nearestName(name, known)
  // A name like none of ours may be the user's own: the comparison sees whether it is there.
  if (mayNameOwnMetrics && nearest === null) return name
  const isOfOther = task !== null && findMetric(name) !== undefined
  const averages = task === null ? [] : listAverages(name, task).map((each) => `"${each}"`)
  const meant = averages.length > 0 ? averages.join(', ') : nearest && `"${nearest}"`
  source.fault(
    path,
    isOfOther ? `task ${task} has no metric ${JSON.stringify(name)}` : `there is no metric ${JSON.stringify(name)}`,
    meant === null ? `metrics: ${known.join(', ')}` : `did you mean ${meant}?`,
  )
  return null
}

function resolveSlice(
  written: string | undefined,
  slices: readonly string[] | null,
  path: DataPath,
  source: Source,
): GateSettings['slice'] {
  if (written === undefined) return null
  const { column, value } = parseSliceName(written)
  // A column that is not declared is declared by the gate; only "*" needs columns to stand for.
  if (column === '*' && slices?.length === 0) {
    source.fault(
      [...path, 'slice'],
      'slice "*" stands for all declared slices, and none is declared',
      'list columns in evaluation: {slices: [column]}',
    )
  }
  return { column, value }
}

/** A bound that the metric can never reach is a slip (80 for 0.80) that would switch the gate off, or shut it for good. */
function checkRange(
  { name, range: [low, high] }: MetricInfo,
  kind: 'min' | 'max' | 'margin',
  bound: number,
  path: DataPath,
  source: Source,
): void {
  const [least, most] = kind === 'margin' ? [0, high - low] : [low, high]
  if (bound >= least && bound <= most) return
  const percent = bound > 1 && bound <= 100 && high === 1 ? `; for ${bound} % write ${bound / 100}` : ''
  source.fault(
    [...path, kind],
    `${kind} ${bound} is out of reach: ${name} ${describeRange(low, high)}`,
    `write a number ${describeReach(least, most)}${percent}`,
  )
}

function describeRange(low: number, high: number): string {
  if (!Number.isFinite(high)) return `is never below ${low}`
  return Number.isFinite(low) ? `lies between ${low} and ${high}` : `is never above ${high}`
}

const describeReach = (least: number, most: number): string =>
  Number.isFinite(most)
    ? Number.isFinite(least)
      ? `between ${least} and ${most}`
      : `of at most ${most}`
    : `of at least ${least}`
