import type { SignerIdentity } from '../../core/signature-finding.ts'

/** What a verifier says of a certificate, as far as it is read here. */
interface CertificateIdentity {
  readonly subjectAlternativeName?: string
  readonly extensions?: { readonly issuer?: string }
  readonly oids?: readonly { readonly oid?: { readonly id: readonly number[] } | undefined; readonly value: Buffer }[]
}

/** Extensions of Fulcio's certificates. @see https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
const PREFIX = '1.3.6.1.4.1.57264.1.'
const FIELDS = { runner: 11, repository: 12, commit: 13, ref: 14, repositoryId: 15, event: 20, run: 21 } as const

/** The workflow that a certificate was given to. */
export function readIdentity(certificate: CertificateIdentity): Extract<SignerIdentity, { kind: 'workflow' }> {
  const extensions = new Map((certificate.oids ?? []).map(({ oid, value }) => [oid?.id.join('.'), value]))
  const read = (name: keyof typeof FIELDS) => {
    const value = extensions.get(`${PREFIX}${FIELDS[name]}`)
    return value === undefined ? null : decodeText(value)
  }
  const repository = read('repository')
  return {
    kind: 'workflow',
    issuer: certificate.extensions?.issuer ?? '',
    workflow: certificate.subjectAlternativeName ?? '',
    repository: repository?.replace(/^https?:\/\/[^/]+\//, '') ?? null,
    repositoryId: read('repositoryId'),
    ref: read('ref'),
    event: read('event'),
    runner: read('runner'),
    // the address of the run, without which of its attempts
    run: read('run')?.replace(/\/attempts\/\d+$/, '') ?? null,
    commit: read('commit'),
  }
}

/** UTF8String in DER; null where it is none. */
function decodeText(der: Buffer): string | null {
  const [tag, first = 0] = der
  const size = first < 0x80 ? 0 : first & 0x7f
  const start = 2 + size
  const length = size === 0 ? first : Number.parseInt(der.subarray(2, start).toString('hex'), 16)
  return tag === 0x0c && der.length === start + length ? der.subarray(start).toString('utf8') : null
}
