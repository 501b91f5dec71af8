import * as plain from 'node:http'
import * as secure from 'node:https'
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import { checkBeforeProxy, lookupChecked, refuseSpecial } from './addresses.ts'
import { ConnectionFailure } from './failures.ts'
import { connectByProxy, findProxy } from './proxy.ts'

/** Longest waits, in milliseconds. */
export interface HttpLimits {
  readonly connectMs: number
  /** Until the answer begins, while nothing moves either way. */
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

export interface Question {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  /** A stream's length is said by the headers. */
  readonly body: string | Uint8Array | Readable | null
  /** Whether the connection must not lead to a special address. */
  readonly isChecked: boolean
  readonly signal: AbortSignal
}

export interface Received {
  readonly status: number
  /** By name in lower case; several of one name joined by commas. */
  readonly headers: Readonly<Record<string, string>>
  /** Read once; a slow reader slows the sender. */
  readonly body: AsyncIterable<Uint8Array>
  /** Lets go of what was not read. */
  release(): void
}

/** Connections of one process, kept a moment for the next question. */
export interface Transport {
  /** @throws InputError where the host is a special address and is checked; errors with a `code` where the network fails. */
  ask(url: URL, question: Question): Promise<Received>
  /** Ends all connections. */
  close(): void
}

/** A server may end a quiet connection at any moment: it is not used again after this time. */
const IDLE_MS = 4000

/**
 * HTTP/1.1 by Node's own client. Certificates are always verified; NODE_EXTRA_CA_CERTS adds to those that are trusted.
 *
 * @param variables name proxies: HTTPS_PROXY, HTTP_PROXY, NO_PROXY, lower case first.
 */
export function openTransport(variables: Readonly<Record<string, string | undefined>>, limits: HttpLimits): Transport {
  const agents = new Map<string, plain.Agent>()
  const closing = new AbortController()
  const choose = (url: URL, proxy: URL | null, isChecked: boolean): plain.Agent => {
    const key = `${url.protocol} ${proxy?.href ?? isChecked}`
    const found = agents.get(key)
    if (found !== undefined) return found
    const lookup = isChecked && proxy === null ? { lookup: lookupChecked as never } : {}
    const options = { keepAlive: true, timeout: IDLE_MS, ...lookup }
    const agent = url.protocol === 'https:' ? new secure.Agent(options) : new plain.Agent(options)
    agents.set(
      key,
      proxy === null ? agent : connectByProxy(agent, proxy, { limitMs: limits.connectMs, closed: closing.signal }),
    )
    return agent
  }
  return {
    async ask(url, question) {
      const { body, isChecked } = question
      // it may fail before it is read
      if (isStream(body)) body.on('error', () => {})
      try {
        const host = url.hostname.replace(/^\[|\]$/g, '')
        const isLiteral = isIP(host) !== 0
        if (isChecked && isLiteral) refuseSpecial(host, host)
        const proxy = findProxy(url, variables)
        if (isChecked && !isLiteral && proxy !== null) await checkBeforeProxy(host)
        return await send(url, host, question, choose(url, proxy, isChecked), limits)
      } catch (error) {
        if (isStream(body)) body.destroy()
        throw error
      }
    },
    close() {
      closing.abort(new ConnectionFailure('ERR_CLOSED'))
      for (const agent of agents.values()) agent.destroy()
    },
  }
}

function send(
  url: URL,
  host: string,
  { method, headers, body, signal }: Question,
  agent: plain.Agent,
  limits: HttpLimits,
): Promise<Received> {
  signal.throwIfAborted()
  const isSecure = url.protocol === 'https:'
  const request = (isSecure ? secure : plain).request({
    host,
    port: url.port || (isSecure ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    method,
    headers: withLength(headers, body),
    agent,
    ...(isSecure ? { rejectUnauthorized: true } : {}),
    // for whoever makes the connection
    ...{ until: signal },
  })
  const sent = isStream(body) ? Readable.from(readExactly(body, headers), { objectMode: false }) : null
  return new Promise((resolve, reject) => {
    let answer: plain.IncomingMessage | null = null
    const fail = (error: Error) => {
      // where no connection came about yet, the request itself tells nobody
      reject(error)
      clearTimeout(connecting)
      // an answer that has come whole stays one; to destroy the request would empty the answer as if it had ended
      if (answer === null) request.destroy(error)
      else if (!answer.complete || error === signal.reason) answer.destroy(error)
    }
    const connecting = setTimeout(() => fail(new ConnectionFailure('ERR_CONNECT_TIMEOUT')), limits.connectMs)
    const stop = () => fail(signal.reason as Error)
    signal.addEventListener('abort', stop, { once: true })
    request
      .setTimeout(limits.answerMs)
      // a connection that comes about has a limit of its own
      .on('timeout', () => request.socket?.connecting || fail(new ConnectionFailure('ERR_ANSWER_TIMEOUT')))
      .on('error', fail)
      .once('close', () => {
        // of a server that switches protocols unasked Node tells neither an answer nor an error
        if (answer === null) reject(new ConnectionFailure('ERR_NO_ANSWER'))
        clearTimeout(connecting)
        signal.removeEventListener('abort', stop)
        sent?.destroy()
        if (isStream(body)) body.destroy()
      })
      .once('socket', (socket) => {
        const isConnected = request.reusedSocket || (!isSecure && !socket.connecting)
        if (isConnected) clearTimeout(connecting)
        else socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(connecting))
      })
      .once('response', (response) => {
        answer = response
        clearTimeout(connecting)
        request.setTimeout(0)
        // who reads learns of it by reading; nobody else needs to
        response.on('error', () => {})
        resolve({
          status: response.statusCode!,
          headers: joinHeaders(response.headers),
          body: readPieces(response, limits.silenceMs),
          release() {
            if (!response.complete) response.destroy(new ConnectionFailure('ERR_CLOSED'))
            else if (!request.writableFinished) request.destroy()
            else response.resume()
          },
        })
      })
    if (sent === null) request.end(body)
    else {
      // it may fail while nothing of it is taken
      if (isStream(body)) body.on('error', fail)
      sent.on('error', fail).pipe(request)
    }
  })
}

function isStream(body: Question['body']): body is Readable {
  return body !== null && typeof body === 'object' && 'pipe' in body
}

/** The time that a reader takes between two pieces is not the server's silence. */
async function* readPieces(response: plain.IncomingMessage, silenceMs: number): AsyncGenerator<Uint8Array> {
  const pieces = response[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>
  try {
    for (;;) {
      const silence = setTimeout(() => response.destroy(new ConnectionFailure('ERR_SILENCE_TIMEOUT')), silenceMs)
      const { done, value } = await pieces.next().finally(() => clearTimeout(silence))
      if (done) return
      yield value
    }
  } finally {
    await pieces.return?.()
  }
}

const isLength = (name: string): boolean => name.toLowerCase() === 'content-length'

/** Node tells the length of a body by itself for some methods alone. */
function withLength(headers: Question['headers'], body: Question['body']): Readonly<Record<string, string | number>> {
  if (body === null || isStream(body)) return headers
  const others = Object.fromEntries(Object.entries(headers).filter(([name]) => !isLength(name)))
  return { ...others, 'content-length': Buffer.byteLength(body) }
}

/** The bytes of a body whose length the headers say: what goes beyond it would be taken for the next question. */
async function* readExactly(body: Readable, headers: Question['headers']): AsyncGenerator<Uint8Array> {
  const said = Object.entries(headers).find(([name]) => isLength(name))?.[1]
  const length = said === undefined ? null : Number(said)
  const refuse = (word: string) => new Error(`the body has ${word} bytes than the ${length} that its headers say`)
  let size = 0
  // the request ends the body; what it would say of being ended here would hide why
  for await (const part of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (length !== null && size > length) throw refuse('more')
    yield part
  }
  if (length !== null && size < length) throw refuse('fewer')
}

function joinHeaders(raw: plain.IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}
