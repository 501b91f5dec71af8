import type { ColumnReference } from '../../core/probe.ts'
import { countRows, groupDigits } from '../wording.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import { keyColumns, referTo } from './column-reference.ts'
import { type CheckSubject, type ContractCheck, judgeRows, makeCheck } from './contract-check.ts'

/** The key over several columns; a key of one column is checked with its property. */
export function makeCompoundKeyCheck(scope: CheckScope): readonly ContractCheck[] {
  const columns = keyColumns(scope.object)
  if (columns.length < 2) return []
  const names = columns.map(({ name }) => name).join(', ')
  const place = columns[0]!.primaryKey ?? scope.object.place
  const subject = describeSubject(scope, null, 'primaryKey', `${names} together are a key`, place)
  return [
    makeKeyCheck(
      subject,
      columns.map((property) => referTo(property)),
    ),
  ]
}

/** A key: no row repeats it, and none lacks a part of it. */
export function makeKeyCheck(subject: CheckSubject, columns: readonly ColumnReference[]): ContractCheck {
  const probe = { kind: 'duplicates' as const, columns, isNullFailing: true, keys: [] }
  return makeCheck(subject, probe, ({ rows, nulls, extra, samples }) =>
    judgeRows(
      { rows, failing: nulls + extra, samples },
      () =>
        `${countRows(extra, 'row')} ${extra === 1 ? 'repeats' : 'repeat'} a key and ${groupDigits(nulls)} ${nulls === 1 ? 'has' : 'have'} an empty one: drop or mend them`,
    ),
  )
}
