import { type Agent, request as requestPlain } from 'node:http'
import { request as requestSecure, Agent as SecureAgent } from 'node:https'
import { isIP, type Socket } from 'node:net'
import { connect as startTls } from 'node:tls'
import { InputError } from '../../core/faults.ts'
import { makeBasic, readUserInfo } from './basic-login.ts'
import { ConnectionFailure, describeReason, isPassing } from './failures.ts'

type Variables = Readonly<Record<string, string | undefined>>

/**
 * The proxy that the environment names for an address (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; lower case wins); null: none.
 *
 * @throws InputError where it names none that can be spoken with; the words hold no password.
 */
export function findProxy(url: URL, variables: Variables): URL | null {
  const wanted = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'
  const name = variables[wanted.toLowerCase()] ? wanted.toLowerCase() : wanted
  const text = variables[name]?.trim() ?? ''
  if (text === '' || isDirect(url, variables)) return null
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`
  const proxy = URL.canParse(address) ? new URL(address) : null
  if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:') return proxy
  const problem = proxy === null ? 'is no address' : `names a proxy of ${proxy.protocol.slice(0, -1)}`
  throw new InputError({ message: `the environment's ${name} ${problem}`, help: 'write http://HOST:PORT' })
}

/** Whether NO_PROXY names the host: `*`, a name with all below it, an address; with a port, that port alone. */
function isDirect(url: URL, variables: Variables): boolean {
  const host = url.hostname.toLowerCase()
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const entries = (variables['no_proxy'] || variables['NO_PROXY'] || '').toLowerCase().split(/[\s,]+/)
  return entries.filter(Boolean).some((entry) => {
    if (isIP(entry) === 6) return host === new URL(`http://[${entry}]`).hostname
    const [, name = entry, wanted] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? []
    if (wanted !== undefined && wanted !== port) return false
    const bare = name.replace(/^\*?\./, '')
    return name === '*' || host === bare || host.endsWith(`.${bare}`)
  })
}

export interface TunnelLimits {
  /** For the proxy's answer, in milliseconds. */
  readonly limitMs: number
  /** When all connections end. */
  readonly closed: AbortSignal
}

interface Target {
  readonly host?: string
  readonly port?: number | string
  /** When nobody waits for the connection any more. */
  readonly until?: AbortSignal
}

/**
 * Makes an agent's connections through a proxy, by CONNECT (RFC 9110, 9.3.6). What the proxy answers in place of a
 * connection is never taken for the server's answer.
 */
export function connectByProxy(agent: Agent, proxy: URL, { limitMs, closed }: TunnelLimits): Agent {
  const isSecure = agent instanceof SecureAgent
  const createConnection = (target: Target, connected: (error: Error | null, socket?: Socket) => void): void => {
    const { host = '', port = isSecure ? 443 : 80, until } = target
    const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
    openTunnel(proxy, authority, limitMs, [closed, ...(until === undefined ? [] : [until])])
      .then((socket) => (isSecure ? startTls({ ...target, path: undefined, socket } as object) : socket))
      .then((socket) => connected(null, socket), connected)
  }
  return Object.assign(agent, { createConnection })
}

/** @param authority `host:port`. */
function openTunnel(proxy: URL, authority: string, limitMs: number, ends: readonly AbortSignal[]): Promise<Socket> {
  const isSecure = proxy.protocol === 'https:'
  const host = proxy.hostname.replace(/^\[|\]$/g, '')
  const { user, password } = readUserInfo(proxy)
  const credentials = user === '' && password === '' ? {} : { 'proxy-authorization': makeBasic(user, password) }
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestSecure : requestPlain)({
      method: 'CONNECT',
      host,
      port: proxy.port || (isSecure ? 443 : 80),
      path: authority,
      headers: { host: authority, ...credentials },
      agent: false,
      // else the name in the Host header, which is the target's, would be what the certificate is held against
      ...(isSecure ? { rejectUnauthorized: true, servername: isIP(host) === 0 ? host : '' } : {}),
    })
    const give = (error: Error) => {
      reject(error)
      request.destroy()
    }
    const stop = () => give(ends.find(({ aborted }) => aborted)?.reason as Error)
    for (const end of ends) end.addEventListener('abort', stop, { once: true })
    const silent = new ConnectionFailure('ERR_PROXY', `the proxy ${proxy.host} does not answer`)
    const limit = setTimeout(() => give(silent), limitMs)
    const settle = () => {
      clearTimeout(limit)
      for (const end of ends) end.removeEventListener('abort', stop)
    }
    request
      .on('error', (error) => {
        const code = isPassing(error) ? 'ERR_PROXY_CUT' : 'ERR_PROXY'
        reject(new ConnectionFailure(code, `the proxy ${proxy.host}: ${describeReason(error)}`, { cause: error }))
      })
      .once('close', settle)
      .once('connect', ({ statusCode = 0 }, socket: Socket) => {
        settle()
        if (statusCode >= 200 && statusCode < 300) return resolve(socket)
        socket.destroy()
        reject(new ConnectionFailure('ERR_PROXY', `the proxy ${proxy.host} answers ${statusCode}`))
      })
      .end()
    if (ends.some(({ aborted }) => aborted)) stop()
  })
}
