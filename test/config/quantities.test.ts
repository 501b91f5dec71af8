import { expect, test } from 'vitest'
import { isCalendarDay, parseDuration, parseSize, schemeOf } from '../../src/config/quantities.ts'

test.each([
  ['200ms', 200],
  ['30s', 30_000],
  ['1.5h', 5_400_000],
  ['24h', 86_400_000],
  ['2w', 1_209_600_000],
  ['10', null],
  ['10 minutes', null],
  ['-1s', null],
  ['1e3s', null],
  ['constructor', null],
  ['5constructor', null],
])('the duration %j is %j ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})

test.each([
  ['20MB', 20_000_000],
  ['20MiB', 20_971_520],
  ['1.5 GB', 1_500_000_000],
  ['500kb', 500_000],
  ['20', null],
  ['MB', null],
])('the size %j is %j bytes', (text, expected) => {
  expect(parseSize(text)).toBe(expected)
})

test.each([
  ['2026-12-31', true],
  ['2028-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
])('%j is a calendar day: %j', (text, expected) => {
  expect(isCalendarDay(text)).toBe(expected)
})

test.each([
  ['s3://bucket/x', 's3'],
  ['HTTPS://host/x', 'https'],
  ['trino:a.b.c', 'trino'],
  ['mlflow:1234', 'mlflow'],
  ['data/a:b.csv', null],
  ['C:/data.csv', null],
])('the scheme of %j is %j', (location, expected) => {
  expect(schemeOf(location)).toBe(expected)
})
