import type { Fault } from '../../core/faults.ts'

/** Which text stands for which class: 1 the positive one, 0 the other. */
export interface LabelClasses {
  /** As the file writes them; `negative` null where only one value is there. */
  readonly positive: string
  readonly negative: string | null
  /** null for a text that is neither class. */
  classOf(text: string): 0 | 1 | null
}

/** `true` and `1`, `1.0` and `1` are one value in two writings; every other text is taken as it stands. */
export function canonicalValue(text: string): string {
  if (/^true$/i.test(text)) return '1'
  if (/^false$/i.test(text)) return '0'
  return /^-?\d+\.0+$/.test(text) ? text.slice(0, text.indexOf('.')) : text
}

/** The distinct values of several lists, by what they stand for, each as it is first written. */
export function distinctValues(lists: readonly (readonly string[])[]): Map<string, string> {
  const values = new Map<string, string>()
  for (const text of lists.flat()) {
    if (!values.has(canonicalValue(text))) values.set(canonicalValue(text), text)
  }
  return values
}

/** `"Yes", "No"`; long lists and long values are cut. */
export function listValues(values: Iterable<string>, limit = 5): string {
  const all = [...values]
  const shown = all.slice(0, limit).map((text) => JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text))
  return all.length > limit ? `${shown.join(', ')} and ${all.length - limit} more` : shown.join(', ')
}

/**
 * Finds the two classes of a label column. Positive is 1 or true where labels are 0/1 or boolean; any other pair must
 * be named. Predictions help out only where the labels hold fewer than two values, as in a file of one class.
 * A prediction of 1/0 or true/false stands for positive/negative where no label is called 1 or 0.
 *
 * @param labels the distinct ones in the order of their first row.
 * @param predictions the distinct ones of each model.
 */
export function resolveClasses(
  labels: readonly string[],
  predictions: readonly (readonly string[])[],
  positive: string | null,
  column: string,
): LabelClasses | Fault {
  const values = distinctValues([labels])
  if (values.size > 2) {
    return {
      message: `label column ${column} holds ${values.size} values (${listValues(values.values())}); a binary task has two`,
      help: 'for more classes take task multiclass, or write the label as one class against the rest',
    }
  }
  const isEmpty = values.size === 0
  const isBoolean = !isEmpty && [...values.keys()].every((value) => value === '0' || value === '1')
  if (!isEmpty && values.size < 2 && !isBoolean) addOther(values, predictions)
  if (positive === null && !isBoolean && !isEmpty) {
    return {
      message: `label column ${column} holds ${listValues(values.values())}: which is the positive class has to be named`,
      help: `name it: --positive ${JSON.stringify([...values.values()].at(-1))}, or positive: under evaluation`,
    }
  }
  const wanted = canonicalValue(positive ?? '1')
  const isForeign = isBoolean && wanted !== '0' && wanted !== '1'
  if (!values.has(wanted) && (values.size === 2 || isForeign)) {
    return {
      message: `positive class ${JSON.stringify(positive)} is not among the labels of column ${column}: ${listValues(values.values())}`,
      help: 'name one of them by --positive, or positive: under evaluation',
    }
  }
  return makeClasses(wanted, values, positive ?? '1', isBoolean)
}

function addOther(values: Map<string, string>, predictions: readonly (readonly string[])[]): void {
  for (const [value, text] of distinctValues(predictions)) {
    if (values.size < 2 && value !== '0' && value !== '1') values.set(value, text)
  }
}

function makeClasses(
  wanted: string,
  values: ReadonlyMap<string, string>,
  positive: string,
  isBoolean: boolean,
): LabelClasses {
  const other =
    [...values.keys()].find((value) => value !== wanted) ?? (isBoolean ? (wanted === '1' ? '0' : '1') : null)
  // Labels 1 and 2 with predictions 0 and 1: nobody could tell which 1 is meant.
  const isNumbered = isBoolean || values.has('0') || values.has('1')
  return {
    positive: values.get(wanted) ?? positive,
    negative: other === null ? null : (values.get(other) ?? other),
    classOf: (text) => {
      const value = canonicalValue(text)
      if (value === wanted) return 1
      if (value === other) return 0
      return isNumbered ? null : value === '1' ? 1 : value === '0' ? 0 : null
    },
  }
}
