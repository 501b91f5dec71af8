import type { ParsedTagMessage, TagDetails } from './tag-message.ts'
import { parseTagName, type TagName } from './tag-name.ts'

/** A tag as the remote has it. */
export interface RemoteTag {
  /** Without `refs/tags/`. */
  readonly tag: string
  /** Of the tag object; of the commit where the tag is a plain pointer. */
  readonly objectId: string
  /** What the tag ends at. */
  readonly commit: string
  /** The commit's first parent; null where it has none, or the tag ends at no commit. */
  readonly parent: string | null
  /** The tag object; null for a plain pointer, which carries neither time nor author. */
  readonly annotation: {
    /** The name inside the object, which nothing but the writer's care ties to the reference's. */
    readonly name: string
    /** Seconds since 1970. */
    readonly time: number
    readonly tagger: string
    readonly message: ParsedTagMessage
  } | null
}

/** A tag that follows the convention, read. */
export interface RegistryTag {
  readonly name: TagName
  readonly tag: string
  readonly objectId: string
  readonly commit: string
  readonly parent: string | null
  /** Tagger's time, ISO 8601 in UTC; null where the tag is no annotated one. */
  readonly at: string | null
  readonly by: string
  readonly sentence: string
  /** null where the message is not one that this program wrote; `fault` says what is wrong. */
  readonly details: TagDetails | null
  readonly fault: string | null
}

/** A tag with a time: an annotated one. */
export type DatedTag = RegistryTag & { readonly at: string }

/** The name of a tag that belongs to one of `models` (all where undefined); else null. */
export function selectTagName(tag: string, models: readonly string[] | undefined): TagName | null {
  const name = parseTagName(tag)
  return name !== null && (models === undefined || models.includes(name.model)) ? name : null
}

/** Reads a tag; null where its name is none of the convention. */
export function readRegistryTag(remote: RemoteTag): RegistryTag | null {
  const name = selectTagName(remote.tag, undefined)
  if (name === null) return null
  const { tag, objectId, commit, parent, annotation } = remote
  const base = { name, tag, objectId, commit, parent }
  if (annotation === null) {
    return {
      ...base,
      at: null,
      by: '',
      sentence: '',
      details: null,
      fault: 'it is a plain pointer, not an annotated tag',
    }
  }
  const { sentence, details, fault } = annotation.message
  return {
    ...base,
    at: formatSeconds(annotation.time),
    by: annotation.tagger,
    sentence,
    details,
    fault: fault ?? findMismatch(remote, name, annotation.name, details),
  }
}

/** Where the message speaks of another tag than the one that carries it. */
function findMismatch(
  { tag, commit }: RemoteTag,
  name: TagName,
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

function formatSeconds(seconds: number): string {
  const instant = new Date(seconds * 1000)
  return Number.isNaN(instant.getTime()) ? '1970-01-01T00:00:00Z' : instant.toISOString().replace('.000Z', 'Z')
}
