import { InputError, SystemError } from '../../core/faults.ts'
import { isMap, type PlainMap } from '../../core/plain-map.ts'
import type { SigningKey } from '../../ports/signer.ts'
import { digestCrc32c } from './crc32c.ts'
import { findGoogleToken } from './gcs-credentials.ts'
import { askKeyService, findKeyEndpoint, makeServiceKey, readPublicKey } from './key-service.ts'
import type { StoreContext } from './object-store.ts'

/** Of the versions whose signatures standard tools verify. */
const ALGORITHMS: ReadonlySet<string> = new Set([
  'EC_SIGN_P256_SHA256',
  'RSA_SIGN_PKCS1_2048_SHA256',
  'RSA_SIGN_PKCS1_3072_SHA256',
  'RSA_SIGN_PKCS1_4096_SHA256',
])
const ADDRESS =
  /^gcpkms:\/\/(projects\/[a-z0-9][a-z0-9.:-]*\/locations\/[a-z0-9-]+\/keyRings\/[\w-]+\/cryptoKeys\/[\w-]+)(?:\/(?:cryptoKeyVersions|versions)\/(\d{1,9}))?$/
const HELP =
  'the account needs cloudkms.cryptoKeyVersions.viewPublicKey and .useToSign for it (roles/cloudkms.signerVerifier)'
const LIST_HELP = 'name a version: …/cryptoKeyVersions/VERSION; to find it cloudkms.cryptoKeyVersions.list is needed'
/** As gcloud names another server: a regional one, or a test's. */
const ENDPOINT = 'CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS'
const MOST_ATTEMPTS = 3
const MOST_PAGES = 100

type Ask = (path: string, body?: PlainMap | null, help?: string) => Promise<PlainMap>

/**
 * A key that Google's Cloud KMS keeps: `gcpkms://projects/P/locations/L/keyRings/R/cryptoKeys/K`, with
 * `/cryptoKeyVersions/V` or `/versions/V`; without, the enabled version with the greatest number, as cosign takes it.
 *
 * @throws InputError where it is no key that signs as wanted.
 * @throws SystemError where Cloud KMS does not answer, refuses, or answers what does not fit its checksums.
 * @see https://cloud.google.com/kms/docs/data-integrity-guidelines
 */
export async function openGcpKey(address: string, context: StoreContext): Promise<SigningKey> {
  const { variables } = context
  const [, key, version] = ADDRESS.exec(address) ?? []
  if (key === undefined) {
    throw new InputError({
      message: `evidence.key: ${address} names no key`,
      help: 'write gcpkms://projects/PROJECT/locations/PLACE/keyRings/RING/cryptoKeys/KEY/cryptoKeyVersions/VERSION',
    })
  }
  const base = (findKeyEndpoint(variables, ENDPOINT)?.href ?? 'https://cloudkms.googleapis.com').replace(/\/+$/, '')
  const { token, search, quotaProject } = await findGoogleToken(context, 'cloudkms')
  if (token === null) {
    throw new SystemError(`${address}: no credentials were found: looked for ${search.places}`, { help: HELP })
  }
  const ask: Ask = (path, body = null, help = HELP) =>
    askKeyService(
      { context, address, help: `${help}; asked with the credentials of ${search.used}` },
      {
        method: body === null ? 'GET' : 'POST',
        url: new URL(`${base}/v1/${path}`),
        headers: {
          authorization: `Bearer ${token}`,
          ...(quotaProject === null ? {} : { 'x-goog-user-project': quotaProject }),
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      },
    )

  const name = `${key}/cryptoKeyVersions/${version ?? (await findNewestVersion(address, key, ask))}`
  const found = await askWhole(address, ask, [`${name}/publicKey`], (answer) => [
    [isSameName(answer['name'], name), `another key answers: ${String(answer['name'])}`],
    [fits(Buffer.from(String(answer['pem'])), answer['pemCrc32c']), 'the public key does not fit its checksum'],
  ])
  if (!ALGORITHMS.has(String(found['algorithm']))) {
    throw new InputError({
      message: `evidence.key: ${address} is a key of ${String(found['algorithm'])}`,
      help: 'use one of EC_SIGN_P256_SHA256 or RSA_SIGN_PKCS1_2048_SHA256 (3072, 4096)',
    })
  }
  return makeServiceKey(address, readPublicKey(address, String(found['pem'])), async (digest) => {
    const body = { digest: { sha256: digest.toString('base64') }, digestCrc32c: String(digestCrc32c(digest)) }
    const answer = await askWhole(address, ask, [`${name}:asymmetricSign`, body], (answer) => [
      [isSameName(answer['name'], name), `another key answers: ${String(answer['name'])}`],
      [answer['verifiedDigestCrc32c'] === true, 'the digest arrived without its checksum'],
      [fits(readSignature(answer), answer['signatureCrc32c']), 'the signature does not fit its checksum'],
    ])
    return readSignature(answer)
  })
}

/** Answers that are not whole are asked for again, a few times. */
async function askWhole(
  address: string,
  ask: Ask,
  question: Parameters<Ask>,
  check: (answer: PlainMap) => readonly (readonly [boolean, string])[],
): Promise<PlainMap> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask(...question)
    const fault = check(answer).find(([isGood]) => !isGood)
    if (fault === undefined) return answer
    if (attempt < MOST_ATTEMPTS) continue
    throw new SystemError(`cannot sign with ${address}: ${fault[1]}, asked ${attempt} times`, {
      help: 'try again; where it stays so, something on the way (a proxy) alters requests or answers',
    })
  }
}

/** Numbers rise with each rotation; disabled and destroyed versions do not count. */
async function findNewestVersion(address: string, key: string, ask: Ask): Promise<number> {
  const numbers: number[] = []
  let page: unknown = ''
  for (let count = 0; typeof page === 'string' && count < MOST_PAGES; count += 1) {
    const query = new URLSearchParams({ filter: 'state=ENABLED', ...(page === '' ? {} : { pageToken: page }) })
    const answer = await ask(`${key}/cryptoKeyVersions?${query}`, null, LIST_HELP)
    const versions = Array.isArray(answer['cryptoKeyVersions']) ? answer['cryptoKeyVersions'].filter(isMap) : []
    for (const { name, state } of versions) {
      const number = /\/cryptoKeyVersions\/(\d{1,9})$/.exec(String(name))?.[1]
      if (state === 'ENABLED' && number !== undefined) numbers.push(Number(number))
    }
    page = answer['nextPageToken'] || null
  }
  if (numbers.length > 0) return Math.max(...numbers)
  throw new InputError({
    message: `evidence.key: ${address} has no enabled version`,
    help: 'enable one, or make another: gcloud kms keys versions create',
  })
}

/** Whether both name one version; a project may be asked for by its id and answer by its number. */
function isSameName(answered: unknown, asked: string): boolean {
  const strip = (name: string) => name.replace(/^projects\/[^/]+/, '')
  return typeof answered === 'string' && strip(answered) === strip(asked)
}

function fits(bytes: Uint8Array, checksum: unknown): boolean {
  return String(checksum) === String(digestCrc32c(bytes))
}

function readSignature(answer: PlainMap): Buffer {
  return Buffer.from(String(answer['signature']), 'base64')
}
