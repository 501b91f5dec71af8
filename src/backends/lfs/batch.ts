import { SystemError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { Http, HttpAnswer, Reach } from '../http/client.ts'
import { readSome } from '../http/client.ts'
import { parseJson } from '../http/service.ts'
import type { LfsPointer } from './pointer.ts'

/** A server of Git LFS. */
export interface LfsServer {
  /** `https://host/owner/name.git/info/lfs`. */
  readonly url: URL
  readonly reach: Reach
  /** Credentials for that server alone; empty where there are none. */
  readonly headers: Readonly<Record<string, string>>
}

/** What a server says of one object. */
export type LfsAnswer =
  | { readonly kind: 'present'; readonly url: URL; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }

const MEDIA_TYPE = 'application/vnd.git-lfs+json'
/** The object was never there, or was removed by its owner. */
const GONE: readonly number[] = [404, 410]
const MOST_BYTES = 1_000_000

/**
 * Asks by the batch API where an object can be downloaded, which is an error of that object where the server has it not.
 *
 * @throws SystemError where the server does not answer, or refuses the credentials
 * @see https://github.com/git-lfs/git-lfs/blob/main/docs/api/batch.md
 */
export async function askLfsServer(http: Http, server: LfsServer, { oid, size }: LfsPointer): Promise<LfsAnswer> {
  const url = new URL(server.url)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/objects/batch`
  const body = { operation: 'download', transfers: ['basic'], objects: [{ oid, size }], hash_algo: 'sha256' }
  const headers = { accept: MEDIA_TYPE, 'content-type': MEDIA_TYPE, 'accept-encoding': 'identity', ...server.headers }
  const request = { method: 'POST', url, headers, body: JSON.stringify(body), isReading: true } as const
  const doing = `ask ${url.host} for an object of Git LFS`
  return http.exchange(request, { reach: server.reach, doing, followsRedirects: false }, async (answer) => {
    const data = parseJson(await readSome(answer, MOST_BYTES))
    if (answer.status !== 200 || !isMap(data)) throw describeRefusal(server, doing, answer, data)
    const objects = Array.isArray(data['objects']) ? (data['objects'] as readonly unknown[]) : []
    const found = objects.find((object) => isMap(object) && object['oid'] === oid)
    return readObject(found, url)
  })
}

function readObject(object: unknown, url: URL): LfsAnswer {
  if (!isMap(object)) return { kind: 'unknown', reason: `${url.host} says nothing of the object` }
  const error = object['error']
  if (isMap(error)) {
    const reason = `${url.host} answers ${String(error['code'])} for the object: ${plain(error['message'])}`
    return { kind: GONE.includes(Number(error['code'])) ? 'missing' : 'unknown', reason }
  }
  const action = isMap(object['actions']) ? object['actions']['download'] : undefined
  const href = isMap(action) ? action['href'] : undefined
  if (!isMap(action) || typeof href !== 'string' || !URL.canParse(href, url.href)) {
    return { kind: 'unknown', reason: `${url.host} names no address for the object` }
  }
  const header = isMap(action['header']) ? action['header'] : {}
  const headers = Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), String(value)]))
  return { kind: 'present', url: new URL(href, url), headers }
}

function describeRefusal(
  { headers }: LfsServer,
  doing: string,
  { status, url }: HttpAnswer,
  data: unknown,
): SystemError {
  const hasCredentials = headers['authorization'] !== undefined
  const said = isMap(data) && typeof data['message'] === 'string' ? `: ${plain(data['message'])}` : ''
  // who may not read a repository is told that there is none
  const isRefusal = status === 401 || status === 403 || status === 404
  const used = hasCredentials ? 'asked with the credentials of the git remote' : 'asked without credentials'
  return new SystemError(`cannot ${doing}: it answers ${status}${said}${isRefusal ? `; ${used}` : ''}`, {
    help: isRefusal
      ? `let the credentials of the git remote read ${url.origin}${url.pathname}: a token with contents: read`
      : 'try again later',
  })
}

const plain = (text: unknown): string =>
  String(text)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, 200)
