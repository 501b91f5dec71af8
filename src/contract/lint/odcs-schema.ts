import type { ErrorObject, ValidateFunction } from 'ajv'
import type { OdcsVersion } from '../odcs/odcs-version.ts'

/** One thing that a validator says of a value. */
export type SchemaError = ErrorObject

type Schema = Record<string, unknown>

const SCHEMAS: Readonly<Record<OdcsVersion, () => Promise<unknown>>> = {
  'v3.0.0': async () => (await import('./schema/odcs-v3.0.0.json', { with: { type: 'json' } })).default,
  'v3.0.1': async () => (await import('./schema/odcs-v3.0.1.json', { with: { type: 'json' } })).default,
  'v3.0.2': async () => (await import('./schema/odcs-v3.0.2.json', { with: { type: 'json' } })).default,
  'v3.1.0': async () => (await import('./schema/odcs-v3.1.0.json', { with: { type: 'json' } })).default,
  'v3.2.0': async () => (await import('./schema/odcs-v3.2.0.json', { with: { type: 'json' } })).default,
}

const compiled = new Map<OdcsVersion, Promise<ValidateFunction>>()

/** A validator's errors with the schema that they speak of. */
export interface SchemaErrors {
  readonly errors: readonly SchemaError[]
  readonly schema: Schema
}

/** Holds plain data against the JSON schema of a version; loads and compiles it at the first call. */
export async function validateBySchema(data: unknown, version: OdcsVersion): Promise<SchemaErrors> {
  const loading = compiled.get(version) ?? compile(version)
  compiled.set(version, loading)
  const validate = await loading
  validate(data)
  return { errors: validate.errors ?? [], schema: validate.schema as Schema }
}

async function compile(version: OdcsVersion): Promise<ValidateFunction> {
  const { default: ajvModule } = await import('ajv/dist/2019.js')
  const formats = { date: isDate, 'date-time': isDateTime, uri: isUri }
  const ajv = new ajvModule.Ajv2019({ allErrors: true, verbose: true, strict: false, logger: false, formats })
  return ajv.compile(amend(structuredClone(await SCHEMAS[version]()) as Schema, version))
}

/**
 * Where the schema says less or more than the text of the standard, which rules:
 * - v3.1.0 knows no nested names in `table.column`; the text does, and v3.2.0 mends it.
 * - v3.2.0 demands `map` and the options of a vector of every property without a `logicalType`.
 */
function amend(schema: Schema, version: OdcsVersion): Schema {
  const definitions = schema['$defs'] as Record<string, Schema>
  if (version === 'v3.1.0') {
    const name = '[A-Za-z_][A-Za-z0-9_\\-]*'
    Object.assign(definitions['ShorthandReference'] as Schema, { pattern: `^${name}(\\.${name})+$` })
  }
  if (version === 'v3.2.0') {
    const conditions = (definitions['SchemaBaseProperty'] as { allOf: { if?: Schema }[] }).allOf
    for (const { if: condition } of conditions) {
      const type = (condition?.['properties'] as { logicalType?: { const?: string } } | undefined)?.logicalType?.const
      if (condition !== undefined && (type === 'map' || type === 'vector')) condition['required'] = ['logicalType']
    }
  }
  return schema
}

function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}

function isDateTime(text: string): boolean {
  const parts =
    /^(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)$/.exec(text)
  return parts !== null && isDate(parts[1]!)
}

/** With a scheme; what is filled in later (`{model}`, `${bucket}`) may stand anywhere. */
function isUri(text: string): boolean {
  return /^([A-Za-z][A-Za-z0-9+.-]*:|\$\{)\S*$/.test(text)
}
