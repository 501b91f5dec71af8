import { uniqueIds } from '../core/check-id.ts'
import type { Place } from '../core/faults.ts'
import { type ContractCheck, contractCheckId, makeUnmeasured } from './contract-check.ts'
import type { ContractObject, ContractProperty, DataContract, ServiceLevel } from './data-contract.ts'
import { makeCompoundKeyCheck } from './key-checks.ts'
import { makeOptionChecks } from './option-checks.ts'
import { makeRuleChecks } from './rule-checks.ts'
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
): readonly ContractCheck[] {
  const checks = [
    ...makeTableChecks(object, key),
    ...object.properties.flatMap((property) => [
      ...makePropertyChecks(property, object, key),
      ...makeOptionChecks(property, object, key),
      ...makeRuleChecks(property.rules, property, object, key),
      ...makeNestedCheck(property, key),
      ...makeRelationshipChecks(property.relationships, property.name, key),
    ]),
    ...makeCompoundKeyCheck(object, key),
    ...makeRuleChecks(object.rules, null, object, key),
    ...makeRelationshipChecks(object.relationships, null, key),
    ...contract.serviceLevels
      .filter((level) => concerns(level, object, contract))
      .map((level) => makeLevelCheck(level, key)),
  ]
  return uniqueIds(checks)
}

function makeNestedCheck({ name, nested }: ContractProperty, key: string): readonly ContractCheck[] {
  if (nested === null) return []
  const subject = about(key, name, nested.key, `${name}: its ${nested.key}`, nested.place)
  return [makeUnmeasured(subject, 'inconclusive', `${nested.key} inside a column have no executor yet`)]
}

function makeRelationshipChecks(
  places: readonly Place[],
  column: string | null,
  key: string,
): readonly ContractCheck[] {
  return places.map((place, index) => {
    const subject = about(
      key,
      column,
      `relationship-${index + 1}`,
      `${column ?? key}: relationship ${index + 1}`,
      place,
    )
    return makeUnmeasured(subject, 'inconclusive', 'a relationship has no executor yet')
  })
}

/** A service level belongs to every object but those of which its element names another. */
function concerns({ element }: ServiceLevel, object: ContractObject, contract: DataContract): boolean {
  if (element === null) return true
  const names = element.split(',').map((part) => part.trim().split('.')[0])
  const isOf = ({ name, physicalName }: ContractObject) => names.includes(name) || names.includes(physicalName ?? name)
  return isOf(object) || !contract.objects.some(isOf)
}

function makeLevelCheck({ property, place }: ServiceLevel, key: string): ContractCheck {
  const subject = about(key, null, `sla-${property}`, `service level: ${property}`, place)
  return makeUnmeasured(subject, 'inconclusive', `the service level ${property} has no executor yet`)
}

function about(key: string, column: string | null, rule: string, title: string, place: Place) {
  const id = contractCheckId(key, column, rule)
  return { id, title, severity: 'error' as const, object: key, column, expected: null, unit: null, place }
}
