import { expect, it } from 'vitest'
import { readOwnOutput } from '../../../src/evaluation/sources/own-output.ts'

const read = (...lines: readonly string[]) =>
  readOwnOutput('profit', lines)?.map(({ name, value }) => [name, value]) ?? null

it.each([
  [['12.5'], [['profit', 12.5]]],
  [['loading', '-3', 'UserWarning: 4 of 5'], [['profit', -3]]],
  [['1', '2'], [['profit', 2]]],
  [['NaN'], [['profit', null]]],
  [
    ['{"value": 1, "mean": 2, "by": {"a": 3}}'],
    [
      ['profit', 1],
      ['profit.mean', 2],
      ['profit.by.a', 3],
    ],
  ],
  [
    ['{"profit": NaN, "n": 4}'],
    [
      ['profit', null],
      ['profit.n', 4],
    ],
  ],
  [['start {', '{', '  "profit": 5,', '  "note": "NaN, 3"', '}', 'done'], [['profit', 5]]],
])('of %j the last number or object counts', (lines, expected) => {
  expect(read(...lines)).toEqual(expected)
})

it.each([[[]], [['done']], [['[1, 2]']], [['{"name": "x"}']], [['{"a": 1']], [['12 rows']]])(
  '%j states no number',
  (lines) => {
    expect(read(...lines)).toBeNull()
  },
)

it.each([
  ['a table', Array.from({ length: 20_000 }, (_, row) => `${row},${row}`)],
  ['braces', Array.from({ length: 20_000 }, () => '{')],
  ['blanks', [`{"value": ${' '.repeat(500_000)}`, '}']],
])('%s in place of a number is none, and is told at once', (_, lines) => {
  const start = performance.now()
  expect(read(...lines)).toBeNull()
  expect(performance.now() - start).toBeLessThan(2000)
})

it('takes an object that is the whole output, however many lines it has', () => {
  expect(read('{', ...Array.from({ length: 200 }, (_, key) => `"k${key}": 1,`), '"value": 7', '}')?.[200]).toEqual([
    'profit',
    7,
  ])
})
