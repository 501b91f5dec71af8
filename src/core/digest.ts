/** A digest as results and records carry it: algorithm → lower-case hex. */
export interface Digest {
  readonly sha256: string
}

/** `sha256:HEX`, the form of flags, outputs and text. */
export function formatDigest(digest: Digest): string {
  return `sha256:${digest.sha256}`
}

/** Reads `sha256:HEX`; null for anything else. */
export function parseDigest(text: string): Digest | null {
  const match = /^sha256:([0-9a-f]{64})$/.exec(text)
  return match ? { sha256: match[1]! } : null
}
