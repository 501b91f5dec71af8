import { OPERATORS } from './comparison.ts'
import type { LogicalType } from './data-contract.ts'

/** Keys of ODCS v3.0 and v3.1 where a typo would switch a demand off. Descriptive parts (servers, team, price, …) are not looked into. */

const ELEMENT = [
  'id',
  'name',
  'physicalType',
  'description',
  'businessName',
  'authoritativeDefinitions',
  'tags',
  'customProperties',
]

export const CONTRACT_KEYS: readonly string[] = [
  ...[
    'version',
    'kind',
    'apiVersion',
    'id',
    'name',
    'tenant',
    'tags',
    'status',
    'servers',
    'dataProduct',
    'description',
  ],
  ...['domain', 'schema', 'support', 'price', 'team', 'roles', 'slaDefaultElement', 'slaProperties'],
  ...['authoritativeDefinitions', 'customProperties', 'contractCreatedTs'],
]

export const OBJECT_KEYS: readonly string[] = [
  ...ELEMENT,
  ...['logicalType', 'physicalName', 'dataGranularityDescription', 'properties', 'relationships', 'quality'],
]

export const PROPERTY_KEYS: readonly string[] = [
  ...ELEMENT,
  ...['primaryKey', 'primaryKeyPosition', 'logicalType', 'logicalTypeOptions', 'physicalName', 'required', 'unique'],
  ...[
    'partitioned',
    'partitionKeyPosition',
    'classification',
    'encryptedName',
    'transformSourceObjects',
    'transformLogic',
  ],
  ...['transformDescription', 'examples', 'criticalDataElement', 'relationships', 'quality', 'properties', 'items'],
]

export const QUALITY_KEYS: readonly string[] = [
  ...[
    'id',
    'authoritativeDefinitions',
    'businessImpact',
    'customProperties',
    'description',
    'dimension',
    'method',
    'name',
  ],
  ...['schedule', 'scheduler', 'severity', 'tags', 'type', 'unit', 'metric', 'rule', 'arguments', 'query', 'engine'],
  ...['implementation', ...OPERATORS],
]

export const SERVICE_LEVEL_KEYS: readonly string[] = [
  ...['id', 'property', 'value', 'valueExt', 'unit', 'element', 'driver', 'description', 'scheduler', 'schedule'],
]

const ORDER = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']

/** Options that each logical type takes. */
export const OPTION_KEYS: Readonly<Record<LogicalType, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  date: ['format', ...ORDER],
  timestamp: ['format', ...ORDER, 'timezone', 'defaultTimezone'],
  time: ['format', ...ORDER, 'timezone', 'defaultTimezone'],
  integer: ['multipleOf', ...ORDER, 'format'],
  number: ['multipleOf', ...ORDER, 'format'],
  boolean: [],
  object: ['minProperties', 'maxProperties', 'required'],
  array: ['minItems', 'maxItems', 'uniqueItems'],
}

export const LOGICAL_TYPES = Object.keys(OPTION_KEYS) as readonly LogicalType[]
