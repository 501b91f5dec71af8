import { type Agent, request as requestPlain } from 'node:http'
import { request as requestSecure, Agent as SecureAgent } from 'node:https'
import type { Socket } from 'node:net'
import { connect as startTls } from 'node:tls'
import { ConnectionFailure } from './failures.ts'

/** The proxy that the environment names for an address (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; lower case wins); null: none. */
export function findProxy(url: URL, variables: Readonly<Record<string, string | undefined>>): string | null {
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

type Target = { readonly host?: string; readonly port?: number | string }
type Connected = (error: Error | null, socket?: Socket) => void

/**
 * Makes an agent's connections through a proxy, by CONNECT (RFC 9110, 9.3.6). What the proxy answers in place of a
 * connection is never taken for the server's answer.
 */
export function connectByProxy(agent: Agent, proxy: URL, limitMs: number): Agent {
  const isSecure = agent instanceof SecureAgent
  const createConnection = (target: Target, connected: Connected): void => {
    const { host = '', port = isSecure ? 443 : 80 } = target
    const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`
    openTunnel(proxy, authority, limitMs)
      .then((socket) => (isSecure ? startTls({ ...target, path: undefined, socket } as object) : socket))
      .then((socket) => connected(null, socket), connected)
  }
  return Object.assign(agent, { createConnection })
}

/** @param authority `host:port`. */
function openTunnel(proxy: URL, authority: string, limitMs: number): Promise<Socket> {
  const isSecure = proxy.protocol === 'https:'
  const user = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  const credentials = user === ':' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` }
  return new Promise((resolve, reject) => {
    const request = (isSecure ? requestSecure : requestPlain)({
      method: 'CONNECT',
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (isSecure ? 443 : 80),
      path: authority,
      headers: { host: authority, ...credentials },
      agent: false,
      ...(isSecure ? { rejectUnauthorized: true } : {}),
    })
    const limit = setTimeout(() => {
      reject(new ConnectionFailure('ERR_PROXY', `the proxy ${proxy.host} does not answer`))
      request.destroy()
    }, limitMs)
    request
      .on('error', reject)
      .once('close', () => clearTimeout(limit))
      .once('connect', ({ statusCode }, socket: Socket) => {
        clearTimeout(limit)
        if (statusCode !== 200) {
          socket.destroy()
          reject(new ConnectionFailure('ERR_PROXY', `the proxy ${proxy.host} answers ${statusCode}`))
        } else resolve(socket)
      })
      .end()
  })
}
