/** What a pointer of Git LFS stands for. */
export interface LfsPointer {
  /** sha256 in hex. */
  readonly oid: string
  readonly size: number
}

/** A pointer is shorter than this. @see https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
const MOST_POINTER_BYTES = 1024

const FIRST_LINE = 'version https://git-lfs.github.com/spec/v1\n'

/** Reads the text of a file that git keeps; null where it is no pointer. Extensions, if any, stand before the oid. */
export function parsePointer(text: string): LfsPointer | null {
  if (!text.startsWith(FIRST_LINE) || text.length >= MOST_POINTER_BYTES) return null
  const oid = /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1]
  const size = /^size (\d{1,15})$/m.exec(text)?.[1]
  return oid === undefined || size === undefined ? null : { oid, size: Number(size) }
}
