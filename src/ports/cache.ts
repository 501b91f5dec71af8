/** Keeps folders between jobs. Nothing that comes out of it is trusted: whoever asks verifies. */
export interface Cache {
  /** Puts back what was saved under that key from the same absolute path. False where there is nothing, or no cache. */
  restore(folder: string, key: string): Promise<boolean>
  /** Best effort: a key that is taken, or a cache that is gone, is no error. */
  save(folder: string, key: string): Promise<void>
}
