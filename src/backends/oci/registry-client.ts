import { createHash } from 'node:crypto'
import { SystemError } from '../../core/faults.ts'
import { makeBasic } from '../http/basic-login.ts'
import { type Http, type HttpAnswer, type HttpRequest, type Reach, readSome } from '../http/client.ts'
import { parseJson } from '../http/service.ts'
import { findLogin, type LoginRequest, type RegistryLogin } from './credentials.ts'
import { addressOf, type OciRepository } from './reference.ts'

/** What registries are asked with. */
export interface RegistryContext extends LoginRequest {
  readonly http: Http
  /** Of the registry's own address; where it leads for tokens and bytes must be no special address. */
  readonly reach: Reach
}

interface RegistryRequest {
  readonly method: HttpRequest['method']
  /** Below `v2/NAME/`: `manifests/latest`; or an address that the registry gave. */
  readonly at: string | URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: HttpRequest['body']
  /** For messages: `fetch oci://ghcr.io/acme/models`. */
  readonly doing: string
}

/** A repository as it is asked, with the rights that it is asked for. */
export interface RegistryClient {
  /** `ghcr.io/acme/models`. */
  readonly shown: string
  /** Gives every answer but the wish for credentials to `consume`; redirects of reading requests are followed. */
  ask<T>(request: RegistryRequest, consume: (answer: HttpAnswer) => Promise<T>): Promise<T>
  /** What to say where it does not do what it was asked for. */
  refuse(answer: HttpAnswer, doing: string): Promise<SystemError>
}

const LARGEST_TOKEN = 1_000_000

