import { type Fault, formatPlace, InputError } from '../core/faults.ts'
import { isMap } from '../core/plain-map.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import { type ConfigFile, listIncludes, readConfigFile } from './config-files.ts'
import type { ConfigReader } from './config-reader.ts'
import { includedSchema, rootOnlyShape } from './root-settings.ts'
import { describeIssues } from './schema-faults.ts'
import { CHECK_ONCE } from './settings-schema.ts'
import { holdsVariables, type VariableReplacer } from './variables.ts'

/** A model as one of the files has it. */
export interface ModelEntry {
  readonly name: string
  readonly value: unknown
  readonly file: ConfigFile
}

/** The models of one file, unchecked. */
export function listModels(data: unknown, file: ConfigFile): ModelEntry[] {
  const models = isMap(data) && isMap(data['models']) ? data['models'] : {}
  return Object.entries(models).map(([name, value]) => ({ name, value, file }))
}

/** The files that the root includes, variables replaced; their faults go to the list. */
export async function readIncluded(
  reader: ConfigReader,
  root: ConfigFile,
  rootData: unknown,
  variables: VariableReplacer,
  faults: Fault[],
): Promise<readonly { readonly file: ConfigFile; readonly data: unknown }[]> {
  const globs = isMap(rootData) && Array.isArray(rootData['include']) ? (rootData['include'] as readonly unknown[]) : []
  const texts = globs.filter((glob) => typeof glob === 'string')
  const read: { readonly file: ConfigFile; readonly data: unknown }[] = []
  const paths = await listIncludes(reader, root.document, texts, faults)
  await reader.readAhead?.(paths)
  for (const path of paths) {
    try {
      const file = await readConfigFile(reader, path)
      const { data: written } = file.document
      const data = holdsVariables(file.text) ? variables.replace(written, file.document, faults) : written
      if (!isSound(data)) faults.push(...checkIncluded(data, file.document, root.file))
      read.push({ file, data })
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults)
    }
  }
  return read
}

/** Whether an included file has the form that nearly all have, which spares the schema thousands of questions. */
export function isSound(data: unknown): boolean {
  return isMap(data) && data['version'] === 1 && isMap(data['models']) && Object.keys(data).length === 2
}

function checkIncluded(data: unknown, document: LocatedDocument, rootFile: string): readonly Fault[] {
  const result = includedSchema.safeParse(data, CHECK_ONCE)
  if (result.success) return []
  return describeIssues(result.error.issues, data, document).map((fault) => {
    const key = Object.keys(rootOnlyShape).find((name) => fault.message === `unknown key ${JSON.stringify(name)}`)
    return key === undefined
      ? fault
      : { ...fault, message: `the key ${JSON.stringify(key)} belongs in the root file`, help: `move it to ${rootFile}` }
  })
}

/** A fault for each model that an earlier file has already. */
export function refuseDuplicates(entries: readonly ModelEntry[], faults: Fault[]): void {
  const first = new Map<string, ModelEntry>()
  for (const entry of entries) {
    const earlier = first.get(entry.name)
    if (earlier === undefined) {
      first.set(entry.name, entry)
      continue
    }
    const place = earlier.file.document.placeOf(['models', entry.name])
    faults.push({
      message: `the model ${JSON.stringify(entry.name)} is already in ${formatPlace(place)}`,
      place: entry.file.document.placeOf(['models', entry.name]),
      help: 'give one of them another name',
    })
  }
}
