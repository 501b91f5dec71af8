import type { TypeOption } from '../data-contract.ts'
import { countRows } from '../wording.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import { type ContractCheck, judgeRows, makeCheck, makeUnmeasured, skip } from './contract-check.ts'
import type { PlacedProperty } from './placed-property.ts'

/** A time that ends in an offset: Z, +01:00, -0800, +01. Before a minus stands a time, else it is a day's: 2024-01-31. */
const HOURS = '[0-9]{2}(?::?[0-9]{2})?'
const WITH_OFFSET = `.*[0-9].*(?:[Zz]|[+]${HOURS})|(?:.*[Tt :].*|[0-9]{8,})-${HOURS}`

/** A moment that ends in none: after the day, or in a time alone, there is neither Z nor a sign. */
const WITHOUT_OFFSET = '[^Tt ]*(?:[Tt ][^Zz+-]*)?'
const TIME_WITHOUT_OFFSET = '[^Zz+-]*'

/** `timezone`: whether each time says its offset from UTC. In a typed format the column's type says it. */
export function makeTimezoneCheck(
  option: TypeOption,
  { name, column, property, reference }: PlacedProperty,
  scope: CheckScope,
): ContractCheck {
  const isWanted = option.text.toLowerCase() === 'true'
  const title = `${name} ${isWanted ? 'has' : 'has no'} offset from UTC`
  const subject = describeSubject(scope, name, 'timezone', title, option.place)
  if (scope.context.dataOf(scope.object.name)?.format !== 'parquet') {
    const without = reference.type === 'time' ? TIME_WITHOUT_OFFSET : WITHOUT_OFFSET
    const test = { kind: 'matches' as const, expression: isWanted ? WITH_OFFSET : without }
    return makeCheck(
      subject,
      { kind: 'rows', column: { ...reference, type: 'text', format: null }, test, keys: scope.keys },
      (measured) =>
        judgeRows(
          measured,
          () =>
            `${isWanted ? 'write the offset of' : 'take the offset off'} ${countRows(measured.failing, 'cell')} of ${name}`,
        ),
    )
  }
  if (property !== column) {
    return makeUnmeasured(subject, 'inconclusive', 'timezone of a value inside of a column has no executor')
  }
  return makeCheck(
    { ...subject, expected: isWanted ? 'with time zone' : 'without time zone', unit: null },
    { kind: 'columns' },
    (found) => {
      const type = reference.names.flatMap((one) => found.filter((shape) => shape.name === one))[0]?.type
      if (type === undefined) return skip(`the data has no column ${name}`)
      const isZoned = type.includes('WITH TIME ZONE')
      return {
        verdict: isZoned === isWanted ? 'pass' : 'fail',
        observed: type,
        statistics: { rows: null, failing: null, percent: null },
        samples: [],
        help:
          isZoned === isWanted
            ? null
            : `the file holds ${name} as ${type}: write it ${isWanted ? 'as instants (UTC)' : 'without a zone'}`,
      }
    },
  )
}
