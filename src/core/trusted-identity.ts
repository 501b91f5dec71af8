/** Whose signature a policy believes; what is null is not asked for. */
export type TrustedIdentity =
  | {
      readonly kind: 'workflow'
      readonly issuer: string
      /** Path and ref of the workflow: `acme/churn/.github/workflows/model-cd.yml@refs/heads/main`; `*` stands for any run of signs but `/`. */
      readonly workflow: string
      readonly repositoryId: string | null
      readonly event: string | null
      readonly runner: string | null
    }
  /** PEM of a public key, and the file that it came from. */
  | { readonly kind: 'key'; readonly pem: string; readonly name: string }
