import type { EvaluationColumnNames } from '../../config/project.ts'
import { type Costs, makeErrorCosts, OUTCOMES } from '../../core/costs.ts'
import type { Fault } from '../../core/faults.ts'
import type { Task } from '../../core/metric.ts'
import { isSlice } from '../../core/slice-name.ts'
import { type EvaluationKey, findKeyFaults, type KeyFault } from '../../core/task-columns.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { mayHoldGrades } from './graded-documents.ts'
import type { CompareRequest, CompareValues } from './request.ts'

/** An evaluation that names no column but a graded item's usual id. */
export const NO_COLUMNS: EvaluationColumnNames = {
  id: 'id',
  label: null,
  score: null,
  scores: null,
  prediction: null,
  weight: null,
  group: null,
  query: null,
  lower: null,
  upper: null,
  horizon: null,
  scale: null,
}

/** Slices that flags declare, with the horizon of a forecast; `auto` asks for a search. */
export function readSliceFlags(
  slices: readonly string[],
  { horizon }: Pick<EvaluationColumnNames, 'horizon'>,
): Pick<CompareRequest, 'slices' | 'searchesSlices'> {
  const declared = slices.filter((slice) => slice !== 'auto')
  return {
    slices: [...new Set(horizon === null ? declared : [horizon, ...declared])],
    searchesSlices: declared.length < slices.length,
  }
}

/** Slices that are neither a column nor a pair of two. */
export function findSlicePairFaults(slices: readonly string[]): readonly Fault[] {
  return slices
    .filter((slice) => !isSlice(slice))
    .map((slice) => ({
      message: `--slice ${JSON.stringify(slice)} is no pair of columns`,
      help: 'write two columns with " & " between them, such as "contract & gender"',
    }))
}

/** Columns that flags name; what none names is not there. */
export function readColumnFlags(values: CompareValues): {
  readonly columns: Partial<EvaluationColumnNames>
  readonly faults: readonly Fault[]
} {
  const names = ['id', 'label', 'prediction', 'weight', 'group', 'query', 'lower', 'upper', 'horizon', 'scale'] as const
  const columns = Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]] as const])),
  )
  const { score } = values
  if (score.length === 0) return { columns, faults: [] }
  const pairs = score.map((text) => text.split(/=(.*)/s, 2))
  const isMap = score.length > 1 || score[0]!.includes('=')
  if (!isMap) return { columns: { ...columns, score: score[0]!, scores: null }, faults: [] }
  const faults = score.flatMap((text, index): readonly Fault[] => {
    const [name, column] = pairs[index]!
    if (!name || !column) {
      return [
        {
          message: `--score ${text}: several scores belong to a class each`,
          help: 'write --score CLASS=COLUMN for each class',
        },
      ]
    }
    const isTwice = pairs.slice(0, index).some(([other]) => other === name)
    return isTwice ? [{ message: `--score names class ${name} twice`, help: 'name one column for each class' }] : []
  })
  return { columns: { ...columns, score: null, scores: Object.fromEntries(pairs) as Record<string, string> }, faults }
}

/** Costs that flags name; null where none does. */
export function readCostFlags(
  costs: readonly string[] | undefined,
  task: Task,
): {
  readonly costs: Costs | null
  readonly faults: readonly Fault[]
} {
  if (costs === undefined || costs.length === 0) return { costs: null, faults: [] }
  const byLabel: Record<string, Record<string, number>> = {}
  const errors: Partial<Record<(typeof OUTCOMES)[number], number>> = {}
  const faults = costs.flatMap((text): readonly Fault[] => {
    const [, key = '', cost = ''] = /^(.*)=([^=]*)$/s.exec(text) ?? []
    const value = cost.trim() === '' ? Number.NaN : Number(cost)
    const refuse = (help: string): readonly Fault[] => [{ message: `--costs ${text} is no cost`, help }]
    if (!Number.isFinite(value)) return refuse('write KEY=NUMBER, such as false_negative=10')
    if (task === 'binary') {
      const outcome = OUTCOMES.find((name) => name === key)
      if (outcome === undefined) {
        const nearest = nearestName(key, OUTCOMES)
        return refuse(nearest === null ? `outcomes are ${OUTCOMES.join(', ')}` : `did you mean ${nearest}?`)
      }
      errors[outcome] = value
      return []
    }
    const [actual, predicted] = key.split(/:(.*)/s, 2)
    if (!actual || !predicted) return refuse('write ACTUAL:PREDICTED=NUMBER')
    byLabel[actual] = { ...byLabel[actual], [predicted]: value }
    return []
  })
  return { costs: task === 'binary' ? makeErrorCosts(errors) : { kind: 'classes', byLabel }, faults }
}

const WHAT_KEYS_NAME: Readonly<Partial<Record<EvaluationKey, string>>> = {
  label: 'name the column with the truth',
  prediction: 'name the column with the predicted number',
  score: 'name the column with the score',
  query: 'name the column that tells the queries apart',
}

/** What the task lacks of columns, or has none of. */
export function findColumnFaults(
  task: Task,
  columns: Partial<EvaluationColumnNames>,
  others: { readonly hasPositive: boolean; readonly hasCosts: boolean; readonly candidate: string | null },
): readonly Fault[] {
  const { id: _, scores, score, ...plain } = columns
  const given = new Set(
    Object.entries(plain).flatMap(([key, name]) => (name === null || name === undefined ? [] : [key as EvaluationKey])),
  )
  // A file of grades names its scores itself.
  const isDocument = task === 'graded' && others.candidate !== null && mayHoldGrades(others.candidate)
  if (scores || score || isDocument) given.add('score')
  if (others.hasPositive) given.add('positive')
  if (others.hasCosts) given.add('costs')
  const shape = scores ? 'map' : score ? 'column' : null
  return findKeyFaults(task, given, shape).map((fault) => describeKeyFault(fault, task))
}

function describeKeyFault(fault: KeyFault, task: Task): Fault {
  switch (fault.kind) {
    case 'missing':
      return { message: `--${fault.key} is missing`, help: WHAT_KEYS_NAME[fault.key] ?? 'name the column' }
    case 'unanswered':
      return {
        message: 'neither --score nor --prediction is given',
        help: 'name the column with what the model said',
      }
    case 'foreign':
      return {
        message: `task ${task} has no ${fault.key}`,
        help: `leave --${fault.key} out; it belongs to task ${fault.tasks.join(', ')}`,
      }
    case 'half':
      return { message: `--${fault.key} needs --${fault.other} beside it`, help: 'an interval has two ends' }
    case 'shape':
      return fault.wanted === 'map'
        ? {
            message: 'many classes need a score column for each',
            help: 'write --score CLASS=COLUMN for each class; or --prediction alone',
          }
        : {
            message: `task ${task} has one score column`,
            help: 'write --score COLUMN; scores by class are for task multiclass',
          }
  }
}
