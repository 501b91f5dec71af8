import { formatPlural } from '../../core/count.ts'
import type { Fault } from '../../core/faults.ts'
import type { KeyColumn } from '../join/evaluation-columns.ts'
import { listValues } from '../join/label-classes.ts'

/** How messages speak of keys; all but the column as for plain ids where it is not given. */
export interface KeyWords {
  readonly column: string
  /** What a row without a key lacks. */
  readonly missing?: string
  /** Where keys must not stand twice: ` within one query`. */
  readonly within?: string
  /** The key of a row, as text. */
  readonly nameOf?: (row: number) => string
}

/** What was met in a file that makes its ids no keys. */
interface KeyReport {
  addMissing(): void
  /** @param first row that has the id already. */
  addRepeated(first: number): void
  list(): readonly Fault[]
}

/** Collects it. */
export function createKeyReport(
  keys: KeyColumn,
  uri: string,
  { column, missing: lack = `an id in column ${column}`, within = '', nameOf = (row) => String(keys[row]) }: KeyWords,
): KeyReport {
  const repeated = new Map<number, string>()
  let missing = 0
  let extra = 0
  return {
    addMissing: () => {
      missing += 1
    },
    addRepeated: (first) => {
      extra += 1
      if (!repeated.has(first)) repeated.set(first, nameOf(first))
    },
    list: () => [
      ...(missing === 0
        ? []
        : [
            {
              message: `${uri}: ${formatPlural(missing, 'row')} without ${lack}; each row needs one`,
              help: 'give each row the id that it has in the other files',
            },
          ]),
      ...(extra === 0
        ? []
        : [
            {
              message: `${uri}: ${formatPlural(repeated.size, 'id')} of column ${column} ${repeated.size === 1 ? 'stands' : 'stand'} more than once${within}, ${formatPlural(extra, 'row')} too many (first: ${listValues(repeated.values())}); rows are joined one to one`,
              help: 'keep one row for each id, or name the column that tells rows apart',
            },
          ]),
    ],
  }
}
