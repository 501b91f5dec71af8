import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { renderPattern } from '../../src/sql/pattern-test.ts'
import { quoteLiteral } from '../../src/sql/quoting.ts'
import { openScratch, type Scratch } from '../support/scratch-database.ts'

let database: Scratch
beforeAll(async () => {
  database = await openScratch()
})
afterAll(() => database.close())

/** Atoms with texts that they match, or nearly. */
const ATOMS: readonly (readonly [string, readonly string[]])[] = [
  ['\\d', ['0', '9', 'a', '\u0661', '']],
  ['\\d{3}', ['123', '12', '1234', '12a']],
  ['[A-Z]{2}', ['AB', 'ab', 'A', 'Aé']],
  ['[a-z0-9]', ['a', '7', '-', 'A', 'ß']],
  ['[A-Fa-f0-9]', ['f', 'G', '0']],
  ['[0-9]{0}', ['', '0']],
  ['C-', ['C-', 'c-', 'C']],
  ['\\.', ['.', 'x', '']],
  ['\\-', ['-', 'x']],
  ["'", ["'", '"']],
  ['!', ['!', '']],
  [' ', [' ', '\t', '']],
  ['@#%&=<>~:;,_', ['@#%&=<>~:;,_', '@']],
]
/** Atoms that GLOB has another meaning for, or none: the regular expression must stay. */
const OTHERS: readonly (readonly [string, readonly string[]])[] = [
  ['a*', ['', 'aa', 'a*']],
  ['.', ['x', '.', '\n']],
  ['x?', ['', 'x', 'x?']],
  ['[^a]', ['b', 'a', '^']],
  ['[!a]', ['!', 'a', 'b']],
  ['[a-]', ['-', 'a', 'b']],
  ['(?:ab|c)', ['ab', 'c', 'b']],
  ['\\[x\\]', ['[x]', 'x']],
  ['\\\\', ['\\', '\\\\']],
  ['\\s', [' ', 's']],
]
const piece = fc.constantFrom(...ATOMS, ...ATOMS, ...OTHERS)

it('a fixed row of characters is matched without a regular expression just as with one', async () => {
  const tried = fc.record({
    pieces: fc.array(
      piece.chain(([atom, texts]) => fc.constantFrom(...texts).map((text) => [atom, text] as const)),
      { minLength: 1, maxLength: 4 },
    ),
    anchors: fc.constantFrom(['^', '$'], ['^', '$'], ['^', ''], ['', '$'], ['', '']),
    around: fc.constantFrom(['', ''], ['', ''], ['', '\n'], ['x', ''], ['', ' ']),
    isWhole: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(tried, { minLength: 100, maxLength: 100 }), async (cases) => {
      const list = cases.map(({ pieces, anchors, around, isWhole }) => {
        const pattern = quoteLiteral(`${anchors[0]}${pieces.map(([atom]) => atom).join('')}${anchors[1]}`)
        const text = quoteLiteral(`${around[0]}${pieces.map(([, one]) => one).join('')}${around[1]}`)
        const plain = `${isWhole ? 'regexp_full_match' : 'regexp_matches'}(${text}, ${pattern})`
        const unquoted = `${anchors[0]}${pieces.map(([atom]) => atom).join('')}${anchors[1]}`
        return `${renderPattern(text, unquoted, isWhole)} = ${plain}`
      })
      const [row] = await database.query(`SELECT ${list.join(', ')}`)
      expect(cases.filter((_, index) => row![index] !== true)).toEqual([])
    }),
    { numRuns: 8 },
  )
})

it.each([
  ['^C-\\d{8}$', 'GLOB'],
  ['^[A-Z]{2}-[0-9]{4}$', 'GLOB'],
  ['^C-\\d{8}', 'regexp_matches'],
  ['^\\d{41}$', 'regexp_matches'],
  ['^a|b$', 'regexp_matches'],
  ['^$', 'regexp_matches'],
])('%s is asked by %s', (pattern, by) => {
  expect(renderPattern('x', pattern, false)).toContain(by)
})
