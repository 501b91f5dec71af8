import type { ColumnReference } from '../core/probe.ts'
import { SPACED_TIMESTAMP } from '../sql/text-value.ts'
import { columnNames } from './column-reference.ts'
import {
  type CheckSubject,
  type ContractCheck,
  countStatistics,
  judgeRows,
  makeCheck,
  makeUnmeasured,
} from './contract-check.ts'
import type { ContractProperty } from './data-contract.ts'
import { countRows } from './wording.ts'

/** Whether every cell reads as the logical type; in a typed format, whether the column is of a type that holds it. */
export function makeTypeCheck(
  about: (rule: string, title: string, place: CheckSubject['place']) => CheckSubject,
  property: ContractProperty,
  column: ColumnReference,
  keys: readonly ColumnReference[],
): ContractCheck {
  const { name, logicalType, typePlace } = property
  const subject = about('type', `${name} is of type ${logicalType}`, typePlace)
  if (logicalType === 'object' || logicalType === 'array') {
    return makeUnmeasured(subject, 'inconclusive', `a column of type ${logicalType} has no executor yet`)
  }
  return makeCheck(subject, { kind: 'rows', column, test: { kind: 'type' }, keys }, (measured) => {
    const { actualType, rows, failing, samples } = measured
    const isSpaced = logicalType === 'timestamp' && samples.some(({ values }) => hasSpaced(values, property))
    const help = () => {
      if (actualType !== null) {
        return `the file holds ${name} as ${actualType}: write it as ${logicalType}, or change the contract`
      }
      if (isSpaced) {
        return 'the timestamps have a space where ISO 8601 has a T: declare logicalTypeOptions: {format: "yyyy-MM-dd HH:mm:ss"}'
      }
      return `mend ${countRows(failing, 'cell')} of ${name} that ${failing === 1 ? 'is' : 'are'} no ${logicalType}`
    }
    if (actualType === null) return judgeRows(measured, help)
    return { verdict: 'fail', observed: actualType, statistics: countStatistics(rows, failing), samples, help: help() }
  })
}

function hasSpaced(values: Readonly<Record<string, string | null>>, property: ContractProperty): boolean {
  return columnNames(property).some((name) => SPACED_TIMESTAMP.test(values[name] ?? ''))
}
