import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { InputError } from '../../core/faults.ts'

/** Whether `path` is `folder` or below it; both absolute. */
function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/**
 * The nearest folder at or above `start` that holds a `.git` (a folder, or the file of a linked work tree); `start`
 * itself where there is none.
 */
export async function findTopLevel(start: string): Promise<string> {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (await isThere(join(folder, '.git'))) return folder
    if (dirname(folder) === folder) return resolve(start)
  }
}

/**
 * The folder that the paths of a config may not leave: the job's workspace where the config lies in it, else the git
 * work tree around the config, else the config's folder. `config` is the file named, or any file of the working directory.
 */
export async function findBoundary(config: string, workspace: string | undefined): Promise<string> {
  const folder = dirname(resolve(config))
  return workspace !== undefined && isInside(folder, resolve(workspace)) ? resolve(workspace) : findTopLevel(folder)
}

/**
 * Refuses an absolute path whose real place, symlinks followed, is outside `boundary`. What does not exist yet is judged
 * by the nearest folder above it that does; a link that leads nowhere is refused, since nobody knows where it will lead.
 * Refused too is what leads into git's own folder, whose configuration holds credentials and names programs to run.
 * @throws InputError naming the path and the boundary.
 */
export async function refuseOutside(path: string, boundary: string, shown: string): Promise<void> {
  const real = await findRealPath(path)
  const top = await realpath(boundary)
  if (real !== null && isInside(real, top)) {
    if (!isInGitFolder(relative(top, real))) return
    throw new InputError({
      message: `${shown}: the path leads into git's own folder`,
      help: 'a config may name files of the work tree alone',
    })
  }
  throw new InputError({
    message: `${shown}: the path leaves the workspace ${boundary}${real === null ? ' or is a broken link' : ''}`,
    help: 'a config may name only files inside the workspace; copy the file there, or name it by a flag',
  })
}

/** Whether a path, links followed, is git's own folder or below one; file systems may not tell case apart. */
export function isInGitFolder(path: string): boolean {
  return path.split(/[\\/]/).some((part) => part.toLowerCase() === '.git')
}

async function findRealPath(path: string): Promise<string | null> {
  try {
    return await realpath(path)
  } catch {
    if (dirname(path) === path) return path
    if (await isThere(path)) return null
    const parent = await findRealPath(dirname(path))
    return parent === null ? null : join(parent, basename(path))
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
