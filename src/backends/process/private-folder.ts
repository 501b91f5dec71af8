import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, copyFile, lstat, mkdir, mkdtemp, open, realpath, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError, SystemError } from '../../core/faults.ts'
import type { PrivateFolder } from '../../ports/command-runner.ts'

/** A new folder below `parent` that only this user may enter. */
export async function makePrivateFolder(parent: string): Promise<PrivateFolder> {
  const path = await realpath(await mkdtemp(join(parent, 'modelgate-command-')))
  const locate = (name: string) => join(path, name)
  const find = async (name: string) => {
    // a link would lead to a file of somebody else's
    const found = await lstat(locate(name)).catch(() => null)
    return found?.isFile() === true ? found : null
  }
  return {
    path,
    locate,
    async take(from, name) {
      await copyFile(from, locate(name), constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      return locate(name)
    },
    async give(name, to) {
      if ((await find(name)) === null) throw new Error(`there is no file ${name} to give`)
      const aside = join(dirname(to), `.${randomUUID()}`)
      try {
        await mkdir(dirname(to), { recursive: true })
        const mode = await claimPlace(aside)
        await copyFile(locate(name), aside)
        await chmod(aside, mode)
        await rename(aside, to)
      } catch (error) {
        await rm(aside, { force: true })
        const { code } = error as NodeJS.ErrnoException
        if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'EEXIST') {
          throw new InputError(`${to}: cannot be written: a folder or file is in the way`, { cause: error })
        }
        throw new SystemError(`${to}: cannot be written (${code ?? String(error)})`, { cause: error })
      }
    },
    size: async (name) => (await find(name))?.size ?? null,
  }
}

/** Makes an empty file and gives the mode that the machine gives new ones: a copy has that of a private file. */
async function claimPlace(path: string): Promise<number> {
  const file = await open(path, 'wx')
  try {
    return (await file.stat()).mode
  } finally {
    await file.close()
  }
}
