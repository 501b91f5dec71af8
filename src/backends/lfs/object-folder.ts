import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'

/** Path of an object below a git folder: `lfs/objects/ab/cd/abcd…`. */
export function lfsObjectPath(oid: string): string {
  return join('lfs', 'objects', oid.slice(0, 2), oid.slice(2, 4), oid)
}

/**
 * Looks for an object in a repository that lies in a folder, bare or with a work tree; its file, or null.
 *
 * @throws SystemError where there is no such repository on this machine
 */
export async function findInFolder(
  folder: string,
  oid: string,
): Promise<{ readonly path: string; readonly size: number } | null> {
  const gitFolders = [folder, join(folder, '.git')]
  const isThere = await Promise.all(gitFolders.map((one) => isFile(join(one, 'HEAD'))))
  const gitFolder = gitFolders.find((_, index) => isThere[index])
  if (gitFolder === undefined) throw new SystemError(`${folder} is no git repository on this machine`)
  const path = join(gitFolder, lfsObjectPath(oid))
  const found = await stat(path).catch(() => null)
  return found?.isFile() ? { path, size: found.size } : null
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
