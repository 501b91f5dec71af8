import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRemote } from '../backends/remote/made-remote.ts'
import { ensureNpmTool, findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

/** The newest Azurite that runs on Node 20. */
const AZURITE = '3.35.0'
const ACCOUNT = 'devstoreaccount1'
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
const KEYS = ['data/year=2025/a.csv', 'data/year=2026/b c+d&é.csv', 'plain.csv']

/** The vendor's own client, as the cache of GitHub Actions brings it along. */
const { ContainerClient, StorageSharedKeyCredential } = createRequire(
  resolve(import.meta.dirname, '../../node_modules/@actions/cache/package.json'),
)('@azure/storage-blob')

let endpoint = ''
let server: ToolServer
beforeAll(async () => {
  const folder = await ensureNpmTool('azurite', AZURITE)
  const port = await findPort()
  endpoint = `http://127.0.0.1:${port}/${ACCOUNT}`
  const program = join(folder, 'node_modules/azurite/dist/src/blob/main.js')
  const options = [
    '--inMemoryPersistence',
    '--blobHost',
    '127.0.0.1',
    '--blobPort',
    String(port),
    '--silent',
    '--skipApiVersionCheck',
  ]
  server = await startServer(process.execPath, [program, ...options], endpoint)
  const container = new ContainerClient(`${endpoint}/things`, new StorageSharedKeyCredential(ACCOUNT, KEY))
  await container.create()
  for (const key of KEYS)
    await container.getBlockBlobClient(key).upload(`id\n${key}\n`, Buffer.byteLength(`id\n${key}\n`))
  for (let index = 0; index < 12; index += 1) await container.getBlockBlobClient(`few/${index}.csv`).upload('x', 1)
})
afterAll(() => server?.stop())

const connection = (rest: string) =>
  `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};BlobEndpoint=${endpoint};${rest}`

/** A shared access signature of the account for reading and listing. */
function signAccess(): string {
  const [permissions, services, types, expiry, protocol, version] = [
    'rl',
    'b',
    'sco',
    '2099-01-01T00:00:00Z',
    'https,http',
    '2021-12-02',
  ]
  const text = [ACCOUNT, permissions, services, types, '', expiry, '', protocol, version, '', ''].join('\n')
  const signature = createHmac('sha256', Buffer.from(KEY, 'base64')).update(text).digest('base64')
  const query = { sv: version, ss: services, srt: types, sp: permissions, se: expiry, spr: protocol, sig: signature }
  return new URLSearchParams(query as Record<string, string>).toString()
}

describe('a container of Azure', () => {
  it.each([
    ['the account key', () => `AccountKey=${KEY}`],
    ['a shared access signature', () => `SharedAccessSignature=${signAccess()}`],
  ])('gives its blobs for %s, whatever their names hold', async (_, rest) => {
    const variables = { HOME: '/nonexistent', AZURE_STORAGE_CONNECTION_STRING: connection(rest()) }
    const remote = makeRemote({ variables })
    for (const location of ['az://things/data/year=*/*.csv', 'az://things/data/']) {
      const files = await remote.fetch(location, 'caller')
      expect(files.map(({ path }) => readFileSync(path, 'utf8'))).toEqual(KEYS.slice(0, 2).map((key) => `id\n${key}\n`))
    }
    expect(await remote.fetch('az://things/few/*.csv', 'caller')).toHaveLength(12)
    const [file] = await remote.fetch('az://things/plain.csv', 'caller')
    expect(file).toMatchObject({ uri: 'az://things/plain.csv', size: 13 })
  })

  it.each([
    ['the account key', () => `AccountKey=${KEY}`],
    ['a shared access signature', () => `SharedAccessSignature=${signAccess()}`],
  ])('tells of a blob without keeping its bytes for %s', async (_, rest) => {
    const variables = { HOME: '/nonexistent', AZURE_STORAGE_CONNECTION_STRING: connection(rest()) }
    const remote = makeRemote({ variables, allowed: ['az://things'] })
    const facts = await remote.statObject('az://things/data/year=2026/b c+d&é.csv', {}, null)
    expect(facts).toMatchObject({
      size: Buffer.byteLength(`id\n${KEYS[1]}\n`),
      etag: expect.stringMatching(/^0x/),
      version: null,
      isEtagOfBytes: false,
    })
    expect(await remote.statObject('az://things/gone.csv', {}, null)).toBeNull()
  })

  it('says where credentials were looked for, that they do not suffice, or that nothing is there', async () => {
    const wrong = { AZURE_STORAGE_CONNECTION_STRING: connection(`AccountKey=${Buffer.from('no').toString('base64')}`) }
    const fetch = (variables: Record<string, string>, location: string) =>
      makeRemote({ variables: { HOME: '/nonexistent', ...variables } }).fetch(location, 'caller')
    await expect(fetch(wrong, 'az://things/plain.csv')).rejects.toThrow(
      /403 .*asked with the credentials of the account key/s,
    )
    const none = { AZURE_STORAGE_CONNECTION_STRING: connection('') }
    await expect(fetch(none, 'az://things/plain.csv')).rejects.toThrow(
      /no such file|no credentials were found: looked for AZURE_/,
    )
    const right = { AZURE_STORAGE_CONNECTION_STRING: connection(`AccountKey=${KEY}`) }
    await expect(fetch(right, 'az://things/gone.csv')).rejects.toThrow('there is no such file (404')
    await expect(fetch(right, 'az://nowhere/*.csv')).rejects.toThrow('ContainerNotFound')
    await expect(fetch({}, 'az://things/plain.csv')).rejects.toThrow('names no storage account')
  })

  it('never gives the key of its account to another one', async () => {
    const variables = { HOME: '/nonexistent', AZURE_STORAGE_CONNECTION_STRING: connection(`AccountKey=${KEY}`) }
    const attempt = makeRemote({ variables }).fetch('az://files.example.com/things/plain.csv', 'caller')
    await expect(attempt).rejects.toThrow('files.example.com is no storage account of Azure')
  })
})
