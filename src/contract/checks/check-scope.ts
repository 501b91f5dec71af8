import type { DataSource } from '../../core/data-source.ts'
import type { Place } from '../../core/faults.ts'
import type { ColumnReference } from '../../core/probe.ts'
import type { translateCustomRule } from '../custom/custom-rule.ts'
import type { ContractObject, DataContract } from '../data-contract.ts'
import { type CheckSubject, contractCheckId } from './contract-check.ts'

/** What judging needs beside the contract. */
export interface CheckContext {
  /** Moment that ages are counted to, in milliseconds since 1970 UTC. */
  readonly asOf: number
  /** The data of an object of the contract, by its name; null where it is not at hand. */
  readonly dataOf: (object: string) => DataSource | null
  /** Reads rules of other engines; without it they are inconclusive. Loaded only where a contract has some. */
  readonly translateCustomRule?: typeof translateCustomRule
}

/** What the checks of one object share. */
export interface CheckScope {
  readonly contract: DataContract
  readonly object: ContractObject
  /** What stands for the object in ids. */
  readonly key: string
  /** Columns that tell which row a sample is. */
  readonly keys: readonly ColumnReference[]
  readonly context: CheckContext
}

/** A demand of severity error on rows, of which none may break it; `changes` say what is otherwise. */
export function describeSubject(
  scope: CheckScope,
  column: string | null,
  rule: string,
  title: string,
  place: Place,
  changes: Partial<CheckSubject> = {},
): CheckSubject {
  return {
    id: contractCheckId(scope.key, column, rule),
    title,
    severity: 'error',
    object: scope.key,
    column,
    expected: '0 rows',
    unit: 'rows',
    place,
    ...changes,
  }
}
