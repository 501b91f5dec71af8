import { findMetric, type MetricInfo, type Task } from '../core/metric.ts'
import type { Gate, MetricGate } from './gate.ts'

/** Which metrics names may stand for: those of a task and the user's own. */
export interface MetricNames {
  readonly task: Task
  readonly ownMetrics?: readonly MetricInfo[]
}

/** The metric of that name or alias; undefined where there is none. */
export function findNamedMetric(name: string, { task, ownMetrics = [] }: MetricNames): MetricInfo | undefined {
  return ownMetrics.find((metric) => metric.name === name) ?? findMetric(name, task)
}

/** Whether a metric compares the values of a column with each other, so that its slice names the column. */
export function comparesGroups({ needs }: Pick<MetricInfo, 'needs'>): boolean {
  return needs === 'group' || needs === 'probabilityGroup'
}

/**
 * Metrics over rows that gates and expressions need measured, each once; names that are none are left out (they are
 * faults). Fairness metrics are left out too: they are measured for the column that their gate names.
 */
export function listGateMetrics(gates: readonly Gate[], names: MetricNames): readonly MetricInfo[] {
  const found = new Map<string, MetricInfo>()
  for (const name of gates.flatMap(listNames)) {
    const metric = findNamedMetric(name, names)
    if (metric !== undefined && !comparesGroups(metric)) found.set(metric.name, metric)
  }
  return [...found.values()]
}

/** A fairness metric and the column whose values it compares. */
export interface GroupedMetric {
  readonly metric: MetricInfo
  readonly column: string
}

/** The fairness metrics that gates judge, by column; `declared` are those that `*` stands for. */
export function listGroupedMetrics(
  gates: readonly Gate[],
  declared: readonly string[],
  names: MetricNames,
): readonly GroupedMetric[] {
  const found = new Map<string, GroupedMetric>()
  for (const gate of gates) {
    const metric = gate.kind === 'expr' ? undefined : findNamedMetric(gate.metric, names)
    if (metric === undefined || !comparesGroups(metric)) continue
    for (const column of listComparedColumns(gate, declared)) found.set(`${metric.name}/${column}`, { metric, column })
  }
  return [...found.values()]
}

/** The columns whose values a fairness gate compares. */
export function listComparedColumns(
  { slice }: Pick<MetricGate, 'slice'>,
  declared: readonly string[],
): readonly string[] {
  if (slice === null) return []
  return slice.column === '*' ? declared : [slice.column]
}

/** Columns that gates and expressions cut the rows by, `*` left out: to be read beside those that are declared. */
export function listGateColumns(gates: readonly Gate[]): readonly string[] {
  const named = gates.flatMap((gate) => [
    ...(gate.slice === null || gate.slice.column === '*' ? [] : [gate.slice.column]),
    ...listExpressionSlices(gate).map(({ column }) => column),
  ])
  return [...new Set(named)]
}

/** Slices that an expression names one by one. */
export function listExpressionSlices(gate: Gate): readonly { readonly column: string; readonly value: string }[] {
  if (gate.kind !== 'expr') return []
  return gate.expression.operands.flatMap((operand) =>
    operand.kind === 'metric' && operand.slice !== null && operand.slice !== 'every' ? [operand.slice] : [],
  )
}

const listNames = (gate: Gate): readonly string[] =>
  gate.kind === 'expr'
    ? gate.expression.operands.flatMap((operand) => (operand.kind === 'metric' ? [operand.metric] : []))
    : [gate.metric]
