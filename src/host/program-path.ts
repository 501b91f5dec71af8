import { realpathSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, relative, sep } from 'node:path'
import type { Environment } from './environment.ts'

/**
 * The environment in which git and npm are looked for and run. In a job PATH then lacks what lies in its workspace or its
 * temporary folder, where a pull request and earlier steps leave files, and folders that are relative or not there.
 */
export function narrowPath(environment: Environment): Environment {
  const { variables, isGitHubActions } = environment
  if (!isGitHubActions) return environment
  const open = [variables['GITHUB_WORKSPACE'], variables['RUNNER_TEMP']].flatMap((folder) => findReal(folder) ?? [])
  const folders = (variables['PATH'] ?? '').split(delimiter).filter((folder) => {
    const real = isAbsolute(folder) ? findReal(folder) : null
    return real !== null && !open.some((root) => isInside(root, real))
  })
  // an empty PATH would mean the working directory
  const PATH = folders.join(delimiter) || dirname(process.execPath)
  // on Windows it is called Path
  const others = Object.entries(variables).filter(([name]) => name.toUpperCase() !== 'PATH')
  return { ...environment, variables: { ...Object.fromEntries(others), PATH } }
}

/** By another name, such as `/proc/self/cwd`, a folder is the same. */
function findReal(folder: string | undefined): string | null {
  if (!folder) return null
  try {
    return realpathSync(folder)
  } catch {
    return null
  }
}

function isInside(root: string, folder: string): boolean {
  const path = relative(root, folder)
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}
