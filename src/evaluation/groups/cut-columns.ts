import type { CodedColumn } from '../join/evaluation-columns.ts'
import type { SliceColumn } from '../join/slice-columns.ts'

/** More values than this of a text column are names, not groups. */
export const MOST_GROUP_VALUES = 30
/** Numbers with more values than this are cut into parts of equal size. */
const MOST_NUMBERS = 10
const PARTS = 4

/** A column of texts as groups of rows, missing ones a group of their own; null where there is only one, or far too many. */
export function cutTexts(column: string, { codes, names }: CodedColumn): SliceColumn | null {
  const isMissing = codes.includes(-1)
  const values = isMissing ? [...names, null] : names
  if (values.length < 2 || values.length > MOST_GROUP_VALUES) return null
  return { column, codes: isMissing ? codes.map((code) => (code < 0 ? names.length : code)) : codes, names: values }
}

/**
 * A column of numbers (NaN: missing) as groups of rows: few numbers by value, many by quartile (`[18, 35)`); null where
 * there is only one group.
 */
export function cutNumbers(column: string, numbers: Float64Array): SliceColumn | null {
  const sorted = numbers.filter((number) => !Number.isNaN(number)).sort()
  const distinct = sorted.filter((number, index) => index === 0 || number !== sorted[index - 1])
  const isByValue = distinct.length <= MOST_NUMBERS
  const starts = isByValue ? [...distinct] : findQuartiles(sorted)
  const last = sorted.at(-1)
  const labels = starts.map((low, index) =>
    isByValue ? String(low) : index === starts.length - 1 ? `[${low}, ${last}]` : `[${low}, ${starts[index + 1]!})`,
  )
  const values = sorted.length < numbers.length ? [...labels, null] : labels
  if (values.length < 2) return null
  const inner = starts.slice(1)
  const codes = Int32Array.from(numbers, (number) => {
    if (Number.isNaN(number)) return labels.length
    let part = 0
    while (part < inner.length && number >= inner[part]!) part += 1
    return part
  })
  return { column, codes, names: values }
}

/** Where each quarter of the sorted numbers starts; fewer starts where one number fills more than a quarter. */
function findQuartiles(sorted: Float64Array): readonly number[] {
  const starts = Array.from({ length: PARTS }, (_, part) => sorted[Math.floor((sorted.length * part) / PARTS)]!)
  return [...new Set(starts)]
}
