import type { Fault } from '../../core/faults.ts'
import { listCsvFlags } from '../csv-flags.ts'
import type { CompareRequest, CompareValues } from './request.ts'
import type { CompareInputs } from './spec.ts'

/** Flags about the rows of the files: which they are, what their columns hold, what is measured on them. */
const ROW_FLAGS: readonly (keyof CompareInputs)[] = [
  'data',
  'id',
  'label',
  'score',
  'prediction',
  'positive',
  'slice',
  'metric',
  'threshold',
  'weight',
  'group',
  'query',
  'lower',
  'upper',
  'horizon',
  'scale',
  'costs',
  'label-list',
]

/** Flags that change how a model is judged; with one of them the result no longer stands for the policy. */
const JUDGING_FLAGS: readonly (keyof CompareInputs)[] = [
  ...ROW_FLAGS,
  'baseline',
  'task',
  'gates',
  'confidence',
  'method',
  'test',
  'resamples',
  'seed',
  'min-rows',
]

const isGiven = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false

/** Whether a flag says something about the judgement that the policy says otherwise, or may. */
export function isPolicyOverridden(values: CompareValues): boolean {
  return JUDGING_FLAGS.some((name) => isGiven(values[name]))
}

/** The flags given that ask for rows, by name: numbers that somebody else computed have none. */
export function listRowFlags(values: CompareValues): readonly string[] {
  return [...ROW_FLAGS, 'plan' as const].filter((name) => isGiven(values[name]))
}

/** Whether the flags describe a comparison by themselves, so that no modelgate.yml is looked for. */
export function isByFlagsAlone(values: CompareValues): boolean {
  return (
    values.model.length === 0 &&
    isGiven(values.candidate) &&
    (isGiven(values.id) || isGiven(values.label) || isGiven(values.task))
  )
}

/** Flags that say nothing without another. */
export function findIdleFlags(values: CompareValues): readonly Fault[] {
  if (values['label-rows'] === undefined || (values.plan && values['label-list'] !== undefined)) return []
  return [
    {
      message: '--label-rows needs --plan and --label-list',
      help: 'name the file to write: --plan --label-list rows.csv --label-rows 500',
    },
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
