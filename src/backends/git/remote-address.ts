import { resolve } from 'node:path'
import { InputError } from '../../core/faults.ts'
import { findRewrite, type GitConfig, listRemotes } from './git-config.ts'
import { redact } from './git-process.ts'

/** A token and the one server that may see it: `https://github.com`. */
export interface GitToken {
  readonly value: string
  readonly origin: string
}

/** Where a registry lies and what git is told to get there. */
export interface RemoteAddress {
  /** Without credentials. */
  readonly location: string
  /** Configuration under `remote.REMOTE` and credentials, for the environment of git. */
  readonly settings: readonly (readonly [string, string])[]
  /** Texts that no message may hold. */
  readonly secrets: readonly string[]
  /** What the user should know, one sentence each. */
  readonly warnings: readonly string[]
}

/** What the remote is called in our own repository, whatever its name is in the user's. */
export const REMOTE = 'registry'

export interface AddressRequest {
  readonly name: string
  /** Folder that relative paths start from. */
  readonly topLevel: string
  /** The repository's own configuration: only addresses are taken from it. */
  readonly config: GitConfig
  /** The user's and the machine's, for rewritings that apply or would. */
  readonly userConfig: GitConfig
  readonly isIsolated: boolean
  readonly token: GitToken | null
}

/**
 * Reads the remote's address as it is written. Rewritings (`insteadOf`) of the repository's configuration never apply,
 * those of the user only outside CI; one that is passed over is named in a warning.
 *
 * @throws InputError where there is no such remote, naming those that are
 */
export function resolveRemote(request: AddressRequest): RemoteAddress {
  const { name, config, token } = request
  const written = config.get(`remote.${name}.url`)?.[0]
  if (written === undefined) throw describeMissing(name, listRemotes(config))
  const read = takeCredentials(absolute(written, request.topLevel))
  const pushed = config.get(`remote.${name}.pushurl`)?.[0]
  const push = pushed === undefined ? null : takeCredentials(absolute(pushed, request.topLevel))
  const addresses = push === null ? [read] : [read, push]
  const headers = addresses.flatMap(({ url, credentials }) => {
    const origin = originOf(url)
    if (origin === null) return []
    if (credentials !== null) return [basicHeader(origin, credentials)]
    return token !== null && isTokenFor(token, origin) ? [basicHeader(origin, `x-access-token:${token.value}`)] : []
  })
  return {
    location: redact(read.url),
    settings: [
      [`remote.${REMOTE}.url`, read.url],
      ...(push === null ? [] : [[`remote.${REMOTE}.pushurl`, push.url] as const]),
      ...new Map(headers.map(({ key, value }) => [key, value])),
    ],
    secrets: [
      ...(token === null ? [] : [token.value]),
      ...headers.map(({ encoded }) => encoded),
      ...addresses.flatMap(({ credentials }) => credentials?.split(':').slice(1) ?? []),
    ],
    warnings: describeRewrites(request, written),
  }
}

function describeMissing(name: string, remotes: readonly string[]): InputError {
  return new InputError(
    remotes.length > 0
      ? {
          message: `this repository has no remote called "${name}"; its remotes: ${remotes.join(', ')}`,
          help: `name one of them in modelgate.yml: registry: {type: git, remote: ${remotes[0]}}, and push it to the default branch`,
        }
      : {
          message: `this repository has no remote, and the registry lives in one called "${name}"`,
          help: `add it: git remote add ${name} URL (a bare repository in a folder will do)`,
        },
  )
}

/** A path is taken from the work tree's folder, as git does; addresses stay as they are. */
function absolute(url: string, topLevel: string): string {
  const isDrive = /^[a-z]:[\\/]/i.test(url)
  const hasHost = /^[^/\\]+:/.test(url)
  return hasHost && !isDrive ? url : resolve(topLevel, url)
}

/** Takes `user:password@` out of an address, so that it stands in no process's arguments. A name alone stays. */
function takeCredentials(url: string): { readonly url: string; readonly credentials: string | null } {
  const match = /^(https?:\/\/)([^/@\s]*):([^/@\s]*)@(.*)$/s.exec(url)
  if (match === null) return { url, credentials: null }
  const [, scheme, user, password, rest] = match
  return { url: `${scheme}${rest}`, credentials: `${decode(user!)}:${decode(password!)}` }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function originOf(url: string): string | null {
  if (!/^https?:\/\//i.test(url)) return null
  try {
    return new URL(url).origin
  } catch {
    return null
  }
}

/** A token goes to its own server alone, and never unencrypted but to this machine. */
function isTokenFor(token: GitToken, origin: string): boolean {
  const isSafe = origin.startsWith('https://') || /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(origin)
  return isSafe && originOf(token.origin) === origin
}

function basicHeader(origin: string, credentials: string) {
  const encoded = Buffer.from(credentials, 'utf8').toString('base64')
  return { key: `http.${origin}/.extraHeader`, value: `Authorization: Basic ${encoded}`, encoded }
}

function describeRewrites({ config, userConfig, isIsolated }: AddressRequest, url: string): readonly string[] {
  const found = [findRewrite(config, url), isIsolated ? findRewrite(userConfig, url) : null]
  const where = isIsolated
    ? 'in CI the remote is asked under its address as written'
    : "a repository's own rewriting is not applied"
  return found.flatMap((rewrite) =>
    rewrite === null
      ? []
      : [
          `git's configuration rewrites ${redact(rewrite.prefix)} to ${redact(rewrite.base)} (insteadOf); ${where}, ${redact(url)}`,
        ],
  )
}
