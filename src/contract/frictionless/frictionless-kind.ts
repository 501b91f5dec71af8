import { isMap } from '../../core/plain-map.ts'
/**
 * Whether plain data is a descriptor of Frictionless: a Data Package (`resources`), a Data Resource (`path` or `data`
 * with a schema) or a Table Schema (`fields`). Told by the keys alone: no more is loaded for it. Kubernetes' and
 * Kustomize's `resources` and Avro's `fields` are none.
 */
export function isFrictionless(data: unknown): boolean {
  return findFrictionlessKind(data) !== null
}

export type FrictionlessKind = 'package' | 'resource' | 'schema'

/** Which of the three descriptors it is; null for anything else. */
export function findFrictionlessKind(data: unknown): FrictionlessKind | null {
  if (!isMap(data)) return null
  // Profiles name themselves, by address (v2) or by word (v1).
  const profile =
    /^(?:https?:.*\/)?(data-?package|tabular-data-package|(?:tabular-)?data-?resource|table-?schema)(?:\.json)?$/.exec(
      textOf(data, '$schema') ?? textOf(data, 'profile') ?? '',
    )?.[1]
  if (profile !== undefined) {
    return profile.endsWith('package') ? 'package' : profile.endsWith('resource') ? 'resource' : 'schema'
  }
  if (['kind', 'apiVersion', 'dataContractSpecification', 'expectations'].some((key) => key in data)) return null
  if (isListOfMaps(data['resources'])) return 'package'
  const isPlaced = ['path', 'data', 'url'].some((key) => key in data)
  if (isPlaced && ('schema' in data || 'dialect' in data) && !isListOfMaps(data['schema'])) return 'resource'
  return isListOfMaps(data['fields']) && data['type'] === undefined ? 'schema' : null
}

function isListOfMaps(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isMap)
}

function textOf(data: Readonly<Record<string, unknown>>, key: string): string | null {
  return typeof data[key] === 'string' ? data[key] : null
}
