import { type ModelSection, parseSlice, type SliceName } from './section.ts'

/** The check in which a comparison tells what its search for bad slices found. */
const SEARCH = 'gate/worst_slices'

/**
 * The groups of rows that a search found to fare worse, the worst first, by the texts of their measurements' slices:
 * those that the search's check names. None where nobody searched, or nothing was found.
 */
export function listWorstGroups({ checks }: ModelSection): readonly SliceName[] {
  const search = checks.find(({ id }) => id === SEARCH)
  if (search === undefined || search.verdict !== 'fail' || search.help === null) return []
  const { help } = search
  const placeOf = ({ column, value }: SliceName) => help.indexOf(`${column} = ${value} (`)
  const measured = new Map<string, SliceName>()
  for (const check of checks) {
    const slice = check.kind === 'metric' ? parseSlice(check) : null
    if (slice !== null && placeOf(slice) >= 0) measured.set(slice.text, slice)
  }
  return [...measured.values()].sort((a, b) => placeOf(a) - placeOf(b))
}

/** `contract = One year, and 2 more`; empty for none. */
export function describeWorstGroups(groups: readonly SliceName[]): string {
  const [first] = groups
  if (first === undefined) return ''
  return groups.length === 1 ? first.text : `${first.text}, and ${groups.length - 1} more`
}
