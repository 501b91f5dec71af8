/** A beginning for names of our own that none of the names has. */
export function findFreePrefix(names: readonly string[]): string {
  let prefix = 'made_'
  while (names.some((name) => name.toLowerCase().startsWith(prefix))) prefix += '_'
  return prefix
}
