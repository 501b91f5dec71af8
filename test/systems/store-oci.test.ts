import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashOf, makeDraft, makeStores, referTo } from '../support/made-stores.ts'
import { startDistribution } from '../support/oci-registries.ts'
import type { ToolServer } from '../support/tool-servers.ts'

/** The reference implementation of OCI registries, which computes every digest itself. */
let server: ToolServer & { readonly host: string; readonly folder: string }
beforeAll(async () => {
  server = await startDistribution()
})
afterAll(() => server?.stop())

const settings = () => ({ type: 'oci', repository: `${server.host}/acme/models` }) as const
const open = () => makeStores({ allow: ['127.0.0.1'] })
const get = (path: string, accept = 'application/vnd.oci.image.manifest.v1+json') =>
  fetch(`http://${server.host}/v2/acme/models/${path}`, { headers: { accept } })

describe('files in a repository of an OCI registry', () => {
  it('are the one layer of a manifest, kept once and given back with their bytes', async () => {
    const stores = open()
    const draft = makeDraft('id,score\n1,0.9\n', 'artifacts/predictions.csv')
    const location = await stores.put(settings(), draft)
    expect(location).toMatch(new RegExp(`^oci://${server.host}/acme/models@sha256:[0-9a-f]{64}$`))
    expect(await stores.put(settings(), draft)).toBe(location)
    const digest = location.split('@')[1]!
    const text = await (await get(`manifests/${digest}`)).text()
    expect(`sha256:${hashOf(text)}`).toBe(digest)
    expect(JSON.parse(text)).toMatchObject({
      artifactType: 'application/vnd.modelgate.file.v1',
      layers: [
        {
          digest: `sha256:${draft.sha256}`,
          size: draft.size,
          annotations: { 'org.opencontainers.image.title': 'predictions.csv' },
        },
      ],
    })
    const { tags } = (await (await get('tags/list')).json()) as { tags: string[] }
    expect(tags).toContain(`predictions.csv-${draft.sha256}`)
    const reference = referTo(draft, location)
    expect(await stores.has(reference)).toBe(true)
    expect(readFileSync((await stores.fetch(reference))!.path, 'utf8')).toBe('id,score\n1,0.9\n')
  })

  it('may be larger than what is held in memory at once, and are whole', async () => {
    const stores = open()
    const draft = makeDraft(Buffer.alloc(40 * 1024 * 1024, 'model'))
    const copy = await stores.fetch(referTo(draft, await stores.put(settings(), draft)))
    expect(hashOf(readFileSync(copy!.path))).toBe(draft.sha256)
  })

  it('that changed since they were judged are not taken', async () => {
    const draft = { ...makeDraft('one\n'), sha256: hashOf('two\n') }
    await expect(open().put(settings(), draft)).rejects.toThrow('it changed since it was judged')
    expect((await get(`blobs/sha256:${draft.sha256}`)).status).toBe(404)
  })

  it('that are gone are missing; a record that names another file than the manifest is refused', async () => {
    const stores = open()
    const [draft, other] = [makeDraft('here\n'), makeDraft('there\n')]
    const location = await stores.put(settings(), draft)
    await expect(stores.fetch(referTo(other, location))).rejects.toThrow(`the record says sha256:${other.sha256}`)
    await expect(stores.has(referTo(other, location))).rejects.toThrow(`the record says sha256:${other.sha256}`)
    const digest = location.split('@')[1]!
    await fetch(`http://${server.host}/v2/acme/models/manifests/${digest}`, { method: 'DELETE' })
    expect(await stores.has(referTo(draft, location))).toBe(false)
    expect(await stores.fetch(referTo(draft, location))).toBeNull()
    const nowhere = location.replace('acme/models', 'acme/nothing')
    expect(await stores.has(referTo(draft, nowhere))).toBe(false)
  })

  it('whose bytes were altered on the disk of the registry are found out when they are fetched', async () => {
    const stores = open()
    const draft = makeDraft('as it was judged\n')
    const location = await stores.put(settings(), draft)
    const place = join(server.folder, 'docker/registry/v2/blobs/sha256', draft.sha256.slice(0, 2), draft.sha256, 'data')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(place, 'as IT was judged\n')
    await expect(stores.fetch(referTo(draft, location))).rejects.toThrow(`the record says sha256:${draft.sha256}`)
  })
})
