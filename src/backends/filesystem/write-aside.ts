import { randomUUID } from 'node:crypto'
import { mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes beside the target and renames: a reader meets the old file or the whole new one. Folders are made. A link stays,
 * and what it leads to is written; a device or a pipe (`/dev/null`, `/dev/stdout`) is written to, and never replaced by a
 * file.
 *
 * @param shown the path as messages name it.
 * @throws InputError where a folder is in the way, SystemError where the disk refuses
 */
export async function writeAside(path: string, content: string | Uint8Array, shown: string = path): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const aside = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`)
  try {
    const there = await stat(target).catch(() => null)
    if (there !== null && !there.isFile() && !there.isDirectory()) {
      await writeFile(target, content)
      return
    }
    await mkdir(dirname(target), { recursive: true })
    await writeFile(aside, content)
    await rename(aside, target)
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {})
    const { explainUnwritable } = await import('./file-content.ts')
    throw explainUnwritable(shown, error)
  }
}
