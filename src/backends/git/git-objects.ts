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
function splitObject(whole: string): {
  readonly headers: readonly (readonly [string, string])[]
  readonly text: string
} {
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

const TAG = '\ntag '
const TAGGER = '\ntagger '

/** A tag object, whose content is read as far as somebody asks. */
export interface TagObject {
  /** Seconds since 1970; 0 without a tagger (old tags). */
  readonly time: number
  /** Name of the tagger; empty without one. */
  readonly tagger: string
  /** Whether its message ends so. */
  endsWith(text: string): boolean
  /** Its own name. */
  readName(): string
  readMessage(): string
}

/** The tag object of that content. */
export function openTagObject(content: string): TagObject {
  return new OpenedTag(content)
}

class OpenedTag implements TagObject {
  readonly time: number
  readonly tagger: string
  private readonly content: string
  /** Where the head ends. */
  private readonly end: number

  constructor(content: string) {
    const blank = content.indexOf('\n\n')
    this.end = blank < 0 ? content.length : blank
    const tagger = readTagger(content, this.end)
    this.time = tagger?.time ?? 0
    this.tagger = tagger?.name ?? ''
    this.content = content
  }

  endsWith(text: string): boolean {
    return this.content.endsWith(text)
  }

  /** `tag NAME`, a line behind the first ones. */
  readName(): string {
    const head = this.content.slice(0, this.end)
    const line = head.indexOf(TAG)
    if (line < 0) return ''
    const end = head.indexOf('\n', line + 1)
    return head.slice(line + TAG.length, end < 0 ? head.length : end)
  }

  readMessage(): string {
    return this.content.slice(this.end + 2)
  }
}

/** `tagger NAME <MAIL> SECONDS OFFSET`, the first such line of a tag's head, which ends there. */
function readTagger(text: string, headEnd: number): { readonly name: string; readonly time: number } | null {
  const line = text.indexOf(TAGGER)
  if (line < 0 || line >= headEnd) return null
  const end = text.indexOf('\n', line + 1)
  const tagger = text.slice(line + TAGGER.length, end < 0 ? text.length : end)
  const open = tagger.lastIndexOf('<')
  const close = tagger.lastIndexOf('>')
  const time = open < 0 || close < open ? null : /^ (\d{1,12}) [+-]\d{4}$/.exec(tagger.slice(close + 1))
  return time === null ? null : { name: tagger.slice(0, open).trimEnd(), time: Number(time[1]) }
}

/** Tree and parents of a commit object, given its content. */
export function parseCommitObject(content: string): { readonly tree: string; readonly parents: readonly string[] } {
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
