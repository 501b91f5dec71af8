import type { Task } from './metric-info.ts'

/** What an evaluation may name beside the id; keys of modelgate.yml and flags alike. */
export type EvaluationKey =
  | 'label'
  | 'positive'
  | 'score'
  | 'prediction'
  | 'weight'
  | 'group'
  | 'query'
  | 'lower'
  | 'upper'
  | 'horizon'
  | 'scale'
  | 'costs'

interface TaskKeys {
  /** All of them are needed. */
  readonly required: readonly EvaluationKey[]
  /** One of them at least. */
  readonly answers: readonly EvaluationKey[]
  readonly optional: readonly EvaluationKey[]
}

const SHARED = ['weight', 'group'] as const

/** What each task reads. */
const TASK_KEYS: Readonly<Record<Task, TaskKeys>> = {
  binary: { required: ['label'], answers: ['score', 'prediction'], optional: ['positive', 'costs', ...SHARED] },
  multiclass: { required: ['label'], answers: ['score', 'prediction'], optional: ['costs', ...SHARED] },
  regression: { required: ['label', 'prediction'], answers: [], optional: ['lower', 'upper', ...SHARED] },
  forecast: {
    required: ['label', 'prediction'],
    answers: [],
    optional: ['lower', 'upper', 'horizon', 'scale', ...SHARED],
  },
  ranking: { required: ['label', 'query', 'score'], answers: [], optional: SHARED },
  graded: { required: ['score'], answers: [], optional: SHARED },
}

/** A key that a task lacks, or that is none of its own. */
export type KeyFault =
  | { readonly kind: 'missing'; readonly key: EvaluationKey }
  /** None of the keys that say what a model answered. */
  | { readonly kind: 'unanswered'; readonly keys: readonly EvaluationKey[] }
  /** `tasks` are those that have it. */
  | { readonly kind: 'foreign'; readonly key: EvaluationKey; readonly tasks: readonly Task[] }
  /** One end of an interval without the other. */
  | { readonly kind: 'half'; readonly key: EvaluationKey; readonly other: EvaluationKey }
  /** A column for each class where the task has one score, or the other way round. */
  | { readonly kind: 'shape'; readonly wanted: 'column' | 'map' }

/** What is wrong with the keys that an evaluation names; `score` says whether it is a column or one for each class. */
export function findKeyFaults(
  task: Task,
  given: ReadonlySet<EvaluationKey>,
  score: 'column' | 'map' | null,
): readonly KeyFault[] {
  const { required, answers, optional } = TASK_KEYS[task]
  const known = new Set([...required, ...answers, ...optional])
  const faults: KeyFault[] = required.filter((key) => !given.has(key)).map((key) => ({ kind: 'missing', key }))
  if (answers.length > 0 && !answers.some((key) => given.has(key))) faults.push({ kind: 'unanswered', keys: answers })
  for (const key of given) if (!known.has(key)) faults.push({ kind: 'foreign', key, tasks: findTasks(key) })
  const wanted = task === 'multiclass' ? 'map' : 'column'
  if (score !== null && known.has('score') && score !== wanted) faults.push({ kind: 'shape', wanted })
  for (const [key, other] of [
    ['lower', 'upper'],
    ['upper', 'lower'],
  ] as const) {
    if (known.has(key) && given.has(key) && !given.has(other)) faults.push({ kind: 'half', key, other })
  }
  return faults
}

function findTasks(key: EvaluationKey): readonly Task[] {
  return (Object.keys(TASK_KEYS) as Task[]).filter((task) => {
    const { required, answers, optional } = TASK_KEYS[task]
    return [...required, ...answers, ...optional].includes(key)
  })
}
