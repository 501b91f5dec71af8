import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Http, reachAny } from '../../src/backends/http/client.ts'
import { measureFile } from '../../src/backends/http/local-file.ts'
import { openBucketStore } from '../../src/backends/remote/bucket-store.ts'
import { openS3Store } from '../../src/backends/remote/s3-store.ts'
import type { StoreSettings } from '../../src/config/store-settings.ts'
import { hashOf, makeDraft, makeStores, referTo } from '../support/made-stores.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

/** The S3 of moto, which computes checksums and knows conditions and parts as the service does. */
const MOTO = { name: 'moto', requirements: ['moto[server]==5.2.2'] }
const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }
const client = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', service: 's3', region: 'us-east-1' })

let endpoint = ''
let server: ToolServer
beforeAll(async () => {
  const bin = await ensurePythonTool(MOTO)
  const port = await findPort()
  endpoint = `http://127.0.0.1:${port}`
  server = await startServer(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], endpoint)
  await client.fetch(`${endpoint}/models`, { method: 'PUT' })
})
afterAll(() => server?.stop())

const settings = (): StoreSettings => ({
  type: 's3',
  url: 's3://models/team',
  endpoint,
  region: null,
  profile: null,
})
const open = (allow = ['127.0.0.1']) => makeStores({ variables: KEYS, allow, store: settings() })
const addressOf = (sha256: string) => `${endpoint}/models/team/sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`

describe('files in a bucket of S3', () => {
  it('are kept by their digest once, and given back with their bytes', async () => {
    const stores = open()
    const draft = makeDraft('the first model\n')
    const location = await stores.put(settings(), draft)
    expect(location).toBe(`s3://models/team/sha256/${draft.sha256.slice(0, 2)}/${draft.sha256.slice(2)}`)
    const before = (await client.fetch(addressOf(draft.sha256), { method: 'HEAD' })).headers.get('last-modified')
    expect(await stores.put(settings(), draft)).toBe(location)
    expect((await client.fetch(addressOf(draft.sha256), { method: 'HEAD' })).headers.get('last-modified')).toBe(before)
    const reference = referTo(draft, location)
    expect(await stores.has(reference)).toBe(true)
    const copy = (await stores.fetch(reference))!
    expect(copy).toMatchObject({ sha256: draft.sha256, size: draft.size })
    expect(readFileSync(copy.path, 'utf8')).toBe('the first model\n')
  })

  it('carry a checksum that the server computed', async () => {
    const draft = makeDraft('with a checksum\n')
    await open().put(settings(), draft)
    const answer = await client.fetch(addressOf(draft.sha256), {
      method: 'HEAD',
      headers: { 'x-amz-checksum-mode': 'ENABLED' },
    })
    expect(answer.headers.get('x-amz-checksum-sha256')).toBe(Buffer.from(draft.sha256, 'hex').toString('base64'))
  })

  it('that were altered there are never taken for the file, nor written over', async () => {
    const stores = open()
    const draft = makeDraft('as it was judged\n')
    const location = await stores.put(settings(), draft)
    await client.fetch(addressOf(draft.sha256), { method: 'PUT', body: 'as IT was judged\n' })
    const reference = referTo(draft, location)
    await expect(stores.has(reference)).rejects.toThrow(/is sha256:.*, the record says sha256:/)
    await expect(stores.fetch(reference)).rejects.toThrow(`the record says sha256:${draft.sha256}`)
    await expect(stores.put(settings(), draft)).rejects.toThrow('md5')
    expect(await (await client.fetch(addressOf(draft.sha256))).text()).toBe('as IT was judged\n')
  })

  it('that are gone are missing, and a bucket that is gone is a failure', async () => {
    const stores = open()
    const draft = makeDraft('gone\n')
    const location = await stores.put(settings(), draft)
    await client.fetch(addressOf(draft.sha256), { method: 'DELETE' })
    expect(await stores.has(referTo(draft, location))).toBe(false)
    expect(await stores.fetch(referTo(draft, location))).toBeNull()
    const elsewhere = referTo(draft, location.replace('s3://models', 's3://nowhere'))
    const other = makeStores({ variables: { ...KEYS, AWS_ENDPOINT_URL: endpoint }, allow: ['s3://nowhere'] })
    await expect(other.has(elsewhere)).rejects.toThrow('s3://nowhere: there is no such bucket (404')
    await expect(other.fetch(elsewhere)).rejects.toThrow('there is no such bucket')
    const lost: StoreSettings = { type: 's3', url: 's3://nowhere', endpoint: null, region: null, profile: null }
    await expect(other.put(lost, draft)).rejects.toThrow('there is no such bucket')
  })

  it('go in parts where they are large, and appear only whole', async () => {
    const bytes = randomBytes(11 * 1024 * 1024 + 17)
    const draft = makeDraft(bytes)
    const http = new Http({ variables: {}, signal: new AbortController().signal, now: () => new Date() })
    const context = {
      http,
      variables: { ...KEYS, HOME: '/nonexistent' },
      reach: reachAny,
      readFile: async () => null,
    } as const
    const store = openBucketStore(await openS3Store('models', { endpoint }, context, 5 * 1024 * 1024), 'parts')
    await store.put('whole', await measureFile(draft.localPath, draft))
    const head = await client.fetch(`${endpoint}/models/parts/whole`, { method: 'HEAD' })
    expect(head.headers.get('etag')).toMatch(/-3"$/)
    expect(await store.has('whole', draft)).toBe(true)
    const copy = (await store.fetch('whole', draft, join(makeFolder(), 'copy')))!
    expect(hashOf(readFileSync(copy.path))).toBe(draft.sha256)

    const other = { ...(await measureFile(draft.localPath, draft)), sha256: hashOf('something else') }
    await expect(store.put('never', other)).rejects.toThrow('it changed since it was judged')
    expect((await client.fetch(`${endpoint}/models/parts/never`, { method: 'HEAD' })).status).toBe(404)
    expect(await (await client.fetch(`${endpoint}/models?uploads`)).text()).not.toContain('<UploadId>')
    await http.close()
  })

  it('are asked for only where the policy names the server', async () => {
    await expect(open([]).put(settings(), makeDraft())).rejects.toThrow(
      'network.allow of modelgate.yml does not name it',
    )
  })
})
