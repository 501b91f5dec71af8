import { fixedPrefix, hasNamePattern, makeNamePattern } from '../core/name-pattern.ts'

/** One entry of `paths` or `shared`, from the repository's root. */
export interface PathRule {
  /** As a person reads it, without `!`. */
  readonly pattern: string
  /** Whether it takes out what earlier entries took in. */
  readonly isNot: boolean
  /** The text that every path it matches begins with; of a plain path the whole. */
  readonly prefix: string
  readonly isGlob: boolean
  matches(path: string): boolean
}

/**
 * Reads one entry. A plain path stands for the file, or for the folder and all below it; `*`, `**`, `?`, `[a-z]` and
 * `{a,b}` are wildcards. Upper and lower case differ.
 *
 * @throws InputError where braces stand for more than 1,000 patterns.
 */
export function makePathRule(written: string): PathRule {
  const isNot = written.startsWith('!')
  const pattern = isNot ? written.slice(1) : written
  // `src/**` says no more than `src`
  const plain = pattern === '**' ? '' : pattern.replace(/\/\*\*$/, '')
  if (!hasNamePattern(plain)) {
    return { pattern, isNot, prefix: plain, isGlob: false, matches: (path) => isAtOrBelow(path, plain) }
  }
  // `src/**/**` matches `src` too
  const prefix = fixedPrefix(pattern).replace(/\/$/, '')
  return { pattern, isNot, prefix, isGlob: true, matches: makeNamePattern(pattern) }
}

/** Whether entries take a path in: the last one that matches decides. */
export function takesIn(rules: readonly PathRule[], path: string): boolean {
  return rules.findLast((rule) => rule.matches(path))?.isNot === false
}

/** Whether a path is that file or folder, or lies in it. '' is the root. */
function isAtOrBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || (path.startsWith(folder) && path[folder.length] === '/')
}

/** Whether a pattern could match something inside a folder of which nobody knows the files; in doubt it could. */
export function couldMatchInside(rule: PathRule, folder: string): boolean {
  if (!rule.isGlob) return isAtOrBelow(rule.prefix, folder) || isAtOrBelow(folder, rule.prefix)
  if (rule.pattern.includes('{') || rule.matches(folder)) return true
  const parts = rule.pattern.split('/')
  const head = parts.slice(0, folder.split('/').length)
  if (head.includes('**')) return true
  return parts.length > head.length && makeNamePattern(head.join('/'))(folder)
}
