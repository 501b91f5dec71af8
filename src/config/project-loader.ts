import type { ConfigReader } from './config-reader.ts'
import type { GatesFile } from './gates-file.ts'
import type { Sha256 } from './policy-digest.ts'
import type { Project } from './project.ts'
import type { Environment } from './variables.ts'

/** Which files a project is read from. */
export interface ProjectLocation {
  /** The root file, relative to the working directory: `modelgate.yml`, `../modelgate.yml`. */
  readonly file: string
  /** The included file that was found or named, and so whose models are meant; null: the root itself. */
  readonly part: string | null
}

export interface LoadOptions {
  /** What `${NAME}` may read, where `env` of the root file allows it. */
  readonly environment: Environment
  readonly sha256: Sha256
}

/**
 * Finds the configuration: the file named, else the nearest `modelgate.yml` upwards; where a file further up includes
 * it, that one is the root.
 *
 * @param parents how many folders above the working directory may be looked into.
 * @returns null where none is named and none is there.
 * @throws InputError where the named file is not there, or a file further up cannot be read.
 */
export async function findProject(
  reader: ConfigReader,
  parents: number,
  named: string | null = null,
): Promise<ProjectLocation | null> {
  const { locateProject } = await import('./project-location.ts')
  return locateProject(reader, parents, named)
}

/**
 * Reads `modelgate.yml` and what it includes: variables replaced, defaults applied, every key checked.
 *
 * @throws InputError with every fault of all files, each with its place and mend.
 */
export async function loadProject(
  reader: ConfigReader,
  location: ProjectLocation,
  options: LoadOptions,
): Promise<Project> {
  const { assembleProject } = await import('./project-assembly.ts')
  return assembleProject(reader, location, options)
}

/** Reads the file of `--gates`: `gates`, and `waivers`. @throws InputError with every fault of it. */
export async function readGates(text: string, file: string): Promise<GatesFile> {
  const { parseGates } = await import('./gates-file.ts')
  return parseGates(text, file)
}
