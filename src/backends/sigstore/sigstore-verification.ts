import { X509Certificate } from 'node:crypto'
import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { SignatureFinding } from '../../core/signature-finding.ts'
import type { TrustedIdentity } from '../../core/trusted-identity.ts'
import { findWorkflowDistrust } from '../../core/workflow-trust.ts'
import { readIdentity } from './certificate-identity.ts'

/** Organization of the authority that gave a bundle's certificate, as it says itself; null where it has none. */
export function readAuthority(bundle: unknown): string | null {
  const certificate = readCertificate(bundle)
  return certificate === null ? null : (/^O=(.+)$/m.exec(certificate.issuer)?.[1] ?? '')
}

function isIssuer(authority: Uint8Array, certificate: X509Certificate | null): boolean {
  return certificate?.verify(new X509Certificate(authority).publicKey) === true
}

function readCertificate(bundle: unknown): X509Certificate | null {
  const material = isMap(bundle) ? bundle['verificationMaterial'] : null
  const single = isMap(material) && isMap(material['certificate']) ? material['certificate'] : null
  const chain = isMap(material) && isMap(material['x509CertificateChain']) ? material['x509CertificateChain'] : null
  const list: unknown = chain?.['certificates']
  const first: unknown = single ?? (Array.isArray(list) ? list[0] : null)
  if (!isMap(first) || typeof first['rawBytes'] !== 'string') return null
  try {
    return new X509Certificate(Buffer.from(first['rawBytes'], 'base64'))
  } catch {
    return null
  }
}

/**
 * Verifies a bundle of the workflow's identity: certificate, its time, the log where the root of trust has one, the
 * signature over the statement, and that the policy trusts who signed.
 *
 * @param root JSON of the trusted root.
 * @throws InputError where the root is none.
 */
export async function verifyBundle(
  bundle: unknown,
  root: string,
  trusted: readonly TrustedIdentity[],
): Promise<SignatureFinding> {
  const [{ bundleFromJSON }, { TrustedRoot }, { toSignedEntity, toTrustMaterial, Verifier }] = await Promise.all([
    import('@sigstore/bundle'),
    import('@sigstore/protobuf-specs'),
    import('@sigstore/verify'),
  ])
  const parsed = parseRoot(root, (data) => TrustedRoot.fromJSON(data))
  const { tlogs, ctlogs } = parsed
  const verifier = new Verifier(toTrustMaterial(parsed), {
    timestampThreshold: 1,
    tlogThreshold: tlogs.length > 0 ? 1 : 0,
    ctlogThreshold: ctlogs.length > 0 ? 1 : 0,
  })
  try {
    const read = bundleFromJSON(bundle)
    // a signature of something else beside the envelope would be the one that is verified
    if (read.content.$case !== 'dsseEnvelope') throw new Error('it is over something other than the envelope')
    const { identity } = verifier.verify(toSignedEntity(read))
    const found = readIdentity((identity ?? {}) as Parameters<typeof readIdentity>[0])
    const reason = findWorkflowDistrust(found, trusted)
    return reason === null ? { kind: 'trusted', identity: found } : { kind: 'untrusted', identity: found, reason }
  } catch (error) {
    const { message } = error as Error
    const authorities = parsed.certificateAuthorities.flatMap(({ certChain }) => certChain?.certificates ?? [])
    const isForeign = !authorities.some(({ rawBytes }) => isIssuer(rawBytes, readCertificate(bundle)))
    const reason = isForeign
      ? 'no authority that is trusted here gave its certificate'
      : `its signature does not hold: ${message.slice(0, 300)}`
    return { kind: 'invalid', reason, isForeign }
  }
}

function parseRoot<T>(text: string, parse: (data: unknown) => T): T {
  try {
    return parse(JSON.parse(text))
  } catch (error) {
    throw new InputError(
      {
        message: `the trusted root of evidence.sigstore cannot be read: ${(error as Error).message}`,
        help: 'give the trusted_root.json of your instance: cosign trusted-root create, or its TUF repository',
      },
      { cause: error },
    )
  }
}
