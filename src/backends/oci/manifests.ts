import { SystemError } from '../../core/faults.ts'
import { readSome } from '../http/client.ts'
import { parseJson } from '../http/service.ts'
import { digestOf, type RegistryClient } from './registry-client.ts'

/** What a manifest says of bytes elsewhere. */
export interface Descriptor {
  readonly mediaType?: string
  readonly digest: string
  readonly size: number
  readonly artifactType?: string
  readonly annotations?: Readonly<Record<string, string>>
  readonly platform?: { readonly os?: string; readonly architecture?: string }
}

/** A manifest of an image or artifact, or an index of them. */
export interface Manifest {
  readonly mediaType?: string
  readonly artifactType?: string
  readonly config?: Descriptor
  readonly layers?: readonly Descriptor[]
  readonly manifests?: readonly Descriptor[]
  readonly annotations?: Readonly<Record<string, string>>
}

/** Registries answer with a type that was not asked for by refusing. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ')

/** The largest that registries take. */
const MOST_BYTES = 4 * 1024 * 1024

/**
 * A manifest and the digest of its bytes; null where there is none.
 *
 * @param version `sha256:…`, which its bytes must then have, or a tag.
 * @throws SystemError where they have not, or it is none.
 */
export async function readManifest(
  client: RegistryClient,
  version: string,
): Promise<{ readonly digest: string; readonly manifest: Manifest } | null> {
  const isDigest = version.startsWith('sha256:')
  const uri = `${client.shown}${isDigest ? '@' : ':'}${version}`
  const doing = `read ${uri}`
  const request = { method: 'GET', at: `manifests/${version}`, headers: { accept: MANIFEST_TYPES }, doing } as const
  return client.ask(request, async (answer) => {
    if (answer.status === 404) return null
    if (answer.status !== 200) throw await client.refuse(answer, doing)
    const text = await readSome(answer, MOST_BYTES + 1)
    const digest = digestOf(text)
    if (isDigest && digest !== version) {
      throw new SystemError(`${uri}: ${answer.url.host} gives another manifest, ${digest}`, {
        help: 'the registry, or something before it, alters what it keeps: find out which',
      })
    }
    const manifest = parseJson(text)
    if (typeof manifest === 'object' && manifest !== null) return { digest, manifest: manifest as Manifest }
    throw new SystemError(`${uri}: ${answer.url.host} answers with no manifest`, {
      help: 'check that it is a registry',
    })
  })
}

/** A small blob as data; null where there is none. @throws SystemError where its bytes have another digest. */
export async function readBlob(client: RegistryClient, digest: string): Promise<unknown> {
  const doing = `read ${client.shown}@${digest}`
  return client.ask({ method: 'GET', at: `blobs/${digest}`, doing }, async (answer) => {
    if (answer.status === 404) return null
    if (answer.status !== 200) throw await client.refuse(answer, doing)
    const text = await readSome(answer, MOST_BYTES + 1)
    if (digestOf(text) === digest) return parseJson(text) ?? null
    throw new SystemError(`${client.shown}@${digest}: ${answer.url.host} gives other bytes`, {
      help: 'the registry, or something before it, alters what it keeps: find out which',
    })
  })
}
