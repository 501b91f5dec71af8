import { createHash } from 'node:crypto'
import { type ConfigReader, readTree } from '../../src/config/config-reader.ts'
import type { Project } from '../../src/config/project.ts'
import { findProject, loadProject } from '../../src/config/project-loader.ts'
import { InputError } from '../../src/core/faults.ts'

export type Files = Readonly<Record<string, string>>

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Files by path, read as from a commit. */
function readerOf(files: Files, workingFolder = ''): ConfigReader {
  return readTree(
    { readText: async (path) => files[path] ?? null, list: async () => Object.keys(files) },
    workingFolder,
  )
}

/** The project that a command run in `workingFolder` would read. */
export async function readProject(
  files: Files | string,
  options: {
    readonly environment?: Readonly<Record<string, string>>
    readonly workingFolder?: string
    readonly named?: string
  } = {},
): Promise<Project> {
  const reader = readerOf(typeof files === 'string' ? { 'modelgate.yml': files } : files, options.workingFolder)
  const location = await findProject(reader, 5, options.named ?? null)
  if (location === null) throw new Error('no configuration found')
  return loadProject(reader, location, { environment: options.environment ?? {}, sha256 })
}

/** The message of the faults; the message says so where there is none. */
export async function faultsOf(
  files: Files | string,
  options: { readonly environment?: Readonly<Record<string, string>>; readonly named?: string } = {},
): Promise<string> {
  try {
    await readProject(files, options)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'no fault'
}
