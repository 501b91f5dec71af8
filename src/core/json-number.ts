/** How writers of JSON, which has no such numbers, and YAML spell what is undefined or without end. */
const NOT_FINITE = /^[-+]?\.?(nan|inf|infinity)$/i

/**
 * A number of a document; null where it stands there as undefined or without end (`NaN`, `"Infinity"`, and the largest
 * double, which some databases keep in its place); undefined for what is no number, such as text and true.
 */
export function readJsonNumber(value: unknown): number | null | undefined {
  if (typeof value === 'number') return Math.abs(value) < Number.MAX_VALUE ? value : null
  return typeof value === 'string' && NOT_FINITE.test(value) ? null : undefined
}
