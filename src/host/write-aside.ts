import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Writes beside the target and renames: a reader meets the old file or the whole new one.
 *
 * @throws InputError where a folder is in the way, SystemError where the disk refuses
 */
export async function writeAside(path: string, content: string | Uint8Array): Promise<void> {
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(aside, content)
    await rename(aside, path)
  } catch (error) {
    await rm(aside, { force: true }).catch(() => {})
    const { explainUnwritable } = await import('../backends/filesystem/file-content.ts')
    throw explainUnwritable(path, error)
  }
}
