import { openRegistryTag, type RegistryTag, type TagAnnotation } from '../../src/registry/registry-tag.ts'
import { formatTagMessage, type TagDetails } from '../../src/registry/tag-message.ts'
import { parseTagName } from '../../src/registry/tag-name.ts'

/** Hex of 40 digits that tells one id from another: `id('a1')`. */
export const id = (seed: string): string => seed.padEnd(40, '0')
/** Hex of 64 digits likewise. */
export const digest = (seed: string): string => seed.padEnd(64, '0')

const EVENTS = {
  version: 'registered',
  stage: 'assigned',
  unassigned: 'unassigned',
  deregistered: 'deprecated',
  retired: 'deprecated',
} as const

/** What a tag says unless told otherwise; model, version, stage and number come from its name. */
export function makeDetails(tag: string, commit: string, more: Partial<TagDetails> = {}): TagDetails {
  const name = parseTagName(tag)
  if (name === null) throw new Error(`${tag} is no tag of the registry`)
  return {
    schema: 'modelgate.tag/v1',
    event: EVENTS[name.kind],
    model: name.model,
    version: 'version' in name ? name.version : 'v0.1.0',
    stage: 'stage' in name ? name.stage : null,
    number: 'number' in name ? name.number : null,
    commit,
    record: { sha256: digest('ab') },
    previous: null,
    modelDigest: { sha256: digest('cd') },
    codeCommit: id('c0de'),
    policy: { sha256: digest('ef') },
    trust: 'protected',
    reason: null,
    waivers: [],
    metrics: { roc_auc: 0.84 },
    barred: [],
    lifted: [],
    ...more,
  }
}

/** A tag as the remote would have it, read. */
export function makeTag(
  tag: string,
  commit: string,
  at: string,
  more: Partial<TagDetails> & { readonly parent?: string | null } = {},
): RegistryTag {
  const { parent = null, ...details } = more
  const message = formatTagMessage('A sentence.', makeDetails(tag, commit, details))
  return readTag({ tag, commit, parent, annotation: annotate(tag, at, message, 'octocat') })
}

/** A tag object of that content. */
export const annotate = (name: string, at: string, message: string, tagger = 'hubot'): TagAnnotation => ({
  time: Date.parse(at) / 1000,
  tagger,
  endsWith: (text) => message.endsWith(text),
  readName: () => name,
  readMessage: () => message,
})

/** A tag of that name, which is one of the convention. */
export function readTag(remote: {
  readonly tag: string
  readonly objectId?: string
  readonly commit: string
  readonly parent?: string | null
  readonly annotation: TagAnnotation | null
}): RegistryTag {
  const name = parseTagName(remote.tag)
  if (name === null) throw new Error(`${remote.tag} is no tag of the registry`)
  const { tag, commit, parent = null, annotation } = remote
  const opened = openRegistryTag({ tag, name, commit, objectId: remote.objectId ?? objectId(tag) })
  opened.parent = parent
  if (annotation !== null) opened.annotate(annotation, false)
  return opened
}

/** The object id that `makeTag` gives. */
export const objectId = (tag: string): string => id(Buffer.from(tag).toString('hex').slice(-20))

/** A tag as GTO writes it: a sentence alone. */
export function makeGtoTag(tag: string, commit: string, at: string): RegistryTag {
  return readTag({ tag, commit, annotation: annotate(tag, at, 'A sentence of GTO.\n') })
}
