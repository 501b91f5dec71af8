import { expect, test } from 'vitest'
import { isRemote, parseRemote, pathOf, showLocation } from '../../src/core/data-location.ts'

test.each([
  ['s3://bucket/a/b.csv', { scheme: 's3', bucket: 'bucket', key: 'a/b.csv' }],
  ['S3://bucket/a//b.csv', { scheme: 's3', bucket: 'bucket', key: 'a//b.csv' }],
  ['gs://bucket/a?.csv', { scheme: 'gs', bucket: 'bucket', key: 'a?.csv' }],
  ['az://things/a/b.csv', { scheme: 'az', account: null, bucket: 'things', key: 'a/b.csv' }],
  [
    'az://acme.blob.core.windows.net/things/a.csv',
    { scheme: 'az', account: 'acme.blob.core.windows.net', bucket: 'things', key: 'a.csv' },
  ],
  ['https://example.com/a.csv?x=1#y', { scheme: 'https', url: new URL('https://example.com/a.csv?x=1') }],
])('%s is %j', (location, expected) => {
  expect(isRemote(location)).toBe(true)
  expect(parseRemote(location)).toEqual(expected)
})

test.each(['a.csv', '/a.csv', 'C:\\a.csv', 'C:/a.csv', 's3:/bucket', 'trino:a.b.c', 'ftp://host/a'])(
  '%s is no remote location',
  (location) => {
    expect(isRemote(location)).toBe(false)
  },
)

test.each([
  ['https://user:pw@example.com/a.csv?sig=secret#x', 'https://example.com/a.csv', '/a.csv'],
  ['https://example.com?sig=secret', 'https://example.com', ''],
  ['s3://bucket/a?.csv', 's3://bucket/a?.csv', '/a?.csv'],
  ['s3://key:secret@bucket/a.csv', 's3://bucket/a.csv', '/a.csv'],
  ['data/a#1.csv', 'data/a#1.csv', 'data/a#1.csv'],
])('%s is shown as %s', (location, shown, path) => {
  expect(showLocation(location)).toBe(shown)
  expect(pathOf(location)).toBe(path)
})
