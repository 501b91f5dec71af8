import { SystemError } from '../../core/faults.ts'

/** A failure that the client itself finds, in its own words. */
export class ConnectionFailure extends Error {
  readonly code: keyof typeof FOUND

  constructor(code: keyof typeof FOUND, message: string = FOUND[code]) {
    super(message)
    this.code = code
  }
}

const FOUND = {
  ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  ERR_ANSWER_TIMEOUT: 'no answer came in time',
  ERR_SILENCE_TIMEOUT: 'the answer fell silent',
  ERR_PROXY: 'the proxy lets nothing through',
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
])

const WORDS: Readonly<Record<string, string>> = {
  ...FOUND,
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no name server knows the host',
  EAI_AGAIN: 'the name server did not answer',
  ETIMEDOUT: 'nothing came or was taken in time',
  EPROTO: 'it does not speak TLS as it should',
}

/** Failures of TLS: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`, `ERR_TLS_CERT_ALTNAME_INVALID`, … */
const TLS = /CERT|TLS|SSL|UNABLE_TO_/

/** Whether it is the network's own failure, so that an attempt is over and not the caller's reading at fault. */
export function isCut(error: unknown): boolean {
  const code = findCode(error)
  return code !== null && (CUT.has(code) || code in WORDS || code.startsWith('HPE_') || TLS.test(code))
}

/** Whether the same question may be answered a moment later: not where nothing listens, or no certificate is trusted. */
export function isPassing(error: unknown): boolean {
  const code = findCode(error) ?? ''
  return CUT.has(code) && code !== 'ECONNREFUSED' && code !== 'ENOTFOUND'
}

/** Says what failed and what to do. */
export function describeCut(doing: string, url: URL, error: unknown, attempts: number): SystemError {
  const code = findCode(error) ?? 'unknown'
  const reason = TLS.test(code) ? `its certificate is not trusted (${code})` : `${findWords(error, code)} (${code})`
  const tried = attempts === 1 ? '' : `, tried ${attempts} times`
  return new SystemError(`cannot ${doing}: ${url.host}: ${reason}${tried}`, {
    cause: error,
    help: TLS.test(code)
      ? "put your organisation's certificates into a file and its path into NODE_EXTRA_CA_CERTS"
      : 'check the address, and that this machine can reach it (HTTPS_PROXY and NO_PROXY count)',
  })
}

function findWords(error: unknown, code: string): string {
  if (error instanceof ConnectionFailure) return error.message
  return WORDS[code] ?? (code.startsWith('HPE_') ? 'the answer is no HTTP' : 'the connection failed')
}

/** The code of an error or of what caused it; of several attempts of one connection the first's. */
function findCode(error: unknown): string | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const { code, errors } = cause as NodeJS.ErrnoException & { errors?: readonly unknown[] }
    if (typeof code === 'string') return code
    if (errors !== undefined && errors.length > 0) return findCode(errors[0])
  }
  return null
}
