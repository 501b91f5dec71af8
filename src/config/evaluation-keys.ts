import { type Costs, makeErrorCosts, OUTCOMES } from '../core/costs.ts'
import type { Task } from '../core/metric.ts'
import { isSlice } from '../core/slice-name.ts'
import { type EvaluationKey, findKeyFaults } from '../core/task-columns.ts'
import type { DataPath } from '../yaml/located-document.ts'
import type { RawCosts, RawEvaluation } from './evaluation-settings.ts'
import type { ModelSource } from './model-source.ts'

const KEYS: readonly EvaluationKey[] = [
  'label',
  'positive',
  'score',
  'prediction',
  'weight',
  'group',
  'query',
  'lower',
  'upper',
  'horizon',
  'scale',
  'costs',
]

/** Keys that the task does not have, or that have another form there. What is missing a flag may still give. */
export function checkEvaluationKeys(raw: RawEvaluation, task: Task, source: ModelSource): void {
  const given = new Set(KEYS.filter((key) => raw[key] !== undefined))
  const at = (key: EvaluationKey): DataPath => ['evaluation', key]
  const score = raw.score === undefined ? null : typeof raw.score === 'string' ? 'column' : 'map'
  for (const fault of findKeyFaults(task, given, score)) {
    if (fault.kind === 'missing' && fault.key === 'label') {
      source.fault(['evaluation'], 'the key "label" is missing', 'name the column with the truth')
    } else if (fault.kind === 'foreign') {
      source.fault(
        at(fault.key),
        `task ${task} has no ${fault.key}`,
        `take it out; it belongs to task ${fault.tasks.join(', ')}`,
      )
    } else if (fault.kind === 'shape') {
      source.fault(at('score'), ...describeShape(fault.wanted, task))
    } else if (fault.kind === 'half') {
      source.fault(at(fault.key), `${fault.key} needs ${fault.other} beside it`, 'an interval has two ends')
    }
  }
}

function describeShape(wanted: 'column' | 'map', task: Task): [string, string] {
  return wanted === 'map'
    ? ['many classes need a score column for each', 'write a map: score: {CLASS: COLUMN, …}; or name prediction alone']
    : [`task ${task} has one score column, this is a map`, 'write the name of the column']
}

/** Pairs of two columns, and no more. */
export function checkSlices(slices: readonly string[], source: ModelSource): void {
  slices.forEach((slice, index) => {
    if (isSlice(slice)) return
    source.fault(
      ['evaluation', 'slices', index],
      `${JSON.stringify(slice)} is no pair of columns`,
      'write two columns with " & " between them, such as "contract & gender"',
    )
  })
}

/** Costs in the form of the task. */
export function resolveCosts(raw: RawCosts, task: Task, source: ModelSource): Costs | null {
  const path: DataPath = ['evaluation', 'costs']
  const entries = Object.entries(raw as Record<string, number | Record<string, number> | undefined>)
  const isByClass = entries.some(([, cost]) => typeof cost === 'object')
  if (entries.length === 0) {
    source.fault(path, 'names no cost', 'write what an error costs, such as {false_positive: 1, false_negative: 10}')
    return null
  }
  if (task === 'binary' && isByClass) {
    source.fault(path, 'two classes have costs by outcome', `known keys here: ${OUTCOMES.join(', ')}`)
    return null
  }
  if (task === 'multiclass' && !isByClass) {
    source.fault(path, 'many classes have costs by class', 'write {ACTUAL: {PREDICTED: cost}}')
    return null
  }
  return isByClass
    ? { kind: 'classes', byLabel: raw as Record<string, Record<string, number>> }
    : makeErrorCosts(raw as Partial<Record<(typeof OUTCOMES)[number], number>>)
}