/** @param rights what is asked for where the registry hands out tokens. @see https://distribution.github.io/distribution/spec/auth/token/ */
export function connectRegistry(
  { host, name }: OciRepository,
  rights: 'pull' | 'pull,push',
  context: RegistryContext,
): RegistryClient {
  const home = addressOf(host)
  const shown = `${host}/${name}`
  const reach = reachBeyond(context.reach, home)
  let known: Promise<RegistryLogin> | undefined
  let authorization: string | null = null
  const findOnce = () => {
    known ??= findLogin(host, context)
    return known
  }

  async function send<T>(
    { method, at, headers = {}, body, doing }: RegistryRequest,
    consume: (answer: HttpAnswer) => Promise<T>,
  ): Promise<T> {
    const url = typeof at === 'string' ? new URL(`v2/${name}/${at}`, home) : at
    const isOwn = url.origin === home.origin
    const request = {
      method,
      url,
      headers: {
        'accept-encoding': 'identity',
        ...headers,
        ...(authorization === null || !isOwn ? {} : { authorization }),
      },
      ...(body === undefined ? {} : { body }),
    }
    const followsRedirects = method === 'GET' || method === 'HEAD'
    return context.http.exchange(request, { reach, doing, followsRedirects }, consume)
  }

  /** A header that answers the registry's wish. */
  async function authorize(challenge: string): Promise<string | null> {
    const { login, used } = await findOnce()
    const kind = /^\s*(\w+)/.exec(challenge)?.[1]?.toLowerCase()
    if (kind === 'basic') return login?.kind === 'password' ? makeBasic(login.user, login.password) : null
    if (kind !== 'bearer') return null
    const read = (key: string) => new RegExp(`\\b${key}="([^"]*)"`, 'i').exec(challenge)?.[1]
    const realm = read('realm') ?? ''
    if (!URL.canParse(realm)) return null
    const url = new URL(realm)
    const service = read('service')
    const asked = { ...(service === undefined ? {} : { service }), scope: `repository:${name}:${rights}` }
    const doing = `ask ${url.host} for a token of ${shown}`
    const request: HttpRequest =
      login?.kind === 'identity'
        ? {
            method: 'POST',
            url,
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: new URLSearchParams({
              grant_type: 'refresh_token',
              refresh_token: login.token,
              client_id: 'modelgate',
              ...asked,
            }).toString(),
          }
        : { method: 'GET', url: withQuery(url, asked), headers: basicOf(login) }
    return context.http.exchange(request, { reach, doing, followsRedirects: false }, async (answer) => {
      const text = await readSome(answer, LARGEST_TOKEN)
      const { token, access_token } = (parseJson(text) ?? {}) as { token?: unknown; access_token?: unknown }
      const value = token ?? access_token
      if (answer.status === 200 && typeof value === 'string') return `Bearer ${value}`
      if (answer.status === 401 || answer.status === 403) return null
      throw new SystemError(`cannot ${doing}: it answers ${answer.status}`, {
        help: used === null ? 'try again later' : `check the credentials of ${used}, or try again later`,
      })
    })
  }

  return {
    shown,
    async ask(request, consume) {
      const wanted = Symbol('wanted')
      const first = await send(request, async (answer) => {
        if (answer.status !== 401 || answer.url.origin !== home.origin) return consume(answer)
        const challenge = answer.headers['www-authenticate'] ?? ''
        await readSome(answer)
        const header = await authorize(challenge)
        if (header === null) throw await refuseLogin(answer, request.doing)
        authorization = header
        return wanted
      })
      return first === wanted ? send(request, consume) : (first as Awaited<ReturnType<typeof consume>>)
    },
    async refuse(answer, doing) {
      if (answer.status === 401 || answer.status === 403) return refuseLogin(answer, doing)
      const said = readErrors(await readSome(answer).catch(() => ''))
      return new SystemError(`cannot ${doing}: ${answer.url.host} answers ${answer.status}${said}`, {
        help: answer.status < 500 ? 'check the name of the repository' : 'run it again later',
      })
    },
  }

  async function refuseLogin(answer: HttpAnswer, doing: string): Promise<SystemError> {
    const { used, places } = await findOnce()
    const said = readErrors(await readSome(answer).catch(() => ''))
    const credentials =
      used === null ? `no credentials were found: looked for ${places}` : `asked with the credentials of ${used}`
    const right = rights === 'pull' ? 'packages: read' : 'packages: write'
    return new SystemError(`cannot ${doing}: ${answer.url.host} answers ${answer.status}${said}; ${credentials}`, {
      help:
        host === 'ghcr.io'
          ? `add \`${right}\` to the job's permissions, and give the repository access on the package's page`
          : used === null
            ? 'log in in a step before: docker login'
            : `let them ${rights === 'pull' ? 'read' : 'write'} there; a registry says so too of a repository that is not there`,
    })
  }
}

/** Digest of a manifest's bytes. */
export function digestOf(bytes: Uint8Array | string): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Registries send clients to token services and to where the bytes are: anywhere with TLS but to special addresses. */
function reachBeyond(reach: Reach, home: URL): Reach {
  return (url) => (url.origin === home.origin || url.protocol !== 'https:' ? reach(url) : 'listed')
}

function withQuery(url: URL, query: Readonly<Record<string, string>>): URL {
  const asked = new URL(url)
  for (const [name, value] of Object.entries(query)) asked.searchParams.set(name, value)
  return asked
}

function basicOf(login: RegistryLogin['login']): Readonly<Record<string, string>> {
  return login?.kind === 'password' ? { authorization: makeBasic(login.user, login.password) } : {}
}

/** `: NAME_UNKNOWN, repository name not known`: as the protocol has errors; '' without. */
function readErrors(text: string): string {
  const { errors } = (parseJson(text) ?? {}) as { errors?: unknown }
  const list = Array.isArray(errors) ? (errors as readonly ({ code?: unknown; message?: unknown } | null)[]) : []
  const words = list.flatMap((entry) => [entry?.code, entry?.message]).filter((word) => typeof word === 'string')
  const said = words.join(', ').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
  return said === '' ? '' : `: ${said.slice(0, 300)}`
}
