import { SystemError } from '../../core/faults.ts'

/** A failure that the client itself finds, in its own words. */
export class ConnectionFailure extends Error {
  readonly code: keyof typeof FOUND

  constructor(code: keyof typeof FOUND, message: string = FOUND[code], options: ErrorOptions = {}) {
    super(message, options)
    this.code = code
  }
}

const FOUND = {
  ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  ERR_ANSWER_TIMEOUT: 'no answer came in time',
  ERR_SILENCE_TIMEOUT: 'the answer fell silent',
  ERR_NO_ANSWER: 'the connection was closed without an answer',
  ERR_PROXY: 'the proxy lets nothing through',
  ERR_PROXY_CUT: 'the connection to the proxy was cut',
  ERR_CLOSED: 'the connections were ended',
}

/** Of sockets, name servers and the client itself: what may be otherwise a moment later. */
const CUT: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ERR_CONNECT_TIMEOUT',
  'ERR_ANSWER_TIMEOUT',
  'ERR_SILENCE_TIMEOUT',
  'ERR_NO_ANSWER',
  'ERR_PROXY_CUT',
])

const SPEECHLESS = 'it does not speak TLS as it should'

const WORDS: Readonly<Record<string, string>> = {
  ...FOUND,
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no name server knows the host',
  EAI_AGAIN: 'the name server did not answer',
  ETIMEDOUT: 'nothing came or was taken in time',
  EPROTO: SPEECHLESS,
}

/** Failures of TLS: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`, `ERR_TLS_CERT_ALTNAME_INVALID`, … */
const TLS = /CERT|ERR_TLS|UNABLE_TO_/

/** Whether it is the network's own failure, so that an attempt is over and not the caller's reading at fault. */
export function isCut(error: unknown): boolean {
  const { code, syscall } = findCause(error) ?? {}
  if (code === undefined) return false
  return CUT.has(code) || code in WORDS || syscall === 'connect' || /^(HPE|ERR_SSL)_/.test(code) || TLS.test(code)
}

/** Whether the same question may be answered a moment later: not where nothing listens, or no certificate is trusted. */
export function isPassing(error: unknown): boolean {
  const code = findCause(error)?.code ?? ''
  return CUT.has(code) && code !== 'ECONNREFUSED' && code !== 'ENOTFOUND'
}

/** Says what failed and what to do. */
export function describeCut(doing: string, url: URL, error: unknown, attempts: number): SystemError {
  const tried = attempts === 1 ? '' : `, tried ${attempts} times`
  const reason = describeReason(error)
  return new SystemError(`cannot ${doing}: ${url.host}: ${reason}${tried}`, {
    cause: error,
    help: reason.includes(UNTRUSTED)
      ? "put your organisation's certificates into a file and its path into NODE_EXTRA_CA_CERTS"
      : 'check the address, and that this machine can reach it (HTTPS_PROXY and NO_PROXY count)',
  })
}

const UNTRUSTED = 'its certificate is not trusted'

/** `nothing listens there (ECONNREFUSED)`. */
export function describeReason(error: unknown): string {
  const cause = findCause(error)
  const code = cause?.code ?? 'unknown'
  // of a proxy the words have the code already
  if (cause instanceof ConnectionFailure && code.startsWith('ERR_PROXY')) return cause.message
  if (TLS.test(code)) return `${UNTRUSTED} (${code})`
  return `${WORDS[code] ?? describeFamily(code)} (${code})`
}

function describeFamily(code: string): string {
  if (code.startsWith('HPE_')) return 'the answer is no HTTP'
  return code.startsWith('ERR_SSL_') ? SPEECHLESS : 'the connection failed'
}

type Coded = NodeJS.ErrnoException & { readonly code: string }

/** The error with a code, or what caused it; of several attempts of one connection the first's. */
function findCause(error: unknown): Coded | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const { code, errors } = cause as NodeJS.ErrnoException & { errors?: readonly unknown[] }
    if (typeof code === 'string') return cause as Coded
    if (errors !== undefined && errors.length > 0) return findCause(errors[0])
  }
  return null
}
