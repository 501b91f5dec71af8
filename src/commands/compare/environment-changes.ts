import { InputError } from '../../core/faults.ts'
import type { Changes } from '../../core/result.ts'
import { LOCK_FILES } from '../lock-files.ts'
import { type Packages, readLockFile } from './environment-lock.ts'
import { type ChangeServices, diffEntries, readAtCommit } from './tracked-changes.ts'

/**
 * Packages whose version differs between the work tree's lock files and those of a commit. The files are those of the
 * first folder that has any.
 *
 * @param folders to look in, the nearest to the model first.
 */
export async function findEnvironmentChanges(
  commit: string,
  folders: readonly string[],
  services: ChangeServices,
): Promise<Changes['environment']> {
  for (const folder of folders) {
    const names = new Set(await services.workspace.listFolder(folder === '' ? '.' : folder, 'config'))
    const files = LOCK_FILES.filter((name) => names.has(name)).map((name) => folder + name)
    if (files.length === 0) continue
    const before: Packages[] = []
    const after: Packages[] = []
    for (const file of files) {
      const then = await readAtCommit(commit, file, services)
      // a lock file that was not there yet would make every package new
      if (then === null) continue
      const [old, now] = [
        read(then, file, services),
        read(await services.workspace.readText(file, 'config'), file, services),
      ]
      if (old === null || now === null) continue
      before.push(old)
      after.push(now)
    }
    return diffEntries(merge(before), merge(after), 'packages')
  }
  return []
}

/** A lock file that cannot be read is no reason to stop a comparison. */
function read(text: string, file: string, { logger }: ChangeServices): Packages | null {
  try {
    return readLockFile(text, file)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    logger.debug(`what changed in the environment is not known: ${error.message}`)
    return null
  }
}

/** The first file that names a package says its version. */
function merge(files: readonly Packages[]): Packages {
  return new Map(files.toReversed().flatMap((file) => [...file]))
}
