import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { serveLoopback } from '../../support/loopback-server.ts'
import { hashOf, makeDraft, makeStores, referTo } from '../../support/made-stores.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const CONTENT = 'the model\n'
const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  layers: [{ digest: `sha256:${hashOf(CONTENT)}`, size: CONTENT.length }],
})

interface RegistryOptions {
  readonly challenge: (host: string) => string
  /** What the token service answers to a request: its path with the query, its authorization, its body. */
  readonly giveToken?: (path: string, authorization: string, body: string) => string | null
  /** What a request must carry. */
  readonly wanted: string
  /** Where blobs are, if elsewhere. */
  readonly blobs?: string
  readonly manifest?: string
}

/** A registry with one file that wants credentials, and its service for tokens. */
async function serveRegistry({ challenge, giveToken, wanted, blobs, manifest = MANIFEST }: RegistryOptions) {
  return serveLoopback((request, response, body) => {
    const { url = '', headers } = request
    if (url.startsWith('/token')) {
      const token = giveToken?.(url, headers.authorization ?? '', body) ?? null
      response.writeHead(token === null ? 401 : 200).end(JSON.stringify({ token }))
      return
    }
    if (headers.authorization !== wanted) {
      response.writeHead(401, { 'www-authenticate': challenge(headers.host!) })
      response.end('{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}')
      return
    }
    if (url.includes('/manifests/')) response.end(manifest)
    else if (blobs === undefined) response.end(CONTENT)
    else response.writeHead(307, { location: `${blobs}/bytes` }).end()
  })
}

const bearer = (host: string) => `Bearer realm="http://${host}/token",service="registry",scope="repository:a:pull"`

/** Asks for the file as a record names it, with docker's configuration. */
function fetchFrom(host: string, auths: object = {}) {
  const folder = makeFolder({ 'config.json': JSON.stringify({ auths: { [host]: auths } }) })
  const stores = makeStores({ allow: ['127.0.0.1'], variables: { DOCKER_CONFIG: folder } })
  return stores.fetch(referTo(makeDraft(CONTENT), `oci://${host}/acme/models@sha256:${hashOf(MANIFEST)}`))
}

const PASSWORD = { username: 'me', password: 'hunter2' }
const BASIC = `Basic ${Buffer.from('me:hunter2').toString('base64')}`

describe('a registry that wants credentials', () => {
  test('gets a token of its own service, asked for with those of docker and for that repository', async () => {
    const asked: string[] = []
    const server = await serveRegistry({
      challenge: bearer,
      wanted: 'Bearer given',
      giveToken(path, authorization) {
        asked.push(path)
        return authorization === BASIC ? 'given' : null
      },
    })
    const copy = await fetchFrom(server.host, PASSWORD)
    expect(readFileSync(copy!.path, 'utf8')).toBe(CONTENT)
    expect(asked.map((path) => Object.fromEntries(new URL(path, 'http://x').searchParams))).toEqual([
      { service: 'registry', scope: 'repository:acme/models:pull' },
    ])
  })

  test('gets a token without credentials where anybody may read', async () => {
    const server = await serveRegistry({
      challenge: bearer,
      wanted: 'Bearer anonymous',
      giveToken: (_, authorization) => (authorization === '' ? 'anonymous' : null),
    })
    expect(await fetchFrom(server.host)).not.toBeNull()
  })

  test('gets a token for the token that docker keeps', async () => {
    const server = await serveRegistry({
      challenge: bearer,
      wanted: 'Bearer given',
      giveToken(_, __, body) {
        const form = new URLSearchParams(body)
        return form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === 'kept' ? 'given' : null
      },
    })
    expect(await fetchFrom(server.host, { identitytoken: 'kept' })).not.toBeNull()
  })

  test('gets user and password where it asks for them', async () => {
    const server = await serveRegistry({ challenge: () => 'Basic realm="registry"', wanted: BASIC })
    expect(await fetchFrom(server.host, PASSWORD)).not.toBeNull()
  })

  test.each([
    ['refused', PASSWORD, /answers 401.*; asked with the credentials of .*config\.json/],
    ['missing', {}, /answers 401.*; no credentials were found: looked for the auths of config.json/],
  ])('and finds them %s says which, and none of them', async (_, auths, message) => {
    const server = await serveRegistry({ challenge: bearer, wanted: 'Bearer never' })
    const failure = await fetchFrom(server.host, auths).catch((error: Error) => error.message)
    expect(failure).toMatch(message)
    expect(failure).not.toContain('hunter2')
  })

  test('that sends to another host for the bytes: the credentials stay', async () => {
    const elsewhere = await serveLoopback((_, response) => response.end(CONTENT))
    const server = await serveRegistry({
      challenge: () => 'Basic realm="registry"',
      wanted: BASIC,
      blobs: elsewhere.origin,
    })
    expect(await fetchFrom(server.host, PASSWORD)).not.toBeNull()
    expect(elsewhere.headers.map(({ authorization }) => authorization)).toEqual([undefined])
  })

  test('that sends to a metadata service for a token or the bytes is not followed', async () => {
    const realm = () => 'Bearer realm="https://169.254.169.254/token",service="x"'
    const server = await serveRegistry({ challenge: realm, wanted: 'Bearer never' })
    await expect(fetchFrom(server.host, PASSWORD)).rejects.toThrow('169.254.169.254 is a link-local address')
    const other = await serveRegistry({
      challenge: () => 'Basic realm="registry"',
      wanted: BASIC,
      blobs: 'http://169.254.169.254',
    })
    await expect(fetchFrom(other.host, PASSWORD)).rejects.toThrow('169.254.169.254 may not be reached')
  })

  test('that gives another manifest than was asked for is found out', async () => {
    const manifest = MANIFEST.replace('2,', '2 ,')
    const server = await serveRegistry({ challenge: () => 'Basic realm="registry"', wanted: BASIC, manifest })
    await expect(fetchFrom(server.host, PASSWORD)).rejects.toThrow(`gives another manifest, sha256:${hashOf(manifest)}`)
  })

  test('is not asked where the policy does not name it', async () => {
    const server = await serveRegistry({ challenge: bearer, wanted: 'Bearer never' })
    const stores = makeStores({ allow: [] })
    const reference = referTo(makeDraft(CONTENT), `oci://${server.host}/acme/models@sha256:${hashOf(MANIFEST)}`)
    await expect(stores.fetch(reference)).rejects.toThrow(`add "${server.host}" to network.allow there`)
    expect(server.requests).toEqual([])
  })
})
