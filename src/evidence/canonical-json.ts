import canonicalize from 'canonicalize'

/** Half of a surrogate pair alone, as cutting a text in two leaves it: no Unicode text, so canonical JSON has no form for it. */
const LONE_SURROGATE = /\p{Surrogate}/gu

/**
 * The one canonical text of a JSON value (RFC 8785): keys in order of their UTF-16 units, no white space, numbers as
 * ECMAScript writes them. Keys whose value is undefined are left out; a lone surrogate in a value becomes U+FFFD.
 *
 * @throws Error for NaN and infinite numbers and for a value that holds itself
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function formatCanonicalJson(value: unknown): string {
  const text = canonicalize(wellFormed(value))
  if (text === undefined) throw new Error('undefined has no JSON form')
  return text
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(LONE_SURROGATE, '\uFFFD')
  if (Array.isArray(value)) return value.map(wellFormed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, wellFormed(entry)]))
}
