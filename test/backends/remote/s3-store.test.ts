import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Http, reachAny } from '../../../src/backends/http/client.ts'
import { measureFile } from '../../../src/backends/http/local-file.ts'
import { openBucketStore } from '../../../src/backends/remote/bucket-store.ts'
import { openS3Store } from '../../../src/backends/remote/s3-store.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeDraft } from '../../support/made-stores.ts'

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'topsecret', HOME: '/nonexistent' }
const DENIED = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'

type Handle = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A bucket that takes what is put, but where `handle` answers first. */
async function serveBucket(handle: Handle = () => {}, variables: Record<string, string> = KEYS) {
  const objects = new Map<string, string>()
  const server = await serveLoopback((request, response, body) => {
    const { method = '', url = '', headers } = request
    handle(request, response, body)
    if (response.writableEnded || response.destroyed) return
    const found = objects.get(url)
    if (method === 'PUT') {
      if (headers['if-none-match'] === '*' && found !== undefined) return void response.writeHead(412).end()
      objects.set(url, body)
      return void response.end()
    }
    if (found === undefined)
      return void response.writeHead(404).end(method === 'GET' ? '<Error><Code>NoSuchKey</Code></Error>' : '')
    response.writeHead(200, { 'content-length': found.length }).end(method === 'GET' ? found : undefined)
  })
  const http = new Http({
    variables: {},
    signal: new AbortController().signal,
    now: () => new Date('2026-11-21T12:00:00Z'),
    delaysMs: [0, 0],
  })
  onTestFinished(() => http.close())
  const context = { http, variables, reach: reachAny, readFile: async () => null } as const
  const store = openBucketStore(await openS3Store('bucket', { endpoint: server.origin }, context), 'team')
  const draft = makeDraft()
  const put = async () => store.put('key', await measureFile(draft.localPath, draft))
  return { server, objects, put, store, draft }
}

const methods = (requests: readonly string[]) => requests.map((request) => request.split(' ')[0])

describe('a file that is put into a bucket', () => {
  test('is looked for, sent with the digests that the server is to check, and read back', async () => {
    const { server, put, draft } = await serveBucket()
    await put()
    // the bucket of this test says nothing of digests: then its bytes tell
    expect(methods(server.requests)).toEqual(['HEAD', 'PUT', 'HEAD', 'GET'])
    expect(server.headers[1]).toMatchObject({
      'content-length': '10',
      'if-none-match': '*',
      'x-amz-content-sha256': draft.sha256,
      'x-amz-checksum-sha256': Buffer.from(draft.sha256, 'hex').toString('base64'),
    })
    await put()
    expect(methods(server.requests.slice(4))).toEqual(['HEAD', 'GET'])
  })

  test('is sent with credentials that may not list, which are told 403 of what is not there', async () => {
    let isThere = false
    const { put } = await serveBucket(({ method }, response) => {
      if (method === 'PUT') isThere = true
      else if (!isThere) response.writeHead(403).end()
    })
    await put()
  })

  test.each([
    [
      'refused',
      KEYS,
      /may not be written \(403 of .*: AccessDenied, Access Denied\); asked with the credentials of AWS_ACCESS_KEY_ID/,
    ],
    [
      'missing',
      { HOME: '/nonexistent' },
      /may not be written \(403 .*no credentials were found: looked for AWS_ACCESS_KEY_ID/,
    ],
  ])('by credentials that are %s is told so, without them', async (_, variables, message) => {
    const refuse: Handle = ({ method }, response) => {
      if (method === 'PUT') response.writeHead(403).end(DENIED)
    }
    const { put, objects } = await serveBucket(refuse, variables)
    const failure = await put().catch((error: Error) => error.message)
    expect(failure).toMatch(message)
    expect(failure).not.toContain('topsecret')
    expect(objects.size).toBe(0)
  })

  test('is sent again where the server dies midway, and given up where it stays so', async () => {
    let cuts = 2
    const { put } = await serveBucket(({ method }, response) => {
      if (method === 'PUT' && cuts-- > 0) response.destroy()
    })
    await put()
    const dead = await serveBucket(({ method }, response) => {
      if (method === 'PUT') response.destroy()
    })
    await expect(dead.put()).rejects.toThrow(
      /cannot put s3:\/\/bucket\/team\/key: .*the connection was cut .*, tried 3 times/,
    )
    const busy = await serveBucket(({ method }, response) => {
      if (method === 'PUT') response.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')
    })
    await expect(busy.put()).rejects.toThrow(/answers 503: SlowDown, tried 3 times\n {2}→ run it again later/)
  })

  test('goes to a server that knows no conditions, and is left where another run was first', async () => {
    const plain = await serveBucket(({ method, headers }, response) => {
      if (method === 'PUT' && headers['if-none-match'] !== undefined) response.writeHead(501).end()
    })
    await plain.put()
    expect(methods(plain.server.requests)).toEqual(['HEAD', 'PUT', 'PUT', 'HEAD', 'GET'])
    let isFirst = true
    const raced = await serveBucket(({ method, url }) => {
      if (method === 'HEAD' && !isFirst) return
      if (method === 'PUT' && isFirst) {
        isFirst = false
        raced.objects.set(url!, 'the model\n')
      }
    })
    await raced.put()
    expect(methods(raced.server.requests)).toEqual(['HEAD', 'PUT', 'HEAD', 'GET'])
  })

  test.each([
    ['other bytes', 'the mOdel\n', 'the record says sha256:'],
    ['a part', 'the', 'has 3 bytes, the record says 10'],
    ['nothing', null, 'was taken by the store, and is not there'],
  ])('of which the store keeps %s is not taken for kept', async (_, content, message) => {
    const { put, objects } = await serveBucket(({ method, url }, response) => {
      if (method !== 'PUT') return
      if (content !== null) objects.set(url!, content)
      response.end()
    })
    await expect(put()).rejects.toThrow(message)
  })
})
