import { listSliceParts } from './slice-name.ts'

/** `%`, `/` and `=` inside a part of a check id are percent-encoded; nothing else is. */
export function encodeIdPart(part: string): string {
  return part.replace(/[%/=]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** `contract/customers/tenure/minimum`: parts encoded, empty ones left out. */
export function checkId(...parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part): part is string => part !== null && part !== undefined && part !== '')
    .map(encodeIdPart)
    .join('/')
}

/**
 * `SLICE=VALUE` for the last part of an id, already encoded: append it with `/`. A null value is `(null)`; a pair of
 * columns is `A=VALUE & B=VALUE`.
 */
export function sliceIdPart(column: string, value: string | null): string {
  return listSliceParts(column, value)
    .map((part) => `${encodeIdPart(part.column)}=${encodeIdPart(part.value ?? '(null)')}`)
    .join(' & ')
}

/** Gives the second holder of an id `-2`, the third `-3`, in the order given. */
export function uniqueIds<T extends { readonly id: string }>(checks: readonly T[]): T[] {
  const seen = new Map<string, number>()
  return checks.map((check) => {
    const count = (seen.get(check.id) ?? 0) + 1
    seen.set(check.id, count)
    return count === 1 ? check : { ...check, id: `${check.id}-${count}` }
  })
}
