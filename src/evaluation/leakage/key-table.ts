import type { KeyColumn } from '../join/evaluation-columns.ts'

/** First rows of keys. */
interface KeyTable {
  /** Notes the row of a key; gives the first row that has it. */
  add(key: number | string, row: number): number
  find(key: number | string): number
}

/** Whole numbers that lie close together (numbered rows) are looked up in a plain table, all else in a map. */
export function createKeyTable(keys: KeyColumn): KeyTable {
  const [least, most] = keys instanceof Float64Array ? findRange(keys) : [0, Number.POSITIVE_INFINITY]
  if (most - least < 4 * keys.length + 1000) {
    const rows = new Int32Array(most - least + 1).fill(-1)
    return {
      add(key, row) {
        const place = (key as number) - least
        if (rows[place]! < 0) rows[place] = row
        return rows[place]!
      },
      find: (key) => rows[(key as number) - least] ?? -1,
    }
  }
  const rows = new Map<number | string, number>()
  return {
    add(key, row) {
      const first = rows.get(key)
      if (first === undefined) rows.set(key, row)
      return first ?? row
    },
    find: (key) => rows.get(key) ?? -1,
  }
}

/** The least and the greatest number; [0, −1] where there is none. */
function findRange(keys: Float64Array): readonly [number, number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const key of keys) {
    if (key < least) least = key
    if (key > most) most = key
  }
  return least > most ? [0, -1] : [least, most]
}
