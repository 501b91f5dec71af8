import type { SignatureFinding } from '../core/signature-finding.ts'
import type { TrustedIdentity } from '../core/trusted-identity.ts'

/** A key that signs, here or where it is kept. */
export interface SigningKey {
  /** sha256 of the public key in DER, lower-case hex. */
  readonly keyId: string
  /** The signature as the key's kind has it: ECDSA in DER. @throws SystemError where a service does not answer */
  sign(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array>
}

/** Bundles as JSON, newest first, not verified yet; or why it cannot be told, in one sentence. */
export type FoundProvenance =
  | { readonly kind: 'found'; readonly bundles: readonly string[] }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Signs evidence and verifies what was signed. */
export interface Signing {
  /**
   * Signs one statement; null where the configuration asks for no signature, on a pull request, which nobody is to vouch
   * for, and outside of a workflow where its identity would sign.
   *
   * @param statement its exact bytes.
   * @returns a Sigstore bundle or a DSSE envelope as JSON on one line.
   * @throws InputError where the key or the workflow's identity is not there, or would go to a public log against the policy.
   * @throws SystemError where a service of the signing does not answer.
   */
  sign(statement: Uint8Array, signal: AbortSignal): Promise<string | null>
  /**
   * Verifies a bundle or an envelope.
   *
   * @param envelope JSON as the evidence file has it.
   * @param trusted whom the policy names.
   * @throws SystemError where the roots of trust cannot be had.
   */
  verify(envelope: string, trusted: readonly TrustedIdentity[], signal: AbortSignal): Promise<SignatureFinding>
  /** Provenance that the code host holds for a file; none outside of a job. @param sha256 lower-case hex. */
  findProvenance(sha256: string, signal: AbortSignal): Promise<FoundProvenance>
}
