import type { GroupCut } from '../../core/row-groups.ts'
import { type CodedColumn, pickCodes, pickNumbers } from '../join/evaluation-columns.ts'
import type { SliceColumn } from '../join/slice-columns.ts'

/** What the groups of a column are called: a value, or `[18, 35)` of numbers; null where the cell is missing. */
export function nameGroups(cut: GroupCut): readonly (string | null)[] {
  if (cut.by === 'text') return cut.values
  const { starts, last, hasMissing } = cut
  const parts = starts.map((low, index) =>
    index === starts.length - 1 ? `[${low}, ${last}]` : `[${low}, ${starts[index + 1]!})`,
  )
  return hasMissing ? [...parts, null] : parts
}

/**
 * The groups that rows belong to.
 *
 * @param values of the column in the file: texts where it is cut by text, else numbers (NaN: missing).
 * @param rows of the file, in the order that is wanted.
 */
export function placeRows(cut: GroupCut, values: CodedColumn | Float64Array, rows: Int32Array): SliceColumn {
  const names = nameGroups(cut)
  if (values instanceof Float64Array) {
    const inner = cut.by === 'number' ? cut.starts.slice(1) : []
    const codes = Int32Array.from(pickNumbers(values, rows), (number) => {
      if (Number.isNaN(number)) return names.length - 1
      const part = inner.findIndex((start) => number < start)
      return part < 0 ? inner.length : part
    })
    return { column: cut.column, codes, names }
  }
  const codeOf = values.names.map((name) => names.indexOf(name))
  const codes = pickCodes(values.codes, rows).map((code) => (code < 0 ? names.length - 1 : codeOf[code]!))
  return { column: cut.column, codes, names }
}
