import { posix } from 'node:path'

/** What a commit has at a path, as far as it is a file or a link. */
export interface TreeFile {
  readonly id: string
  readonly isLink: boolean
}

/** How a commit is asked for its links. */
export interface LinkReader {
  /** The files and links among these paths, by path. */
  find(paths: readonly string[]): Promise<ReadonlyMap<string, TreeFile>>
  /** The text of a link. */
  readTarget(id: string): Promise<string>
}

/** As many as Linux follows. */
const MOST_LINKS = 40

/**
 * The place of a file whose path is a link, or leads through one; a checkout has it there too. null where the path is or
 * becomes none of the commit's files: a link that leads out of the repository leads nowhere.
 *
 * @param path from the repository's root
 */
export async function followLinks(path: string, { find, readTarget }: LinkReader): Promise<TreeFile | null> {
  let place = path
  for (let count = 0; count <= MOST_LINKS; count += 1) {
    const parts = place.split('/')
    const prefixes = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
    const found = await find(prefixes)
    const link = prefixes.find((prefix) => found.get(prefix)?.isLink === true)
    if (link === undefined) return found.get(place) ?? null
    const target = await readTarget(found.get(link)!.id)
    const next = posix.join(posix.dirname(link), target, place.slice(link.length))
    if (target.startsWith('/') || next === '..' || next.startsWith('../')) return null
    place = next
  }
  return null
}

/** Files and links of what `git ls-tree -z` prints, by path. */
export function parseTreeFiles(listing: Buffer): ReadonlyMap<string, TreeFile> {
  return new Map(
    listing
      .toString('utf8')
      .split('\0')
      .flatMap((line) => {
        const match = /^(100644|100755|120000) blob ([0-9a-f]+)\t(.+)$/s.exec(line)
        return match === null ? [] : [[match[3]!, { id: match[2]!, isLink: match[1] === '120000' }] as const]
      }),
  )
}
