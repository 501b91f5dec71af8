import { describe, expect, test } from 'vitest'
import { serveLoopback } from '../support/loopback-server.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { makeDataVersions, recorded, STOP } from './made-data-versions.ts'

const URI = 's3://bucket/train.csv'
const ETAG = 'a'.repeat(32)

/** A bucket that answers every question about an object so. */
async function makeBucket(status: number, headers: Readonly<Record<string, string>> = {}) {
  const server = await serveLoopback((_, response) => response.writeHead(status, headers).end())
  const variables = { AWS_ENDPOINT_URL: server.origin, AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
  return { server, versions: await makeDataVersions(makeFolder(), { variables, allowed: ['s3://bucket'] }) }
}

const objectOf = (version: string | null, etag: string | null) =>
  recorded(URI, '', { tool: 'object', uri: URI, version, etag })

describe('an object in a bucket', () => {
  test('is recorded with its version and etag, and proven by them without its bytes', async () => {
    const { server, versions } = await makeBucket(200, { etag: `"${ETAG}"`, 'x-amz-version-id': 'v/1 +' })
    const found = await versions.find(URI)
    expect(found).toEqual({ tool: 'object', uri: URI, version: 'v/1 +', etag: ETAG })
    const presence = await versions.prove(recorded(URI, '', found), null, STOP)
    expect(presence).toEqual({ kind: 'present', where: `${URI}, version v/1 +` })
    expect(server.requests).toEqual(['HEAD /bucket/train.csv', 'HEAD /bucket/train.csv?versionId=v%2F1%20%2B'])
  })

  test('has no version where the bucket keeps none, and none at all where it is not one object', async () => {
    const { versions } = await makeBucket(200, { etag: `"${ETAG}"`, 'x-amz-version-id': 'null' })
    expect(await versions.find(URI)).toEqual({ tool: 'object', uri: URI, version: null, etag: ETAG })
    for (const location of ['s3://bucket/*.csv', 's3://bucket/data/', 'https://data.example/a.csv'])
      expect(await versions.find(location)).toBeNull()
  })

  test.each([
    [404, {}, objectOf('v1', ETAG), 'missing', `${URI} has no version v1`],
    [404, {}, objectOf(null, ETAG), 'missing', `${URI} is not there`],
    [405, { 'x-amz-delete-marker': 'true' }, objectOf('v1', ETAG), 'missing', 'has no version v1'],
    [405, {}, objectOf('v1', ETAG), 'unknown', 'answers 405'],
    [403, {}, objectOf('v1', ETAG), 'unknown', 'may not be read (403'],
    [400, {}, objectOf('v1', ETAG), 'unknown', 'answers 400'],
    [503, {}, objectOf('v1', ETAG), 'unknown', 'answers 503'],
    [200, { etag: `"${'b'.repeat(32)}"` }, objectOf(null, ETAG), 'missing', 'was written again'],
    [200, { etag: `"${'b'.repeat(32)}-2"` }, objectOf(null, ETAG), 'unknown', 'was written again'],
    [200, { etag: `"${'b'.repeat(32)}"` }, objectOf(null, `${ETAG}-7`), 'unknown', 'was written again'],
    [
      200,
      { etag: `"${'b'.repeat(32)}"`, 'x-amz-server-side-encryption': 'aws:kms' },
      objectOf(null, ETAG),
      'unknown',
      'was written again',
    ],
  ])('where the store answers %i %j, asked for %j, is %s', async (status, headers, data, kind, reason) => {
    const { versions } = await makeBucket(status, headers as unknown as Readonly<Record<string, string>>)
    const presence = await versions.prove(data, null, STOP)
    expect(presence).toMatchObject({ kind, reason: expect.stringContaining(reason) })
  })

  test('is unknown where network.allow does not name its bucket', async () => {
    const versions = await makeDataVersions(makeFolder())
    const reason = expect.stringContaining('may not be reached: network.allow')
    expect(await versions.prove(objectOf('v1', ETAG), null, STOP)).toMatchObject({ kind: 'unknown', reason })
  })

  test('cannot be put into a checkout, which needs the recorded version to be the current one', async () => {
    const { versions } = await makeBucket(200, { etag: `"${ETAG}"`, 'x-amz-version-id': 'v2' })
    await versions.restore(objectOf('v2', null), '/nowhere', STOP)
    const restored = versions.restore(objectOf('v1', ETAG), '/nowhere', STOP)
    await expect(restored).rejects.toThrow(`${URI} holds version v2, and the record has version v1`)
  })
})
