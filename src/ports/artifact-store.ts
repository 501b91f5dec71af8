import type { StoredArtifact } from './model-registry.ts'

/** A file to be kept. */
export interface StoreDraft {
  readonly model: string
  /** Path inside the record: `artifacts/model`, `artifacts/predictions.parquet`. */
  readonly path: string
  /** Absolute. */
  readonly localPath: string
  /** Lower-case hex, taken when it was judged. */
  readonly sha256: string
  readonly size: number
}

/** What a record says of a file that is kept outside of git. */
export interface StoredReference {
  readonly path: string
  /** As `put` gave it: `s3://bucket/prefix/sha256/ab/cd…`, `oci://ghcr.io/acme/models@sha256:…`. */
  readonly location: string
  readonly sha256: string
  readonly size: number
}

/** Where the files of versions are kept, by digest: a file that is there is never written again, and none is ever changed. */
export interface ArtifactStore {
  /** For messages: `s3://bucket/prefix`, without credentials. */
  readonly location: string
  /**
   * Keeps a file and proves that the store has it with these bytes; nothing is sent where it has them already.
   *
   * @returns the location for the record.
   * @throws InputError where the file changed since it was judged, is larger than the store takes, or the store may not be reached.
   * @throws SystemError where the store does not take it; what was begun is not visible as a file of that digest.
   */
  put(draft: StoreDraft, signal: AbortSignal): Promise<string>
}

/**
 * Whether a store has a file: `true` where its digest speaks for it, `'by size'` where its size alone was looked at, since
 * the store knows no digests and the bytes are too many to read, or came too slowly.
 */
export type StoredPresence = boolean | 'by size'

/** Files of one kind of location. */
export interface StoreReader {
  /**
   * Copies a file to `target`, an absolute path, hashed on its way; null where the store has no such file.
   *
   * @throws as `ArtifactStores.fetch`
   */
  fetch(file: StoredReference, target: string): Promise<StoredArtifact | null>
  /** @throws as `ArtifactStores.has` */
  has(file: StoredReference, limitMs?: number): Promise<StoredPresence>
}

/** Files of records wherever they are kept; the store is chosen by the location, not by what is configured now. */
export interface ArtifactStores {
  /**
   * A local copy, hashed; null where the store has no such file.
   *
   * @throws SystemError where its bytes are others than the record says, or the store does not answer.
   * @throws InputError where `network.allow` does not name the store.
   */
  fetch(file: StoredReference, signal: AbortSignal): Promise<StoredArtifact | null>
  /**
   * Whether the file is there with its size and its digest: as the store itself tells it, else as its bytes do where they
   * can be read in time; none are kept.
   *
   * @param limitMs how long reading them may take, in milliseconds; else as long as is usual.
   * @throws as `fetch`
   */
  has(file: StoredReference, signal: AbortSignal, limitMs?: number): Promise<StoredPresence>
  close(): Promise<void>
}
