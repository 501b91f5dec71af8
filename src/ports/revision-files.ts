/** A file as a revision has it: a local copy that ends with the process. */
export interface RevisionFile {
  /** Absolute. */
  readonly path: string
  readonly sha256: string
  readonly size: number
  /** Who keeps its bytes. */
  readonly keptBy: 'git' | 'Git LFS' | 'DVC'
}

/** The files of one revision of the repository at hand. */
export interface RevisionFiles {
  /** Id of the commit. */
  readonly commit: string
  /** What commit that is and how it was found, as a sentence ends: `what main stands on`, `the merge base of main and HEAD`. */
  readonly found: string
  /**
   * The file at a path relative to the working directory, whoever keeps its bytes; null where the revision has none.
   * @throws InputError where it names bytes that cannot be had.
   */
  file(path: string): Promise<RevisionFile | null>
}
