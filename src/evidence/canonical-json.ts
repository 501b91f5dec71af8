import canonicalize from 'canonicalize'

/** Half of a surrogate pair alone, as cutting a text in two leaves it: no Unicode text, so canonical JSON has no form for it. */
const LONE_SURROGATE = /\p{Surrogate}/u
const ALL_LONE_SURROGATES = /\p{Surrogate}/gu

/**
 * The one canonical text of a JSON value (RFC 8785): keys in order of their UTF-16 units, no white space, numbers as
 * ECMAScript writes them. Keys whose value is undefined are left out; a lone surrogate in a value becomes U+FFFD.
 *
 * @throws Error for NaN and infinite numbers and for a value that holds itself
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function formatCanonicalJson(value: unknown): string {
  const text = canonicalize(isWellFormed(value) ? value : wellFormed(value))
  if (text === undefined) throw new Error('undefined has no JSON form')
  return text
}

/** Nearly all values are, and policies of thousands of models need no second copy. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !LONE_SURROGATE.test(value)
  if (value === null || typeof value !== 'object') return true
  return Object.values(value).every(isWellFormed)
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(ALL_LONE_SURROGATES, '\uFFFD')
  if (Array.isArray(value)) return value.map(wellFormed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, wellFormed(entry)]))
}
