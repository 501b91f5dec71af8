import { SystemError } from '../../core/faults.ts'

/** Of sockets and name servers: what may be otherwise a moment later. */
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
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
])

const WORDS: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no name server knows the host',
  EAI_AGAIN: 'the name server did not answer',
  ETIMEDOUT: 'nothing came or was taken in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer came in time',
  UND_ERR_BODY_TIMEOUT: 'the answer fell silent',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer has another length than it says',
}

/** Failures of TLS: `CERT_HAS_EXPIRED`, `UNABLE_TO_VERIFY_LEAF_SIGNATURE`, `ERR_TLS_CERT_ALTNAME_INVALID`, … */
const TLS = /CERT|TLS|SSL|UNABLE_TO_/

/** Whether it is the network's own failure, so that an attempt is over and not the caller's reading at fault. */
export function isCut(error: unknown): boolean {
  const code = findCode(error)
  return code !== null && (CUT.has(code) || code.startsWith('HPE_') || code.startsWith('UND_ERR_') || TLS.test(code))
}

/** Whether the same question may be answered a moment later: not where nothing listens, or no certificate is trusted. */
export function isPassing(error: unknown): boolean {
  const code = findCode(error) ?? ''
  return CUT.has(code) && code !== 'ECONNREFUSED' && code !== 'ENOTFOUND'
}

/** Says what failed and what to do. */
export function describeCut(doing: string, url: URL, error: unknown, attempts: number): SystemError {
  const code = findCode(error) ?? 'unknown'
  const reason = TLS.test(code)
    ? `its certificate is not trusted (${code})`
    : `${WORDS[code] ?? (code.startsWith('HPE_') ? 'the answer is no HTTP' : 'the connection failed')} (${code})`
  const tried = attempts === 1 ? '' : `, tried ${attempts} times`
  return new SystemError(`cannot ${doing}: ${url.host}: ${reason}${tried}`, {
    cause: error,
    help: TLS.test(code)
      ? "put your organisation's certificates into a file and its path into NODE_EXTRA_CA_CERTS"
      : 'check the address, and that this machine can reach it (HTTPS_PROXY and NO_PROXY count)',
  })
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
