import type { TagDetails } from './tag-message.ts'

// Printable ASCII without quote and backslash: such a text stands for itself in JSON.
const TEXT = '"([ !#-[\\]-~]*)"'
const DIGEST = '\\{"sha256":"([0-9a-f]+)"\\}'
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

const SHA256_LENGTH = 64
const NONE: readonly never[] = []

let pattern: RegExp | null = null

/**
 * Reads the JSON of most messages, as `formatTagMessage` writes it where nothing is waived, barred or lifted: a quarter
 * of the time that taking apart any JSON takes, of which a long history has thousands.
 *
 * @param start where it begins; it goes to the end.
 * @returns null where it is not of that form, which says nothing about it.
 */
export function readWrittenDetails(message: string, start: number): TagDetails | null {
  pattern ??= new RegExp(
    `\\{${Object.entries(KEYS)
      .map(([key, value]) => `"${key}":${value}`)
      .join(',')}\\}\\n$`,
    'y',
  )
  pattern.lastIndex = start
  const match = pattern.exec(message)
  if (match === null) return null
  const [, event, model, version, stage, number, commit, record, previous, modelDigest, codeCommit, policy] = match
  const [trust, reason, metrics] = match.slice(12)
  if (record!.length !== SHA256_LENGTH || !isDigestOrNone(modelDigest) || !isDigestOrNone(policy)) return null
  return {
    schema: 'modelgate.tag/v1',
    event: event as TagDetails['event'],
    model: model!,
    version: version!,
    stage: stage ?? null,
    number: number === undefined ? null : Number(number),
    commit: commit!,
    record: { sha256: record! },
    previous: previous ?? null,
    modelDigest: modelDigest === undefined ? null : { sha256: modelDigest },
    codeCommit: codeCommit ?? null,
    policy: policy === undefined ? null : { sha256: policy },
    trust: trust ?? null,
    reason: reason ?? null,
    waivers: NONE,
    metrics: JSON.parse(metrics!) as TagDetails['metrics'],
    barred: NONE,
    lifted: NONE,
  }
}

const isDigestOrNone = (hex: string | undefined) => hex === undefined || hex.length === SHA256_LENGTH
