import type { Place } from '../core/faults.ts'
import type {
  ContractObject,
  ContractProperty,
  DataContract,
  QualityMetric,
  QualityRule,
  RuleArguments,
} from './data-contract.ts'

/** A contract that demands nothing but what `parts` say. */
export function makeContract(file: string, standard: string, parts: Partial<DataContract> = {}): DataContract {
  return {
    file,
    standard,
    id: null,
    name: null,
    version: null,
    status: null,
    description: null,
    objects: [],
    serviceLevels: [],
    servers: [],
    ...parts,
  }
}

/** A table that demands nothing but what `parts` say. */
export function makeObject(name: string, place: Place, parts: Partial<ContractObject> = {}): ContractObject {
  return {
    name,
    physicalName: null,
    description: null,
    properties: [],
    rules: [],
    relationships: [],
    paths: [],
    csv: null,
    place,
    ...parts,
  }
}

/** A column that demands nothing but what `parts` say. */
export function makeProperty(name: string, place: Place, parts: Partial<ContractProperty> = {}): ContractProperty {
  return {
    name,
    physicalName: null,
    description: null,
    logicalType: null,
    typePlace: place,
    physicalType: null,
    options: [],
    allowed: null,
    required: null,
    unique: null,
    primaryKey: null,
    primaryKeyPosition: null,
    classification: null,
    examples: [],
    isPhysical: true,
    isDeprecated: false,
    writing: null,
    rules: [],
    relationships: [],
    properties: [],
    items: null,
    map: null,
    place,
    ...parts,
  }
}

/** A rule on one of the standard's metrics, `mustBe: 0` of severity error where `parts` do not say otherwise. */
export function makeLibraryRule(metric: QualityMetric, place: Place, parts: Partial<QualityRule> = {}): QualityRule {
  return {
    id: null,
    name: null,
    description: null,
    type: 'library',
    metric,
    unknownMetric: null,
    arguments: NO_ARGUMENTS,
    comparison: { operator: 'mustBe', operand: 0 },
    unit: 'rows',
    severity: 'error',
    dimension: null,
    query: null,
    engine: null,
    implementation: null,
    place,
    ...parts,
  }
}

export const NO_ARGUMENTS: RuleArguments = {
  validValues: null,
  missingValues: null,
  pattern: null,
  properties: null,
  unknown: [],
}
