import { type Fault, InputError } from '../../core/faults.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { canonicalValue, distinctValues, listValues } from './label-classes.ts'

/** The classes of a task with any number of them, and the index of each. */
export interface ClassOrder {
  /** As first written; numbers by size where all are numbers, else by letter. */
  readonly names: readonly string[]
  /** −1 for a text that is none. `1`, `1.0` and `true` are one class. */
  indexOf(text: string): number
}

/** More classes than this are names or measurements, and averages over them say nothing. */
const MOST_CLASSES = 1000

/**
 * The classes of a whole file: of its labels and of both models' predictions.
 *
 * @param lists distinct texts, those of the labels first.
 * @throws InputError where there are more than 1,000.
 */
export function orderClasses(lists: readonly (readonly string[])[], place: string): ClassOrder {
  const values = distinctValues(lists)
  if (values.size > MOST_CLASSES) {
    throw new InputError({
      message: `${place} holds ${values.size} classes; at most ${MOST_CLASSES} are compared`,
      help: 'is it the right column? For numbers there is task regression',
    })
  }
  const areNumbers = [...values.keys()].every((value) => value.trim() !== '' && Number.isFinite(Number(value)))
  const keys = [...values.keys()].sort(
    areNumbers ? (a, b) => Number(a) - Number(b) : (a, b) => (values.get(a)! < values.get(b)! ? -1 : 1),
  )
  const places = new Map(keys.map((key, index) => [key, index]))
  return {
    names: keys.map((key) => values.get(key)!),
    indexOf: (text) => places.get(canonicalValue(text)) ?? -1,
  }
}

/** Classes of the labels that no score column stands for. */
export function findUnscored(labels: readonly string[], scored: readonly string[], place: string): readonly Fault[] {
  const known = new Set(scored.map(canonicalValue))
  const missing = [...distinctValues([labels]).values()].filter((name) => !known.has(canonicalValue(name)))
  if (missing.length === 0) return []
  const nearest = missing.length === 1 ? nearestName(missing[0]!, scored) : null
  return [
    {
      message: `no score column is named for ${missing.length === 1 ? 'class' : 'the classes'} ${listValues(missing)} of ${place}`,
      help: `${nearest === null ? '' : `is ${JSON.stringify(nearest)} meant so? `}name one for each class: --score CLASS=COLUMN, or score: {CLASS: COLUMN} under evaluation`,
    },
  ]
}
