import type { Digest } from '../core/digest.ts'
import type { RegistryEvent } from './model-version.ts'
import { readWrittenDetails, readWrittenStory, type ToldDetails } from './written-details.ts'

/** The JSON of a tag's message. On a stage tag `stage` and `number` are set, and `previous` where N > 1. */
export interface TagDetails {
  readonly schema: 'modelgate.tag/v1'
  readonly event: RegistryEvent['event']
  readonly model: string
  readonly version: string
  readonly stage: string | null
  readonly number: number | null
  /** Id of the record commit. */
  readonly commit: string
  /** Of the bytes of `record.json`. */
  readonly record: Digest
  /** Object id of the stage's previous tag; null on version tags and a stage's first. */
  readonly previous: string | null
  /** Of the model's bytes, where the record has them. */
  readonly modelDigest: Digest | null
  readonly codeCommit: string | null
  readonly policy: Digest | null
  readonly trust: string | null
  readonly reason: string | null
  readonly waivers: readonly unknown[]
  readonly metrics: Readonly<Record<string, number>>
  /** `sha256:…` of models that may not go to the stage from here on. */
  readonly barred: readonly string[]
  readonly lifted: readonly string[]
  /** Keys left out because the message would have been too long; the record has them. */
  readonly omitted?: readonly string[]
}

/** The most that a tag's message may hold, in bytes of UTF-8. */
export const MAX_TAG_MESSAGE_BYTES = 4096

const MAX_SENTENCE_LENGTH = 300
const MAX_REASON_LENGTH = 500
const DROPPED_FIRST = ['metrics', 'waivers', 'reason'] as const

/**
 * A sentence for people, then JSON to the end. The sentence is made one line, without braces, of at most 300 characters.
 * Where the whole is longer than 4 kB, metrics, waivers and the reason are left out in this order and `omitted` says so.
 */
export function formatTagMessage(sentence: string, details: TagDetails): string {
  const head = cleanSentence(sentence)
  const omitted: string[] = []
  let rest: TagDetails = { ...details, reason: details.reason === null ? null : shortenReason(details.reason) }
  for (const key of [null, ...DROPPED_FIRST]) {
    if (key !== null) {
      omitted.push(key)
      rest = { ...rest, [key]: EMPTY[key], omitted: [...omitted] }
    }
    const message = `${head}\n\n${JSON.stringify(rest)}\n`
    if (byteLength(message) <= MAX_TAG_MESSAGE_BYTES) return message
  }
  return `${head}\n\n${JSON.stringify({ ...rest, omitted: [...omitted, 'barred', 'lifted'], barred: [], lifted: [] })}\n`
}

/** What a tag keeps of a reason: its first 500 characters. */
export function shortenReason(reason: string): string {
  return reason.slice(0, MAX_REASON_LENGTH)
}

const EMPTY = { metrics: {}, waivers: [], reason: null } as const

/** One blank between words, and no braces: as most are. */
const CLEAN = /^[!-z|~]+(?: [!-z|~]+)*$/

function cleanSentence(sentence: string): string {
  const trimmed = sentence.trim()
  if (trimmed.length <= MAX_SENTENCE_LENGTH && CLEAN.test(trimmed)) return trimmed
  const line = sentence
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .replaceAll('{', '(')
    .replaceAll('}', ')')
    .trim()
  return line.length > MAX_SENTENCE_LENGTH ? `${line.slice(0, MAX_SENTENCE_LENGTH - 1)}…` : line
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}

/**
 * How most messages end. Such a one bars and lifts nothing, whatever else it holds: of a key that stands twice in JSON
 * the last counts, and what is no JSON says nothing.
 */
export const END_WITHOUT_BARS = ',"barred":[],"lifted":[]}\n'

/** `details` null where the message's JSON is missing or not as written here, and `fault` says which. */
export type ParsedTagDetails =
  | { readonly details: TagDetails; readonly fault: null }
  | { readonly details: null; readonly fault: string }

/** A message taken apart. */
export type ParsedTagMessage = { readonly sentence: string } & ParsedTagDetails

/** Reads what `formatTagMessage` wrote; unknown keys are kept out, missing optional ones are empty. */
export function parseTagMessage(message: string): ParsedTagMessage {
  const start = message.indexOf('{')
  const sentence = cleanSentence(start < 0 ? message : message.slice(0, start))
  return { sentence, ...parseTagDetails(message) }
}

/** As `parseTagMessage`, without the sentence. */
export function parseTagDetails(message: string): ParsedTagDetails {
  const start = message.indexOf('{')
  if (start < 0) return { details: null, fault: 'its message holds no JSON' }
  const written = readWrittenDetails(message, start)
  if (written !== null) return { details: written, fault: null }
  let source: unknown
  try {
    source = JSON.parse(message.slice(start))
  } catch {
    return { details: null, fault: "its message's JSON cannot be read" }
  }
  const details = readDetails(source)
  return typeof details === 'string' ? { details: null, fault: details } : { details, fault: null }
}

/** What history tells of the message; null where its JSON is missing or not as written here. */
export function parseToldDetails(message: string): ToldDetails | null {
  const start = message.indexOf('{')
  return (start < 0 ? null : readWrittenStory(message, start)) ?? parseTagDetails(message).details
}

const EVENTS: readonly string[] = [
  'registered',
  'assigned',
  'unassigned',
  'rolledBack',
  'barred',
  'lifted',
  'deprecated',
]

type Source = { readonly [K in keyof TagDetails]?: unknown }

/** The details, or what is wrong with them. */
function readDetails(json: unknown): TagDetails | string {
  const source = json as Source
  if (source.schema !== 'modelgate.tag/v1') return 'its message is of an unknown schema'
  const { model, version, commit, event } = source
  const record = readDigest(source.record)
  if (!isText(model) || !isText(version) || !isText(commit) || record === null) {
    return 'its message does not name model, version, commit and record digest'
  }
  if (!isText(event) || !EVENTS.includes(event)) return 'its message names no event that is known'
  const details: TagDetails = {
    schema: 'modelgate.tag/v1',
    event: event as TagDetails['event'],
    model,
    version,
    stage: readText(source.stage),
    number: typeof source.number === 'number' ? source.number : null,
    commit,
    record,
    previous: readText(source.previous),
    modelDigest: readDigest(source.modelDigest),
    codeCommit: readText(source.codeCommit),
    policy: readDigest(source.policy),
    trust: readText(source.trust),
    reason: readText(source.reason),
    waivers: Array.isArray(source.waivers) ? source.waivers : NONE,
    metrics: readMetrics(source.metrics),
    barred: readTexts(source.barred),
    lifted: readTexts(source.lifted),
  }
  return Array.isArray(source.omitted) ? { ...details, omitted: readTexts(source.omitted) } : details
}

const NONE: readonly never[] = []

const isText = (value: unknown): value is string => typeof value === 'string'
const readText = (value: unknown): string | null => (isText(value) ? value : null)
const readTexts = (value: unknown): readonly string[] =>
  Array.isArray(value) && value.length > 0 ? value.filter(isText) : NONE

function readDigest(value: unknown): Digest | null {
  const hex = (value as { readonly sha256?: unknown } | null | undefined)?.sha256
  return isText(hex) && /^[0-9a-f]{64}$/.test(hex) ? { sha256: hex } : null
}

function readMetrics(value: unknown): Readonly<Record<string, number>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const source = value as Readonly<Record<string, number>>
  for (const name in source) {
    if (typeof source[name] === 'number') continue
    return Object.fromEntries(Object.entries(source).filter(([, metric]) => typeof metric === 'number'))
  }
  return source
}
