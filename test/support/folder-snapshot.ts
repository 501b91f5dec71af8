import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a folder held, in memory: a repository that took several runs of git is made again by writing its files. */
export interface FolderSnapshot {
  /** Writes all of it into another folder; git's `config` names that one where it named the first. */
  restore(target: string): void
}

export function takeSnapshot(folder: string): FolderSnapshot {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
    const status = statSync(join(folder, name))
    return { name, mode: status.mode, isFolder: status.isDirectory() }
  })
  const folders = entries.filter(({ isFolder }) => isFolder)
  const files = entries
    .filter(({ isFolder }) => !isFolder)
    .map(({ name, mode }) => ({ name, mode, bytes: readFileSync(join(folder, name)) }))
  return {
    restore(target) {
      for (const { name } of folders) mkdirSync(join(target, name), { recursive: true })
      for (const { name, mode, bytes } of files) {
        const isConfig = /(^|[\\/])config$/.test(name)
        writeFileSync(join(target, name), isConfig ? bytes.toString('utf8').replaceAll(folder, target) : bytes, {
          mode,
        })
      }
    },
  }
}
