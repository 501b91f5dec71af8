import { SystemError } from '../../core/faults.ts'
import type { Posted } from '../../ports/code-host.ts'

/** What an error of a request means, and whether the request may have had its effect all the same. */
export interface Failure {
  /**
   * `unclear`: cut, out of time or 5xx, so that nobody knows whether it was done; `gone`: 404 or 410; `invalid`: 422;
   * `rate`: a limit that lasts too long to wait for.
   */
  readonly kind: 'permission' | 'refused' | 'rate' | 'credentials' | 'gone' | 'invalid' | 'unclear'
  /** One sentence without an end: `answers 403: Resource not accessible by integration`. */
  readonly said: string
  /** As GitHub names what would be accepted: `issues=write; pull_requests=write`. */
  readonly accepted: string | null
}

interface RequestFailure {
  readonly status?: number
  readonly message?: string
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>
    readonly data: unknown
  }
}

/** GitHub's words where the token lacks a permission; other 403 (locked, archived, an address not allowed) are not mended by one. */
const LACKS_PERMISSION =
  /not accessible by|not have permission|must have|permission to|requires? .*permission|forbidden/i
const IS_LIMIT = /rate limit|abuse detection/i

/**
 * Reads an error of octokit.
 *
 * @param host for messages.
 * @throws the error itself where it is none of a request.
 */
export function readFailure(error: unknown, host: string, token: string): Failure {
  const { status, response, message = '' } = (error ?? {}) as RequestFailure
  if (status === undefined) throw error
  if (response === undefined) return { kind: 'unclear', said: clean(message, token), accepted: null }
  const text = readMessage(response.data)
  const said = clean(`${host} answers ${status}${text === '' ? '' : `: ${text}`}`, token)
  const header = (name: string) => {
    const value = response.headers[name]
    return value === undefined ? null : String(value)
  }
  const accepted = header('x-accepted-github-permissions')
  const isLimit = IS_LIMIT.test(text) || header('retry-after') !== null || header('x-ratelimit-remaining') === '0'
  if (status === 429 || (status === 403 && isLimit)) {
    const seconds = header('retry-after')
    const wait = seconds === null ? 'it asks for patience' : `it asks to wait ${seconds} s`
    return { kind: 'rate', said: `${said} (a rate limit; ${wait})`, accepted }
  }
  if (status === 401) return { kind: 'credentials', said, accepted }
  if (status === 403) {
    const sso = header('x-github-sso')
    if (sso !== null)
      return { kind: 'refused', said: `${said} (the token needs the organisation's single sign-on)`, accepted }
    return { kind: LACKS_PERMISSION.test(text) ? 'permission' : 'refused', said, accepted }
  }
  if (status === 404 || status === 410) return { kind: 'gone', said, accepted }
  if (status === 422) return { kind: 'invalid', said, accepted }
  return { kind: status >= 500 ? 'unclear' : 'refused', said, accepted }
}

/**
 * Says what was not done and which line of the job would let it.
 *
 * @param doing `comment on pull request 7`.
 * @param usual the line that grants it: `pull-requests: write`.
 */
export function refusePosting(doing: string, failure: Failure, usual: string): Posted {
  const isMissing = failure.kind === 'permission' || failure.kind === 'gone'
  const permission = isMissing ? choosePermission(failure.accepted, usual) : null
  const hint =
    failure.kind === 'credentials' ? '; the token is not accepted, or ended' : failure.kind === 'gone' ? GONE_HINT : ''
  return { kind: 'refused', reason: `cannot ${doing}: ${failure.said}${hint}`, permission }
}

const GONE_HINT = '; GitHub says so too of what a token may not see'

/** An error of a call that has to have an answer. */
export function failReading(doing: string, failure: Failure, permission: string, cause: unknown): SystemError {
  const help = {
    permission: `add \`${permission}\` to the job's permissions`,
    gone: `check the repository's name, and that the job has \`${permission}\``,
    credentials: 'give a token that is valid',
    rate: 'run it again later',
    refused: "ask who looks after the organisation's rules",
    invalid: 'run it again',
    unclear:
      'check that this machine reaches it (HTTPS_PROXY, NO_PROXY and NODE_EXTRA_CA_CERTS count), and run it again',
  }[failure.kind]
  return new SystemError(`cannot ${doing}: ${failure.said}`, { cause, help })
}

/** The line for a job: the usual one unless GitHub would accept other scopes alone. */
function choosePermission(accepted: string | null, usual: string): string {
  const offers = (accepted ?? '')
    .split(';')
    .map((offer) => offer.trim().split(',').map(formatPermission).join(', '))
    .filter((offer) => offer !== '')
  const [scope] = usual.split(':')
  const isUsual = offers.length === 0 || offers.some((offer) => offer.startsWith(`${scope}:`))
  return isUsual ? usual : offers[0]!
}

/** `pull_requests=write` as a workflow has it: `pull-requests: write`. */
function formatPermission(text: string): string {
  return text.trim().replaceAll('_', '-').replace('=', ': ')
}

function readMessage(data: unknown): string {
  if (typeof data !== 'object' || data === null) return ''
  const { message, errors } = data as { readonly message?: unknown; readonly errors?: unknown }
  const details = Array.isArray(errors)
    ? errors.map((entry: unknown) => (typeof entry === 'string' ? entry : readMessage(entry))).filter(Boolean)
    : []
  return [typeof message === 'string' ? message : '', ...details].filter(Boolean).join('; ')
}

/** On one line, without the token, however a server repeats it. */
function clean(text: string, token: string): string {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
  return (token === '' ? line : line.replaceAll(token, '***')).slice(0, 500)
}
