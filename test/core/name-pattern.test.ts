import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fixedPrefix, hasNamePattern, makeNamePattern } from '../../src/core/name-pattern.ts'

test.each([
  ['a/*.csv', 'a/b.csv', true],
  ['a/*.csv', 'a/b/c.csv', false],
  ['a/**/*.csv', 'a/c.csv', true],
  ['a/**/*.csv', 'a/b/b/c.csv', true],
  ['**', 'a/b', true],
  ['*', '', true],
  ['a*b*c', 'axbxc', true],
  ['a+.yml', 'a.yml', false],
  ['a?.csv', 'a1.csv', true],
  ['a?.csv', 'a/.csv', false],
  ['a[0-9].csv', 'a5.csv', true],
  ['a[!0-9].csv', 'a5.csv', false],
  ['a[]x].csv', 'a].csv', true],
  ['a[.csv', 'a[.csv', true],
  ['{a,b}/{1,2}.csv', 'b/2.csv', true],
  ['{a,b}/{1,2}.csv', 'c/2.csv', false],
  ['a.csv', 'aXcsv', false],
  ['(a|b)+.csv', '(a|b)+.csv', true],
  ['*é*', 'café.csv', true],
])('%s against %s is %j', (pattern, name, matches) => {
  expect(makeNamePattern(pattern)(name)).toBe(matches)
})

test('a name without wildcards matches itself alone', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, other) => {
      fc.pre(!hasNamePattern(name))
      expect(makeNamePattern(name)(name)).toBe(true)
      expect(makeNamePattern(name)(other)).toBe(name === other)
      expect(fixedPrefix(name)).toBe(name)
    }),
  )
})

test('a pattern of many stars takes no more time than its length', () => {
  const start = performance.now()
  expect(makeNamePattern(`${'*a'.repeat(50)}b`)('a'.repeat(1000))).toBe(false)
  expect(makeNamePattern(`${'**/a/'.repeat(200)}b`)('a/'.repeat(2000))).toBe(false)
  expect(() => makeNamePattern('{a,b}'.repeat(30))).toThrow('stand for more than 1000 patterns')
  expect(performance.now() - start).toBeLessThan(1000)
})
