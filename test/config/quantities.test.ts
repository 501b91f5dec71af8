import { describe, expect, test } from 'vitest'
import { matchesGlob } from '../../src/config/glob.ts'
import { joinPath, relativePath } from '../../src/config/paths.ts'
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

describe('globs', () => {
  test.each([
    ['models/a/modelgate.yml', 'models/*/modelgate.yml', true],
    ['models/a/b/modelgate.yml', 'models/*/modelgate.yml', false],
    ['models/a/b/modelgate.yml', 'models/**/modelgate.yml', true],
    ['models/modelgate.yml', 'models/**/modelgate.yml', true],
    ['a/b.yml', '**', true],
    ['a.yml', '?.yml', true],
    ['ab.yml', '?.yml', false],
    ['axbxc', 'a*b*c', true],
    ['a.yml', 'a+.yml', false],
    ['', '*', true],
  ])('%j matches %j: %j', (path, glob, expected) => {
    expect(matchesGlob(path, glob)).toBe(expected)
  })

  test('take no longer than the product of the lengths', () => {
    expect(matchesGlob('a'.repeat(5000), `${'a*'.repeat(500)}b`)).toBe(false)
    expect(matchesGlob('a/'.repeat(2000), `${'**/a/'.repeat(200)}b`)).toBe(false)
  })
})

describe('paths', () => {
  test.each([
    [['', 'a'], 'a'],
    [['a/b', '../c'], 'a/c'],
    [['a', '../../c'], '../c'],
    [['..', '../c'], '../../c'],
    [['a', './b//c/.'], 'a/b/c'],
    [['a', '..'], ''],
    [['/a', '../../b'], '/b'],
  ])('%j joined is %j', (parts, expected) => {
    expect(joinPath(...parts)).toBe(expected)
  })

  test('are turned around to be seen from a folder', () => {
    expect(relativePath('a/b', 'a/c/d')).toBe('../c/d')
    expect(relativePath('', 'a')).toBe('a')
    expect(relativePath('..', '../a')).toBe('a')
  })
})
