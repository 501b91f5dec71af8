import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { ConfigReader } from '../../config/config-reader.ts'
import { hasNamePattern, makeNamePattern } from '../../core/name-pattern.ts'
import { createConfigFiles } from './config-files.ts'
import { refuseOutside } from './path-jail.ts'

/** Larger files are left to the slow way. */
const BUFFER_BYTES = 65_536

/**
 * The same files as `createConfigFiles` gives, for thousands of them: each is opened once, when its name is looked for,
 * and nothing waits for a turn of the event loop. Links, `**` and whatever else is unusual go the slow way.
 */
export function createConfigScan(root: string, boundary: string): ConfigReader {
  const slow = createConfigFiles(root, boundary)
  if (constants.O_NOFOLLOW === undefined) return slow
  const texts = new Map<string, string>()
  /** The same by the paths that were listed, which are asked for next. */
  const listed = new Map<string, string>()
  /** Folders that are known to lie in the boundary. */
  const safe = new Set<string>()
  const buffer = Buffer.alloc(BUFFER_BYTES)

  /** `slow`: it is there, or may be, and has to be looked at more closely. */
  const open = (file: string): 'missing' | 'link' | 'slow' | 'read' => {
    let handle: number
    try {
      handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ELOOP') return 'link'
      return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'slow'
    }
    try {
      const size = readSync(handle, buffer, 0, BUFFER_BYTES, null)
      if (size === BUFFER_BYTES) return 'slow'
      // what gives nothing may be a pipe
      if (size === 0 && !fstatSync(handle).isFile()) return 'missing'
      const text = buffer.toString('utf8', 0, size)
      // what is no UTF-8 is refused with words
      if (text.includes('\uFFFD')) return 'slow'
      texts.set(file, text)
      return 'read'
    } catch {
      return fstatSync(handle).isFile() ? 'slow' : 'missing'
    } finally {
      closeSync(handle)
    }
  }

  const isSafe = async (folder: string, shown: string) => {
    if (!safe.has(folder)) await refuseOutside(folder, boundary, shown)
    safe.add(folder)
  }

  /** The folders below these that one part of a pattern names. */
  const goDown = async (folders: readonly string[], part: string, shown: string): Promise<readonly string[]> => {
    if (!hasNamePattern(part)) return folders.map((folder) => join(folder, part))
    const isNamed = part === '*' ? () => true : makeNamePattern(part)
    const found: string[] = []
    for (const folder of folders) {
      const entries = readEntries(folder).filter((entry) => entry.isDirectory() && isListed(entry.name, part, isNamed))
      if (entries.length > 0) await isSafe(folder, shown)
      for (const { name } of entries) {
        const below = `${folder}${folder.endsWith(sep) ? '' : sep}${name}`
        found.push(below)
        // a folder that is no link lies where the one above it does
        safe.add(below)
      }
    }
    return found
  }

  return {
    async readText(path) {
      const known = listed.get(path)
      if (known !== undefined) return known
      const file = resolve(root, path)
      await isSafe(dirname(file), path)
      if (!texts.has(file)) {
        const state = open(file)
        if (state === 'missing') return null
        if (state !== 'read') return slow.readText(path)
      }
      return texts.get(file)!
    },
    async list(pattern) {
      const parts = pattern.split('/')
      const last = parts.pop()!
      if (hasNamePattern(last) || pattern.includes('**') || pattern.includes('{') || pattern.startsWith('/')) {
        return slow.list(pattern)
      }
      const start = resolve(root)
      let folders: readonly string[] = [start]
      for (const part of parts) folders = await goDown(folders, part, pattern)
      const found: string[] = []
      for (const folder of folders) {
        const file = `${folder}${folder.endsWith(sep) ? '' : sep}${last}`
        const state = open(file)
        // links are followed only where they are named
        if (state !== 'slow' && state !== 'read') continue
        const path = relativeTo(start, file)
        if (state === 'read' && safe.has(folder)) listed.set(path, texts.get(file)!)
        found.push(path)
      }
      return found.sort()
    },
  }
}

/** The path as seen from a folder, with `/`. */
function relativeTo(folder: string, file: string): string {
  const isBelow = file.startsWith(folder) && file[folder.length] === sep
  const path = isBelow ? file.slice(folder.length + 1) : relative(folder, file)
  return sep === '/' ? path : path.split(sep).join('/')
}

/** Entries of a folder; none where there is no such folder. */
function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** As globs have it: a name with a dot in front only where the pattern has one. */
function isListed(name: string, part: string, isNamed: (name: string) => boolean): boolean {
  return (!name.startsWith('.') || part.startsWith('.')) && isNamed(name)
}
