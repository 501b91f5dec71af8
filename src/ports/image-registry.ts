/** A container image by digest. */
export interface ImageFacts {
  /** `sha256:…` of the manifest (or index) that was asked for. */
  readonly digest: string
  /** Labels of its configuration; of an index those of its first image for a platform. */
  readonly labels: Readonly<Record<string, string>>
  /** Predicate types of the attestations that refer to it. */
  readonly attestations: readonly string[]
}

/** Registries that speak the OCI distribution protocol. */
export interface ImageRegistry {
  /**
   * The image of a reference (`ghcr.io/acme/churn@sha256:…`, or by tag); null where there is none. Nothing is pulled.
   *
   * @throws InputError where the reference is none; SystemError where the registry does not answer or wants credentials.
   */
  find(reference: string, signal: AbortSignal): Promise<ImageFacts | null>
  close(): Promise<void>
}
