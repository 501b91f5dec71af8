import type { DataVersion } from '../core/data-version.ts'

/** A data set as a record names it. */
export interface RecordedData {
  /** Path relative to the root of the repository, or the location as written. */
  readonly uri: string
  readonly digest: { readonly sha256: string }
  readonly version?: DataVersion | null
}

/** What became of the question whether bytes are still there. `unknown`: nobody could be asked, with the reason. */
export type Presence =
  | { readonly kind: 'present'; readonly where: string }
  | { readonly kind: 'missing'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Who keeps the bytes of data sets. Works without any other tool: DVC's remotes and Git LFS's server are asked themselves. */
export interface DataVersions {
  /**
   * How the bytes at a data set's location (as `modelgate.yml` names it, relative to the working directory) are kept now;
   * null where nobody but the work tree is known to have them.
   *
   * @throws SystemError where it cannot be found out.
   */
  find(location: string): Promise<DataVersion | null>
  /**
   * Asks for each object whether it is still where it was, without fetching it; a folder's by each of its files.
   *
   * @param codeCommit whose pointers and configuration name the remotes; null: the work tree's.
   */
  prove(data: RecordedData, codeCommit: string | null, signal: AbortSignal): Promise<Presence>
  /**
   * Puts the bytes into a checkout of the code commit, verified; a file that is there with these bytes stays.
   *
   * @param folder absolute path of the checkout.
   * @throws SystemError where they cannot be had; OtherBytesError where whoever keeps them has others.
   */
  restore(data: RecordedData, folder: string, signal: AbortSignal): Promise<void>
}
