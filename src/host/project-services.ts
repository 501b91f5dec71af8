import { createHash } from 'node:crypto'
import { parse, resolve } from 'node:path'
import type { Services } from '../commands/services.ts'
import type { Project } from '../config/project.ts'
import type { ProjectLocation } from '../config/project-loader.ts'
import type { ProjectOutline } from '../config/project-outline.ts'
import { InputError } from '../core/faults.ts'
import { once } from './once.ts'

interface ProjectRequest {
  readonly cwd: string
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Of `--config`. */
  readonly config: string | null
  /** How many folders upwards modelgate.yml is looked for. */
  readonly depth: number
  /** The working directory relative to the root of the repository: '' for the root itself. */
  readonly workingFolder: string
}

/** Reads modelgate.yml, of the work tree and of commits; what reads it is loaded at the first use. */
export function createProjectServices({ cwd, variables, config, depth, workingFolder }: ProjectRequest) {
  const findLocation = once(async (): Promise<ProjectLocation | null> => {
    const [{ findProject }, { createConfigScan }] = await Promise.all([
      import('../config/project-loader.ts'),
      import('../backends/filesystem/config-scan.ts'),
    ])
    return findProject(createConfigScan(cwd, parse(cwd).root), depth, config)
  })
  /** The folder that no file of the configuration leads out of. */
  const boundary = once(async () => {
    const { findBoundary } = await import('../backends/filesystem/path-jail.ts')
    return findBoundary(resolve(cwd, (await findLocation())?.file ?? 'modelgate.yml'), variables['GITHUB_WORKSPACE'])
  })
  const project = once(async (): Promise<Project | null> => {
    const location = await findLocation()
    if (location === null) return null
    const [{ loadProject }, { createConfigScan }] = await Promise.all([
      import('../config/project-loader.ts'),
      import('../backends/filesystem/config-scan.ts'),
    ])
    return loadProject(createConfigScan(cwd, await boundary()), location, { environment: variables, sha256 })
  })
  let ruling: Project | null = null
  const ruleBy: Services['ruleBy'] = (given) => {
    ruling = given
  }
  const outline = once(async (): Promise<ProjectOutline | null> => {
    const location = await findLocation()
    if (location === null) return null
    const [{ outlineProject }, { createConfigScan }] = await Promise.all([
      import('../config/project-outline.ts'),
      import('../backends/filesystem/config-scan.ts'),
    ])
    const reader = createConfigScan(cwd, await boundary())
    return outlineProject(reader, location, { environment: variables, workingFolder })
  })
  const projectAt: Services['projectAt'] = async (tree, file) => {
    const [{ loadProject }, { readTree }] = await Promise.all([
      import('../config/project-loader.ts'),
      import('../config/config-reader.ts'),
    ])
    // what is here may be damaged, and is no part of what is read
    const location = await findLocation().catch((error: unknown) => {
      if (error instanceof InputError) return null
      throw error
    })
    const part = file === location?.file ? location.part : null
    return loadProject(readTree(tree, workingFolder), { file, part }, { environment: variables, sha256 })
  }
  const locateAt: Services['locateAt'] = async (tree) => {
    const [{ findProject }, { readTree }] = await Promise.all([
      import('../config/project-loader.ts'),
      import('../config/config-reader.ts'),
    ])
    try {
      return (await findProject(readTree(tree, workingFolder), depth, config))?.file ?? null
    } catch (error) {
      if (error instanceof InputError) return null
      throw error
    }
  }
  return {
    ...{ findLocation, boundary, project, outline, projectAt, locateAt, ruleBy },
    /** The configuration that hosts, stores and remotes are taken from. */
    ruling: async () => ruling ?? project(),
  }
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
