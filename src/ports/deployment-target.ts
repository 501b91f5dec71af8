/** A version to be served. */
export interface ServedVersion {
  readonly model: string
  /** `v1.2.0`. */
  readonly version: string
  readonly stage: string
  /** Reference of its image by digest; null where its record names none. */
  readonly image: string | null
}

/** What a target says that it serves: at least one of both. */
export interface ServedState {
  /** `sha256:…` of an image or a model. */
  readonly digest: string | null
  /** `v1.2.0`. */
  readonly version: string | null
}

/** What serves a stage's model. */
export interface DeploymentTarget {
  /** For messages: the program that is run. */
  readonly name: string
  /** What `roll` would do for a version, in words. @throws InputError where the version lacks what the target needs */
  describe(wanted: ServedVersion): string
  /** What serves now; null where the target cannot tell. @throws SystemError where it should and does not */
  current(wanted: Pick<ServedVersion, 'model' | 'stage'>, signal: AbortSignal): Promise<ServedState | null>
  /**
   * Makes a version serve; the same again changes nothing.
   *
   * @throws InputError where the version lacks what the target needs, or the program cannot be started
   * @throws SystemError where it fails or takes too long: nobody knows what serves then
   */
  roll(wanted: ServedVersion, signal: AbortSignal): Promise<void>
}
