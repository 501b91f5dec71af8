import { checkId, sliceIdPart, uniqueIds } from '../core/check-id.ts'
import type { MetricInfo } from '../core/metric.ts'
import type { GateCheckResult } from '../core/result.ts'
import { isBlocking } from '../core/verdict.ts'
import { adjustHolm } from '../stats/holm.ts'
import { judgeExpression } from './expression-judgement.ts'
import { describeOperands } from './expression-text.ts'
import {
  type ExpressionGate,
  formatSlice,
  type Gate,
  type GateContext,
  type MeasuredMetric,
  type MetricGate,
  MIN_ROWS_SHOWN,
  nameSlice,
  type SliceValue,
  type SliceValues,
} from './gate.ts'
import { comparesGroups, findNamedMetric, listComparedColumns } from './gate-metrics.ts'
import { describeExpectation, describeHelp, type GateSubject, type MetricSubject, titleGate } from './gate-text.ts'
import { type Judgement, judgeGate } from './judgement.ts'

export type { SliceValues } from './gate.ts'

/** Gates as checks, in the order of the policy; `silent` holds those (by reference) that pass in silence. */
export interface JudgedGates {
  readonly checks: readonly GateCheckResult[]
  /** What each check was made from, in the same order: a summary picks from these. */
  readonly subjects: readonly GateSubject[]
  readonly silent: ReadonlySet<GateCheckResult>
}

/**
 * The numbers of a metric on all rows or a slice, at a gate's confidence (null: no interval is needed). `column` is the
 * one whose values a fairness metric compares; null for other metrics.
 */
export type MeasureMetric = (
  metric: MetricInfo,
  slice: SliceValue | null,
  confidence: number | null,
  column: string | null,
) => MeasuredMetric

/**
 * Judges all gates. A slice gate makes one check per value; among the values of one gate the fail side is corrected by
 * Holm, so that one slice of forty does not fail by chance, and the pass side is not, since all of them have to pass. A
 * fairness gate makes one check per column.
 *
 * @param slices the columns that gates may name, those declared for `*` first in `declared`.
 */
export function judgeGates(
  gates: readonly Gate[],
  slices: readonly SliceValues[],
  declared: readonly string[],
  measure: MeasureMetric,
  context: GateContext,
): JudgedGates {
  const subjects = gates.flatMap((gate) =>
    gate.kind === 'expr'
      ? judgeExpressions(gate, slices, declared, measure, context)
      : judgeMetric(gate, slices, declared, measure, context),
  )
  const checks = uniqueIds(subjects.map(makeCheck))
  const silent = checks.filter(
    (check, index) => check.verdict === 'inconclusive' && subjects[index]!.gate.onInconclusive === 'pass',
  )
  return { checks, subjects, silent: new Set(silent) }
}

function judgeMetric(
  gate: MetricGate,
  slices: readonly SliceValues[],
  declared: readonly string[],
  measure: MeasureMetric,
  context: GateContext,
): readonly GateSubject[] {
  const metric = findNamedMetric(gate.metric, context)!
  const asked = gate.confidence ?? (gate.kind === 'margin' ? context.confidence : null)
  const confidence = asked === 'none' ? null : asked
  if (comparesGroups(metric)) {
    return listComparedColumns(gate, declared).map((column): GateSubject => {
      const judgement = judgeGate(gate, measure(metric, null, confidence, column), null, context)
      return { gate, metric, column, slice: null, judgement, context }
    })
  }
  const judged = expandSlices(gate, slices, declared).map((slice): MetricSubject => {
    const judgement = judgeGate(gate, measure(metric, slice, confidence, null), slice, context)
    return { gate, metric, column: null, slice, judgement, context }
  })
  return gate.slice === null ? judged : correctFails(judged)
}

