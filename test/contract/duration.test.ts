import { expect, it } from 'vitest'
import { describeDuration, parseDuration } from '../../src/contract/duration.ts'

const DAY = 86_400_000

it.each<[string, string | null, number | null]>([
  ['4', 'd', 4 * DAY],
  ['4', 'Days', 4 * DAY],
  ['4', null, 4 * DAY],
  ['1.5', 'h', DAY / 16],
  ['90', 's', 90_000],
  ['90', 'min', 5_400_000],
  ['2', 'weeks', 14 * DAY],
  ['2', 'mo', 60 * DAY],
  ['3', 'yr', 1095 * DAY],
  ['24 hours', null, DAY],
  ['24h', 'd', DAY],
  ['P1DT12H', null, 1.5 * DAY],
  ['P2W', 'd', 14 * DAY],
  ['p1y2m', null, 425 * DAY],
  ['PT0.5H', null, DAY / 48],
  ['P', null, null],
  ['P1DT', null, null],
  ['-4', 'd', null],
  ['', 'd', null],
  ['4', 'parsec', null],
  ['09:00-08:00', null, null],
])('%s %s is %s ms', (value, unit, length) => {
  expect(parseDuration(value, unit)).toBe(length)
})

it('takes m for minutes, but for months where something is kept long', () => {
  expect([parseDuration('6', 'm'), parseDuration('6', 'm', true), parseDuration('6', 'min', true)]).toEqual([
    360_000,
    180 * DAY,
    360_000,
  ])
})

it.each([
  [0, '0 s'],
  [999, '0 s'],
  [61_000, '1 min 1 s'],
  [DAY + 3_600_000 + 61_000, '1 d 1 h'],
  [DAY + 61_000, '1 d 1 min'],
  [-DAY, '-1 d'],
])('%i ms is described as %s', (milliseconds, words) => {
  expect(describeDuration(milliseconds)).toBe(words)
})
