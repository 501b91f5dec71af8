/** Who signed, as the signature itself proves. */
export type SignerIdentity =
  | {
      readonly kind: 'workflow'
      readonly issuer: string
      /** `https://github.com/acme/churn/.github/workflows/model-cd.yml@refs/heads/main`. */
      readonly workflow: string
      /** `acme/churn`, as the certificate has it; null where it does not say. */
      readonly repository: string | null
      readonly repositoryId: string | null
      readonly ref: string | null
      readonly event: string | null
      /** `github-hosted` or `self-hosted`. */
      readonly runner: string | null
      /** Address of the run. */
      readonly run: string | null
      /** Commit that the workflow ran on. */
      readonly commit: string | null
    }
  /** `keyId`: sha256 of the public key in DER, lower-case hex. */
  | { readonly kind: 'key'; readonly keyId: string; readonly name: string }

/**
 * `trusted`: signed by one whom the policy names; else why not, in one sentence. `invalid`: the signature does not hold, or
 * (`isForeign`) whoever vouches for its certificate is not known.
 */
export type SignatureFinding =
  | { readonly kind: 'trusted'; readonly identity: SignerIdentity }
  | { readonly kind: 'untrusted'; readonly identity: SignerIdentity; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string; readonly isForeign?: boolean }
