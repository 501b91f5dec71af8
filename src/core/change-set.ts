/** The files that a change touches, and what it is measured against. */
export interface ChangeSet {
  /** The base of record: first parent of a merge commit, base of a merge group, start of a pushed range, or what was named. */
  readonly base: string
  readonly head: string
  /** How the base was found, as a sentence ends: `the first parent of the merge commit`. */
  readonly found: string
  /** Paths from the repository's root, `/` between folders; of a rename both. A submodule is one path. */
  readonly paths: readonly string[]
  /** Those of them that are submodules: what changed in one is not known here. */
  readonly submodules: readonly string[]
  /** The working directory, from the repository's root: '' for the root itself. */
  readonly folder: string
  /**
   * Texts of changed files as one of the two commits has them. Left out: what that commit lacks, links, and what is no
   * UTF-8 text of at most 20 MB.
   *
   * @throws SystemError where a text is only at the remote, and that does not answer.
   */
  read(side: 'base' | 'head', paths: readonly string[]): Promise<ReadonlyMap<string, string>>
}
