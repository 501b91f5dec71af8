import { expect, test } from 'vitest'
import { isRemote, parseBucket, parseRemote, pathOf, showLocation } from '../../src/core/data-location.ts'

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
  ['data/a?b=1.csv', 'data/a?b=1.csv', 'data/a?b=1.csv'],
  ['s3://bucket/a#1.csv', 's3://bucket/a#1.csv', '/a#1.csv'],
  ['https://host/a:b@c.csv', 'https://host/a:b@c.csv', '/a:b@c.csv'],
  ['https://host:8443/a@b.csv', 'https://host:8443/a@b.csv', '/a@b.csv'],
  ['https://[::1]:8443/a@b.csv', 'https://[::1]:8443/a@b.csv', '/a@b.csv'],
  ['az://127.0.0.1:10000/things/a@b.csv', 'az://127.0.0.1:10000/things/a@b.csv', '/things/a@b.csv'],
])('%s is shown as %s', (location, shown, path) => {
  expect(showLocation(location)).toBe(shown)
  expect(pathOf(location)).toBe(path)
})

const SECRETS = [
  'az://c/test.csv?sv=2020&sig=SECRET',
  'az://c/test.csv?sv&sig=SECRET',
  'az://c/test.csv?%73ig=SECRET',
  'az://c/test.csv#sig=SECRET',
  'az://acme.blob.core.windows.net/c/*.csv?sv=2020&sig=SECRET@x',
  'az://c?sig=SECRET',
  'gs://bucket/a.csv?access_token=SECRET',
  's3://KEY:SECRET@bucket/a.csv?X=1',
  's3://KEY:SE/CRET@bucket/a.csv',
  's3://KEY:SE?CRET@bucket/a.csv',
  'https://user:SE/CRET@example.com/a.csv',
  'https://user:SE#CRET@example.com/a.csv',
  'https://user:SECRET@example.com/a.csv',
]

test.each(SECRETS)('%s is refused and nothing of its secret is told', (location) => {
  expect(() => parseRemote(location)).toThrow()
  expect(showLocation(location)).not.toMatch(/CRET|SE\b/)
  try {
    parseRemote(location)
  } catch (error) {
    expect(String(error)).not.toMatch(/CRET|SE\b/)
  }
})

test('a query that is refused is told to be there', () => {
  const parse = () => parseRemote('az://c/test.csv?sv=2020&sig=SECRET')
  expect(parse).toThrow(/^az:\/\/c\/test\.csv\?…: has a query/)
})

test.each([
  ['s3://bucket', { scheme: 's3', bucket: 'bucket', key: '' }],
  ['gs://bucket/', { scheme: 'gs', bucket: 'bucket', key: '' }],
  ['az://things/a/b//', { scheme: 'az', account: null, bucket: 'things', key: 'a/b' }],
])('%s is where objects are kept: %j', (location, expected) => {
  expect(parseBucket(location)).toEqual(expected)
})

test.each([
  ['az://c/p?sv=2020&sig=SECRET', /^az:\/\/c\/p\?…: has a query/],
  ['s3:///p', /^s3:\/\/\/p: names no bucket/],
  ['https://example.com/p', /^https:\/\/example\.com\/p: is in no bucket/],
])('%s is no bucket, and is told as it was written', (location, message) => {
  expect(() => parseBucket(location)).toThrow(message)
})
