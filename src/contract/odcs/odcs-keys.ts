import { OPERATORS } from '../comparison.ts'
import type { LogicalType } from '../data-contract.ts'
import type { OdcsVersion, VersionTable } from './odcs-version.ts'

/**
 * Keys of ODCS where a typo would switch a demand off, with the version that brought each. Descriptive parts (team,
 * price, …) are not looked into. Rules and service levels of v3.0 may hold any key, so the later ones do no harm there.
 */

const since = (version: OdcsVersion, names: string): VersionTable =>
  Object.fromEntries(names.split(' ').map((name) => [name, version]))

const ELEMENT: VersionTable = {
  ...since('v3.1.0', 'id'),
  ...since('v3.0.0', 'name physicalType description businessName authoritativeDefinitions tags customProperties'),
  ...since('v3.2.0', 'deprecated synonyms'),
}

export const CONTRACT_KEYS: VersionTable = {
  ...since(
    'v3.0.0',
    'version kind apiVersion id name tenant tags status servers dataProduct description domain schema',
  ),
  ...since('v3.0.0', 'support price team roles slaDefaultElement slaProperties customProperties contractCreatedTs'),
  ...since('v3.0.1', 'authoritativeDefinitions'),
  ...since('v3.2.0', 'context'),
}

export const OBJECT_KEYS: VersionTable = {
  ...ELEMENT,
  ...since('v3.0.0', 'logicalType physicalName dataGranularityDescription properties quality'),
  ...since('v3.1.0', 'relationships'),
  ...since('v3.2.0', 'context'),
}

export const PROPERTY_KEYS: VersionTable = {
  ...ELEMENT,
  ...since('v3.0.0', 'primaryKey primaryKeyPosition logicalType logicalTypeOptions required unique'),
  ...since('v3.0.2', 'physicalName'),
  ...since('v3.0.0', 'partitioned partitionKeyPosition classification encryptedName transformSourceObjects'),
  ...since('v3.0.0', 'transformLogic transformDescription examples criticalDataElement quality properties items'),
  ...since('v3.1.0', 'relationships'),
  ...since('v3.2.0', 'semanticType enum map'),
}

export const QUALITY_KEYS: VersionTable = {
  ...since('v3.0.0', 'id authoritativeDefinitions businessImpact customProperties description dimension method name'),
  ...since('v3.0.0', 'schedule scheduler severity tags type unit metric rule arguments query engine implementation'),
  ...since('v3.0.0', OPERATORS.join(' ')),
}

export const RELATIONSHIP_KEYS: VersionTable = {
  ...since('v3.1.0', 'type from to description customProperties'),
  ...since('v3.2.0', 'id'),
}

export const ENUM_KEYS: VersionTable = since(
  'v3.2.0',
  'value label id description tags customProperties authoritativeDefinitions',
)

export const SERVICE_LEVEL_KEYS: VersionTable = {
  ...since('v3.0.0', 'id property value valueExt unit element driver description scheduler schedule'),
  ...since('v3.2.0', 'customProperties authoritativeDefinitions'),
}

const ORDER = 'minimum maximum exclusiveMinimum exclusiveMaximum'

/** Options that each logical type takes. */
export const OPTION_KEYS: Readonly<Record<LogicalType, VersionTable>> = {
  string: since('v3.0.0', 'minLength maxLength pattern format'),
  date: since('v3.0.0', `format ${ORDER}`),
  timestamp: since('v3.1.0', `format ${ORDER} timezone defaultTimezone`),
  time: since('v3.1.0', `format ${ORDER} timezone defaultTimezone`),
  integer: since('v3.0.0', `multipleOf ${ORDER} format`),
  number: since('v3.0.0', `multipleOf ${ORDER} format`),
  boolean: {},
  object: since('v3.0.0', 'minProperties maxProperties required'),
  array: since('v3.0.0', 'minItems maxItems uniqueItems'),
  map: {},
  vector: since('v3.2.0', 'dimensions elementType distanceMetric embeddingModel embeddingModelVersion normalized'),
}

export const LOGICAL_TYPES: Readonly<Record<LogicalType, OdcsVersion>> = {
  string: 'v3.0.0',
  date: 'v3.0.0',
  timestamp: 'v3.1.0',
  time: 'v3.1.0',
  number: 'v3.0.0',
  integer: 'v3.0.0',
  object: 'v3.0.0',
  array: 'v3.0.0',
  boolean: 'v3.0.0',
  map: 'v3.2.0',
  vector: 'v3.2.0',
}
