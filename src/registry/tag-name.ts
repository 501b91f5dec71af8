import { isVersion } from './version-number.ts'

/**
 * What a tag of the registry is named after. The convention is GTO's, so that its tools read it:
 * `churn@v1.2.0` registers a version and `churn@v1.2.0!` deprecates it, `churn#production#4` assigns a stage and
 * `churn#production!#5` takes a version from it. GTO also writes stages without a number, versions with one, and
 * `churn@deprecated`; these are read, and never written here.
 *
 * @see https://github.com/iterative/gto
 */
export type TagName =
  | {
      readonly kind: 'version'
      readonly model: string
      readonly version: string
      /** GTO's, behind `#`: it registers a version again by it, or where it is told to count. */
      readonly counter?: number
    }
  | {
      /** `unassigned`: the version on that commit leaves the stage. Both share the stage's numbers. */
      readonly kind: 'stage' | 'unassigned'
      readonly model: string
      readonly stage: string
      /** null: GTO's simple form, `churn#production`, of which there can be but one. */
      readonly number: number | null
    }
  | {
      /** `deregistered`: nobody is to take that version any more. */
      readonly kind: 'deregistered'
      readonly model: string
      readonly version: string
      readonly counter?: number
    }
  | {
      /** GTO's `churn@deprecated`: nobody is to take any of the versions that are there. */
      readonly kind: 'retired'
      readonly model: string
      readonly counter?: number
    }

const NAME = '[a-zA-Z0-9](?:[a-zA-Z0-9_/-]*[a-zA-Z0-9])?'
const FOLDER = '[a-zA-Z0-9_./-]+'
const STAGE_NAME = new RegExp(`^${NAME}$`)
const MODEL_NAME = new RegExp(`^(?:${FOLDER}:)?${NAME}$`)
const TAG = new RegExp(`^((?:${FOLDER}=)?${NAME})(?:#(${NAME})(!?)|@(v[^!#]+)(!?)|@deprecated)(?:#([1-9]\\d{0,8}))?$`)
/** What git takes in no reference's name. */
const NO_REFERENCE = /^\/|\/\/|(?:^|\/)\.|\.\.|\.lock\//
const MAX_NAME_LENGTH = 100

/**
 * What is wrong with a model's or stage's name as part of a tag; null where nothing is. A model of a monorepo may stand
 * behind a folder, as GTO has it: `models/eu:churn`, whose tags begin with `models/eu=churn`.
 */
export function findNameFault(what: 'model' | 'stage', name: string): string | null {
  if (name.length > MAX_NAME_LENGTH) return `the ${what} name is longer than ${MAX_NAME_LENGTH} characters`
  const pattern = what === 'model' ? MODEL_NAME : STAGE_NAME
  if (pattern.test(name) && !NO_REFERENCE.test(name)) return null
  return `${what} name "${name}" cannot be part of a tag: letters, digits, "-", "_" and "/" are allowed, and it begins and ends with a letter or digit`
}

/** Reads a tag's name (without `refs/tags/`); null for a tag that is none of a registry. */
export function parseTagName(tag: string): TagName | null {
  const match = TAG.exec(tag)
  if (match === null) return null
  // by index: names are taken apart by the thousand, and a list costs more than the match
  const model = match[1]!.replace('=', ':')
  const stage = match[2]
  const version = match[4]
  const number = match[6] === undefined ? null : Number(match[6])
  if (stage !== undefined) return { kind: match[3] === '' ? 'stage' : 'unassigned', model, stage, number }
  if (version === undefined)
    return number === null ? { kind: 'retired', model } : { kind: 'retired', model, counter: number }
  if (!isVersion(version)) return null
  const kind = match[5] === '' ? 'version' : 'deregistered'
  return number === null ? { kind, model, version } : { kind, model, version, counter: number }
}

/** `churn@v1.2.0`, `churn#production#4`, `churn#production!#5`, `churn@v1.2.0!`. */
export function formatTagName(name: TagName): string {
  const model = name.model.replace(':', '=')
  const number = findNumber(name)
  const suffix = number === null ? '' : `#${number}`
  switch (name.kind) {
    case 'version':
      return `${model}@${name.version}${suffix}`
    case 'deregistered':
      return `${model}@${name.version}!${suffix}`
    case 'retired':
      return `${model}@deprecated${suffix}`
    case 'stage':
      return `${model}#${name.stage}${suffix}`
    case 'unassigned':
      return `${model}#${name.stage}!${suffix}`
  }
}

/** What stands behind the last `#`; null where nothing does. */
export function findNumber(name: TagName): number | null {
  return 'stage' in name ? name.number : (name.counter ?? null)
}
