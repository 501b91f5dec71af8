import { InputError } from '../core/faults.ts'
import { makeNamePattern } from '../core/name-pattern.ts'
import { isMap } from '../core/plain-map.ts'
import { listIncludes, readConfigFile } from './config-files.ts'
import type { ConfigReader } from './config-reader.ts'
import { folderOf, joinPath } from './paths.ts'
import type { ProjectLocation } from './project-loader.ts'

const FILE_NAME = 'modelgate.yml'

/** @see findProject */
export async function locateProject(
  reader: ConfigReader,
  parents: number,
  named: string | null,
): Promise<ProjectLocation | null> {
  const upwards = listUpwards('', parents)
  const found = named === null ? await findFirst(reader, upwards) : joinPath(named)
  if (found === null) return null
  if (named !== null && (await reader.readText(found)) === null) {
    throw new InputError({
      message: 'there is no such file',
      place: { file: found },
      help: 'mend the path after --config',
    })
  }
  if (found.startsWith('/')) return { file: found, part: null }
  for (const file of listUpwards(folderOf(found), parents)) {
    if (file !== found && (await reader.readText(file)) !== null && (await isIncluded(reader, file, found))) {
      return { file, part: found }
    }
  }
  return { file: found, part: null }
}

async function findFirst(reader: ConfigReader, files: readonly string[]): Promise<string | null> {
  for (const file of files) if ((await reader.readText(file)) !== null) return file
  return null
}

async function isIncluded(reader: ConfigReader, root: string, file: string): Promise<boolean> {
  const { document } = await readConfigFile(reader, root)
  const include =
    isMap(document.data) && Array.isArray(document.data['include'])
      ? (document.data['include'] as readonly unknown[])
      : []
  const globs = include.filter((glob): glob is string => typeof glob === 'string' && mayFind(glob, root, file))
  return (await listIncludes(reader, document, globs, [])).includes(file)
}

/** Whether an entry of `include` could find the file, so that thousands are not listed for nothing. */
function mayFind(glob: string, root: string, file: string): boolean {
  const pattern = joinPath(folderOf(root), glob)
  // nobody knows here what the folders above the working directory are called
  return pattern.startsWith('..') || makeNamePattern(pattern)(file)
}

/** Configuration files from a folder upwards, to `parents` folders above the working directory. */
function listUpwards(folder: string, parents: number): readonly string[] {
  const files: string[] = []
  for (let current = folder; countUp(current) <= parents; current = joinPath(current, '..')) {
    files.push(joinPath(current, FILE_NAME))
  }
  return files
}

/** How many folders above the working directory a folder lies. */
function countUp(folder: string): number {
  return folder.split('/').filter((part) => part === '..').length
}
