/** Between the two columns of a pair: `contract & gender`. */
const PAIR = ' & '
/** Between the two values of a pair, where they are one text; no value of a file has it. */
const VALUE_SEPARATOR = '\u001F'

/** The one column of a slice, or the two of a pair. */
export function splitSliceColumn(column: string): readonly string[] {
  const at = column.indexOf(PAIR)
  return at < 0 ? [column] : [column.slice(0, at), column.slice(at + PAIR.length)]
}

/** Whether a text declares a slice: a column, or two different ones as a pair. */
export function isSlice(text: string): boolean {
  const [first, second] = splitSliceColumn(text)
  if (second === undefined) return true
  return (
    [first, second].every((column) => column !== undefined && column !== '' && column.trim() === column) &&
    first !== second &&
    !second.includes(PAIR)
  )
}

/** The values of a pair as one. */
export function joinSliceValues(values: readonly (string | null)[]): string {
  return values.map((value) => value ?? '(null)').join(VALUE_SEPARATOR)
}

/** Each column of a slice with its value: one, or two of a pair. A missing value is null; within a pair `(null)`. */
export function listSliceParts(
  column: string,
  value: string | null,
): readonly { readonly column: string; readonly value: string | null }[] {
  const columns = splitSliceColumn(column)
  const values = columns.length === 1 ? [value] : (value ?? '(null)').split(VALUE_SEPARATOR)
  return columns.map((name, index) => ({ column: name, value: values[index] ?? null }))
}

/**
 * A slice as users write it: `contract=One year`, and of a pair `contract=One year & gender=F`, whose column is
 * `contract & gender`; a column alone, or a pair of columns, stands for all its values.
 */
export function parseSliceName(text: string): { readonly column: string; readonly value: string | undefined } {
  const pair = /^([^=]+?)=(.*?) & ([^=&]+)=(.*)$/s.exec(text)
  if (pair !== null) {
    const [, first, firstValue, second, secondValue] = pair as unknown as [string, string, string, string, string]
    return { column: `${first}${PAIR}${second}`, value: joinSliceValues([firstValue, secondValue]) }
  }
  const equals = text.indexOf('=')
  return equals < 0
    ? { column: text, value: undefined }
    : { column: text.slice(0, equals), value: text.slice(equals + 1) }
}

/** The value of a column, or the two of a pair, in words: `One year`, `One year & F`. */
export function describeSliceValue(column: string, value: string | null): string {
  return listSliceParts(column, value)
    .map((part) => part.value ?? '(null)')
    .join(PAIR)
}
