import { checkId, sliceIdPart, uniqueIds } from '../core/check-id.ts'
import { findMetric, type MetricInfo } from '../core/metric.ts'
import type { GateCheckResult } from '../core/result.ts'
import { isBlocking } from '../core/verdict.ts'
import { adjustHolm } from '../stats/holm.ts'
import {
  formatSlice,
  type Gate,
  type GateContext,
  type MeasuredMetric,
  MIN_ROWS_SHOWN,
  type SliceValue,
} from './gate.ts'
import { describeExpectation, describeHelp, type GateSubject, titleGate } from './gate-text.ts'
import { type Judgement, judgeGate } from './judgement.ts'

/** The values that a slice column takes, in the order of reports. */
export interface SliceValues {
  readonly column: string
  readonly values: readonly (string | null)[]
}

/** Gates as checks, in the order of the policy; `silent` holds those (by reference) that pass in silence. */
export interface JudgedGates {
  readonly checks: readonly GateCheckResult[]
  /** What each check was made from, in the same order: a summary picks from these. */
  readonly subjects: readonly GateSubject[]
  readonly silent: ReadonlySet<GateCheckResult>
}

/**
 * Judges all gates. A slice gate makes one check per value; among the values of one gate the fail side is corrected by
 * Holm, so that one slice of forty does not fail by chance, and the pass side is not, since all of them have to pass.
 *
 * @param slices the columns that gates may name, those declared for `*` first in `declared`.
 * @param measure the numbers of a metric at a gate's confidence (null: no interval is needed).
 */
export function judgeGates(
  gates: readonly Gate[],
  slices: readonly SliceValues[],
  declared: readonly string[],
  measure: (metric: MetricInfo, slice: SliceValue | null, confidence: number | null) => MeasuredMetric,
  context: GateContext,
): JudgedGates {
  const subjects = gates.flatMap((gate) => {
    const metric = findMetric(gate.metric)!
    const confidence = gate.confidence ?? (gate.kind === 'margin' ? context.confidence : null)
    const judged = expandSlices(gate, slices, declared).map((slice): GateSubject => {
      const measured = measure(metric, slice, confidence === 'none' ? null : confidence)
      return { gate, metric, slice, judgement: judgeGate(gate, measured, slice, context), context }
    })
    return gate.slice === null ? judged : correctFails(judged)
  })
  const checks = uniqueIds(subjects.map(makeCheck))
  const silent = checks.filter(
    (check, index) => check.verdict === 'inconclusive' && subjects[index]!.gate.onInconclusive === 'pass',
  )
  return { checks, subjects, silent: new Set(silent) }
}

/** The slices that a gate looks at; a column without any value (no rows) stands as `*`, so that the gate is not left out. */
function expandSlices(
  gate: Gate,
  slices: readonly SliceValues[],
  declared: readonly string[],
): readonly (SliceValue | null)[] {
  if (gate.slice === null) return [null]
  const { column, value } = gate.slice
  if (value !== undefined) {
    const known = slices.find((slice) => slice.column === column)?.values ?? []
    return [{ column, value: value === '(null)' && !known.includes(value) ? null : value }]
  }
  const columns = column === '*' ? declared : [column]
  return columns.flatMap((name) => {
    const values = slices.find((slice) => slice.column === name)?.values ?? []
    return values.length === 0 ? [{ column: name, value: '*' }] : values.map((each) => ({ column: name, value: each }))
  })
}

/** Takes back the fails of a family of slices that Holm's correction does not bear out. */
function correctFails(family: readonly GateSubject[]): readonly GateSubject[] {
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
  const { gate, metric, slice, judgement } = subject
  const id = gate.name === undefined ? checkId('gate', metric.name, gate.kind) : checkId('gate', gate.name)
  const isShown = slice === null || (judgement.rows ?? 0) >= MIN_ROWS_SHOWN
  return {
    id: slice === null ? id : `${id}/${sliceIdPart(slice.column, slice.value)}`,
    kind: 'gate',
    title: titleGate(subject),
    verdict: judgement.verdict,
    severity: gate.severity,
    blocks: isBlocking(judgement.verdict, gate.severity, gate.onInconclusive),
    target: { object: null, column: null, metric: metric.name, slice: slice === null ? null : formatSlice(slice) },
    observed: isShown ? judgement.value : null,
    expected: describeExpectation(subject),
    unit: null,
    statistics: {
      value: isShown ? judgement.value : null,
      interval: isShown ? judgement.interval : null,
      confidence: judgement.confidence,
      method: judgement.method,
      ...(gate.kind === 'margin' ? { margin: gate.bound } : { threshold: gate.bound }),
      rows: judgement.rows,
      labelsNeeded: judgement.labelsNeeded,
      power: judgement.power,
    },
    samples: [],
    source: { file: gate.place.file, line: gate.place.line ?? null },
    waiver: null,
    help: describeHelp(subject),
  }
}
