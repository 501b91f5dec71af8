import { SystemError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import { type Http, type HttpRequest, type Reach, readSome } from './client.ts'

/** A cloud's REST interface with one token. */
export interface MirrorService {
  readonly http: Http
  /** With a slash at its end. */
  readonly base: URL
  readonly reach: Reach
  readonly headers: Readonly<Record<string, string>>
  /** For messages: where the credentials are from. */
  readonly credentials: string
}

interface MirrorCall {
  readonly method: HttpRequest['method']
  readonly url: URL
  /** For messages. */
  readonly doing: string
  readonly body?: Readonly<Record<string, unknown>>
  /** Whether a POST or PATCH may be sent again. */
  readonly isReading?: boolean
}

const MOST_BYTES = 8_000_000

/** What it answers; null where it has no such thing (404). @throws SystemError for any other refusal, in its own words */
export async function askMirrorService(
  { http, reach, headers, credentials }: MirrorService,
  { method, url, doing, body, isReading = false }: MirrorCall,
): Promise<Readonly<Record<string, unknown>> | null> {
  const request: HttpRequest = {
    method,
    url,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    isReading,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  return http.exchange(request, { reach, doing, followsRedirects: false }, async (answer) => {
    const data = readMap(await readSome(answer, MOST_BYTES))
    if (answer.status === 404) return null
    if (answer.status >= 200 && answer.status < 300 && data !== null) return data
    const error = isMap(data?.['error']) ? data['error'] : data
    const said = typeof error?.['message'] === 'string' ? `: ${error['message'].slice(0, 300)}` : ''
    const words = said.replaceAll(/\p{Cc}+/gu, ' ')
    const isRefused = answer.status === 401 || answer.status === 403
    const asked = isRefused ? `; asked with the credentials of ${credentials}` : ''
    throw new SystemError(`cannot ${doing}: ${url.host} answers ${answer.status}${words}${asked}`, {
      help: isRefused ? 'let them read and write the registry of models' : 'mend what it says, or try again later',
    })
  })
}

/** `{}` for an empty answer; null for what is no JSON object. */
function readMap(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const data: unknown = text.trim() === '' ? {} : JSON.parse(text)
    return isMap(data) ? data : null
  } catch {
    return null
  }
}
