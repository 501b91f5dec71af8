import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { InputError, SystemError } from '../../core/faults.ts'
import { describeCut, isCut, isPassing } from './failures.ts'
import { DEFAULT_LIMITS, type HttpLimits, openTransport, type Received, type Transport } from './transport.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** A function gives a new stream for each attempt; the headers then say its length. */
  readonly body?: string | Uint8Array | (() => Readable)
  /** Whether a POST only reads (GraphQL), so that it may be asked again as GET is. */
  readonly isReading?: boolean
}

export interface HttpAnswer extends Omit<Received, 'release'> {
  /** Where the answer came from, after redirects. */
  readonly url: URL
  /** How often it was asked until this answer came. */
  readonly attempts: number
}

/**
 * Whether an address may be asked: `named`, whatever it resolves to; `listed`, unless it is this machine or a link-local
 * or metadata address. @throws InputError where it may not.
 */
export type Reach = (url: URL) => 'named' | 'listed'

/** For addresses that the environment names, and those of well-known services. */
export const reachAny: Reach = () => 'named'

export interface ExchangeOptions {
  readonly reach: Reach
  /** For messages: `fetch s3://bucket/key`. */
  readonly doing: string
  /** Whether redirects are followed; else they are given to the caller. */
  readonly followsRedirects: boolean
}

export interface HttpOptions {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Waits before the second and each further attempt, where the server names none. */
  readonly delaysMs?: readonly number[]
  readonly limits?: Partial<HttpLimits>
}

/** Answers after which the same question may be answered later. */
const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])
const DEFAULT_DELAYS_MS = [500, 1500, 4000, 10_000]
const LONGEST_WAIT_MS = 120_000
const MOST_REDIRECTS = 5

/**
 * HTTP for all backends: time limits, proxies of the environment, TLS always verified, redirects only to where `reach`
 * allows. What may be asked twice (GET, HEAD, PUT, DELETE and a POST that only reads) is asked again after 408, 429, 5xx or
 * a cut connection, as `Retry-After` says where it is given.
 */
export class Http {
  private readonly options: HttpOptions
  private readonly ended = new AbortController()
  private transport: Transport | undefined

  constructor(options: HttpOptions) {
    this.options = options
  }

  /**
   * Sends a request and gives the answer to `consume`, which reads its body; called again for a new answer where the
   * connection was cut while it read. An answer that stays a passing failure is given to it in the end.
   *
   * @throws SystemError where no answer came, InputError where the address may not be reached, whatever `consume` throws.
   */
  async exchange<T>(
    request: HttpRequest,
    options: ExchangeOptions,
    consume: (answer: HttpAnswer) => Promise<T>,
  ): Promise<T> {
    const { delaysMs = DEFAULT_DELAYS_MS } = this.options
    const signal = AbortSignal.any([this.options.signal, this.ended.signal])
    const isOnce = request.method === 'POST' || request.method === 'PATCH'
    const delays = isOnce && request.isReading !== true ? [] : delaysMs
    const limits = { ...DEFAULT_LIMITS, ...this.options.limits }
    for (let attempt = 0; ; attempt += 1) {
      const limit = AbortSignal.timeout(limits.totalMs)
      const delay = delays[attempt]
      try {
        const answer = await this.follow(request, options, limits, AbortSignal.any([signal, limit]), attempt + 1)
        const pause = delay === undefined || !PASSING.has(answer.status) ? null : this.readPause(answer, delay)
        if (pause === null) return await consume(answer).finally(answer.release)
        await discard(answer)
        await waitFor(pause, signal)
      } catch (error) {
        if (signal.aborted) throw signal.reason
        if (limit.aborted) {
          const help = 'try again, or name a smaller file'
          const minutes = Math.max(1, Math.round(limits.totalMs / 60_000))
          throw new SystemError(`cannot ${options.doing}: it took longer than ${minutes} min`, { cause: error, help })
        }
        if (!isCut(error)) throw error
        if (delay === undefined || !isPassing(error)) throw describeCut(options.doing, request.url, error, attempt + 1)
        await waitFor(delay, signal)
      }
    }
  }

  /** Ends all connections, and the questions that nobody waits for any more: none of them is asked again. */
  async close(): Promise<void> {
    this.ended.abort(new SystemError('the connection was ended before an answer came'))
    this.transport?.close()
  }

  /** Asks, and asks where the answer leads. */
  private async follow(
    first: HttpRequest,
    { reach, followsRedirects, doing }: ExchangeOptions,
    limits: HttpLimits,
    signal: AbortSignal,
    attempts: number,
  ): Promise<HttpAnswer & Received> {
    this.transport ??= openTransport(this.options.variables, limits)
    let request = first
    for (let count = 0; ; count += 1) {
      const { method, url, headers, body = null } = request
      const received = await this.transport.ask(url, {
        method,
        headers,
        body: typeof body === 'function' ? body() : body,
        isChecked: reach(url) === 'listed',
        signal,
      })
      const answer = { ...received, url, attempts }
      const target = answer.headers['location']
      if (!followsRedirects || !isRedirect(answer.status) || !target) return answer
      await discard(answer)
      if (count === MOST_REDIRECTS) {
        throw new SystemError(`cannot ${doing}: more than ${MOST_REDIRECTS} redirects, last to ${url.host}`)
      }
      request = redirect(request, target, doing)
    }
  }

  /** Milliseconds until the next attempt; null where the server wants a longer wait than a job has patience for. */
  private readPause(answer: HttpAnswer, delay: number): number | null {
    const text = answer.headers['retry-after']
    if (text === undefined) return delay
    const seconds = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - this.options.now().getTime()
    if (Number.isNaN(seconds)) return delay
    return seconds > LONGEST_WAIT_MS ? null : Math.max(0, seconds)
  }
}

/** @throws the signal's reason as soon as it is aborted */
async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted())
}

export function isRedirect(status: number): boolean {
  return status >= 301 && status <= 308 && status !== 304
}

/** Credentials never follow to another origin, and nothing leaves TLS. */
function redirect(request: HttpRequest, target: string, doing: string): HttpRequest {
  const base = request.url
  if (!URL.canParse(target, base.href)) throw new SystemError(`cannot ${doing}: ${base.host} redirects to no address`)
  const url = new URL(target, base)
  const isSafer = url.protocol === 'https:' || (url.protocol === 'http:' && base.protocol === 'http:')
  if (!isSafer || url.username !== '' || url.password !== '') {
    throw new InputError({
      message: `cannot ${doing}: ${base.host} redirects to ${url.protocol}//${url.host}, which is not followed`,
      help: 'name the address that it ends at, with https',
    })
  }
  const isSame = url.origin === base.origin
  const headers = Object.entries(request.headers).filter(
    ([name]) => isSame || !/^(authorization|cookie|x-)/i.test(name),
  )
  return { ...request, url, headers: Object.fromEntries(headers) }
}

/** Lets go of an answer that nobody reads; of a short one, so that its connection can be used again. */
async function discard(answer: HttpAnswer & Received): Promise<void> {
  let size = 0
  try {
    for await (const part of answer.body) {
      size += part.length
      if (size > 65_536) break
    }
  } catch {
    // cut on the way, which ends it as well
  }
  answer.release()
}

/** The first bytes of an answer as text, for what a server says of a failure; the rest is let go. */
export async function readSome(answer: HttpAnswer, limit = 16_384): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body) {
    parts.push(part)
    size += part.length
    if (size >= limit) break
  }
  return Buffer.concat(parts).subarray(0, limit).toString('utf8')
}
