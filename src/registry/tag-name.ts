import { parseVersion } from './version-number.ts'

/**
 * What a tag of the registry is named after. The convention is GTO's, so that its tools read it:
 * `churn@v1.2.0` registers a version and `churn@v1.2.0!` deprecates it, `churn#production#4` assigns a stage and
 * `churn#production!#5` takes a version from it.
 *
 * @see https://github.com/iterative/gto
 */
export type TagName =
  | { readonly kind: 'version'; readonly model: string; readonly version: string }
  | {
      /** `unassigned`: the version on that commit leaves the stage. Both share the stage's numbers. */
      readonly kind: 'stage' | 'unassigned'
      readonly model: string
      readonly stage: string
      readonly number: number
    }
  | {
      /** `deregistered`: nobody is to take that version any more. */
      readonly kind: 'deregistered'
      readonly model: string
      readonly version: string
    }

/** A tag that GTO gives a meaning to and that is not acted on here: a deprecated model, tags numbered otherwise. */
export interface ForeignTagName {
  readonly kind: 'foreign'
  readonly model: string
  readonly stage: string | null
  /** Behind the last `#`; null where there is none. */
  readonly number: number | null
}

const NAME = '[a-zA-Z0-9](?:[a-zA-Z0-9_/-]*[a-zA-Z0-9])?'
const WHOLE_NAME = new RegExp(`^${NAME}$`)
const VERSION_TAG = new RegExp(`^(${NAME})@(v[^!#]+)$`)
const STAGE_TAG = new RegExp(`^(${NAME})#(${NAME})(!?)#([1-9]\\d{0,8})$`)
const DEREGISTERED_TAG = new RegExp(`^(${NAME})@(v[^!#]+)!$`)
const FOREIGN_TAG = new RegExp(`^(${NAME})(?:#(${NAME})!?|@(v[^!#]+)!?|@deprecated|@created)(?:#(\\d{1,9}))?$`)
const MAX_NAME_LENGTH = 100

/** What is wrong with a model's or stage's name as part of a tag; null where nothing is. */
export function findNameFault(what: 'model' | 'stage', name: string): string | null {
  if (name.length > MAX_NAME_LENGTH) return `the ${what} name is longer than ${MAX_NAME_LENGTH} characters`
  if (WHOLE_NAME.test(name) && !name.includes('//')) return null
  return `${what} name "${name}" cannot be part of a tag: letters, digits, "-", "_" and "/" are allowed, and it begins and ends with a letter or digit`
}

/** Reads a tag's name (without `refs/tags/`); null for a tag that is none of a registry. */
export function parseTagName(tag: string): TagName | ForeignTagName | null {
  const version = VERSION_TAG.exec(tag)
  if (version !== null && parseVersion(version[2]!) !== null) {
    return { kind: 'version', model: version[1]!, version: version[2]! }
  }
  const stage = STAGE_TAG.exec(tag)
  if (stage !== null) {
    const kind = stage[3] === '' ? 'stage' : 'unassigned'
    return { kind, model: stage[1]!, stage: stage[2]!, number: Number(stage[4]) }
  }
  const deregistered = DEREGISTERED_TAG.exec(tag)
  if (deregistered !== null && parseVersion(deregistered[2]!) !== null) {
    return { kind: 'deregistered', model: deregistered[1]!, version: deregistered[2]! }
  }
  const foreign = FOREIGN_TAG.exec(tag)
  if (foreign === null || (foreign[3] !== undefined && parseVersion(foreign[3]) === null)) return null
  const number = foreign[4] === undefined ? null : Number(foreign[4])
  return { kind: 'foreign', model: foreign[1]!, stage: foreign[2] ?? null, number }
}

/** `churn@v1.2.0`, `churn#production#4`, `churn#production!#5`, `churn@v1.2.0!`. */
export function formatTagName(name: TagName): string {
  switch (name.kind) {
    case 'version':
      return `${name.model}@${name.version}`
    case 'deregistered':
      return `${name.model}@${name.version}!`
    case 'stage':
      return `${name.model}#${name.stage}#${name.number}`
    case 'unassigned':
      return `${name.model}#${name.stage}!#${name.number}`
  }
}
