import type { KeyObject } from 'node:crypto'
import { digestCrc32c } from '../../src/backends/remote/crc32c.ts'
import { makeBodyCheck, readVendorApi } from '../backends/registry-mirrors/vendor-schema.ts'
import { signDigestByEc, signDigestByRsa, writeDer } from './digest-signer.ts'
import { type LoopbackServer, serveLoopback } from './loopback-server.ts'

/** One version of the key; its number is its place in the list, counted from 1. */
interface KmsVersion {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly algorithm: string
  /** As Cloud KMS names it; ENABLED without it. */
  readonly state?: string
}

type Answer = Record<string, unknown>

interface KmsBehaviour {
  readonly versions: readonly KmsVersion[]
  /** Changes what is answered: on the way, or by a service that went wrong. */
  readonly alter?: (method: string, answer: Answer) => Answer
  /** Refusals before the first good answer: status and words. */
  readonly refusals?: readonly (readonly [number, string])[]
}

interface Method {
  readonly method: string
  readonly path: string
  readonly patterns: Readonly<Record<string, string>>
  readonly query: readonly string[]
  readonly request?: { readonly $ref: string }
  readonly response: { readonly $ref: string }
}

export const KMS_KEY = 'projects/acme/locations/europe-west4/keyRings/models/cryptoKeys/release'
const PAGE = 2

const api = readVendorApi('cloudkms')
const methods = api['methods'] as Readonly<Record<string, Method>>
const check = makeBodyCheck(api)

/** Cloud KMS with one key, which takes and gives only what Google describes; with the variables that lead there. */
export async function serveCloudKms({
  versions,
  alter = (_, answer) => answer,
  refusals = [],
}: KmsBehaviour): Promise<
  LoopbackServer & { readonly problems: readonly string[]; readonly variables: Readonly<Record<string, string>> }
> {
  const problems: string[] = []
  const left = [...refusals]
  const server = await serveLoopback((request, response, text) => {
    const say = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
    const refuse = (status: number, message: string, code = 'INVALID_ARGUMENT') =>
      say(status, { error: { code: status, message, status: code } })
    const url = new URL(request.url!, 'http://kms')
    const found = findMethod(request.method!, url.pathname)
    const problem = findProblem(found?.id, request.headers.authorization, url, text)
    const refusal = left.shift()
    if (problem !== null) {
      problems.push(problem)
      refuse(400, problem)
    } else if (refusal !== undefined) {
      refuse(refusal[0], refusal[1], 'REFUSED')
    } else {
      const { id, resource } = found!
      const answer = id === 'list' ? listVersions(versions, url) : useVersion(versions, id, resource, text)
      if (typeof answer === 'string') return refuse(400, answer, 'FAILED_PRECONDITION')
      const wrong = check(methods[id]!.response.$ref, answer)
      if (wrong !== null) problems.push(`answer of ${id}: ${wrong}`)
      say(200, alter(id, answer))
    }
  })
  const variables = {
    HOME: '/nonexistent',
    CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS: server.origin,
    CLOUDSDK_AUTH_ACCESS_TOKEN: 't',
  }
  return { ...server, problems, variables }
}

function findMethod(verb: string, path: string): { readonly id: string; readonly resource: string } | null {
  for (const [id, { method, path: template, patterns }] of Object.entries(methods)) {
    const [, name, after = ''] = /^v1\/\{\+(\w+)\}(.*)$/.exec(template)!
    const resource = path.slice('/v1/'.length, path.length - after.length)
    const isIt = verb === method && path.startsWith('/v1/') && path.endsWith(after)
    if (isIt && new RegExp(patterns[name!]!).test(resource)) return { id, resource }
  }
  return null
}

function findProblem(id: string | undefined, token: string | undefined, url: URL, text: string): string | null {
  if (id === undefined) return `${url.pathname} is not described`
  if (token !== 'Bearer t') return 'who is it?'
  const { query, request } = methods[id]!
  const unknown = [...url.searchParams.keys()].filter((name) => !query.includes(name))
  if (unknown.length > 0) return `${id} takes no ${unknown.join()}`
  if (request === undefined) return text === '' ? null : `${id} takes no body`
  return check(request.$ref, JSON.parse(text))
}

const nameOf = (index: number) => `${KMS_KEY}/cryptoKeyVersions/${index + 1}`

function listVersions(versions: readonly KmsVersion[], url: URL): Answer | string {
  const filter = url.searchParams.get('filter') ?? ''
  if (filter !== '' && filter !== 'state=ENABLED') return `no filter: ${filter}`
  const all = versions
    .map(({ state = 'ENABLED', algorithm }, index) => ({ name: nameOf(index), state, algorithm }))
    .filter(({ state }) => filter === '' || state === 'ENABLED')
  const start = Number(url.searchParams.get('pageToken') ?? 0)
  const next = start + PAGE
  return {
    ...(all.length > 0 ? { cryptoKeyVersions: all.slice(start, next) } : {}),
    ...(next < all.length ? { nextPageToken: String(next) } : {}),
  }
}

function useVersion(versions: readonly KmsVersion[], id: string, resource: string, text: string): Answer | string {
  const version = versions.find((_, index) => nameOf(index) === resource)
  if (version === undefined) return `${resource} is not there`
  const { privateKey, publicKey, algorithm, state = 'ENABLED' } = version
  if (state !== 'ENABLED') return `${resource} is not enabled, current state is: ${state}.`
  if (id === 'getPublicKey') {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const pemCrc32c = String(digestCrc32c(Buffer.from(pem)))
    return { pem, algorithm, pemCrc32c, name: resource, protectionLevel: 'HSM', publicKeyFormat: 'PEM' }
  }
  const { digest, digestCrc32c: checksum } = JSON.parse(text) as { digest: Answer; digestCrc32c?: string }
  const bytes = Buffer.from(String(digest['sha256']), 'base64')
  if (bytes.length !== 32) return 'the digest is none of sha256'
  if (checksum !== undefined && checksum !== String(digestCrc32c(bytes))) return 'the digest does not fit its checksum'
  const isEc = algorithm.startsWith('EC_')
  const signature = isEc ? writeDer(signDigestByEc(privateKey, bytes)) : signDigestByRsa(privateKey, bytes)
  return {
    signature: signature.toString('base64'),
    signatureCrc32c: String(digestCrc32c(signature)),
    verifiedDigestCrc32c: checksum !== undefined,
    name: resource,
    protectionLevel: 'HSM',
  }
}
