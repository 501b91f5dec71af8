import { isIP } from 'node:net'
import type { Dispatcher } from 'undici'
import { checkBeforeProxy, lookupChecked, refuseSpecial } from './addresses.ts'

/** Longest waits, in milliseconds. */
export interface HttpLimits {
  readonly connectMs: number
  /** Until the answer begins. */
  readonly answerMs: number
  /** Between two pieces of the answer. */
  readonly silenceMs: number
  /** For one attempt with all of its redirects. */
  readonly totalMs: number
}

export const DEFAULT_LIMITS: HttpLimits = {
  connectMs: 10_000,
  answerMs: 60_000,
  silenceMs: 60_000,
  totalMs: 3_600_000,
}

type Variables = Readonly<Record<string, string | undefined>>

/** Connections of one process; `checked` ones never lead to a special address. */
export interface Transport {
  /** Who carries a request to that address. @throws InputError where the host is a special address and is checked. */
  choose(url: URL, isChecked: boolean): Promise<Dispatcher>
  request: typeof import('undici').request
  close(): Promise<void>
}

/** Loads the HTTP client. Certificates are always verified; NODE_EXTRA_CA_CERTS adds to those that are trusted. */
export async function openTransport(variables: Variables, limits: HttpLimits): Promise<Transport> {
  const { Agent, ProxyAgent, request } = await import('undici')
  const made = new Map<string, Dispatcher>()
  const keep = (key: string, make: () => Dispatcher) => {
    const found = made.get(key) ?? make()
    made.set(key, found)
    return found
  }
  const waits = { headersTimeout: limits.answerMs, bodyTimeout: limits.silenceMs }
  const tls = { rejectUnauthorized: true, timeout: limits.connectMs }
  return {
    request,
    async choose(url, isChecked) {
      const host = url.hostname.replace(/^\[|\]$/g, '')
      const isLiteral = isIP(host) !== 0
      if (isChecked && isLiteral) refuseSpecial(host, host)
      const proxy = findProxy(url, variables)
      if (proxy === null) {
        const connect = isChecked ? { ...tls, lookup: lookupChecked as never } : tls
        return keep(`direct ${isChecked}`, () => new Agent({ ...waits, connect }))
      }
      if (isChecked && !isLiteral) await checkBeforeProxy(host)
      return keep(proxy, () => new ProxyAgent({ ...waits, uri: proxy, requestTls: tls, proxyTls: tls }))
    },
    async close() {
      await Promise.all([...made.values()].map((dispatcher) => dispatcher.destroy()))
    },
  }
}

/** The proxy that the environment names for an address (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; lower case wins); null: none. */
function findProxy(url: URL, variables: Variables): string | null {
  const read = (name: string) => variables[name.toLowerCase()] || variables[name] || null
  const proxy = url.protocol === 'https:' ? read('HTTPS_PROXY') : read('HTTP_PROXY')
  if (proxy === null) return null
  const host = url.hostname.toLowerCase()
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const isDirect = (read('NO_PROXY') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, name = entry, wanted] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
      if (wanted !== undefined && wanted !== port) return false
      const bare = name.replace(/^\*?\./, '')
      return name === '*' || host === bare || host.endsWith(`.${bare}`)
    })
  if (isDirect) return null
  return /^[a-z]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`
}
