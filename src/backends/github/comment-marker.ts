import { createHash } from 'node:crypto'

/** Characters that the marker takes of a comment's 65,536; renderers leave 200 free. */
export const MARKER_LENGTH = '<!-- modelgate-report  -->\n'.length + 32

/** GitHub refuses a longer body. */
export const LONGEST_COMMENT = 65_536

const PATTERN = /^<!-- modelgate-report ([0-9a-f]{32}) -->(?:\r?\n|$)/

/** Puts the marker of a key before a text, as an HTML comment that nobody sees. */
export function markBody(key: string, text: string): string {
  return `<!-- modelgate-report ${hashKey(key)} -->\n${text}`
}

/** The text behind the marker of a key; null where the body has none, or that of another key. */
export function readMarked(key: string, body: string): string | null {
  const match = PATTERN.exec(body)
  return match?.[1] === hashKey(key) ? body.slice(match[0].length) : null
}

/** A key may hold anything, such as `-->`. */
function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32)
}
