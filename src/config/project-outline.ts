import { type Fault, InputError } from '../core/faults.ts'
import { isMap, type PlainMap } from '../core/plain-map.ts'
import { type LocatedDocument, parseLocatedYaml } from '../yaml/located-document.ts'
import { readPlainYaml } from '../yaml/plain-yaml.ts'
import { listIncludes, readConfigFile } from './config-files.ts'
import type { ConfigReader } from './config-reader.ts'
import { applyDefaults } from './defaults.ts'
import { isSound } from './model-entries.ts'
import { listNamedPaths, type NamedPath } from './model-outline.ts'
import { type ConfigChanges, findConfigChanges, type WrittenFile } from './outline-changes.ts'
import { folderOf } from './paths.ts'
import type { ProjectLocation } from './project-loader.ts'
import { includedSchema, rootSchema } from './root-settings.ts'
import { describeIssues } from './schema-faults.ts'
import { CHECK_ONCE, NAME_PATTERN } from './settings-schema.ts'
import { type Environment, holdsVariables, VariableReplacer } from './variables.ts'
import { findEntryFaults, placeEntry, placePath } from './watched-paths.ts'

/** What the configuration says about the files that its models live by. */
export interface ProjectOutline {
  /** The root file as the user may name it, relative to the working directory. */
  readonly file: string
  /** Models that a command takes without `--model`. */
  readonly defaultModels: readonly string[]
  /** Name of the git remote that holds the registry. */
  readonly remote: string
  /** All files of the configuration, from the repository's root. */
  readonly files: ReadonlySet<string>
  /** Entries of `shared`, from the repository's root. */
  readonly shared: readonly string[]
  readonly models: readonly ModelOutline[]
  /** What changed in what these files say. @param base their texts at the base, those that changed and were there. */
  findChanges(changed: ReadonlySet<string>, base: ReadonlyMap<string, string>): ConfigChanges
}

interface ModelOutline {
  readonly name: string
  /** The file that it stands in, as `--config` takes it, and its folder: relative to the working directory. */
  readonly config: string
  readonly configFolder: string
  /** Folder of that file; here and below from the repository's root. */
  readonly folder: string
  /** Entries of `paths`; null: the folder. */
  readonly paths: readonly string[] | null
  readonly named: readonly NamedPath[]
}

export interface OutlineOptions {
  readonly environment: Environment
  /** The working directory, from the repository's root: '' for the root itself. */
  readonly workingFolder: string
}

/**
 * Reads the root file, and of each included one only what tells which files its models live by: a repository with
 * thousands of models is read in a second. Settings of models are not checked here; whoever judges a model does it.
 *
 * @throws InputError with every fault of the root file, of the form of the others, of `paths` and `shared`.
 */
export async function outlineProject(
  reader: ConfigReader,
  location: ProjectLocation,
  { environment, workingFolder }: OutlineOptions,
): Promise<ProjectOutline> {
  const faults: Fault[] = []
  const root = await readConfigFile(reader, location.file)
  const variables = new VariableReplacer(listAllowed(root.document.data), environment)
  const rootData = variables.replace(root.document.data, root.document, faults)
  const checked = rootSchema.safeParse(rootData, CHECK_ONCE)
  if (!checked.success)
    throw new InputError([...faults, ...describeIssues(checked.error.issues, rootData, root.document)])
  const settings = checked.data
  const paths = await listIncludes(reader, root.document, settings.include ?? [], faults)
  const defaults = isMap(settings.defaults) ? settings.defaults : {}
  const files: WrittenFile[] = []
  const models = new Map<string, ModelOutline>()
  const add = ({ file, text }: Pick<WrittenFile, 'file' | 'text'>, data: unknown) => {
    const entries = Object.entries(mapOf(mapOf(data)['models']))
    // the data itself is let go: of thousands of files it would fill the memory
    const written = { file, text, place: placePath(file, workingFolder), models: entries.map(([name]) => name) }
    files.push(written)
    for (const [name, value] of entries) {
      if (!name.split('/').every((part) => NAME_PATTERN.test(part))) faults.push(describeName(name, written))
      const earlier = models.get(name)
      if (earlier === undefined) models.set(name, outlineModel(name, applyAll(defaults, value), written, faults))
      else faults.push(describeDouble(name, written, earlier.config))
    }
  }
  add(root, rootData)
  for (const path of paths) {
    try {
      const { text, data } = await readIncluded(reader, path, variables, faults)
      add({ file: path, text }, data)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults)
    }
  }
  const shared = placeEntries(settings.shared ?? [], files[0]!, ['shared'], faults)
  if (models.size === 0 && faults.length === 0) {
    faults.push({ message: 'there is no model', place: root.document.placeOf([]), help: 'add "models" or "include"' })
  }
  if (faults.length > 0) {
    throw new InputError(faults.map((fault) => ({ ...fault, message: variables.redact(fault.message) })))
  }
  const all = [...models.values()]
  return {
    file: root.file,
    defaultModels: all
      .filter(({ config }) => location.part === null || config === location.part)
      .map(({ name }) => name),
    remote: 'remote' in settings.registry ? String(settings.registry.remote) : 'origin',
    files: new Set(files.flatMap(({ place }) => place ?? [])),
    shared,
    models: all,
    findChanges: (changed, base) => findConfigChanges(files, changed, base),
  }
}

