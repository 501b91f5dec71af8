import { SPACED_TIMESTAMP } from '../../sql/text-value.ts'
import { countRows } from '../wording.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import { typeOf } from './column-reference.ts'
import { type ContractCheck, countStatistics, judgeRows, makeCheck } from './contract-check.ts'
import { describeDecimalComma } from './data-hints.ts'
import type { PlacedProperty } from './placed-property.ts'

/** Whether every cell reads as the logical type; in a typed format, whether the column is of a type that holds it. */
export function makeTypeCheck(
  { property, name, reference, isRepeated }: PlacedProperty,
  scope: CheckScope,
): ContractCheck {
  const type = typeOf(property)!
  const subject = describeSubject(scope, name, 'type', `${name} is of type ${type}`, property.typePlace)
  const probe = { kind: 'rows' as const, column: reference, test: { kind: 'type' as const }, keys: scope.keys }
  return makeCheck(subject, probe, (measured) => {
    const { rows, failing, samples } = measured
    // Of several values in a row the counts speak.
    const actualType = isRepeated ? null : measured.actualType
    const isSpaced =
      type === 'timestamp' &&
      samples.some(({ values }) => reference.names.some((column) => SPACED_TIMESTAMP.test(values[column] ?? '')))
    const help = () => {
      if (actualType !== null)
        return `the file holds ${name} as ${actualType}: write it as ${type}, or change the contract`
      if (isSpaced) {
        return 'the timestamps have a space where ISO 8601 has a T: declare logicalTypeOptions: {format: "yyyy-MM-dd HH:mm:ss"}'
      }
      const comma = type === 'number' ? describeDecimalComma(rows, failing, samples, reference.names) : null
      return comma ?? `mend ${countRows(failing, 'cell')} of ${name} that ${failing === 1 ? 'is' : 'are'} no ${type}`
    }
    if (actualType === null) return judgeRows(measured, help)
    return { verdict: 'fail', observed: actualType, statistics: countStatistics(rows, failing), samples, help: help() }
  })
}
