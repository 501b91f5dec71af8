import type { TagDetails } from './tag-message.ts'

// Printable ASCII without quote and backslash: such a text stands for itself in JSON.
const TEXT = '"([ !#-[\\]-~]*)"'
const DIGEST = '\\{"sha256":"([0-9a-f]{64})"\\}'
const NUMBER = '-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:e[+-]\\d+)?'
const METRIC = `"[ !#-[\\]-~]*":${NUMBER}`
const orNull = (pattern: string) => `(?:null|${pattern})`

/** In the order of `TagDetails`, in which they are written. */
const KEYS = {
  schema: '"modelgate\\.tag/v1"',
  event: '"(registered|assigned|unassigned|rolledBack|barred|lifted|deprecated)"',
  model: TEXT,
  version: TEXT,
  stage: orNull(TEXT),
  number: orNull('(0|[1-9]\\d{0,14})'),
  commit: TEXT,
  record: DIGEST,
  previous: orNull(TEXT),
  modelDigest: orNull(DIGEST),
  codeCommit: orNull(TEXT),
  policy: orNull(DIGEST),
  trust: orNull(TEXT),
  reason: orNull(TEXT),
  waivers: '\\[\\]',
  metrics: `(\\{(?:${METRIC}(?:,${METRIC})*)?\\})`,
  barred: '\\[\\]',
  lifted: '\\[\\]',
} satisfies Record<Exclude<keyof TagDetails, 'omitted'>, string>

const NONE: readonly never[] = []

/** The whole message, of which the values of those keys are taken. */
function makePattern(keys: readonly string[]): RegExp {
  const values = Object.entries(KEYS).map(
    ([key, value]) => `"${key}":${keys.includes(key) ? value : value.replace(/(?<!\\)\((?!\?)/g, '(?:')}`,
  )
  return new RegExp(`\\{${values.join(',')}\\}\\n$`, 'y')
}

let detailsPattern: RegExp | null = null
let storyPattern: RegExp | null = null

/**
 * Reads the JSON of most messages, as `formatTagMessage` writes it where nothing is waived, barred or lifted: a quarter
 * of the time that taking apart any JSON takes, of which a long history has thousands.
 *
 * @param start where it begins; it goes to the end.
 * @returns null where it is not of that form, which says nothing about it.
 */
export function readWrittenDetails(message: string, start: number): TagDetails | null {
  detailsPattern ??= makePattern(Object.keys(KEYS))
  detailsPattern.lastIndex = start
  const match = detailsPattern.exec(message)
  if (match === null) return null
  // by index: taking a match apart as a list would take as long as finding it
  const modelDigest = match[9]
  const policy = match[11]
  return {
    schema: 'modelgate.tag/v1',
    event: match[1] as TagDetails['event'],
    model: match[2]!,
    version: match[3]!,
    stage: match[4] ?? null,
    number: match[5] === undefined ? null : Number(match[5]),
    commit: match[6]!,
    record: { sha256: match[7]! },
    previous: match[8] ?? null,
    modelDigest: modelDigest === undefined ? null : { sha256: modelDigest },
    codeCommit: match[10] ?? null,
    policy: policy === undefined ? null : { sha256: policy },
    trust: match[12] ?? null,
    reason: match[13] ?? null,
    waivers: NONE,
    metrics: JSON.parse(match[14]!) as TagDetails['metrics'],
    barred: NONE,
    lifted: NONE,
  }
}

/** What history tells of `TagDetails`. */
export type ToldDetails = Pick<TagDetails, (typeof TOLD)[number]>

const TOLD = ['event', 'version', 'policy', 'reason', 'waivers', 'barred', 'lifted'] as const

/** As `readWrittenDetails`, without what history does not tell: half of the time. */
export function readWrittenStory(message: string, start: number): ToldDetails | null {
  storyPattern ??= makePattern(TOLD)
  storyPattern.lastIndex = start
  const match = storyPattern.exec(message)
  if (match === null) return null
  const policy = match[3]
  return {
    event: match[1] as TagDetails['event'],
    version: match[2]!,
    policy: policy === undefined ? null : { sha256: policy },
    reason: match[4] ?? null,
    waivers: NONE,
    barred: NONE,
    lifted: NONE,
  }
}
