import { END_WITHOUT_BARS, parseTagDetails, parseTagMessage, parseToldDetails, type TagDetails } from './tag-message.ts'
import { parseTagName, type TagName } from './tag-name.ts'

/** A tag as the remote lists it. */
export interface ListedTag {
  /** Without `refs/tags/`. */
  readonly tag: string
  /** What `tag` says. */
  readonly name: TagName
  /** Of the tag object; of the commit where the tag is a plain pointer. */
  readonly objectId: string
  /** What the tag ends at. */
  readonly commit: string
}

/** The tag object; a plain pointer has none, and so neither time nor author. */
export interface TagAnnotation {
  /** Seconds since 1970. */
  readonly time: number
  readonly tagger: string
  /** Whether the message ends so, in ASCII. */
  endsWith(text: string): boolean
  /** The name inside the object, which nothing but the writer's care ties to the reference's. */
  readName(): string
  readMessage(): string
}

/**
 * A tag that follows the convention. What its object holds is read anew each time: of thousands nothing is kept, but
 * what history tells where that is wanted.
 */
export interface RegistryTag extends ListedTag, TagContent {
  /** The commit's first parent; null where it has none, the tag ends at no commit, or nobody needs to know. */
  readonly parent: string | null
  /** Tagger's time in seconds since 1970; null where the tag is no annotated one. */
  readonly time: number | null
  /** The same, ISO 8601 in UTC. */
  readonly at: string | null
  readonly sentence: string
  /** false where it surely bars and lifts nothing, which is known without reading it. */
  readonly mayBar: boolean
  /** All at once. */
  read(): TagContent
  /** What history tells of it. */
  tell(): TagStory
}

/** What a tag object holds. */
interface TagContent {
  /** Tagger's name. */
  readonly by: string
  /** null where the message is not one that this program wrote; `fault` says what is wrong. */
  readonly details: TagDetails | null
  readonly fault: string | null
}

/** What happened by a tag; all empty where its message is not one that this program wrote. */
export interface TagStory extends Pick<TagDetails, 'reason' | 'policy' | 'waivers' | 'barred' | 'lifted'> {
  readonly by: string
  readonly event: TagDetails['event'] | null
  readonly version: string | null
}

/** A tag with a time: an annotated one. */
export type DatedTag = RegistryTag & { readonly time: number; readonly at: string }

/** The name of a tag that belongs to one of `models` (all where undefined); else null. */
export function selectTagName(tag: string, models: readonly string[] | undefined): TagName | null {
  const name = parseTagName(tag)
  return name !== null && (models === undefined || models.includes(name.model)) ? name : null
}

/** A tag of which more becomes known. */
export interface OpenTag extends RegistryTag {
  parent: string | null
  /** @param isTold whether what history tells is read now, while git reads on, and kept */
  annotate(annotation: TagAnnotation, isTold: boolean): void
}

/** A tag whose object, once it is there, is read when somebody asks for something in it; a plain pointer until then. */
export function openRegistryTag(listed: ListedTag): OpenTag {
  return new ReadTag(listed)
}

class ReadTag implements OpenTag {
  readonly tag: string
  readonly name: TagName
  readonly objectId: string
  readonly commit: string
  parent: string | null = null
  time: number | null = null
  private annotation: TagAnnotation | null = null
  private story: TagStory | null = null
  private instant: string | null = null

  constructor({ tag, name, objectId, commit }: ListedTag) {
    this.tag = tag
    this.name = name
    this.objectId = objectId
    this.commit = commit
  }

  annotate(annotation: TagAnnotation, isTold: boolean): void {
    this.annotation = annotation
    this.time = annotation.time
    if (!isTold) return
    this.story = this.tell()
    this.instant = formatSeconds(this.time)
  }

  get at(): string | null {
    return this.time === null ? null : (this.instant ?? formatSeconds(this.time))
  }

  get by(): string {
    return this.annotation?.tagger ?? ''
  }

  get sentence(): string {
    return this.annotation === null ? '' : parseTagMessage(this.annotation.readMessage()).sentence
  }

  get details(): TagDetails | null {
    return this.read().details
  }

  get fault(): string | null {
    return this.read().fault
  }

  get mayBar(): boolean {
    return this.annotation !== null && !this.annotation.endsWith(END_WITHOUT_BARS)
  }

  tell(): TagStory {
    if (this.story !== null) return this.story
    if (this.annotation === null) return { by: '', ...UNTOLD }
    const { event, version, reason, policy, waivers, barred, lifted } =
      parseToldDetails(this.annotation.readMessage()) ?? UNTOLD
    return { by: this.annotation.tagger, event, version, reason, policy, waivers, barred, lifted }
  }

  read(): TagContent {
    if (this.annotation === null) return this.objectId === this.commit ? POINTER : UNREAD
    const { details, fault } = parseTagDetails(this.annotation.readMessage())
    return {
      by: this.annotation.tagger,
      details,
      fault: fault ?? findMismatch(this, this.annotation.readName(), details),
    }
  }
}

const UNTOLD = { event: null, version: null, reason: null, policy: null, waivers: [], barred: [], lifted: [] } as const

const POINTER: TagContent = { by: '', details: null, fault: 'it is a plain pointer, not an annotated tag' }
const UNREAD: TagContent = { by: '', details: null, fault: 'its object is missing, altered or larger than 8 MB' }

/** Where the message speaks of another tag than the one that carries it. */
function findMismatch(
  { tag, commit, name }: Pick<RegistryTag, 'tag' | 'commit' | 'name'>,
  innerName: string,
  details: TagDetails,
): string | null {
  if (innerName !== tag) return `the tag object calls itself ${innerName}`
  if (details.commit !== commit) return `it stands on commit ${commit} and its message names ${details.commit}`
  const isSame =
    details.model === name.model &&
    ('stage' in name
      ? details.stage === name.stage && details.number === name.number
      : 'version' in name && details.version === name.version && details.stage === null && details.number === null)
  return isSame ? null : 'its message speaks of another model, version, stage or number'
}

const DAY = 86_400
/** The last day that was asked for: tags come in heaps. */
let [knownDay, knownDate] = [0, '1970-01-01T']

/** ISO 8601 in UTC; what no calendar holds is told as the first second of all. */
function formatSeconds(seconds: number): string {
  const day = Math.floor(seconds / DAY)
  if (day !== knownDay) {
    const instant = new Date(day * DAY * 1000)
    if (Number.isNaN(instant.getTime())) return '1970-01-01T00:00:00Z'
    ;[knownDay, knownDate] = [day, instant.toISOString().slice(0, -'00:00:00.000Z'.length)]
  }
  const rest = seconds - day * DAY
  const hour = Math.floor(rest / 3600)
  const minute = Math.floor((rest % 3600) / 60)
  // the short part by itself: V8 copies what is shorter than 13 characters, and else keeps a tree of the pieces
  const time = `${formatTwo(hour)}:${formatTwo(minute)}:${formatTwo(rest % 60)}Z`
  return knownDate + time
}

const formatTwo = (value: number): string => (value < 10 ? `0${value}` : `${value}`)
