import { isRedirect } from '../http/client.ts'
import { describeCut, isCut } from '../http/failures.ts'
import { DEFAULT_LIMITS, openTransport, type Received, type Transport } from '../http/transport.ts'

/** What octokit asks `fetch` for. */
interface FetchInit {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | null
  readonly signal?: AbortSignal | null
}

export interface Connection {
  /** Stands in for `fetch`, over our own connections: proxies of the environment, certificates always verified. */
  fetch(address: string, init?: FetchInit): Promise<Response>
  close(): Promise<void>
}

interface ConnectionOptions {
  readonly apiUrl: string
  /** Those that name proxies. */
  readonly variables: Readonly<Record<string, string | undefined>>
  /** For one request with its redirects. */
  readonly requestMs: number
}

const MOST_REDIRECTS = 3

/** Connections to the API. The token goes to its own origin alone, wherever a page's link or a redirect leads. */
export function openConnection({ apiUrl, variables, requestMs }: ConnectionOptions): Connection {
  const home = new URL(apiUrl).origin
  const limits = { ...DEFAULT_LIMITS, answerMs: requestMs, silenceMs: requestMs }
  let transport: Transport | undefined
  const send = async (first: URL, init: FetchInit, signal: AbortSignal): Promise<Response> => {
    transport ??= openTransport(variables, limits)
    let url = first
    for (let count = 0; ; count += 1) {
      const entries = Object.entries(init.headers ?? {}).filter(
        ([name]) => url.origin === home || !/^(authorization|cookie)$/i.test(name),
      )
      const answer = await transport.ask(url, {
        method: init.method ?? 'GET',
        headers: Object.fromEntries(entries),
        body: init.body ?? null,
        isChecked: false,
        signal,
      })
      const bytes = await gather(answer.body).finally(answer.release)
      const target = answer.headers['location']
      if (!isRedirect(answer.status) || target === undefined) return makeResponse(url, answer, bytes)
      const next = URL.canParse(target, url.href) ? new URL(target, url) : null
      if (next === null || count === MOST_REDIRECTS || (url.protocol === 'https:' && next.protocol !== 'https:')) {
        throw new Error(`${url.host} redirects to where nobody follows`)
      }
      url = next
    }
  }
  return {
    async fetch(address, init = {}) {
      const url = new URL(address)
      const limit = AbortSignal.timeout(requestMs)
      const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit
      try {
        return await send(url, init, signal)
      } catch (error) {
        // octokit asks again after any error but one of this name
        if (init.signal?.aborted) throw new DOMException('stopped', 'AbortError')
        if (limit.aborted) throw new Error(`${url.host} did not answer within ${Math.ceil(requestMs / 1000)} s`)
        if (!isCut(error)) throw error
        const [line] = describeCut('ask', url, error, 1).message.split('\n')
        throw new Error(line?.replace('cannot ask: ', ''), { cause: error })
      }
    },
    close: async () => transport?.close(),
  }
}

async function gather(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = []
  for await (const piece of pieces) found.push(piece)
  return Buffer.concat(found)
}

function makeResponse(url: URL, { status, headers }: Received, bytes: Buffer): Response {
  const isEmpty = status === 204 || status === 205 || status === 304
  const response = new Response(isEmpty ? null : new Uint8Array(bytes), { status, headers })
  // octokit reads where pages come from
  return Object.defineProperty(response, 'url', { value: url.href })
}
