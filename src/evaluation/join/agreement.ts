import { formatPlural } from '../../core/count.ts'
import type { Fault } from '../../core/faults.ts'
import type { CodedColumn, EvaluationColumns } from './evaluation-columns.ts'
import { canonicalValue } from './label-classes.ts'
import type { RowMatch } from './row-ids.ts'

/** What of a text counts: two texts with the same key are equal. */
export type KeyOf = (text: string) => unknown

/** A column of a second file whose values are not the first file's. */
interface Disagreement {
  readonly column: string
  readonly rows: number
  readonly isLabel: boolean
}

const haveWord = (amount: number) => (amount === 1 ? 'has' : 'have')

/** Labels and slices that a second file repeats, and in how many rows (by id) they are others. */
function listDisagreements(
  data: EvaluationColumns,
  file: EvaluationColumns,
  { rows }: Pick<RowMatch, 'rows'>,
  label: { readonly column: string | null; readonly keyOf: KeyOf },
): readonly Disagreement[] {
  const found: Disagreement[] = []
  if (data.labels && file.labels && label.column !== null) {
    const differing = countDifferences(data.labels, file.labels, rows, label.keyOf)
    if (differing > 0) found.push({ column: label.column, rows: differing, isLabel: true })
  }
  for (const [column, values] of file.slices) {
    const own = data.slices.get(column)
    const differing = own ? countDifferences(own, values, rows, canonicalValue) : 0
    if (differing > 0) found.push({ column, rows: differing, isLabel: false })
  }
  return found
}

/** Labels and slices come from the labelled data; what a predictions file repeats of them has to be equal. */
export function findDisagreements(
  ...[data, file, match, label]: Parameters<typeof listDisagreements>
): readonly Fault[] {
  return listDisagreements(data, file, match, label).map(({ column, rows }) => ({
    message: `${file.uri}: ${formatPlural(rows, 'row')} ${haveWord(rows)} another value in column ${column} than in ${data.uri}; they have to be equal`,
    help: `make the predictions from ${data.uri} again, or leave column ${column} out of ${file.uri}`,
  }))
}

/** How a baseline's rows differ from the labelled ones, in words; null where they do not. */
export function describeDisagreement(
  ...[data, file, match, label]: Parameters<typeof listDisagreements>
): string | null {
  const [first] = listDisagreements(data, file, match, label)
  if (first === undefined) return null
  const what = first.isLabel ? 'label' : first.column
  return `${formatPlural(first.rows, 'row')} of ${file.uri} ${haveWord(first.rows)} another ${what}`
}

/** Rows whose value in the second column is not the first's; −1 in `rows` stands for a row that is not there. */
function countDifferences(
  values: CodedColumn | Float64Array,
  others: CodedColumn | Float64Array,
  rows: Int32Array,
  keyOf: KeyOf,
): number {
  const [left, right] =
    values instanceof Float64Array || others instanceof Float64Array
      ? [values as Float64Array, others as Float64Array]
      : unifyCodes(values, others, keyOf)
  let differing = 0
  for (let row = 0; row < rows.length; row += 1) {
    const at = rows[row]!
    if (at >= 0 && !Object.is(left[row]! + 0, right[at]! + 0)) differing += 1
  }
  return differing
}

/** The codes of both columns in one numbering; −1 where missing. */
function unifyCodes(left: CodedColumn, right: CodedColumn, keyOf: KeyOf): readonly [Int32Array, Int32Array] {
  const numbers = new Map<unknown, number>()
  const translate = ({ codes, names }: CodedColumn): Int32Array => {
    const numberOf = names.map((name) => {
      const key = keyOf(name)
      const number = numbers.get(key) ?? numbers.size
      numbers.set(key, number)
      return number
    })
    return codes.map((code) => numberOf[code] ?? -1)
  }
  return [translate(left), translate(right)]
}
