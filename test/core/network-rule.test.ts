import { expect, test } from 'vitest'
import { allowsBucket, findHost, parseAllowedPlace } from '../../src/core/network-rule.ts'

const places = (...entries: readonly string[]) => entries.map((entry) => parseAllowedPlace(entry)!)

test.each([
  ['https://example.com/x', 'example.com', 'exact'],
  ['https://EXAMPLE.com/x', 'Example.COM', 'exact'],
  ['https://example.com:8443/x', 'example.com', 'exact'],
  ['https://example.com:8443/x', 'example.com:8443', 'exact'],
  ['https://example.com/x', 'example.com:443', 'exact'],
  ['http://example.com/x', 'example.com:443', null],
  ['https://data.example.com/x', '*.example.com', 'pattern'],
  ['https://example.com/x', '*.example.com', null],
  ['https://badexample.com/x', '*.example.com', null],
  ['https://example.com.evil.net/x', 'example.com', null],
  ['https://example.com@evil.net/x', 'example.com', null],
  ['https://[::1]:9000/x', '[::1]:9000', 'exact'],
  ['https://10.0.0.1/x', '*.0.0.1', null],
])('%s is listed by %s as %s', (url, entry, expected) => {
  expect(findHost(places(entry), new URL(url))).toBe(expected)
})

test.each([
  'https://example.com',
  'example.com/path',
  '',
  '*',
  '*.',
  'a b',
  's3://',
  's3://bucket/key',
  's3://a.b/bucket',
  'host:99999x',
])('%j is no entry', (entry) => {
  expect(parseAllowedPlace(entry)).toBeNull()
})

test('buckets are listed by scheme, account and name', () => {
  const allow = places('s3://bucket/', 'az://things', 'az://acme.blob.core.windows.net/others')
  expect(allowsBucket(allow, { scheme: 's3', bucket: 'bucket' })).toBe(true)
  expect(allowsBucket(allow, { scheme: 'gs', bucket: 'bucket' })).toBe(false)
  expect(allowsBucket(allow, { scheme: 's3', bucket: 'bucket2' })).toBe(false)
  expect(allowsBucket(allow, { scheme: 'az', account: null, bucket: 'things' })).toBe(true)
  expect(allowsBucket(allow, { scheme: 'az', account: 'evil.blob.core.windows.net', bucket: 'things' })).toBe(false)
  expect(allowsBucket(allow, { scheme: 'az', account: 'acme.blob.core.windows.net', bucket: 'others' })).toBe(true)
})
