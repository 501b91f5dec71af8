import { access, constants, mkdir, readdir, rmdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InputError, SystemError } from '../../core/faults.ts'

/** Another name mends them; whatever else happens, as of a full disk, is the machine's. */
const OF_THE_NAME = new Set(['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG', 'ELOOP', 'EINVAL'])

/**
 * Makes a folder with those above it, or finds it empty.
 *
 * @param folder absolute.
 * @throws InputError where something is in it, or a folder of that name cannot be made; SystemError where the disk fails.
 */
export async function makeEmptyFolder(folder: string): Promise<void> {
  const made: string[] = []
  try {
    await fillPlace(folder, made)
  } catch (error) {
    await takeAway(made)
    throw error
  }
}

/** Whether `makeEmptyFolder` can do it: what it makes is taken away again. @throws as that does */
export async function proveEmptyFolder(folder: string): Promise<void> {
  const made: string[] = []
  try {
    await fillPlace(folder, made)
  } finally {
    await takeAway(made)
  }
}

async function fillPlace(folder: string, made: string[]): Promise<void> {
  try {
    await makeFolders(folder, made)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    if ((await readdir(folder)).length === 0) return
  } catch (error) {
    throw error instanceof InputError ? error : describeFailure(folder, error)
  }
  throw new InputError({
    message: `${folder} is not empty, and a checkout goes into a folder of its own`,
    help: 'name one that is not there yet',
  })
}

/**
 * One after the other: asked for all at once, Node 20 never answers where a folder that is there lets none be made in it
 * and says that it is not there, as /proc does.
 */
async function makeFolders(folder: string, made: string[]): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (await isFolder(folder)) return
    if (code === 'EEXIST') throw describeOther(folder)
    if (code !== 'ENOENT' || dirname(folder) === folder) throw error
    await makeFolders(dirname(folder), made)
    await mkdir(folder)
  }
  made.push(folder)
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )

/** Something that is neither a folder nor leads to one. */
function describeOther(path: string): InputError {
  return new InputError({
    message: `${path} is no folder, nor a link to one`,
    help: 'name a folder that can be made',
  })
}

function describeFailure(folder: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOTDIR') return describeOther(folder)
  const message = `${folder} cannot be made or written (${code ?? String(error)})`
  return code !== undefined && OF_THE_NAME.has(code)
    ? new InputError({ message, help: 'name a folder that can be made' }, { cause: error })
    : new SystemError(message, { cause: error })
}

/** Those that somebody put something into meanwhile stay. */
async function takeAway(made: readonly string[]): Promise<void> {
  for (const folder of [...made].reverse()) await rmdir(folder).catch(() => {})
}
