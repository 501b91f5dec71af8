import type { Digest } from '../core/digest.ts'
import { type InTotoStatement, makeStatement, type ResourceDescriptor } from './in-toto-statement.ts'

/** @see https://slsa.dev/spec/v1.1/verification_summary */
export const SUMMARY_TYPE = 'https://slsa.dev/verification_summary/v1'

interface VerificationSummary {
  readonly verifier: { readonly id: string; readonly version: Readonly<Record<string, string>> }
  readonly timeVerified: string
  readonly resourceUri: string
  readonly policy: { readonly uri: string; readonly digest: Digest }
  readonly inputAttestations: readonly ResourceDescriptor[]
  readonly verificationResult: 'PASSED'
  readonly verifiedLevels: readonly string[]
}

/** What a promotion verified, and by what. */
export interface SummaryInput {
  /** Who verified: the workflow's address; null outside of one. */
  readonly verifier: string | null
  readonly tool: { readonly name: string; readonly version: string }
  readonly time: string
  /** Where the version is: `git+https://github.com/acme/churn@refs/tags/churn@v1.2.0`. */
  readonly resourceUri: string
  readonly policy: { readonly uri: string; readonly ref: string | null; readonly digest: Digest }
  /** Files of the version. */
  readonly artifacts: readonly { readonly path: string; readonly digest: Digest }[]
  /** Files of evidence, each once. */
  readonly evidence: readonly { readonly name: string; readonly digest: Digest; readonly signer: string | null }[]
  readonly trust: string
}

/** What promoting says about the bytes that passed, for tools that know verification summaries. */
export function verificationSummary(input: SummaryInput): InTotoStatement<VerificationSummary> {
  const { policy, evidence } = input
  const subject = input.artifacts.map(({ path, digest }) => ({ name: path, digest }))
  const isSigned = evidence.length > 0 && evidence.every(({ signer }) => signer !== null)
  return makeStatement(subject, SUMMARY_TYPE, {
    verifier: { id: input.verifier ?? 'urn:modelgate:local', version: { [input.tool.name]: input.tool.version } },
    timeVerified: input.time,
    resourceUri: input.resourceUri,
    policy: { uri: policy.ref === null ? policy.uri : `${policy.uri}@${policy.ref}`, digest: policy.digest },
    inputAttestations: evidence.map(({ name, digest }) => ({ uri: name, digest })),
    verificationResult: 'PASSED',
    verifiedLevels: [
      `MODELGATE_TRUST_${input.trust.toUpperCase()}`,
      ...(isSigned ? ['MODELGATE_EVIDENCE_SIGNED'] : []),
    ],
  })
}
