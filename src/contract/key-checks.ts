import type { ColumnReference } from '../core/probe.ts'
import { keyColumns, referTo } from './column-reference.ts'
import { type CheckSubject, type ContractCheck, contractCheckId, judgeRows, makeCheck } from './contract-check.ts'
import type { ContractObject, ContractProperty } from './data-contract.ts'
import { countRows } from './wording.ts'

/** The key over several columns; a key of one column is checked with its property. */
export function makeCompoundKeyCheck(object: ContractObject, key: string): readonly ContractCheck[] {
  const columns = keyColumns(object)
  if (columns.length < 2) return []
  const names = columns.map(({ name }) => name).join(', ')
  const id = contractCheckId(key, null, 'primaryKey')
  return [makeKeyCheck(id, `${names} together are a key`, object, key, null, columns.map(referTo))]
}

/** A key: no row repeats it, and none lacks a part of it. `property` is null for a key of several columns. */
export function makeKeyCheck(
  id: string,
  title: string,
  object: ContractObject,
  key: string,
  property: ContractProperty | null,
  columns: readonly ColumnReference[],
): ContractCheck {
  const subject: CheckSubject = {
    id,
    title,
    severity: 'error',
    object: key,
    column: property?.name ?? null,
    expected: '0 rows',
    unit: 'rows',
    place: keyColumns(object)[0]?.primaryKey ?? object.place,
  }
  const probe = { kind: 'duplicates' as const, columns, isNullFailing: true, keys: [] }
  return makeCheck(subject, probe, ({ rows, nulls, extra, samples }) =>
    judgeRows(
      { rows, failing: nulls + extra, samples },
      () => `${countRows(extra, 'row')} repeat a key and ${nulls} have an empty one: drop or mend them`,
    ),
  )
}
