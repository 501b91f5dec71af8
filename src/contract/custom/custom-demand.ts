import type { AggregateProbe, CellTest } from '../../core/probe.ts'
import type { ContractProperty, QualityRule } from '../data-contract.ts'

/**
 * One part of a custom rule. `rule` has the custom rule's id, name, severity, dimension and place, and the part's own
 * comparison and unit. `property` is the column that it is about, typed as the part needs it (the contract's own where
 * that says a type), or null for the table.
 */
export type CustomDemand = RuleDemand | CellsDemand | AggregateDemand | ColumnsDemand | FreshnessDemand | PendingDemand

/** `rule` is of type library or sql: executed like any other. In a query `{object}` is the table; columns are quoted by the property's name. */
export interface RuleDemand {
  readonly kind: 'rule'
  readonly property: ContractProperty | null
  readonly rule: QualityRule
  /** Whether the query holds SQL of the user's, which sees columns without a logical type as text in text formats. */
  readonly isUserQuery?: true
}

/** Cells that break the test, compared in rows or percent of all rows. */
export interface CellsDemand {
  readonly kind: 'cells'
  readonly property: ContractProperty
  readonly test: CellTest
  readonly rule: QualityRule
  /** What is demanded, to stand after the column's name: `is at least 0`. */
  readonly title: string
}

/** One number over a column, compared as it is; the unit is ''. */
interface AggregateDemand {
  readonly kind: 'aggregate'
  readonly property: ContractProperty
  readonly function: AggregateProbe['function']
  readonly rule: QualityRule
}

/** What columns the table has: `findColumnFault` judges. A `count` is compared by the rule, its unit is ''. */
interface ColumnsDemand {
  readonly kind: 'columns'
  readonly property: null
  readonly test: ColumnsTest
  readonly rule: QualityRule
  readonly title: string
}

/** Age of the column's last moment in milliseconds, compared by the rule; the unit is ''. */
interface FreshnessDemand {
  readonly kind: 'freshness'
  readonly property: ContractProperty
  readonly rule: QualityRule
}

/** Has no equivalent here; the reason names the part. */
interface PendingDemand {
  readonly kind: 'pending'
  readonly property: ContractProperty | null
  readonly rule: QualityRule
  readonly reason: string
  /** The reason without the part's name. */
  readonly cause: string
}

/** What a table's columns must be. */
export type ColumnsTest =
  | { readonly kind: 'count' }
  /** All of these are there. */
  | { readonly kind: 'has'; readonly names: readonly string[] }
  /** None of these is there; `*` and `%` stand for any text. */
  | { readonly kind: 'lacks'; readonly names: readonly string[] }
  /** These and no others. */
  | { readonly kind: 'only'; readonly names: readonly string[]; readonly isOrdered: boolean }
  /** This one at this position, from 1. */
  | { readonly kind: 'at'; readonly name: string; readonly position: number }

/** What is wrong with a table's columns, in words; null: nothing. A `count` is for the rule to compare. */
export function findColumnFault(test: ColumnsTest, columns: readonly string[]): string | null {
  switch (test.kind) {
    case 'count':
      return null
    case 'has': {
      const missing = test.names.filter((name) => !columns.includes(name))
      return missing.length === 0 ? null : `the data lacks ${missing.join(', ')}`
    }
    case 'lacks': {
      const found = columns.filter((column) => test.names.some((name) => isLike(column, name)))
      return found.length === 0 ? null : `the data has ${found.join(', ')}`
    }
    case 'only':
      return findDifference(test.names, columns, test.isOrdered)
    case 'at': {
      const position = columns.indexOf(test.name) + 1
      if (position === test.position) return null
      return position === 0 ? `the data lacks ${test.name}` : `${test.name} is column ${position}, not ${test.position}`
    }
  }
}

function findDifference(names: readonly string[], columns: readonly string[], isOrdered: boolean): string | null {
  const missing = names.filter((name) => !columns.includes(name))
  const extra = columns.filter((column) => !names.includes(column))
  const faults = [
    ...(missing.length === 0 ? [] : [`lacks ${missing.join(', ')}`]),
    ...(extra.length === 0 ? [] : [`has ${extra.join(', ')} besides`]),
  ]
  if (faults.length > 0) return `the data ${faults.join(' and ')}`
  if (!isOrdered) return null
  const index = columns.findIndex((column, at) => column !== names[at])
  return index < 0 ? null : `column ${index + 1} is ${columns[index]}, not ${names[index]}`
}

/** Whether a name is as a pattern with `*` or `%` in it; by hand, since an expression of many stars never ends. */
function isLike(column: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split(/[*%]/)
  const last = rest.pop()
  if (last === undefined) return column === first
  if (column.length < first.length + last.length || !column.startsWith(first) || !column.endsWith(last)) return false
  const inner = column.slice(first.length, column.length - last.length)
  let at = 0
  for (const part of rest) {
    const found = inner.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}
