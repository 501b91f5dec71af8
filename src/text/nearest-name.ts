import { distance } from 'fastest-levenshtein'

/** Case and the two ways to join words are no part of a slip. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll('-', '_')
}

/** Whether two neighbouring letters changed places: one slip, though two edits. */
function isSwapped(left: string, right: string): boolean {
  if (left.length !== right.length) return false
  const index = [...left].findIndex((letter, position) => letter !== right[position])
  return index >= 0 && left === right.slice(0, index) + right[index + 1] + right[index] + right.slice(index + 2)
}

/**
 * The candidate that a user who wrote `name` most likely meant: within a third of its letters (at least one) by edit
 * distance (two neighbours swapped are one slip), ties to the first; else the first that begins or ends with `name` where that has three letters or more.
 * null where nothing is near. Candidates equal to `name` but for case or `-` against `_` are nearest of all.
 *
 * @example nearestName('treshold', ['score', 'threshold']) // 'threshold'
 */
export function nearestName(name: string, candidates: readonly string[]): string | null {
  const wanted = fold(name)
  let nearest: string | null = null
  let smallest = Number.POSITIVE_INFINITY
  for (const candidate of candidates) {
    const folded = fold(candidate)
    const limit = Math.max(1, Math.floor(Math.max(wanted.length, folded.length) / 3))
    // Lengths that differ by more than the limit cannot be within it: long names cost nothing.
    if (Math.abs(wanted.length - folded.length) > limit) continue
    const edits = isSwapped(wanted, folded) ? 1 : distance(wanted, folded)
    const isWholeWord = edits >= Math.min(wanted.length, folded.length)
    if (edits <= limit && !isWholeWord && edits < smallest) {
      nearest = candidate
      smallest = edits
    }
  }
  if (nearest !== null || wanted.length < 3) return nearest
  return candidates.find((candidate) => fold(candidate).startsWith(wanted) || fold(candidate).endsWith(wanted)) ?? null
}
