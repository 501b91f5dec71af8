import type { ModelRecord, ModelVersion, RegistryEvent } from '../../registry/model-version.ts'
import { escapeLogText } from '../../text/escape.ts'

/** Rows under a header, in columns; values are cleaned for terminal and log. */
function renderTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map(lengthOf)
  const cells = rows.map((row) =>
    row.map((value, column) => {
      const cell = cleanCell(value)
      const length = lengthOf(cell)
      if (length > widths[column]!) widths[column] = length
      return cell
    }),
  )
  const last = header.length - 1
  let text = ''
  for (const row of [header, ...cells]) {
    let line = ''
    for (let column = 0; column < last; column += 1) {
      const cell = row[column]!
      line += cell + ' '.repeat(widths[column]! - lengthOf(cell) + 2)
    }
    text += `${(line + row[last]!).trimEnd()}\n`
  }
  return text
}

/** Names, numbers and times, as most cells are: nothing in them is to be looked for. */
const PLAIN = /^[\w+-][\w.+!/@#:-]{0,100}$/

const cleanCell = (cell: string): string => (PLAIN.test(cell) ? cell : escapeLogText(cell, 120))

/** In code points. */
function lengthOf(cell: string): number {
  return /^[ -~]*$/.test(cell) ? cell.length : [...cell].length
}

const shorten = (id: string | null) => (id === null ? '-' : id.slice(0, 10))

/** Versions as a person reads them; `deprecated` are the tags of those that are to be taken no more. */
export function renderVersions(versions: readonly ModelVersion[], deprecated: ReadonlySet<string>): string {
  return renderTable(
    ['MODEL', 'VERSION', 'STAGES', 'REGISTERED', 'CODE', 'RECORD'],
    versions.map((version) => [
      version.model,
      version.version + (version.barred ? ' (barred)' : '') + (deprecated.has(version.tag) ? ' (deprecated)' : ''),
      version.stages.join(', ') || '-',
      version.registeredAt,
      shorten(version.codeCommit),
      shorten(version.commit),
    ]),
  )
}

/** Events as a person reads them. */
export function renderEvents(events: readonly RegistryEvent[]): string {
  return renderTable(
    ['AT', 'EVENT', 'MODEL', 'VERSION', 'STAGE', 'BY', 'TAG', 'REASON'],
    events.map((event) => [
      event.at,
      nameEvent(event),
      event.model,
      event.version,
      event.stage ?? '-',
      event.by || '-',
      event.tag,
      [event.reason ?? '', event.waivers.length > 0 ? `(${event.waivers.length} waived)` : '']
        .filter(Boolean)
        .join(' ') || '-',
    ]),
  )
}

const nameEvent = ({ event }: RegistryEvent): string => (event === 'rolledBack' ? 'rolled back' : event)

/** Six significant digits: the record has them all. */
const formatMetric = (value: number): string => String(Number(value.toPrecision(6)))

/** One version with what its record says. */
export function renderRecord(
  version: ModelVersion,
  record: ModelRecord,
  { events, isDeprecated }: { readonly events: readonly RegistryEvent[]; readonly isDeprecated: boolean },
): string {
  const lines: [string, string][] = [
    ['stages', version.stages.join(', ') || 'none'],
    ...(version.barred ? [['barred', 'yes, after a rollback'] as [string, string]] : []),
    ...(isDeprecated ? [['deprecated', 'yes: it is to be taken no more'] as [string, string]] : []),
    ['registered', version.registeredAt],
    ...describeOptional('description', record.description),
    ...describeOptional('intended use', record.intendedUse),
    ...describeOptional('owner', record.owner),
    ['code commit', record.codeCommit ?? 'unknown'],
    ['record', version.commit],
    ...Object.entries(record.metrics).map(([name, value]): [string, string] => [`metric ${name}`, formatMetric(value)]),
    ...record.data.map(({ name, uri, rows, digest }): [string, string] => [
      `data ${name}`,
      `${uri}${rows === null ? '' : `, ${rows} rows`}, sha256:${digest.sha256.slice(0, 12)}…`,
    ]),
    ...record.artifacts.map(({ path, size, digest }): [string, string] => [
      path,
      `${size} bytes, sha256:${digest.sha256.slice(0, 12)}…`,
    ]),
    ...record.evidence.map(({ name, command, verdict, trust }): [string, string] => [
      name,
      `${command}: ${verdict} (${trust})`,
    ]),
    ...(record.policy === null
      ? []
      : [['policy', `${record.policy.uri} at ${record.policy.ref ?? 'the work tree'}`] as [string, string]]),
    ['waivers', record.waivers.length === 0 ? 'none' : String(record.waivers.length)],
    ...describeOptional('image', record.image),
    ...events.map((told): [string, string] => {
      const { at, stage, by, reason } = told
      const event = nameEvent(told)
      return [
        at,
        `${event}${stage === null ? '' : ` ${stage}`}${by ? ` by ${by}` : ''}${reason === null ? '' : `: ${reason}`}`,
      ]
    }),
  ]
  const width = Math.max(...lines.map(([name]) => name.length))
  const body = lines.map(([name, value]) => `  ${escapeLogText(name).padEnd(width)}  ${escapeLogText(value, 300)}\n`)
  return `${escapeLogText(version.tag)}\n${body.join('')}`
}

function describeOptional(name: string, value: string | null): [string, string][] {
  return value === null ? [] : [[name, value]]
}
