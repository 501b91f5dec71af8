import type { PathOrigin } from './workspace.ts'

/** A file that was fetched: a local copy whose bytes were hashed on their way. */
export interface FetchedFile {
  /** The location of this one file, without anything secret: `s3://bucket/key`. */
  readonly uri: string
  /** Absolute; folders `key=value` and the ending are the location's. The file ends with the process. */
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/** How a bucket is reached where a configuration says so; the environment otherwise. */
export interface BucketSettings {
  /** Address of a server that speaks S3. */
  readonly endpoint?: string
  readonly region?: string
  /** Of the shared credentials file. */
  readonly profile?: string
  readonly credentials?: { readonly id: string; readonly secret: string; readonly session?: string }
}

/** What a store says of an object without giving its bytes. */
export interface ObjectFacts {
  readonly size: number
  readonly etag: string | null
  /** The store's own id of this version; null where the bucket keeps none. */
  readonly version: string | null
  /** Whether other bytes have another etag and the same bytes the same. */
  readonly isEtagOfBytes: boolean
}

/** Data at addresses and in buckets. Bound to the signal of the process. */
export interface RemoteData {
  /**
   * Fetches the files that an `https://`, `s3://`, `gs://` or `az://` location stands for, in the order of their names:
   * one, all that match a pattern, or all below a location that ends in `/`. The same location is fetched once.
   *
   * @throws InputError where nothing is there, it is too large, or a configuration names what `network.allow` does not.
   * @throws SystemError where credentials do not suffice or a server does not answer.
   */
  fetch(location: string, origin: PathOrigin): Promise<readonly FetchedFile[]>
  /** One object by its exact key, as another tool's configuration names it. @throws as `fetch` */
  fetchObject(location: string, settings: BucketSettings): Promise<FetchedFile>
  /**
   * What the store says of one object of a bucket by its exact key, as a file names it; null where it, or that version,
   * is not there.
   *
   * @param version the store's own id; null: the current one.
   * @throws InputError where `network.allow` does not name the store, SystemError where it may not be looked at.
   */
  statObject(location: string, settings: BucketSettings, version: string | null): Promise<ObjectFacts | null>
  /** The objects of a bucket whose address begins so, by their addresses; null where they are more than are listed. @throws as `statObject` */
  listObjects(location: string, settings: BucketSettings): Promise<readonly string[] | null>
  /** Ends connections and removes what was fetched. */
  close(): Promise<void>
}

/** Files that another tool keeps elsewhere and that the work tree only names. */
export interface TrackedData {
  /**
   * The files that are tracked at an absolute path of the work tree, or below it, whether they are there or not; listings
   * of folders may be fetched for it. None where nothing is tracked there.
   *
   * @throws InputError where what is tracked cannot be had, SystemError where its store does not answer.
   */
  list(path: string): Promise<readonly TrackedFile[]>
  /** A local copy, hashed and found to be what was recorded. @throws as `list` */
  fetch(file: TrackedFile): Promise<Omit<FetchedFile, 'uri'>>
  /**
   * A local copy of what another revision's own pointers record at an absolute path of the work tree, verified; null where
   * they record nothing there.
   *
   * @param readText that revision's file at an absolute path; null where it has none.
   * @throws as `list`
   */
  fetchRecorded(
    path: string,
    readText: (path: string) => Promise<string | null>,
  ): Promise<Omit<FetchedFile, 'uri'> | null>
  /** Says in the log where a tracked file that is there has other bytes than were recorded. Nothing is fetched for it. */
  compare(path: string): Promise<void>
  /** Removes what was fetched. */
  close(): Promise<void>
}

export interface TrackedFile {
  /** Absolute path of the work tree that the file has, or would have. */
  readonly place: string
  /** What fetches it; of the tool's own making. */
  readonly handle: unknown
}
