import { nearestName } from '../../text/nearest-name.ts'
import { countRows } from '../wording.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import { columnNames, keyColumns, typeOf } from './column-reference.ts'
import {
  type ContractCheck,
  contractCheckId,
  inconclusive,
  judgeRows,
  makeCheck,
  makeUnmeasured,
} from './contract-check.ts'
import { describeMojibake, describeOtherDelimiter } from './data-hints.ts'
import { makeKeyCheck } from './key-checks.ts'
import { makePhysicalTypeCheck } from './physical-type-check.ts'
import type { PlacedProperty } from './placed-property.ts'
import { makeTypeCheck } from './type-check.ts'

/** Whether the file can be read row by row, and which columns it has too many. */
export function makeTableChecks(scope: CheckScope): readonly ContractCheck[] {
  const { object } = scope
  const readable = describeSubject(scope, null, 'readable', 'every row splits into the columns', object.place)
  const columns = describeSubject(
    scope,
    null,
    'columns',
    'the data has no column that the contract lacks',
    object.place,
    { severity: 'warning', expected: 'no extra columns', unit: null },
  )
  const known = new Set(object.properties.flatMap(columnNames))
  return [
    makeCheck(readable, { kind: 'readable' }, (measured) =>
      measured === null || measured.rows === 0
        ? inconclusive('the data has no rows', 0)
        : judgeRows(measured, () => helpWithRows(scope)),
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

function helpWithRows({ object, context }: CheckScope): string {
  return context.dataOf(object.name)?.format === 'json'
    ? 'each row must be an object: {"column": value, …}; the samples give the rows'
    : 'a cell that holds the delimiter or a line break needs quotes, and no row is longer than 16 MB; the samples give the lines'
}

/** `present`, `type`, `physicalType`, `required`, `unique`, `primaryKey` and `enum` of a column or of a value inside of one. */
export function makePropertyChecks(placed: PlacedProperty, scope: CheckScope): readonly ContractCheck[] {
  const { property, name, reference: column } = placed
  const { keys } = scope
  const checks = property === placed.column ? [makePresentCheck(placed, scope)] : []
  if (typeOf(property) !== null) checks.push(makeTypeCheck(placed, scope))
  if (property.physicalType !== null) checks.push(makePhysicalTypeCheck(placed, property.physicalType, scope))
  if (property.required !== null) {
    const subject = describeSubject(scope, name, 'required', `${name} is never empty`, property.required)
    checks.push(
      makeCheck(subject, { kind: 'rows', column, test: { kind: 'notNull' }, keys }, (measured) =>
        judgeRows(
          measured,
          () => `fill ${countRows(measured.failing, 'empty cell')} of ${name}, or take \`required\` off it`,
        ),
      ),
    )
  }
  if (property.unique !== null) checks.push(makeUniqueCheck(placed, property.unique, scope))
  if (property.primaryKey !== null && (property !== placed.column || keyColumns(scope.object).length === 1)) {
    const subject = describeSubject(scope, name, 'primaryKey', `${name} is a key`, property.primaryKey)
    checks.push(placed.isRepeated ? refuseRepeated(subject, 'a key') : makeKeyCheck(subject, [column]))
  }
  if (property.allowed !== null) checks.push(makeEnumerationCheck(placed, property.allowed, scope))
  return checks
}

function makeUniqueCheck(placed: PlacedProperty, place: ContractCheck['place'], scope: CheckScope): ContractCheck {
  const { name, reference } = placed
  const subject = describeSubject(scope, name, 'unique', `no two rows share a value of ${name}`, place)
  if (placed.isRepeated) return refuseRepeated(subject, 'unique')
  const probe = { kind: 'duplicates' as const, columns: [reference], isNullFailing: false, keys: scope.keys }
  return makeCheck(subject, probe, ({ rows, extra, samples }) =>
    judgeRows(
      { rows, failing: extra, samples },
      () => `drop ${countRows(extra, 'row')} that ${extra === 1 ? 'repeats' : 'repeat'} a value of ${name}`,
    ),
  )
}

/** Several values in a row are no value of the row's. */
function refuseRepeated(subject: ContractCheck | Parameters<typeof makeUnmeasured>[0], what: string): ContractCheck {
  return makeUnmeasured(
    subject,
    'inconclusive',
    `${what} of values inside of an array or a map has no executor: for an array use logicalTypeOptions: {uniqueItems: true}`,
  )
}

function makeEnumerationCheck(
  { name, reference: column }: PlacedProperty,
  allowed: NonNullable<PlacedProperty['property']['allowed']>,
  scope: CheckScope,
): ContractCheck {
  const values = allowed.values.filter((value) => value !== null)
  const subject = describeSubject(scope, name, 'enum', `${name} is one of ${describeValues(values)}`, allowed.place)
  const probe = {
    kind: 'rows' as const,
    column,
    test: { kind: 'allowed' as const, values, pattern: null },
    keys: scope.keys,
  }
  return makeCheck(subject, probe, (measured) =>
    judgeRows(
      measured,
      () => `mend ${countRows(measured.failing, 'cell')} of ${name}, or add the values to the contract's enum`,
    ),
  )
}

/** The first few of a list: `A, B, C and 5 more`. */
function describeValues(values: readonly string[]): string {
  const shown = values.slice(0, 5).join(', ')
  return values.length > 5 ? `${shown} and ${values.length - 5} more` : shown
}

/** A deprecated column may be gone: that only warns. */
function makePresentCheck({ property }: PlacedProperty, scope: CheckScope): ContractCheck {
  const names = columnNames(property)
  const subject = {
    ...describeSubject(scope, property.name, 'present', `the column ${property.name} is there`, property.place),
    id: contractCheckId(scope.key, property.name, 'present'),
    severity: property.isDeprecated ? ('warning' as const) : ('error' as const),
    expected: 'the column',
    unit: null,
  }
  return makeCheck(subject, { kind: 'columns' }, (found) => {
    const present = found.map(({ name }) => name)
    const isPresent = present.some((name) => names.includes(name))
    return {
      verdict: isPresent ? 'pass' : 'fail',
      observed: isPresent ? 'present' : 'missing',
      statistics: { rows: null, failing: null, percent: null },
      samples: [],
      help: isPresent
        ? null
        : (describeMojibake(names, present) ??
          describeOtherDelimiter(names, present) ??
          suggestColumn(property.name, names, present)),
    }
  })
}

function suggestColumn(name: string, names: readonly string[], present: readonly string[]): string {
  const bare = (one: string) => one.trim().toLowerCase()
  const nearest = present.find((one) => bare(one) === bare(names[0]!)) ?? nearestName(names[0]!, present)
  const mend = `add the column to the data, or take ${name} out of the contract`
  return nearest === null ? mend : `is it the column "${nearest}"? Else ${mend}`
}
