import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import type { RemoteData } from '../../ports/remote-data.ts'
import type { DvcRemote } from './dvc-config.ts'

/** A remote of DVC's as it can be asked. */
export interface DvcStore {
  /** For messages: `the remote "bucket" (s3://bucket/dvc)`. */
  readonly shown: string
  /** How many questions may be under way at once. */
  readonly parallel: number
  /** Size of an object by its path below the remote; null where it is not there. @throws SystemError, InputError where nobody can tell */
  find(path: string): Promise<{ readonly size: number } | null>
  /** Paths of the objects in a folder of the remote; null where they are too many. No such way: a disk is asked quickly. */
  readonly list: ((folder: string) => Promise<readonly string[] | null>) | null
  /** A local file with an object's bytes, which are not looked at. @throws as `find`, and where it is not there */
  open(path: string): Promise<string>
}

/**
 * A remote in front of which nothing stands: neither DVC's own cache nor the work tree answers for it.
 *
 * @param data reaches remotes that are buckets.
 */
export function openDvcStore(remote: DvcRemote, data: RemoteData): DvcStore {
  if (remote.kind === 'bucket') {
    const { name, url, settings } = remote
    return {
      shown: `the remote "${name}" (${url})`,
      parallel: 64,
      find: (path) => data.statObject(`${url}/${path}`, settings, null),
      list: async (path) =>
        (await data.listObjects(`${url}/${path}/`, settings))?.map((uri) => uri.slice(url.length + 1)) ?? null,
      open: async (path) => (await data.fetchObject(`${url}/${path}`, settings)).path,
    }
  }
  const { name, folder } = remote
  const shown = `the remote "${name}" (${folder})`
  let isThere: Promise<boolean> | undefined
  return {
    shown,
    parallel: 16,
    async find(path) {
      // a disk that is not mounted here has lost nothing
      isThere ??= stat(folder).then(
        (found) => found.isDirectory(),
        () => false,
      )
      if (!(await isThere)) throw new SystemError(`${shown}: there is no such folder on this machine`)
      try {
        const found = await stat(join(folder, path))
        return found.isFile() ? { size: found.size } : null
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return null
        throw new SystemError(`${shown}: ${path} cannot be looked at (${code ?? String(error)})`, { cause: error })
      }
    },
    list: null,
    open: async (path) => join(folder, path),
  }
}
