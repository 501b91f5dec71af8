/** A reference of the remote; `peeled` is what a tag object ends at, null where the reference is no tag object. */
export interface RemoteRef {
  readonly id: string
  readonly peeled: string | null
}

/** Told of a tag by its name without `refs/tags/`. */
export type MeetTag = (tag: string, ref: RemoteRef) => void

const [LINE_FEED, PREFIX, PEELED] = [0x0a, '\trefs/tags/', '^{}']

/** Takes the output of `git ls-remote --tags` as it arrives: `ID<tab>refs/tags/NAME`, and below it what a tag object ends at. */
export class TagListing {
  private readonly meet: MeetTag
  private rest: Buffer | null = null
  /** The tag of the last line, of which the next one may say what it ends at; its id is empty where there is none. */
  private lastTag = ''
  private lastId = ''

  constructor(meet: MeetTag) {
    this.meet = meet
  }

  add(chunk: Buffer): void {
    const bytes = this.rest === null ? chunk : Buffer.concat([this.rest, chunk])
    const end = bytes.lastIndexOf(LINE_FEED) + 1
    this.rest = end < bytes.length ? bytes.subarray(end) : null
    for (const line of bytes.toString('utf8', 0, end).split('\n')) this.addLine(line)
  }

  /** What is left where the last line does not end. */
  end(): void {
    if (this.rest !== null) this.addLine(this.rest.toString('utf8'))
    this.meetLast(null)
  }

  private addLine(line: string): void {
    const tab = line.indexOf(PREFIX)
    if (tab < 0) return
    const id = line.slice(0, tab)
    const name = line.slice(tab + PREFIX.length)
    if (!name.endsWith(PEELED)) {
      this.meetLast(null)
      this.lastTag = name
      this.lastId = id
    } else if (name.slice(0, -PEELED.length) === this.lastTag) this.meetLast(id)
  }

  private meetLast(peeled: string | null): void {
    if (this.lastId === '') return
    const id = this.lastId
    this.lastId = ''
    this.meet(this.lastTag, { id, peeled })
  }
}
