import { isFrictionless } from '../../contract/frictionless/frictionless-kind.ts'
import { InputError } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'

/** Formats that are told by their files' names. */
const BY_ENDING: readonly (readonly [RegExp, ImportFormat])[] = [
  [/\.(parquet|pq)$/i, 'parquet'],
  [/\.(sql|ddl)$/i, 'sql'],
  [/\.(pbtxt|prototxt|textproto|txtpb)$/i, 'tfdv'],
]

export type ImportFormat =
  | 'great-expectations'
  | 'soda'
  | 'tfdv'
  | 'json-schema'
  | 'dbt'
  | 'frictionless'
  | 'parquet'
  | 'sql'

/** What a file's name says; null where its contents must. */
export function formatOfName(file: string): ImportFormat | null {
  return BY_ENDING.find(([ending]) => ending.test(file))?.[1] ?? null
}

/** What a text says that is neither YAML nor JSON; null where it may be one of these. */
export function formatOfText(text: string): ImportFormat | null {
  if (/^\s*create\s+(or\s+replace\s+)?(temp(orary)?\s+|external\s+)?table\b/im.test(text)) return 'sql'
  return /^\s*(feature|sparse_feature|string_domain|default_environment)\s*(\{|:)/m.test(text) ? 'tfdv' : null
}

/** What the keys of a document say. @throws InputError where they say nothing, or that it is a contract already. */
export function formatOfDocument(document: LocatedDocument): ImportFormat {
  const { data } = document
  const has = (...keys: readonly string[]) => keys.some((key) => document.has([key]))
  if (isFrictionless(data)) return 'frictionless'
  if (has('expectations', 'expectation_suite_name', 'run_results')) return 'great-expectations'
  if (has('results') && has('success', 'statistics')) return 'great-expectations'
  const keys = typeof data === 'object' && data !== null ? Object.keys(data) : []
  if (keys.some((key) => /^checks for /.test(key)) || (has('dataset') && has('columns', 'checks'))) return 'soda'
  if (has('kind') && has('apiVersion')) {
    throw new InputError({
      message: 'is a data contract already',
      place: document.placeOf(['kind']),
      help: 'modelgate contract lint reads it, modelgate contract export translates it',
    })
  }
  if (has('models', 'sources', 'seeds', 'snapshots')) return 'dbt'
  if (has('$schema', '$defs', 'definitions') || (has('properties') && has('type'))) return 'json-schema'
  throw new InputError({
    message: 'the file looks like no format that is imported',
    place: document.placeOf([]),
    help: 'name it: --from great-expectations, soda, tfdv, json-schema, dbt, frictionless, parquet or sql',
  })
}
