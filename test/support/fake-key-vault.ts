import type { KeyObject } from 'node:crypto'
import { makeBodyCheck, readVendorApi } from '../backends/registry-mirrors/vendor-schema.ts'
import { signDigestByEc, signDigestByRsa } from './digest-signer.ts'
import { type LoopbackServer, serveLoopback } from './loopback-server.ts'

/** One version of the key `release`; its version is its place in the list, counted from 1, as 32 hexadecimal digits. */
interface VaultVersion {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
  readonly isEnabled?: boolean
  readonly uses?: readonly string[]
  /** EC-HSM and RSA-HSM are those of hardware. */
  readonly isOfHardware?: boolean
}

type Answer = Record<string, unknown>

interface VaultBehaviour {
  readonly versions: readonly VaultVersion[]
  readonly alter?: (operation: string, answer: Answer) => Answer
  /** Refusals before the first good answer: status and words. */
  readonly refusals?: readonly (readonly [number, string])[]
}

interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly request?: { readonly $ref: string }
  readonly response: { readonly $ref: string }
}

const api = readVendorApi('keyvault')
const operations = (api['methods'] as readonly Operation[]).map((operation) => ({
  ...operation,
  // the version may be left out, with its slash kept
  pattern: new RegExp(
    `^${operation.path.replace('{key-name}', '([0-9a-zA-Z-]+)').replace('{key-version}', '([0-9a-zA-Z]*)')}$`,
  ),
}))
const check = makeBodyCheck(api)

export const versionOf = (index: number): string => String(index + 1).padStart(32, 'a')

/** A vault with one key, which takes and gives only what Azure describes, and gives tokens for it. */
export async function serveKeyVault({
  versions,
  alter = (_, answer) => answer,
  refusals = [],
}: VaultBehaviour): Promise<
  LoopbackServer & {
    readonly problems: readonly string[]
    /** Forms in which tokens were asked for. */
    readonly asked: readonly URLSearchParams[]
    readonly variables: Readonly<Record<string, string>>
  }
> {
  const problems: string[] = []
  const asked: URLSearchParams[] = []
  const left = [...refusals]
  const server = await serveLoopback((request, response, text) => {
    const say = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body))
    const refuse = (status: number, message: string, code = 'BadParameter') => say(status, { error: { code, message } })
    const url = new URL(request.url!, `http://${request.headers.host}`)
    if (url.pathname === '/tenant/oauth2/v2.0/token') {
      asked.push(new URLSearchParams(text))
      return say(200, { token_type: 'Bearer', access_token: 't' })
    }
    const operation = operations.find(({ method, pattern }) => method === request.method && pattern.test(url.pathname))
    const problem = findProblem(operation, request.headers.authorization, url, text)
    const refusal = left.shift()
    if (problem !== null) {
      problems.push(problem)
      return refuse(400, problem)
    }
    if (refusal !== undefined) return refuse(...refusal, 'Refused')
    const { id, pattern, response: described } = operation!
    const [, name, version] = pattern.exec(url.pathname)!
    const index = version === '' ? versions.length - 1 : versions.findIndex((_, place) => versionOf(place) === version)
    if (name !== 'release' || index < 0) return refuse(404, `A key with (name/id) ${name} was not found`, 'KeyNotFound')
    const kid = `${url.origin}/keys/release/${versionOf(index)}`
    const answer = id === 'sign' ? signValue(versions[index]!, kid, JSON.parse(text)) : showKey(versions[index]!, kid)
    if (answer === null) return refuse(403, 'Operation is not allowed on a disabled key', 'Forbidden')
    const wrong = check(described.$ref, answer)
    if (wrong !== null) problems.push(`answer of ${id}: ${wrong}`)
    say(200, alter(id, answer))
  })
  const variables = {
    HOME: '/nonexistent',
    AZURE_KEYVAULT_URL: server.origin,
    AZURE_AUTHORITY_HOST: server.origin,
    AZURE_TENANT_ID: 'tenant',
    AZURE_CLIENT_ID: 'client',
    AZURE_CLIENT_SECRET: 'secret',
  }
  return { ...server, problems, asked, variables }
}

function findProblem(
  operation: Operation | undefined,
  token: string | undefined,
  url: URL,
  text: string,
): string | null {
  if (operation === undefined) return `${url.pathname} is not described`
  if (url.search !== `?api-version=${String(api['apiVersion'])}`) return `no api-version: ${url.search}`
  if (token !== 'Bearer t') return 'who is it?'
  if (operation.request === undefined) return text === '' ? null : `${operation.id} takes no body`
  return check(operation.request.$ref, JSON.parse(text))
}

function showKey({ publicKey, isEnabled = true, uses = ['sign', 'verify'], isOfHardware }: VaultVersion, kid: string) {
  const { kty, ...jwk } = publicKey.export({ format: 'jwk' })
  return {
    key: { kid, kty: isOfHardware ? `${kty}-HSM` : kty, key_ops: uses, ...jwk },
    attributes: { enabled: isEnabled, created: 1_790_000_000, recoveryLevel: 'Recoverable+Purgeable' },
    tags: {},
  }
}

function signValue({ privateKey, isEnabled = true }: VaultVersion, kid: string, { alg, value }: Answer): Answer | null {
  if (!isEnabled) return null
  const digest = Buffer.from(String(value), 'base64url')
  const isFit = digest.length === 32 && alg === (privateKey.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256')
  if (!isFit) return null
  const signature = alg === 'ES256' ? signDigestByEc(privateKey, digest) : signDigestByRsa(privateKey, digest)
  return { kid, value: signature.toString('base64url') }
}
