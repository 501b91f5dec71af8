import { type Fault, InputError } from '../core/faults.ts'
import { hasNamePattern } from '../core/name-pattern.ts'
import { isMap } from '../core/plain-map.ts'
import { readLocatedYaml } from '../yaml/lazy-document.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import type { ConfigReader } from './config-reader.ts'
import { folderOf, joinPath } from './paths.ts'

/** A file of the configuration, as text and as data. */
export interface ConfigFile {
  readonly file: string
  readonly text: string
  readonly document: LocatedDocument
}

/** Reads one file. @throws InputError where it is not there or no YAML map. */
export async function readConfigFile(reader: ConfigReader, file: string): Promise<ConfigFile> {
  const text = await reader.readText(file)
  if (text === null) {
    throw new InputError({
      message: 'there is no such file',
      place: { file },
      help: 'name the configuration with --config FILE',
    })
  }
  const document = readLocatedYaml(text, file)
  if (document.data === null) {
    throw new InputError({ message: 'the file is empty', place: { file }, help: 'begin with version: 1' })
  }
  if (!isMap(document.data)) {
    throw new InputError({
      message: 'the file must hold keys and values',
      place: document.placeOf([]),
      help: 'begin with version: 1',
    })
  }
  return { file, text, document }
}

/** Paths that the root's `include` finds, each once, the root itself left out; faults for what finds nothing. */
export async function listIncludes(
  reader: ConfigReader,
  root: LocatedDocument,
  include: readonly string[],
  faults: Fault[],
): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const [index, glob] of include.entries()) {
    const pattern = joinPath(folderOf(root.file), glob)
    const files = (await reader.list(pattern)).filter((file) => file !== root.file)
    if (files.length === 0) {
      faults.push({
        message: hasNamePattern(glob) ? `no file matches ${glob}` : `there is no file ${pattern}`,
        place: root.placeOf(['include', index], 'value'),
        help: 'paths are relative to this file: mend the path, or take it out',
      })
    }
    for (const file of files) found.add(file)
  }
  return [...found]
}
