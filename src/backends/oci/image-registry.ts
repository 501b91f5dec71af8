import type { ImageFacts, ImageRegistry } from '../../ports/image-registry.ts'
import { readSome } from '../http/client.ts'
import { parseJson } from '../http/service.ts'
import { type Descriptor, MANIFEST_TYPES, type Manifest, readBlob, readManifest } from './manifests.ts'
import type { ContextOf } from './oci-store.ts'
import { parseReference } from './reference.ts'
import { connectRegistry, type RegistryClient } from './registry-client.ts'

/** What refers to an image beyond that is not looked at. */
const MOST_REFERRERS = 50
const LARGEST_STATEMENT = 4 * 1024 * 1024

/** Images of registries that speak the OCI distribution protocol. */
export function openImageRegistry(context: ContextOf): Omit<ImageRegistry, 'close'> {
  return {
    async find(reference): Promise<ImageFacts | null> {
      const parsed = parseReference(reference)
      const client = connectRegistry(parsed, 'pull', context(parsed))
      const found = await readManifest(client, parsed.version)
      if (found === null) return null
      const attestations = new Set<string>()
      for (const manifest of await findReferrers(client, found.digest)) {
        for (const type of await findPredicates(client, manifest)) attestations.add(type)
      }
      for (const entry of (found.manifest.manifests ?? []).filter(isAttestation).slice(0, MOST_REFERRERS)) {
        const manifest = (await readManifest(client, entry.digest))?.manifest
        if (manifest === undefined) continue
        for (const type of await findPredicates(client, manifest)) attestations.add(type)
      }
      const labels = await readLabels(client, found.manifest)
      return { digest: found.digest, labels, attestations: [...attestations].sort() }
    },
  }
}

/** Builders put attestations beside the images of an index. */
function isAttestation({ annotations }: Descriptor): boolean {
  return annotations?.['vnd.docker.reference.type'] === 'attestation-manifest'
}

async function readLabels(client: RegistryClient, manifest: Manifest): Promise<Readonly<Record<string, string>>> {
  const first = manifest.manifests?.find((entry) => !isAttestation(entry) && entry.platform?.os !== 'unknown')
  if (first !== undefined) {
    const image = await readManifest(client, first.digest)
    return image === null || image.manifest.manifests !== undefined ? {} : readLabels(client, image.manifest)
  }
  if (manifest.config === undefined) return {}
  const { config } = ((await readBlob(client, manifest.config.digest)) ?? {}) as {
    config?: { Labels?: unknown } | null
  }
  const labels = config?.Labels
  if (typeof labels !== 'object' || labels === null) return {}
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/**
 * The manifests that refer to one: by the registry's own list, else by the tag that stands in for it, and that of signing
 * tools which came before both.
 */
async function findReferrers(client: RegistryClient, digest: string): Promise<readonly Manifest[]> {
  const listed = (await askReferrers(client, digest)) ?? (await readTagged(client, tagOf(digest)))?.manifests ?? []
  const found: Manifest[] = []
  for (const { digest: own, artifactType, annotations } of listed.slice(0, MOST_REFERRERS)) {
    const read = await readManifest(client, own)
    if (read === null) continue
    // what the list says of a manifest may lack what the manifest says itself, and the other way round
    found.push({
      ...(artifactType === undefined ? {} : { artifactType }),
      ...read.manifest,
      annotations: { ...annotations, ...read.manifest.annotations },
    })
  }
  const old = await readTagged(client, `${tagOf(digest)}.att`)
  return old === null ? found : [...found, old]
}

/** null where the registry does not know the question. */
async function askReferrers(client: RegistryClient, digest: string): Promise<readonly Descriptor[] | null> {
  const doing = `list what refers to ${client.shown}@${digest}`
  const request = { method: 'GET', at: `referrers/${digest}`, headers: { accept: MANIFEST_TYPES }, doing } as const
  return client.ask(request, async (answer) => {
    if (answer.status === 404 || answer.status === 400 || answer.status === 405) return null
    if (answer.status !== 200) throw await client.refuse(answer, doing)
    const index = (parseJson(await readSome(answer, LARGEST_STATEMENT)) ?? {}) as Manifest
    return Array.isArray(index.manifests) ? index.manifests : null
  })
}

async function readTagged(client: RegistryClient, tag: string): Promise<Manifest | null> {
  return (await readManifest(client, tag))?.manifest ?? null
}

/** `sha256-3f…` @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#referrers-tag-schema */
const tagOf = (digest: string): string => digest.replace(':', '-')

/** What an attestation's statements are about: as annotations say it, else as the statements themselves do. */
async function findPredicates(client: RegistryClient, manifest: Manifest): Promise<readonly string[]> {
  const noted = [manifest, ...(manifest.layers ?? [])].flatMap(({ annotations = {} }) =>
    ['dev.sigstore.bundle.predicateType', 'in-toto.io/predicate-type', 'predicateType'].flatMap(
      (key) => annotations[key] ?? [],
    ),
  )
  if (noted.length > 0) return noted
  const found: string[] = []
  for (const { mediaType = '', digest, size } of manifest.layers ?? []) {
    if (!/in-toto|dsse|sigstore/.test(mediaType) || size > LARGEST_STATEMENT) continue
    const type = readPredicate(await readBlob(client, digest))
    if (type !== null) found.push(type)
  }
  return found
}

/** Of a statement, alone, in an envelope, or in a bundle with it. */
function readPredicate(data: unknown): string | null {
  const { predicateType, payload, dsseEnvelope } = (data ?? {}) as Readonly<Record<string, unknown>>
  if (typeof predicateType === 'string') return predicateType
  if (typeof payload === 'string') return readPredicate(parseJson(Buffer.from(payload, 'base64').toString('utf8')))
  return typeof dsseEnvelope === 'object' ? readPredicate(dsseEnvelope) : null
}
