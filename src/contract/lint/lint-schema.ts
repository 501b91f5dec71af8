import type { Fault } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import type { OdcsVersion } from '../odcs/odcs-version.ts'
import { type SchemaError, validateBySchema } from './odcs-schema.ts'
import { declaredKeys, reduceErrors, unexpectedKey } from './schema-errors.ts'
import { describeSchemaError } from './schema-wording.ts'

/** A fault that the standard's JSON schema finds. */
export interface SchemaFault extends Fault {
  /** The key that is missing; null where the place says what is wrong. */
  readonly missing: string | null
}

/** Holds a contract against the standard's JSON schema of its version: each fault once, with its place, in plain words. */
export async function findSchemaFaults(
  document: LocatedDocument,
  version: OdcsVersion,
): Promise<readonly SchemaFault[]> {
  const found = await validateBySchema(document.data, version)
  const definitions = found.schema['$defs'] as Parameters<typeof declaredKeys>[1]
  const errors = found.errors.filter((error) => !isLongNumber(error))
  return reduceErrors({ ...found, errors }).map((error) => {
    const path = error.instancePath.split('/').slice(1).map(unescapePointer)
    const key = unexpectedKey(error)
    const declared = key === null ? new Set<string>() : declaredKeys(error, definitions)
    return {
      ...describeSchemaError(error, path, declared),
      place: document.placeOf(key === null ? path : [...path, key]),
      missing: error.keyword === 'required' ? String(error.params['missingProperty']) : null,
    }
  })
}

/** A bound with more digits than a number of YAML keeps stands in quotes here. */
function isLongNumber({ keyword, params, data, instancePath }: SchemaError): boolean {
  return (
    keyword === 'type' &&
    params['type'] === 'number' &&
    instancePath.includes('/logicalTypeOptions/') &&
    typeof data === 'string' &&
    /^[-+]?\d+(\.\d+)?$/.test(data) &&
    data.replace(/\D/g, '').length > 15
  )
}

function unescapePointer(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}
