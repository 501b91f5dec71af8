import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openImages } from '../../src/host/image-registry.ts'
import { hashOf, makeReleaseRequest } from '../support/made-stores.ts'
import { type RegistryServer, startDistribution, startReferrersRegistry } from '../support/oci-registries.ts'

/** One that lists what refers to an image, and one that knows the tag in its place alone. */
const servers: Record<string, RegistryServer> = {}
beforeAll(async () => {
  servers['with a list of referrers'] = await startReferrersRegistry()
  servers['without a list of referrers'] = await startDistribution()
})
afterAll(async () => {
  for (const server of Object.values(servers)) await server.stop()
})

const IMAGE = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'
const CONFIG = 'application/vnd.oci.image.config.v1+json'
const EMPTY = 'application/vnd.oci.empty.v1+json'
const IN_TOTO = 'application/vnd.in-toto+json'

/** Puts bytes as any client would, and says how manifests name them. */
async function putBlob(host: string, mediaType: string, content: string) {
  const digest = `sha256:${hashOf(content)}`
  const begun = await fetch(`http://${host}/v2/acme/churn/blobs/uploads/`, { method: 'POST' })
  const url = new URL(begun.headers.get('location')!, `http://${host}`)
  url.searchParams.set('digest', digest)
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await fetch(url, { method: 'PUT', body: content, headers })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return { mediaType, digest, size: content.length }
}

async function putManifest(host: string, mediaType: string, content: object, tag?: string) {
  const text = JSON.stringify({ schemaVersion: 2, mediaType, ...content })
  const digest = `sha256:${hashOf(text)}`
  const headers = { 'content-type': mediaType }
  const url = `http://${host}/v2/acme/churn/manifests/${tag ?? digest}`
  const answer = await fetch(url, { method: 'PUT', body: text, headers })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return { mediaType, digest, size: text.length }
}

async function putImage(host: string, labels: Record<string, string> | null, tag?: string) {
  const config = await putBlob(
    host,
    CONFIG,
    JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: labels } }),
  )
  const layer = await putBlob(host, 'application/vnd.oci.image.layer.v1.tar', 'layer')
  return putManifest(host, IMAGE, { config, layers: [layer] }, tag)
}

/** An attestation whose manifest says what it is about by an annotation, or leaves it to the statement. */
async function attest(host: string, subject: object, predicateType: string, isNoted: boolean) {
  const config = await putBlob(host, EMPTY, '{}')
  const statement = JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', predicateType })
  const layer = await putBlob(host, IN_TOTO, statement)
  const annotations = isNoted ? { annotations: { 'in-toto.io/predicate-type': predicateType } } : {}
  return putManifest(host, IMAGE, { artifactType: IN_TOTO, config, layers: [{ ...layer, ...annotations }], subject })
}

async function open() {
  const images = await openImages(makeReleaseRequest({ allow: ['127.0.0.1'] }))
  onTestFinished(() => images.close())
  const { signal } = new AbortController()
  return (reference: string) => images.find(reference, signal)
}

describe.each(['with a list of referrers', 'without a list of referrers'])('an image of a registry %s', (kind) => {
  const host = () => servers[kind]!.host

  it('is found by tag and by digest, with its labels', async () => {
    const image = await putImage(host(), { 'modelgate.model': 'churn', 'modelgate.version': 'v0.1.0' }, 'v1')
    const find = await open()
    const facts = {
      digest: image.digest,
      labels: { 'modelgate.model': 'churn', 'modelgate.version': 'v0.1.0' },
      attestations: [],
    }
    expect(await find(`${host()}/acme/churn:v1`)).toEqual(facts)
    expect(await find(`${host()}/acme/churn@${image.digest}`)).toEqual(facts)
    expect(await find(`${host()}/acme/churn:v9@${image.digest}`)).toEqual(facts)
    expect(await find(`${host()}/acme/churn:gone`)).toBeNull()
    expect(await find(`${host()}/acme/nothing@${image.digest}`)).toBeNull()
  })

  it('without labels has none', async () => {
    const image = await putImage(host(), null)
    expect((await (await open())(`${host()}/acme/churn@${image.digest}`))!.labels).toEqual({})
  })

  it('has the attestations that refer to it, by what annotations or the statements say', async () => {
    const image = await putImage(host(), { about: kind }, 'attested')
    const manifests = [
      await attest(host(), image, 'https://slsa.dev/provenance/v1', true),
      await attest(host(), image, 'https://in-toto.io/attestation/test-result/v0.1', false),
    ]
    // what clients put in place of the list where a registry has none
    await putManifest(host(), INDEX, { manifests }, image.digest.replace(':', '-'))
    const { attestations } = (await (await open())(`${host()}/acme/churn:attested`))!
    expect(attestations).toEqual(['https://in-toto.io/attestation/test-result/v0.1', 'https://slsa.dev/provenance/v1'])
  })

  it('for several platforms has the labels of the first, and the attestations beside it', async () => {
    const image = await putImage(host(), { platform: 'first' })
    const config = await putBlob(host(), CONFIG, '{}')
    const predicate = 'https://spdx.dev/Document'
    const layer = await putBlob(host(), IN_TOTO, JSON.stringify({ predicateType: predicate }))
    const layers = [{ ...layer, annotations: { 'in-toto.io/predicate-type': predicate } }]
    const attestation = await putManifest(host(), IMAGE, { config, layers })
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' }
    const index = await putManifest(
      host(),
      INDEX,
      {
        manifests: [
          { ...attestation, annotations, platform: { os: 'unknown', architecture: 'unknown' } },
          { ...image, platform: { os: 'linux', architecture: 'amd64' } },
        ],
      },
      'many',
    )
    expect(await (await open())(`${host()}/acme/churn:many`)).toEqual({
      digest: index.digest,
      labels: { platform: 'first' },
      attestations: [predicate],
    })
  })
})
