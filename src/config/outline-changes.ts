import { InputError } from '../core/faults.ts'
import { makeNamePattern } from '../core/name-pattern.ts'
import { isMap, type PlainMap } from '../core/plain-map.ts'
import { parseLocatedYaml } from '../yaml/located-document.ts'
import { readPlainYaml } from '../yaml/plain-yaml.ts'
import { folderOf } from './paths.ts'
import { findEntryFaults, placeEntry, placePath } from './watched-paths.ts'

/** A file of the configuration as it stands in the work tree. */
export interface WrittenFile {
  /** Relative to the working directory. */
  readonly file: string
  /** From the repository's root; null where it lies outside. */
  readonly place: string | null
  readonly text: string
  /** Names of the models in it. */
  readonly models: readonly string[]
}

/** What a change of the configuration touches, as sentences. */
export interface ConfigChanges {
  /** Why every model is touched; null: not all are. */
  readonly all: string | null
  readonly models: ReadonlyMap<string, string>
  /** Entries of `shared` as the base has them, where they were changed: a change cannot unwatch what it changes. */
  readonly shared: readonly string[]
}

/** Keys of the root file that concern single models, or say only which files are looked at. */
const NOT_OF_ALL = new Set(['version', 'models', 'include', 'shared'])

/**
 * What changed in what the files say: settings of a model touch that model, what else the root file says touches all of
 * them. Comments and the way of writing touch none.
 *
 * @param files the root first.
 * @param changed paths that differ, from the repository's root.
 * @param base texts of those that the base has.
 */
export function findConfigChanges(
  files: readonly WrittenFile[],
  changed: ReadonlySet<string>,
  base: ReadonlyMap<string, string>,
): ConfigChanges {
  const root = files[0]!
  const models = new Map<string, string>()
  const isChanged = ({ place }: WrittenFile) => place !== null && changed.has(place)
  let shared: readonly string[] = []
  let wasIncluded = (_: WrittenFile) => true
  if (isChanged(root)) {
    const before = readData(base.get(root.place!), root.file)
    if (before === null) return { all: `${root.place} (the base has none that can be read)`, models, shared }
    const now = readData(root.text, root.file) ?? {}
    const keys = listDifferent(before, now).filter((key) => !NOT_OF_ALL.has(key))
    if (keys.length > 0) return { all: `${root.place} (${keys.join(', ')} changed, for all models)`, models, shared }
    wasIncluded = makeIncluded(before, root)
    if (listDifferent(before, now).includes('shared')) shared = readShared(before, root)
  }
  for (const file of files) {
    if (!isChanged(file)) {
      if (file !== root && !wasIncluded(file)) noteAll(file, 'newly included', models)
      continue
    }
    const before = readData(base.get(file.place!), file.file)
    if (before === null || (file !== root && !wasIncluded(file))) noteAll(file, 'new', models)
    else noteDifferent(file, before, models)
  }
  return { all: null, models, shared }
}

function noteAll(file: WrittenFile, word: string, models: Map<string, string>): void {
  for (const name of file.models) models.set(name, `${file.place} (${word})`)
}

function noteDifferent(file: WrittenFile, before: PlainMap, models: Map<string, string>): void {
  const [then, now] = [mapOf(before['models']), mapOf(readData(file.text, file.file)?.['models'])]
  for (const [name, settings] of Object.entries(now)) {
    if (!Object.hasOwn(then, name)) models.set(name, `${file.place} (the model is new)`)
    else {
      const keys = listDifferent(mapOf(then[name]), mapOf(settings))
      if (keys.length > 0) models.set(name, `${file.place} (${keys.join(', ')} changed)`)
    }
  }
}

/** Whether the base's `include` found a file that both have. */
function makeIncluded(before: PlainMap, root: WrittenFile): (file: WrittenFile) => boolean {
  const globs = Array.isArray(before['include']) ? (before['include'] as readonly unknown[]) : []
  const places = globs.map((glob) => (typeof glob === 'string' ? placePath(glob, folderOf(root.place!)) : null))
  const patterns = places.flatMap((place) => (place === null ? [] : [makeNamePattern(place)]))
  return ({ place }) => place === null || patterns.some((matches) => matches(place))
}

/** The base's entries of `shared` that can be read, from the repository's root. */
function readShared(before: PlainMap, root: WrittenFile): readonly string[] {
  const written = Array.isArray(before['shared']) ? (before['shared'] as readonly unknown[]) : []
  const entries = written.filter((entry): entry is string => typeof entry === 'string')
  const faulty = new Set(findEntryFaults(entries).map(({ index }) => index))
  return entries.flatMap((entry, index) => (faulty.has(index) ? [] : (placeEntry(entry, folderOf(root.place!)) ?? [])))
}

/** Keys whose values are not written alike. */
function listDifferent(before: PlainMap, now: PlainMap): readonly string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  return keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(now[key]))
}

/** null where there is none, or none that can be read. */
function readData(text: string | undefined, file: string): PlainMap | null {
  if (text === undefined) return null
  try {
    const data = readPlainYaml(text) ?? parseLocatedYaml(text, file).data
    return isMap(data) ? data : null
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

const mapOf = (value: unknown): PlainMap => (isMap(value) ? value : {})
