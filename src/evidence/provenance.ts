import { isMap, type PlainMap } from '../core/plain-map.ts'

/** @see https://slsa.dev/spec/v1.0/provenance */
export const PROVENANCE_TYPE = 'https://slsa.dev/provenance/v1'

/** Where a file came from, as its provenance says. */
export interface Provenance {
  readonly builder: string
  /** Of the code that it was made from; null where the provenance names none. */
  readonly commit: string | null
}

/** What a provenance statement says of a file; null where it is of another kind or not about that file. */
export function readProvenance(statement: PlainMap, sha256: string): Provenance | null {
  const subjects: unknown = statement['subject']
  const isAbout =
    Array.isArray(subjects) &&
    subjects.some((subject) => isMap(subject) && isMap(subject['digest']) && subject['digest']['sha256'] === sha256)
  const predicate = statement['predicate']
  if (statement['predicateType'] !== PROVENANCE_TYPE || !isAbout || !isMap(predicate)) return null
  const builder = read(predicate, 'runDetails', 'builder', 'id')
  if (typeof builder !== 'string') return null
  const dependencies = read(predicate, 'buildDefinition', 'resolvedDependencies')
  const commits = (Array.isArray(dependencies) ? dependencies : []).map((entry) => read(entry, 'digest', 'gitCommit'))
  return { builder, commit: commits.find((commit) => typeof commit === 'string') ?? null }
}

function read(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((found, key) => (isMap(found) ? found[key] : undefined), value)
}
