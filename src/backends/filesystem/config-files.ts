import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConfigReader } from '../../config/config-reader.ts'
import { InputError } from '../../core/faults.ts'

/** The work tree's files as a configuration reads them; paths start at `root`, the working directory. */
export function createConfigFiles(root: string): ConfigReader {
  return {
    async readText(path) {
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(join(root, path)))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return null
        const message = code === undefined ? `is not UTF-8 text` : `cannot be read (${code})`
        throw new InputError({ message, place: { file: path } }, { cause: error })
      }
    },
    async list(pattern) {
      const { glob } = await import('tinyglobby')
      return (await glob([pattern], { cwd: root, expandDirectories: false, followSymbolicLinks: false })).sort()
    },
  }
}
