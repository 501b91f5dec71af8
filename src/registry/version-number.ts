import { InputError } from '../core/faults.ts'

/** A semantic version as tags write it: `v1.2.0`, `v1.2.0-rc.1+build.5`. */
export interface VersionNumber {
  readonly major: number
  readonly minor: number
  readonly patch: number
  /** Dot-separated identifiers behind `-`; empty for a release. */
  readonly prerelease: readonly string[]
}

export type Bump = 'major' | 'minor' | 'patch'

/** Up to 15 digits, which a number holds exactly: some count by the date and the time. */
const NUMBER = '(0|[1-9]\\d{0,14})'
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)'
const PATTERN = new RegExp(
  `^v${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`,
)

/**
 * Reads `v1.2.0`; null for anything else: without the `v`, with leading zeros, or ending in `.lock`, which git takes
 * for a lock file. Build metadata is allowed and not ordered by.
 *
 * @see https://semver.org/spec/v2.0.0.html
 */
export function parseVersion(text: string): VersionNumber | null {
  const match = isPossible(text) ? PATTERN.exec(text) : null
  if (match === null) return null
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3]),
    prerelease: match[4] === undefined ? [] : match[4].split('.'),
  }
}

/** Whether `parseVersion` reads it. */
export function isVersion(text: string): boolean {
  return isPossible(text) && PATTERN.test(text)
}

const isPossible = (text: string) => text.length <= 100 && !text.endsWith('.lock')

/**
 * Below zero where `a` comes before `b`, by semantic versioning's precedence: a prerelease comes before its release,
 * numeric identifiers before others and by size. What is no version comes first, in order of its text.
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parseVersion(a), parseVersion(b)]
  if (left === null || right === null) {
    return left === right ? compareText(a, b) : left === null ? -1 : 1
  }
  return (
    left.major - right.major ||
    left.minor - right.minor ||
    left.patch - right.patch ||
    comparePrereleases(left.prerelease, right.prerelease)
  )
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return Number(a.length === 0) - Number(b.length === 0)
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const order = compareIdentifiers(a[index]!, b[index]!)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareIdentifiers(a: string, b: string): number {
  const [isANumber, isBNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (isANumber !== isBNumber) return isANumber ? -1 : 1
  // Equal lengths compare as text, so that numbers past 2^53 keep their order.
  if (isANumber && a.length !== b.length) return a.length - b.length
  return compareText(a, b)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The number after the greatest of `versions`; counted from v0.0.0 where there is none, so that a first minor bump is
 * v0.1.0. Prerelease and build parts are dropped.
 *
 * @throws InputError where the greatest part that there can be is taken
 * @example bumpVersion(['v1.2.0', 'v1.10.3'], 'minor') // 'v1.11.0'
 */
export function bumpVersion(versions: readonly string[], bump: Bump): string {
  const greatest = versions.reduce((best, version) => (compareVersions(version, best) > 0 ? version : best), 'v0.0.0')
  const { major, minor, patch } = parseVersion(greatest)!
  const next =
    bump === 'major'
      ? `v${major + 1}.0.0`
      : bump === 'minor'
        ? `v${major}.${minor + 1}.0`
        : `v${major}.${minor}.${patch + 1}`
  if (isVersion(next)) return next
  throw new InputError({
    message: `no ${bump} version follows ${greatest}`,
    help: 'bump another part, or name a version by --version',
  })
}
