import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ConfigReader } from '../../config/config-reader.ts'
import { InputError } from '../../core/faults.ts'
import { refuseOutside } from './path-jail.ts'

/**
 * The work tree's files as a configuration reads them; paths start at `root`, the working directory, and may not leave
 * `boundary`, also not by symlink.
 */
export function createConfigFiles(root: string, boundary: string): ConfigReader {
  return {
    async readText(path) {
      const file = resolve(root, path)
      await refuseOutside(file, boundary, path)
      try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file))
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        if (code === 'ENOENT' || code === 'ENOTDIR') return null
        const place = { file: path }
        if (code === undefined || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
          throw new InputError({ message: 'is not UTF-8 text', place, help: 'save it as UTF-8' }, { cause: error })
        }
        throw new InputError({ message: `cannot be read (${code})`, place }, { cause: error })
      }
    },
    async list(pattern) {
      const { glob } = await import('tinyglobby')
      return (await glob([pattern], { cwd: root, expandDirectories: false, followSymbolicLinks: false })).sort()
    },
  }
}
