/** The files of one commit in a folder of their own, as a repository that knows no remote and runs no hook. */
export interface CodeCheckout {
  /** Absolute path of its root. */
  readonly folder: string
  readonly commit: string
  /** Who gave the commit. */
  readonly from: 'remote' | 'clone'
  /** Paths of submodules: their files are not there. */
  readonly submodules: readonly string[]
}
