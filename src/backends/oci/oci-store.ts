import { InputError, SystemError } from '../../core/faults.ts'
import type { ArtifactStore, StoredReference, StoreReader } from '../../ports/artifact-store.ts'
import type { ExpectedFile } from '../../ports/keyed-store.ts'
import { measureFile, streamFile } from '../http/local-file.ts'
import { refuseBytes, saveStored } from '../http/stored-file.ts'
import { type Descriptor, type Manifest, readManifest } from './manifests.ts'
import { type OciRepository, parseReference, parseRepository } from './reference.ts'
import { connectRegistry, digestOf, type RegistryClient, type RegistryContext } from './registry-client.ts'

const SCHEME = 'oci://'
/** What an artifact of ours is; its one layer is the file. */
const ARTIFACT_TYPE = 'application/vnd.modelgate.file.v1'
const MANIFEST_TYPE = 'application/vnd.oci.image.manifest.v1+json'
const LAYER_TYPE = 'application/octet-stream'
const EMPTY = '{}'
const EMPTY_TYPE = 'application/vnd.oci.empty.v1+json'

/**
 * Artifacts of a repository of an OCI registry: each file is the one layer of a manifest, so that the registry itself
 * knows it by its digest. A tag keeps it from being cleared away as unused.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage
 * @throws InputError where the text names no repository.
 */
export function openOciStore(repository: string, context: ContextOf): ArtifactStore {
  const parsed = parseRepository(repository)
  const location = `${SCHEME}${parsed.host}/${parsed.name}`
  return {
    location,
    async put({ path, localPath, sha256, size }) {
      const client = connectRegistry(parsed, 'pull,push', context(parsed))
      const file = await measureFile(localPath, { sha256, size })
      const name = path.split('/').at(-1)!
      const { text, digest } = writeManifest(name, file)
      const uri = `${location}@${digest}`
      await putBlob(client, { digest: `sha256:${sha256}`, size }, () => streamFile(file))
      await putBlob(client, { digest: digestOf(EMPTY), size: EMPTY.length }, EMPTY)
      await putManifest(client, tagOf(name, sha256), text)
      if ((await findLayer(client, digest, uri, file)) && (await hasBlob(client, file))) return uri
      throw new SystemError(`${uri}: was taken by the registry, and is not there`, {
        help: 'look whether a rule of the registry clears artifacts away, and run it again',
      })
    },
  }
}

/** What a registry is asked with, which may depend on the host. */
export type ContextOf = (repository: OciRepository) => RegistryContext

/** Files at locations `oci://ghcr.io/acme/models@sha256:MANIFEST`. */
export function openOciReader(context: ContextOf): StoreReader {
  const connect = ({ location }: StoredReference) => {
    const reference = parseReference(location.slice(SCHEME.length))
    if (location.startsWith(SCHEME) && reference.version.startsWith('sha256:')) {
      return { client: connectRegistry(reference, 'pull', context(reference)), digest: reference.version }
    }
    throw new InputError({
      message: `${location}: names no manifest by its digest`,
      help: 'the record was altered: modelgate registry verify says more',
    })
  }
  return {
    async fetch(file, target) {
      const { client, digest } = connect(file)
      if (!(await findLayer(client, digest, file.location, file))) return null
      const doing = `fetch ${file.location}`
      return client.ask({ method: 'GET', at: `blobs/sha256:${file.sha256}`, doing }, async (answer) => {
        if (answer.status === 404) return null
        if (answer.status !== 200) throw await client.refuse(answer, doing)
        return saveStored(answer.body, target, file, file.location)
      })
    },
    async has(file) {
      const { client, digest } = connect(file)
      return (await findLayer(client, digest, file.location, file)) && hasBlob(client, file)
    },
  }
}

/** The same for the same file and name, so that its digest is known before. */
function writeManifest(
  name: string,
  { sha256, size }: ExpectedFile,
): { readonly text: string; readonly digest: string } {
  const layer: Descriptor = {
    mediaType: LAYER_TYPE,
    digest: `sha256:${sha256}`,
    size,
    annotations: { 'org.opencontainers.image.title': name },
  }
  const manifest: Manifest & { readonly schemaVersion: 2 } = {
    schemaVersion: 2,
    mediaType: MANIFEST_TYPE,
    artifactType: ARTIFACT_TYPE,
    config: { mediaType: EMPTY_TYPE, digest: digestOf(EMPTY), size: EMPTY.length },
    layers: [layer],
    annotations: { 'org.opencontainers.image.title': name },
  }
  const text = JSON.stringify(manifest)
  return { text, digest: digestOf(text) }
}

/** `model-3f1c…`: a manifest without a tag is cleared away by many registries. */
function tagOf(name: string, sha256: string): string {
  return `${name.replaceAll(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[.-]+/, '_')}`.slice(0, 60).concat('-', sha256)
}

/** Whether the manifest is there. @throws SystemError where it names another file than the record. */
async function findLayer(client: RegistryClient, digest: string, uri: string, file: ExpectedFile): Promise<boolean> {
  const found = await readManifest(client, digest)
  if (found === null) return false
  const [layer, ...more] = found.manifest.layers ?? []
  if (layer?.digest === `sha256:${file.sha256}` && layer.size === file.size && more.length === 0) return true
  throw refuseBytes(uri, `names ${layer?.digest ?? 'no file'}, the record says sha256:${file.sha256}`)
}

async function hasBlob(client: RegistryClient, { sha256, size }: ExpectedFile): Promise<boolean> {
  const digest = `sha256:${sha256}`
  const doing = `look at ${client.shown}@${digest}`
  return client.ask({ method: 'HEAD', at: `blobs/${digest}`, doing }, async (answer) => {
    if (answer.status === 404) return false
    if (answer.status !== 200) throw await client.refuse(answer, doing)
    const found = answer.headers['content-length']
    if (found === undefined || Number(found) === size) return true
    throw refuseBytes(`${client.shown}@${digest}`, `has ${found} bytes, the record says ${size}`)
  })
}

/** Sends a blob where the registry has none of that digest, which it computes itself. */
async function putBlob(
  client: RegistryClient,
  { digest, size }: Pick<Descriptor, 'digest' | 'size'>,
  body: (() => ReturnType<typeof streamFile>) | string,
): Promise<void> {
  const file: ExpectedFile = { sha256: digest.slice('sha256:'.length), size }
  if (await hasBlob(client, file)) return
  const doing = `put ${client.shown}@${digest}`
  const started = { method: 'POST', at: 'blobs/uploads/', headers: { 'content-length': '0' }, doing } as const
  const target = await client.ask(started, async (answer) => {
    const location = answer.headers['location']
    if (answer.status === 202 && location !== undefined) return new URL(location, answer.url)
    throw await client.refuse(answer, doing)
  })
  target.searchParams.set('digest', digest)
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(size) }
  const failure = await client.ask({ method: 'PUT', at: target, headers, body, doing }, async (answer) =>
    answer.status === 201 || answer.status === 204 ? null : client.refuse(answer, doing),
  )
  // what was sent twice for want of an answer may have come the first time
  if (failure !== null && !(await hasBlob(client, file))) throw failure
}

async function putManifest(client: RegistryClient, tag: string, text: string): Promise<void> {
  const doing = `put ${client.shown}:${tag}`
  const headers = { 'content-type': MANIFEST_TYPE }
  await client.ask({ method: 'PUT', at: `manifests/${tag}`, headers, body: text, doing }, async (answer) => {
    if (answer.status === 201) return
    throw await client.refuse(answer, doing)
  })
}
