import type { SliceColumn } from '../../evaluation/join/slice-columns.ts'
import type { SliceValue } from '../../policy/gate.ts'

/** The rows of each slice, in their order: null for all rows, none for a value that no row has. */
export function createRowLookup(slices: readonly SliceColumn[]): (slice: SliceValue | null) => Int32Array | null {
  const lookups = new Map<string, ReadonlyMap<string | null, Int32Array>>()
  return (slice) => {
    if (slice === null) return null
    const { column, value } = slice
    let rows = lookups.get(column)
    if (rows === undefined) {
      const found = slices.find((each) => each.column === column)
      rows = found === undefined ? new Map() : listRows(found)
      lookups.set(column, rows)
    }
    return rows.get(value) ?? new Int32Array(0)
  }
}

function listRows({ codes, names }: SliceColumn): ReadonlyMap<string | null, Int32Array> {
  const sizes = new Int32Array(names.length)
  for (const code of codes) sizes[code]! += 1
  const rows = Array.from(sizes, (size) => new Int32Array(size))
  const filled = new Int32Array(names.length)
  for (let row = 0; row < codes.length; row += 1) {
    const code = codes[row]!
    rows[code]![filled[code]!] = row
    filled[code]! += 1
  }
  return new Map(names.map((name, code) => [name, rows[code]!]))
}
