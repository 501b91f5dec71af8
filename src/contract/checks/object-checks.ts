import { uniqueIds } from '../../core/check-id.ts'
import type { ContractObject, DataContract } from '../data-contract.ts'
import type { CheckContext, CheckScope } from './check-scope.ts'
import { columnNames, sampleKeys } from './column-reference.ts'
import { type ContractCheck, skip } from './contract-check.ts'
import { makeCompoundKeyCheck } from './key-checks.ts'
import { makeOptionChecks } from './option-checks.ts'
import { listPlacedProperties, type PlacedProperty } from './placed-property.ts'
import { makeRelationshipChecks } from './relationship-checks.ts'
import { makeRuleChecks } from './rule-checks.ts'
import { makeServiceLevelChecks } from './service-level-checks.ts'
import { makePropertyChecks, makeTableChecks } from './structure-checks.ts'

/**
 * Every demand that a contract makes on one of its objects, as checks: none is left out, those without an executor are
 * inconclusive by name.
 *
 * @param key what stands for the object in ids.
 */
export function makeObjectChecks(
  contract: DataContract,
  object: ContractObject,
  key: string,
  context: CheckContext,
): readonly ContractCheck[] {
  const scope: CheckScope = { contract, object, key, keys: sampleKeys(object), context }
  const checks = [
    ...makeTableChecks(scope),
    ...listPlacedProperties(object).flatMap((placed) => makePlacedChecks(placed, scope)),
    ...makeCompoundKeyCheck(scope),
    ...makeRuleChecks(object.rules, null, scope),
    ...makeRelationshipChecks(object.relationships, null, scope),
    ...makeServiceLevelChecks(scope),
  ]
  return uniqueIds(checks)
}

function makePlacedChecks(placed: PlacedProperty, scope: CheckScope): readonly ContractCheck[] {
  const { property, column } = placed
  const checks = [
    ...makePropertyChecks(placed, scope),
    ...makeOptionChecks(placed, scope),
    ...makeRuleChecks(property.rules, placed, scope),
    ...makeRelationshipChecks(property.relationships, placed, scope),
  ]
  if (!column.isPhysical) return checks.map(leaveUnmeasured)
  return column.isDeprecated ? checks.map((check) => tolerateAbsence(check, columnNames(column))) : checks
}

/** A measure or dimension is worked out from the data by those who query it. */
function leaveUnmeasured(check: ContractCheck): ContractCheck {
  const help = 'a measure or dimension is worked out elsewhere: the data has no such column'
  return { ...check, probes: [], judge: () => skip(help) }
}

/** A deprecated column may be gone; that it is says `present`. */
function tolerateAbsence(check: ContractCheck, names: readonly string[]): ContractCheck {
  if (check.probes.length === 0 || check.probes[0]!.kind === 'columns') return check
  return {
    ...check,
    probes: [...check.probes, { kind: 'columns' }],
    judge: (values) => check.judge(values.slice(0, -1)),
    excuse: (measurements) => {
      const columns = measurements.at(-1)
      const found = columns?.measured === true ? (columns.value as readonly { readonly name: string }[]) : null
      const isGone = found !== null && !found.some(({ name }) => names.includes(name))
      return isGone ? skip('the column is deprecated and no longer there') : null
    },
  }
}
