/** An object as `git cat-file --batch` prints it. */
export interface GitObject {
  readonly id: string
  readonly type: string
  readonly content: Buffer
}

/** Reads the output of `git cat-file --batch`; what was missing is left out. */
export function parseBatch(output: Buffer): ReadonlyMap<string, GitObject> {
  const objects = new Map<string, GitObject>()
  let offset = 0
  while (offset < output.length) {
    const end = output.indexOf(0x0a, offset)
    if (end < 0) break
    const match = /^([0-9a-f]+) (\w+) (\d+)$/.exec(output.toString('latin1', offset, end))
    offset = end + 1
    if (match === null) continue
    const size = Number(match[3])
    objects.set(match[1]!, { id: match[1]!, type: match[2]!, content: output.subarray(offset, offset + size) })
    offset += size + 1
  }
  return objects
}

/** Header lines of a tag or commit by name, and the text behind them. */
function splitObject(content: Buffer): {
  readonly headers: readonly (readonly [string, string])[]
  readonly text: string
} {
  const whole = content.toString('utf8')
  const end = whole.indexOf('\n\n')
  const head = end < 0 ? whole : whole.slice(0, end)
  const headers = head
    .split('\n')
    // A line that begins with a space goes on with the one before: signatures.
    .filter((line) => !line.startsWith(' '))
    .map((line) => {
      const space = line.indexOf(' ')
      return [line.slice(0, space), line.slice(space + 1)] as const
    })
  return { headers, text: end < 0 ? '' : whole.slice(end + 2) }
}

export interface TagObject {
  readonly target: string
  readonly targetType: string
  readonly name: string
  readonly tagger: string
  /** Seconds since 1970. */
  readonly time: number
  /** The message up to its first `{`, and from there on. */
  readonly message: readonly [string, string]
}

const BRACE = 0x7b

/**
 * Reads a tag object. Without a tagger (old tags) the time is 0 and the name empty. Each text is one of its own, so that
 * a kept one does not keep them all.
 */
export function parseTagObject(content: Buffer): TagObject {
  const blank = content.indexOf('\n\n')
  const end = blank < 0 ? content.length : blank
  const brace = content.indexOf(BRACE, end)
  const stop = brace < 0 ? content.length : brace
  const found = { object: '', type: '', tag: '', tagger: '' }
  for (const line of content.toString('utf8', 0, end).split('\n')) {
    const space = line.indexOf(' ')
    const key = line.slice(0, space)
    if (key === 'object' || key === 'type' || key === 'tag' || key === 'tagger') found[key] ||= line.slice(space + 1)
  }
  const { tagger } = found
  const [open, close] = [tagger.lastIndexOf('<'), tagger.lastIndexOf('>')]
  const time = open < 0 || close < open ? null : /^ (\d{1,12}) [+-]\d{4}$/.exec(tagger.slice(close + 1))
  return {
    target: found.object,
    targetType: found.type,
    name: found.tag,
    tagger: time === null ? '' : tagger.slice(0, open).trimEnd(),
    time: Number(time?.[1] ?? 0),
    message: [content.toString('utf8', end + 2, stop), content.toString('utf8', stop)],
  }
}

/** Tree and parents of a commit object. */
export function parseCommitObject(content: Buffer): { readonly tree: string; readonly parents: readonly string[] } {
  const { headers } = splitObject(content)
  return {
    tree: headers.find(([key]) => key === 'tree')?.[1] ?? '',
    parents: headers.filter(([key]) => key === 'parent').map(([, id]) => id),
  }
}

export interface TreeEntry {
  readonly mode: string
  readonly name: string
  readonly id: string
}

/** Reads a tree object; ids have half as many bytes as `idLength` has digits. */
export function parseTreeObject(content: Buffer, idLength: number): readonly TreeEntry[] {
  const entries: TreeEntry[] = []
  let offset = 0
  while (offset < content.length) {
    const space = content.indexOf(0x20, offset)
    const end = content.indexOf(0, space)
    if (space < 0 || end < 0) break
    const mode = content.toString('latin1', offset, space)
    const next = end + 1 + idLength / 2
    entries.push({ mode, name: content.toString('utf8', space + 1, end), id: content.toString('hex', end + 1, next) })
    offset = next
  }
  return entries
}
