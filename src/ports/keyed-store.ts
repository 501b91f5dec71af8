import type { StoredPresence } from './artifact-store.ts'
import type { StoredArtifact } from './model-registry.ts'

/** Bytes by what is known of them. */
export interface ExpectedFile {
  /** Lower-case hex. */
  readonly sha256: string
  readonly size: number
  /** Lower-case hex, where it is known too. */
  readonly md5?: string
}

/** A file of this machine, measured: what `put` sends is these bytes or nothing. */
export interface MeasuredFile extends ExpectedFile {
  /** Absolute. */
  readonly path: string
  readonly md5: string
}

/** A place that keeps files under keys: a folder, a bucket. What is there under a key is never written again. */
export interface KeyedStore {
  /** `s3://bucket/prefix`, `folder:/mnt/models`: a key stands behind it and a slash. */
  readonly location: string
  /**
   * Keeps the file under the key and proves that it is there with these bytes; nothing is sent where it is there already.
   *
   * @throws InputError where the file changed meanwhile; SystemError where it is not taken, or other bytes are there.
   */
  put(key: string, file: MeasuredFile): Promise<void>
  /** Copies it to `target`, hashed; null where there is none. @throws SystemError where its bytes are others */
  fetch(key: string, file: ExpectedFile, target: string): Promise<StoredArtifact | null>
  /** As `ArtifactStores.has`. */
  has(key: string, file: ExpectedFile, limitMs?: number): Promise<StoredPresence>
}

/** `sha256/ab/cdef…`: where a file of that digest is kept. */
export function keyOfDigest(sha256: string): string {
  return `sha256/${sha256.slice(0, 2)}/${sha256.slice(2)}`
}