function judgeExpressions(
  gate: ExpressionGate,
  slices: readonly SliceValues[],
  declared: readonly string[],
  measure: MeasureMetric,
  context: GateContext,
): readonly GateSubject[] {
  const every = declared.flatMap((column) =>
    (slices.find((entry) => entry.column === column)?.values ?? []).map((value) => ({ column, value })),
  )
  return expandSlices(gate, slices, declared).map((slice): GateSubject => {
    const judgement = judgeExpression(gate, slice, { every, slices, measure }, context)
    return { gate, metric: null, column: null, slice, judgement, context }
  })
}

/** The slices that a gate looks at; a column without any value (no rows) stands as `*`, so that the gate is not left out. */
export function expandSlices(
  gate: Gate,
  slices: readonly SliceValues[],
  declared: readonly string[],
): readonly (SliceValue | null)[] {
  if (gate.slice === null) return [null]
  const { column, value } = gate.slice
  if (value !== undefined) return [nameSlice(column, value, slices)]
  const columns = column === '*' ? declared : [column]
  return columns.flatMap((name) => {
    const values = slices.find((slice) => slice.column === name)?.values ?? []
    return values.length === 0 ? [{ column: name, value: '*' }] : values.map((each) => ({ column: name, value: each }))
  })
}

/** Takes back the fails of a family of slices that Holm's correction does not bear out. */
function correctFails(family: readonly MetricSubject[]): readonly MetricSubject[] {
  const tested = family.filter(({ judgement }) => judgement.failPValue !== null)
  if (tested.length < 2) return family
  const adjusted = adjustHolm(tested.map(({ judgement }) => judgement.failPValue!))
  return family.map((subject) => {
    const { judgement } = subject
    const pValue = adjusted[tested.indexOf(subject)]
    if (judgement.verdict !== 'fail' || pValue === undefined || pValue <= (1 - judgement.confidence!) / 2)
      return subject
    const open: Judgement = {
      ...judgement,
      verdict: 'inconclusive',
      reason: { kind: 'byChance', slices: tested.length },
    }
    return { ...subject, judgement: open }
  })
}

function makeCheck(subject: GateSubject): GateCheckResult {
  const { gate, metric, slice, column, judgement } = subject
  const isShown = slice === null || (judgement.rows ?? 0) >= MIN_ROWS_SHOWN
  const value = isShown ? judgement.value : null
  return {
    id: identifySubject(subject),
    kind: 'gate',
    title: titleGate(subject),
    verdict: judgement.verdict,
    severity: gate.severity,
    blocks: isBlocking(judgement.verdict, gate.severity, gate.onInconclusive),
    target: { object: null, column, metric: metric?.name ?? null, slice: slice === null ? null : formatSlice(slice) },
    observed: metric === null ? describeOperands(judgement) : value,
    expected: describeExpectation(subject),
    unit: null,
    statistics: {
      value,
      interval: isShown ? judgement.interval : null,
      confidence: judgement.confidence,
      method: judgement.method,
      ...describeBound(gate),
      rows: judgement.rows,
      labelsNeeded: judgement.labelsNeeded,
      power: judgement.power,
      ...(judgement.operands === null ? {} : { operands: judgement.operands }),
    },
    samples: [],
    source: { file: gate.place.file, line: gate.place.line ?? null },
    waiver: null,
    help: describeHelp(subject),
  }
}

/** `gate/METRIC/KIND`, or `gate/NAME`; an expression without a name has its text for one. */
function identifySubject({ gate, metric, slice, column }: GateSubject): string {
  const name = gate.name ?? (gate.kind === 'expr' ? gate.expression.text : undefined)
  const id = name === undefined ? checkId('gate', metric!.name, gate.kind) : checkId('gate', name)
  if (column !== null) return `${id}/${checkId(column)}`
  return slice === null ? id : `${id}/${sliceIdPart(slice.column, slice.value)}`
}

function describeBound(gate: Gate): { margin?: number; threshold?: number } {
  if (gate.kind === 'expr') return {}
  return gate.kind === 'margin' ? { margin: gate.bound } : { threshold: gate.bound }
}