async function readIncluded(
  reader: ConfigReader,
  path: string,
  variables: VariableReplacer,
  faults: Fault[],
): Promise<{ readonly text: string; readonly data: unknown }> {
  const text = (await reader.readText(path)) ?? ''
  const plain = readPlainYaml(text)
  // what is not plain, or not there, is read and refused as always
  const read = isMap(plain) ? plain : (await readConfigFile(reader, path)).document.data
  const file = { file: path, text }
  const data = holdsVariables(text) ? variables.replace(read, documentOf(file), faults) : read
  if (!isSound(data)) {
    const checked = includedSchema.safeParse(data, CHECK_ONCE)
    if (!checked.success) faults.push(...describeIssues(checked.error.issues, data, documentOf(file)))
  }
  return { text, data }
}

function outlineModel(name: string, settings: unknown, file: WrittenFile, faults: Fault[]): ModelOutline {
  const configFolder = folderOf(file.file)
  const folder = file.place === file.file ? configFolder : folderOf(file.place ?? '')
  const written = mapOf(settings)['paths']
  const globs = Array.isArray(written)
    ? (written as readonly unknown[]).filter((glob) => typeof glob === 'string')
    : null
  const paths = globs === null ? null : placeEntries(globs, file, ['models', name, 'paths'], faults)
  const named = listNamedPaths(settings).flatMap(({ path, role }) => {
    // the folder tells of what lies in it
    if (paths === null && !path.includes('..')) return []
    const place = placePath(path, folder)
    return place === null ? [] : [{ path: place, role }]
  })
  return { name, config: file.file, configFolder, folder, paths, named }
}

function placeEntries(
  entries: readonly string[],
  file: WrittenFile,
  at: readonly string[],
  faults: Fault[],
): readonly string[] {
  const folder = file.place === null ? '' : folderOf(file.place)
  const note = (index: number, message: string, help: string) => {
    faults.push({ message, place: documentOf(file).placeOf([...at, index], 'value'), help })
  }
  for (const { index, message, help } of findEntryFaults(entries)) note(index, message, help)
  return entries.flatMap((entry, index) => {
    const place = placeEntry(entry, folder)
    if (place === null) note(index, `"${entry}" leaves the repository`, 'name files of this repository alone')
    return place ?? []
  })
}

function describeName(name: string, file: WrittenFile): Fault {
  return {
    message: `${JSON.stringify(name)} cannot be the name of a model`,
    place: documentOf(file).placeOf(['models', name]),
    help: 'use letters, digits, - and _; / between parts',
  }
}

function describeDouble(name: string, file: WrittenFile, earlier: string): Fault {
  return {
    message: `the model ${JSON.stringify(name)} is already in ${earlier}`,
    place: documentOf(file).placeOf(['models', name]),
    help: 'give one of them another name',
  }
}

/** Where things stand in a file: found out only where there is a fault to tell. */
function documentOf({ file, text }: Pick<WrittenFile, 'file' | 'text'>): Pick<LocatedDocument, 'placeOf'> {
  return { placeOf: (path, part) => parseLocatedYaml(text, file).placeOf(path, part) }
}

function applyAll(defaults: PlainMap, written: unknown): unknown {
  return Object.keys(defaults).length === 0 || !isMap(written) ? written : applyDefaults(defaults, written)
}

function listAllowed(data: unknown): readonly string[] {
  const names = isMap(data) && Array.isArray(data['env']) ? (data['env'] as readonly unknown[]) : []
  return names.filter((name) => typeof name === 'string')
}

const mapOf = (value: unknown): PlainMap => (isMap(value) ? value : {})
