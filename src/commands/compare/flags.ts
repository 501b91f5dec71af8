import type { Fault } from '../../core/faults.ts'
import { listCsvFlags } from '../csv-flags.ts'
import type { CompareRequest, CompareValues } from './request.ts'
import type { CompareInputs } from './spec.ts'

/** Flags that change how a model is judged; with one of them the result no longer stands for the policy. */
const JUDGING_FLAGS: readonly (keyof CompareInputs)[] = [
  'baseline',
  'data',
  'task',
  'id',
  'label',
  'score',
  'prediction',
  'positive',
  'slice',
  'metric',
  'gates',
  'confidence',
  'method',
  'test',
  'resamples',
  'seed',
  'min-rows',
  'threshold',
]

const isGiven = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false

/** Whether a flag says something about the judgement that the policy says otherwise, or may. */
export function isPolicyOverridden(values: CompareValues): boolean {
  return JUDGING_FLAGS.some((name) => isGiven(values[name]))
}

/** Whether the flags describe a comparison by themselves, so that no modelgate.yml is looked for. */
export function isByFlagsAlone(values: CompareValues): boolean {
  return (
    values.model.length === 0 &&
    isGiven(values.candidate) &&
    (isGiven(values.id) || isGiven(values.label) || isGiven(values.task))
  )
}

/** Flags of features that are still to come, by name. */
export function findLaterFlags(values: CompareValues): readonly Fault[] {
  const later = (isUsed: boolean, flag: string, what: string): readonly Fault[] =>
    isUsed ? [{ message: `--${flag}: ${what} not there yet`, help: `run compare without --${flag}` }] : []
  const isByClass = values.score.length > 1 || values.score.some((score) => score.includes('='))
  return [
    ...later(isGiven(values.weight), 'weight', 'row weights are'),
    ...later(isGiven(values.group), 'group', 'rows that are resampled together are'),
    ...later(values.plan, 'plan', 'planning the rows of a margin is'),
    ...(isByClass
      ? [{ message: '--score CLASS=COLUMN: scores of many classes are not there yet', help: 'name one score column' }]
      : []),
    ...(values.task !== undefined && values.task !== 'binary' ? [describeLaterTask(values.task)] : []),
  ]
}

/** Dialect flags where no flag names a file that they could be about. */
export function findIdleCsvFlags(values: CompareValues): readonly Fault[] {
  if ([values.candidate, values.baseline, values.data].some(isGiven)) return []
  return listCsvFlags(values).map((flag) => ({
    message: `--${flag} needs --candidate, --baseline or --data`,
    help: 'in modelgate.yml it stands beside the path of the data set',
  }))
}

/** A task that has no executor yet. */
export function describeLaterTask(task: string): Fault {
  return { message: `task ${task} is not there yet`, help: 'binary is there' }
}

/** The numbers that flags give, where they do. */
export function readNumberFlags(
  values: CompareValues,
): Partial<Pick<CompareRequest, 'threshold' | 'minRows' | 'confidence' | 'resamples' | 'seed'>> {
  return {
    ...(values.threshold === undefined ? {} : { threshold: values.threshold }),
    ...(values['min-rows'] === undefined ? {} : { minRows: values['min-rows'] }),
    ...(values.confidence === undefined ? {} : { confidence: values.confidence }),
    ...(values.resamples === undefined ? {} : { resamples: values.resamples }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
  }
}

/** Options that only flags give. */
export function readMethodFlags(values: CompareValues): Pick<CompareRequest, 'method' | 'test'> {
  return {
    method: (values.method ?? null) as CompareRequest['method'],
    test: (values.test ?? null) as CompareRequest['test'],
  }
}
