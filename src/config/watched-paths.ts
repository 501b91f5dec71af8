import { InputError } from '../core/faults.ts'
import { hasNamePattern, makeNamePattern } from '../core/name-pattern.ts'
import { joinPath } from './paths.ts'
import { schemeOf } from './quantities.ts'

/** What is wrong with one entry of `paths` or `shared`. */
export interface EntryFault {
  readonly index: number
  readonly message: string
  readonly help: string
}

/** The entries of `paths` or `shared` that can match nothing in the repository, whatever lies in it. */
export function findEntryFaults(entries: readonly string[]): readonly EntryFault[] {
  const faults = entries.flatMap((entry, index): EntryFault[] => {
    const pattern = entry.replace(/^!/, '')
    const fault = (message: string, help: string) => [{ index, message: `"${entry}" ${message}`, help }]
    if (pattern === '') return fault('names no path', 'write a path or a pattern after !')
    if (schemeOf(pattern) !== null || /^(?:[\\/]|[A-Za-z]:\\)/.test(pattern)) {
      return fault('is no path of the repository', 'write it relative to this file')
    }
    return hasNamePattern(pattern) ? findBraceFault(pattern, fault) : []
  })
  const takesOutOnly = entries.length > 0 && entries.every((entry) => entry.startsWith('!'))
  const help = 'begin with what is taken in: ["**", "!docs/**"]'
  return takesOutOnly ? [...faults, { index: 0, message: 'every entry takes out, and none takes in', help }] : faults
}

function findBraceFault(pattern: string, fault: (message: string, help: string) => EntryFault[]): EntryFault[] {
  try {
    makeNamePattern(pattern)
    return []
  } catch (error) {
    if (error instanceof InputError) return fault('has braces that stand for more than 1,000 patterns', 'use * instead')
    throw error
  }
}

/**
 * An entry as seen from the repository's root, `!` kept in front.
 *
 * @param folder of the file that it stands in, from the repository's root: '' for the root itself.
 * @returns null where it leaves the repository.
 */
export function placeEntry(entry: string, folder: string): string | null {
  const isNot = entry.startsWith('!')
  const place = placePath(isNot ? entry.slice(1) : entry, folder)
  return place === null || !isNot ? place : `!${place}`
}

/** A path as seen from the repository's root; null where it leaves it. */
export function placePath(path: string, folder: string): string | null {
  // most paths are plain, and a large repository has many
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(path)) return folder === '' ? path : `${folder}/${path}`
  const place = joinPath(folder, path)
  return place === '..' || place.startsWith('../') || place.startsWith('/') ? null : place
}
