import { nearestName } from '../text/nearest-name.ts'
import { columnNames, keyColumns, referTo, sampleKeys } from './column-reference.ts'
import {
  type CheckSubject,
  type ContractCheck,
  contractCheckId,
  inconclusive,
  judgeRows,
  makeCheck,
} from './contract-check.ts'
import type { ContractObject, ContractProperty } from './data-contract.ts'
import { makeKeyCheck } from './key-checks.ts'
import { makeTypeCheck } from './type-check.ts'
import { countRows } from './wording.ts'

/** Whether the file can be read row by row, and which columns it has too many. */
export function makeTableChecks(object: ContractObject, key: string): readonly ContractCheck[] {
  const subject = { object: key, column: null, unit: null, place: object.place }
  const readable: CheckSubject = {
    ...subject,
    id: contractCheckId(key, null, 'readable'),
    title: 'every row splits into the columns',
    severity: 'error',
    expected: '0 rows',
    unit: 'rows',
  }
  const columns: CheckSubject = {
    ...subject,
    id: contractCheckId(key, null, 'columns'),
    title: 'the data has no column that the contract lacks',
    severity: 'warning',
    expected: 'no extra columns',
  }
  const known = new Set(object.properties.flatMap(columnNames))
  return [
    makeCheck(readable, { kind: 'readable' }, (measured) =>
      measured === null || measured.rows === 0
        ? inconclusive('the data has no rows', 0)
        : judgeRows(
            measured,
            () => 'a cell that holds the delimiter or a line break needs quotes; the samples give the lines',
          ),
    ),
    makeCheck(columns, { kind: 'columns' }, (found) => {
      const extra = found.map(({ name }) => name).filter((name) => !known.has(name))
      return {
        verdict: extra.length === 0 ? 'pass' : 'fail',
        observed: extra.length === 0 ? 'none' : extra.join(', '),
        statistics: { rows: null, failing: null, percent: null },
        samples: [],
        help: extra.length === 0 ? null : 'add the columns to the contract, or drop them from the data',
      }
    }),
  ]
}

/** `present`, `type`, `required`, `unique` and `primaryKey` of one column. */
export function makePropertyChecks(
  property: ContractProperty,
  object: ContractObject,
  key: string,
): readonly ContractCheck[] {
  const { name } = property
  const about = (rule: string, title: string, place = property.place): CheckSubject => ({
    id: contractCheckId(key, name, rule),
    title,
    severity: 'error',
    object: key,
    column: name,
    expected: '0 rows',
    unit: 'rows',
    place,
  })
  const column = referTo(property)
  const keys = sampleKeys(object)
  const checks = [makePresentCheck(about('present', `the column ${name} is there`), property)]
  if (property.logicalType !== null) checks.push(makeTypeCheck(about, property, column, keys))
  if (property.required !== null) {
    const subject = about('required', `${name} is never empty`, property.required)
    checks.push(
      makeCheck(subject, { kind: 'rows', column, test: { kind: 'notNull' }, keys }, (measured) =>
        judgeRows(
          measured,
          () => `fill ${countRows(measured.failing, 'empty cell')} of ${name}, or take \`required\` off it`,
        ),
      ),
    )
  }
  if (property.unique !== null) {
    const subject = about('unique', `no two rows share a value of ${name}`, property.unique)
    checks.push(
      makeCheck(
        subject,
        { kind: 'duplicates', columns: [column], isNullFailing: false, keys },
        ({ rows, extra, samples }) =>
          judgeRows(
            { rows, failing: extra, samples },
            () => `drop ${countRows(extra, 'row')} that repeat a value of ${name}`,
          ),
      ),
    )
  }
  if (property.primaryKey !== null && keyColumns(object).length === 1) {
    const id = contractCheckId(key, name, 'primaryKey')
    checks.push(makeKeyCheck(id, `${name} is a key`, object, key, property, [column]))
  }
  return checks
}

function makePresentCheck(subject: CheckSubject, property: ContractProperty): ContractCheck {
  const names = columnNames(property)
  return makeCheck({ ...subject, expected: 'the column', unit: null }, { kind: 'columns' }, (found) => {
    const isPresent = found.some(({ name }) => names.includes(name))
    const nearest = isPresent
      ? null
      : nearestName(
          names[0]!,
          found.map(({ name }) => name),
        )
    const mend = `add the column to the data, or take ${property.name} out of the contract`
    return {
      verdict: isPresent ? 'pass' : 'fail',
      observed: isPresent ? 'present' : 'missing',
      statistics: { rows: null, failing: null, percent: null },
      samples: [],
      help: isPresent ? null : nearest === null ? mend : `is it the column "${nearest}"? Else ${mend}`,
    }
  })
}
