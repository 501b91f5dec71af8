import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bumpVersion, compareVersions, parseVersion } from '../../src/registry/version-number.ts'

describe('version numbers', () => {
  it.each(['v0.1.0', 'v1.2.0', 'v10.20.30', 'v1.0.0-rc.1', 'v1.0.0-alpha-2', 'v1.0.0+build.7', 'v1.0.0-rc.1+exp.sha'])(
    '%s is one',
    (text) => expect(parseVersion(text)).not.toBeNull(),
  )

  it.each([
    '1.2.0',
    'v1.2',
    'v01.2.0',
    'v1.2.0-',
    'v1.2.0-01',
    'v1.2.0 ',
    'V1.2.0',
    'v1.2.0-x.lock',
    'v1.2.0~1',
    'v1.2.0-a..b',
    '',
  ])('%j is none', (text) => expect(parseVersion(text)).toBeNull())

  it('come in the order of semantic versioning, whatever the order given', () => {
    // The example of https://semver.org/#spec-item-11, with neighbours.
    const ordered = [
      ...['v0.1.0', 'v0.9.0', 'v0.10.0', 'v1.0.0-alpha', 'v1.0.0-alpha.1', 'v1.0.0-alpha.beta', 'v1.0.0-beta'],
      ...['v1.0.0-beta.2', 'v1.0.0-beta.11', 'v1.0.0-rc.1', 'v1.0.0', 'v1.0.1', 'v1.1.0', 'v2.0.0'],
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(ordered, { minLength: ordered.length }), (shuffled) => {
        expect([...shuffled].sort(compareVersions)).toEqual(ordered)
      }),
      { numRuns: 50, seed: 1 },
    )
  })

  it('are equal where only the build differs', () => {
    expect(compareVersions('v1.0.0+a', 'v1.0.0+b')).toBe(0)
  })

  it.each([
    [[], 'minor', 'v0.1.0'],
    [[], 'major', 'v1.0.0'],
    [[], 'patch', 'v0.0.1'],
    [['v0.1.0'], 'minor', 'v0.2.0'],
    [['v0.9.0', 'v0.10.4'], 'minor', 'v0.11.0'],
    [['v0.9.0', 'v0.10.4'], 'patch', 'v0.10.5'],
    [['v0.9.0', 'v0.10.4'], 'major', 'v1.0.0'],
    [['v2.0.0-rc.1', 'v1.9.9'], 'minor', 'v2.1.0'],
  ] as const)('after %j a %s bump gives %s', (versions, bump, next) => {
    expect(bumpVersion(versions, bump)).toBe(next)
  })

  it('may count by date and time, and end where a number cannot be told exactly any more', () => {
    expect(bumpVersion(['v1.0.20261122093015'], 'patch')).toBe('v1.0.20261122093016')
    expect(parseVersion('v1.0.1000000000000000')).toBeNull()
    expect(() => bumpVersion(['v1.999999999999999.0'], 'minor')).toThrow(
      /no minor version follows v1\.999999999999999\.0/,
    )
    expect(bumpVersion(['v1.999999999999999.0'], 'major')).toBe('v2.0.0')
  })
})
