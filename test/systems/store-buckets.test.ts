import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Http, reachAny } from '../../src/backends/http/client.ts'
import { measureFile } from '../../src/backends/http/local-file.ts'
import { openAzureStore } from '../../src/backends/remote/azure-store.ts'
import { openBucketStore } from '../../src/backends/remote/bucket-store.ts'
import type { StoreSettings } from '../../src/config/store-settings.ts'
import { hashOf, makeDraft, makeStores, referTo } from '../support/made-stores.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { ensureGoTool, ensureNpmTool, findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const ACCOUNT = 'devstoreaccount1'
/** The emulator's own, which is public. */
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
const { ContainerClient, StorageSharedKeyCredential } = createRequire(
  resolve(import.meta.dirname, '../../node_modules/@actions/cache/package.json'),
)('@azure/storage-blob')

interface Bucket {
  readonly settings: StoreSettings
  readonly variables: Readonly<Record<string, string>>
  readonly allow: string
  /** Puts other bytes there, or none, as nobody should. */
  alter(key: string, content: string | null): Promise<void>
}

const servers: ToolServer[] = []
const buckets: Record<string, Bucket> = {}
afterAll(async () => {
  for (const server of servers) await server.stop()
})

beforeAll(async () => {
  const folder = await ensureGoTool('github.com/fsouza/fake-gcs-server', 'v1.56.1')
  const host = `127.0.0.1:${await findPort()}`
  const options = ['-scheme', 'http', '-host', '127.0.0.1', '-port', host.split(':')[1]!, '-backend', 'memory']
  const objects = `http://${host}/storage/v1/b`
  servers.push(await startServer(join(folder, 'fake-gcs-server'), [...options, '-public-host', host], objects))
  await fetch(objects, { method: 'POST', body: JSON.stringify({ name: 'models' }) })
  buckets['gs'] = {
    settings: { type: 'gs', url: 'gs://models/team' },
    variables: { STORAGE_EMULATOR_HOST: host },
    allow: 'gs://models',
    async alter(key, content) {
      const name = encodeURIComponent(`team/${key}`)
      await fetch(`${objects}/models/o/${name}`, { method: 'DELETE' })
      if (content === null) return
      const address = `http://${host}/upload/storage/v1/b/models/o?uploadType=media&name=${name}`
      await fetch(address, { method: 'POST', body: content })
    },
  }

  const azurite = await ensureNpmTool('azurite', '3.35.0')
  const port = await findPort()
  const endpoint = `http://127.0.0.1:${port}/${ACCOUNT}`
  const program = join(azurite, 'node_modules/azurite/dist/src/blob/main.js')
  const flags = ['--inMemoryPersistence', '--blobHost', '127.0.0.1', '--blobPort', String(port), '--silent']
  servers.push(await startServer(process.execPath, [program, ...flags, '--skipApiVersionCheck'], endpoint))
  const container = new ContainerClient(`${endpoint}/models`, new StorageSharedKeyCredential(ACCOUNT, KEY))
  await container.create()
  const connection = `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};BlobEndpoint=${endpoint}`
  buckets['azure'] = {
    settings: { type: 'azure', url: 'az://models/team' },
    variables: { AZURE_STORAGE_CONNECTION_STRING: connection },
    allow: 'az://models',
    async alter(key, content) {
      const blob = container.getBlockBlobClient(`team/${key}`)
      await (content === null ? blob.delete() : blob.upload(content, content.length))
    },
  }
})

describe.each(['gs', 'azure'])('files in a bucket of %s', (kind) => {
  const open = () => {
    const { variables, allow } = buckets[kind]!
    return makeStores({ variables, allow: [allow] })
  }
  const keyOf = (sha256: string) => `sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`

  it('are kept by their digest, and given back with their bytes', async () => {
    const stores = open()
    const { settings } = buckets[kind]!
    const draft = makeDraft('the first model\n')
    const location = await stores.put(settings, draft)
    expect(location).toBe(`${kind === 'gs' ? 'gs' : 'az'}://models/team/${keyOf(draft.sha256)}`)
    expect(await stores.put(settings, draft)).toBe(location)
    const reference = referTo(draft, location)
    expect(await stores.has(reference)).toBe(true)
    expect(readFileSync((await stores.fetch(reference))!.path, 'utf8')).toBe('the first model\n')
    const large = makeDraft(randomBytes(9_000_000))
    const copy = await stores.fetch(referTo(large, await stores.put(settings, large)))
    expect(hashOf(readFileSync(copy!.path))).toBe(large.sha256)
  })

  it('that were altered or are gone are never taken for the file, nor written over', async () => {
    const stores = open()
    const { settings, alter } = buckets[kind]!
    const draft = makeDraft('as it was judged\n')
    const reference = referTo(draft, await stores.put(settings, draft))
    await alter(keyOf(draft.sha256), 'as IT was judged\n')
    const said = `the record says sha256:${draft.sha256}`
    await expect(stores.has(reference)).rejects.toThrow(said)
    await expect(stores.fetch(reference)).rejects.toThrow(said)
    await expect(stores.put(settings, draft)).rejects.toThrow('has md5')
    await alter(keyOf(draft.sha256), null)
    expect(await stores.has(reference)).toBe(false)
    expect(await stores.fetch(reference)).toBeNull()
  })

  it('are told where the bucket is not there, or the policy does not name it', async () => {
    const { settings, variables } = buckets[kind]!
    const scheme = kind === 'gs' ? 'gs' : 'az'
    const lost = { ...settings, url: `${scheme}://nowhere` } as StoreSettings
    const stores = makeStores({ variables, allow: [`${scheme}://nowhere`] })
    await expect(stores.put(lost, makeDraft())).rejects.toThrow(/there is no such bucket|404/)
    await expect(makeStores({ variables }).put(settings, makeDraft())).rejects.toThrow(
      /network.allow of modelgate.yml does not name it\n.*:\/\/models/,
    )
  })
})

describe('a container of Azure', () => {
  it('takes large files in blocks, which appear only whole', async () => {
    const http = new Http({ variables: {}, signal: new AbortController().signal, now: () => new Date() })
    const { variables } = buckets['azure']!
    const context = { http, variables, reach: reachAny, readFile: async () => null } as const
    const container = await openAzureStore(null, 'models', () => new Date(), context, 1_000_000)
    const store = openBucketStore(container, 'blocks')
    const draft = makeDraft(randomBytes(3_500_001))
    await store.put('whole', await measureFile(draft.localPath, draft))
    expect(await store.has('whole', draft)).toBe(true)
    const copy = (await store.fetch('whole', draft, join(makeFolder(), 'copy')))!
    expect(hashOf(readFileSync(copy.path))).toBe(draft.sha256)
    const other = { ...(await measureFile(draft.localPath, draft)), sha256: hashOf('something else') }
    await expect(store.put('never', other)).rejects.toThrow('it changed since it was judged')
    expect(await store.has('never', other)).toBe(false)
    await http.close()
  })
})
