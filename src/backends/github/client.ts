import { once } from 'node:events'
import type { Octokit } from 'octokit'
import type { Logger } from '../../ports/host.ts'
import { openConnection } from './connection.ts'
import { type Failure, readFailure } from './failures.ts'

export interface CodeHostOptions {
  /** GITHUB_API_URL: without a host name of our own it is GitHub's or an Enterprise Server's alike. */
  readonly apiUrl: string
  /** `owner/name`. */
  readonly repository: string
  readonly token: string
  /** Slug of the app that the token is of, where known: `github-actions`. Else GitHub is asked whose the token is. */
  readonly appSlug?: string
  /** Those that name proxies. */
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly logger: Logger
  /** `modelgate/1.2.0`. */
  readonly userAgent: string
  readonly waits?: Partial<Waits>
}

/** How long is waited, in milliseconds. */
interface Waits {
  /** For the answer to one request; 30 s. */
  readonly requestMs: number
  /** For one call of the port with all its requests and pauses; 10 min. */
  readonly callMs: number
  /** A limit that lasts longer is not waited for; 2 min. */
  readonly longestMs: number
  /** What a second lasts in pauses between attempts; tests shorten it. */
  readonly secondMs: number
  /** Whether writes keep the distance that GitHub asks for: 1 s, of those that notify people 3 s. */
  readonly isPaced: boolean
}

const WAITS: Waits = { requestMs: 30_000, callMs: 600_000, longestMs: 120_000, secondMs: 1000, isPaced: true }

/** How often a request that only reads is repeated, and any that a rate limit refused. */
const RETRIES = 3

/** Answers that another attempt a second later does not change; the rate limits (403, 429) are waited for elsewhere. */
const FINAL = [400, 401, 403, 404, 405, 409, 410, 422, 429, 451, 501]

/** The API of one repository, opened at the first request. */
export interface GitHubClient {
  readonly owner: string
  readonly repo: string
  readonly options: CodeHostOptions
  readonly waits: Waits
  /**
   * Does some work with octokit; `request` belongs into the parameters of each request.
   *
   * @throws whatever octokit does; the signal's reason where it is aborted, at once.
   */
  work<T>(
    signal: AbortSignal,
    run: (octokit: Octokit, request: { readonly signal: AbortSignal }) => Promise<T>,
  ): Promise<T>
  /** What an error of `work` means. @throws the error itself where it is none of a request. */
  explain(error: unknown): Failure
  close(): Promise<void>
}

/** A client that reads again what it may, waits as rate limits say, and never repeats a write by itself. */
export function createClient(options: CodeHostOptions): GitHubClient {
  const [owner = '', repo = ''] = options.repository.split('/')
  const waits = { ...WAITS, ...options.waits }
  const connection = openConnection({ ...options, requestMs: waits.requestMs })
  let opened: Promise<Octokit> | undefined
  return {
    owner,
    repo,
    options,
    waits,
    async work(signal, run) {
      opened ??= openOctokit(options, waits, connection.fetch)
      const stop = new AbortController()
      // pauses between attempts do not look at the signal
      const stopped = once(signal, 'abort', { signal: stop.signal }).then(() => Promise.reject(signal.reason))
      stopped.catch(() => {})
      try {
        signal.throwIfAborted()
        return await Promise.race([opened.then((octokit) => run(octokit, { signal })), stopped])
      } finally {
        stop.abort()
      }
    },
    explain: (error) => readFailure(error, new URL(options.apiUrl).host, options.token),
    close: () => connection.close(),
  }
}

async function openOctokit(options: CodeHostOptions, waits: Waits, fetch: unknown): Promise<Octokit> {
  const { Octokit } = await import('octokit')
  const { logger } = options
  const onLimit = (seconds: number, route: object, _: unknown, count: number): boolean => {
    const isWorth = seconds * 1000 <= waits.longestMs && count < RETRIES
    const { method } = route as { readonly method: string }
    if (isWorth) logger.info(`GitHub's rate limit: waiting ${seconds} s before ${method} is asked again`)
    return isWorth
  }
  const octokit = new Octokit({
    auth: options.token,
    baseUrl: options.apiUrl.replace(/\/+$/, ''),
    userAgent: options.userAgent,
    request: { fetch },
    log: { debug: noLog, info: noLog, warn: (text: string) => logger.debug(text), error: noLog },
    retry: { retries: RETRIES, doNotRetry: FINAL, retryAfterBaseValue: waits.secondMs },
    throttle: {
      retryAfterBaseValue: waits.secondMs,
      onRateLimit: onLimit,
      onSecondaryRateLimit: onLimit,
      ...(waits.isPaced ? {} : { write: UNPACED, notifications: UNPACED }),
    },
  })
  octokit.hook.before('request', (request) => {
    const isReading = request.method === 'GET' || request.url.endsWith('/graphql')
    // whether a write that was cut came through, only its author can tell
    if (!isReading) request.request = { ...request.request, retries: 0 }
  })
  return octokit
}

const noLog = () => {}

/** In place of the throttling plugin's groups: each job at once. */
const UNPACED = {
  key: () => ({ schedule: (_: unknown, run: () => Promise<unknown>) => run() }),
} as never
