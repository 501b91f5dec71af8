import { type Fault, formatPlace, InputError, type Place } from '../core/faults.ts'
import type { LaterKey } from '../core/later.ts'
import { isMap } from '../core/plain-map.ts'
import { readConfigFile } from './config-files.ts'
import type { ConfigReader } from './config-reader.ts'
import { applyDefaults } from './defaults.ts'
import { findMirrorFaults } from './mirror-faults.ts'
import { listModels, readIncluded, refuseDuplicates } from './model-entries.ts'
import { resolveModel } from './model-resolution.ts'
import { modelSchema } from './model-settings.ts'
import { modelSource } from './model-source.ts'
import { folderOf } from './paths.ts'
import { describePolicy } from './policy-digest.ts'
import type { DataSettings, ModelSettings, Project } from './project.ts'
import type { LoadOptions, ProjectLocation } from './project-loader.ts'
import { schemeOf } from './quantities.ts'
import { resolveRoot } from './root-resolution.ts'
import { rootSchema } from './root-settings.ts'
import { describeIssues } from './schema-faults.ts'
import { CHECK_ONCE } from './settings-schema.ts'
import { readTrustFiles } from './trust-files.ts'
import { VariableReplacer } from './variables.ts'
import { findEntryFaults } from './watched-paths.ts'
import type { WrittenModel } from './written-project.ts'

/** Reads, checks and resolves a whole configuration. @throws InputError with every fault of every file. */
export async function assembleProject(
  reader: ConfigReader,
  location: ProjectLocation,
  options: LoadOptions,
): Promise<Project> {
  const faults: Fault[] = []
  const later: LaterKey[] = []
  const root = await readConfigFile(reader, location.file)
  const variables = new VariableReplacer(listAllowed(root.document.data), options.environment)
  try {
    const rootData = variables.replace(root.document.data, root.document, faults)
    const rootResult = rootSchema.safeParse(rootData, CHECK_ONCE)
    if (!rootResult.success) faults.push(...describeIssues(rootResult.error.issues, rootData, root.document))
    for (const { index, message, help } of findEntryFaults(rootResult.data?.shared ?? [])) {
      faults.push({ message, place: root.document.placeOf(['shared', index], 'value'), help })
    }

    const entries = listModels(rootData, root)
    const included = await readIncluded(reader, root, rootData, variables, faults)
    for (const { file, data } of included) entries.push(...listModels(data, file))
    refuseDuplicates(entries, faults)
    if (entries.length === 0 && faults.length === 0) {
      faults.push({ message: 'there is no model', place: root.document.placeOf([]), help: 'add "models" or "include"' })
    }

    const defaults = isMap(rootData) && isMap(rootData['defaults']) ? rootData['defaults'] : {}
    const raws: Record<string, WrittenModel> = {}
    const models: Record<string, ModelSettings> = {}
    for (const { name, value, file } of entries) {
      const folder = folderOf(file.file)
      const source = modelSource(name, file.document, root.document, folder, { faults, later })
      const merged = isMap(value) ? applyDefaults(defaults, value) : value
      const result = modelSchema.safeParse(merged, CHECK_ONCE)
      if (result.success) {
        raws[name] = { raw: result.data, folder, placeOf: source.placeOf, textOf: source.textOf }
        models[name] = await resolveModel(result.data, folder, source)
      } else {
        faults.push(...describeIssues(result.error.issues, merged, source))
      }
    }
    const contracts = await readContracts(reader, models, faults)
    const trustTexts = rootResult.success
      ? await readTrustFiles(reader, rootResult.data.evidence, root.document, faults)
      : new Map<string, string>()
    if (rootResult.success) faults.push(...findMirrorFaults(rootResult.data, models, root.document))
    if (faults.length > 0 || !rootResult.success) throw new InputError(faults)

    const files = [root, ...included.map(({ file }) => file)]
    const project: Project = {
      file: root.file,
      defaultModels: entries
        .filter(({ file }) => location.part === null || file.file === location.part)
        .map(({ name }) => name),
      ...resolveRoot(rootResult.data, root.document, later, trustTexts),
      models,
      policy: describePolicy(rootResult.data, raws, files, { contracts, trust: trustTexts }, options.sha256),
      later,
      written: {
        root: rootResult.data,
        document: root.document,
        models: raws,
        files,
        contracts,
        trust: trustTexts,
        variables: variables.read,
        redact: (text) => variables.redact(text),
        sha256: options.sha256,
        mergeOnto: async (bases, texts) => (await import('./project-merge.ts')).mergeProjects(bases, project, texts),
      },
    }
    return project
  } catch (error) {
    throw error instanceof InputError ? tidyFaults(error, variables) : error
  }
}

function listAllowed(data: unknown): readonly string[] {
  const names = isMap(data) && Array.isArray(data['env']) ? (data['env'] as readonly unknown[]) : []
  return names.filter((name) => typeof name === 'string')
}

/** Texts of the contracts that the models name, by path. */
async function readContracts(
  reader: ConfigReader,
  models: Readonly<Record<string, ModelSettings>>,
  faults: Fault[],
): Promise<ReadonlyMap<string, string>> {
  const named = new Map<string, DataSettings[]>()
  for (const model of Object.values(models)) {
    for (const set of Object.values(model.data)) {
      // A location that is no path has its fault already.
      if (set.contract === null || schemeOf(set.contract) !== null) continue
      const others = named.get(set.contract)
      if (others === undefined) named.set(set.contract, [set])
      else others.push(set)
    }
  }
  await reader.readAhead?.([...named.keys()])
  const texts = new Map<string, string>()
  for (const [contract, sets] of named) {
    try {
      const text = await reader.readText(contract)
      if (text !== null) texts.set(contract, text)
      else for (const { place, key } of sets) faults.push(describeMissing(contract, key, place))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults)
    }
  }
  return texts
}

function describeMissing(contract: string, key: string, place: Place): Fault {
  return {
    message: `the contract of ${key} is not there: ${contract}`,
    place,
    help: 'paths are relative to this file: mend the path, or write the contract',
  }
}

/**
 * Takes doubles out (a fault in `defaults` shows in every model), puts each file's faults in the order of its lines, and
 * hides what came from the environment.
 */
function tidyFaults(error: InputError, variables: VariableReplacer): InputError {
  const unique = new Map<string, Fault>()
  for (const fault of error.faults) {
    const message = variables.redact(fault.message)
    const key = `${fault.place ? formatPlace(fault.place) : ''} ${message}`
    unique.set(key, { ...fault, message, ...(fault.help === undefined ? {} : { help: variables.redact(fault.help) }) })
  }
  const files = [...new Set(error.faults.map((fault) => fault.place?.file))]
  const order = ({ place }: Fault) => [files.indexOf(place?.file), place?.line ?? 0, place?.column ?? 0] as const
  const compare = (left: Fault, right: Fault) => {
    const [a, b] = [order(left), order(right)]
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
  }
  return new InputError([...unique.values()].sort(compare))
}
