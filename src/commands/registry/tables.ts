import type { ModelRecord, ModelVersion, OrphanedStage, RegistryEvent } from '../../registry/model-version.ts'
import { escapeLogText } from '../../text/escape.ts'
import { describeOrphan } from '../stage-holder.ts'

/** What a table has under a title, from the first row to the last. */
type Column = readonly [title: string, values: readonly string[]]

/** Columns of equal length side by side; values are cleaned for terminal and log. */
function renderTable(columns: readonly Column[]): string {
  const cleaned = columns.map(cleanColumn)
  const last = cleaned.pop()!
  const blanks = Array.from({ length: Math.max(...cleaned.map(({ width }) => width)) + 3 }, (_, count) =>
    ' '.repeat(count),
  )
  let text = ''
  // cells and blanks one after the other, for nothing is to be made of each cell: histories have them by the ten thousand
  for (const [row, end] of last.cells.entries()) {
    for (const { cells, widths, width } of cleaned) {
      text += cells[row]!
      text += blanks[width + 2 - widths[row]!]!
    }
    text += end.trimEnd()
    text += '\n'
  }
  return text
}

/** Names, numbers and times, as most cells are: nothing in them is to be looked for, and each character is one. */
const PLAIN = /^[\w+-][\w.+!/@#:-]{0,100}$/

/** The title and the values as they are printed, how wide each is in code points, and the widest. */
function cleanColumn([title, values]: Column) {
  const cells = [title]
  const widths = [title.length]
  let width = title.length
  let [last, cell, own] = ['', '', 0]
  for (const value of values) {
    // many a cell is as the one above it
    if (value !== last) {
      const isPlain = PLAIN.test(value)
      last = value
      cell = isPlain ? value : escapeLogText(value, 120)
      own = isPlain ? cell.length : [...cell].length
      if (own > width) width = own
    }
    cells.push(cell)
    widths.push(own)
  }
  return { cells, widths, width }
}

const shorten = (id: string | null) => (id === null ? '-' : id.slice(0, 10))

/** Versions as a person reads them. */
export function renderVersions(versions: readonly ModelVersion[]): string {
  const column = (title: string, of: (version: ModelVersion) => string): Column => [title, versions.map(of)]
  return renderTable([
    column('MODEL', ({ model }) => model),
    column(
      'VERSION',
      ({ version, barred, deprecated }) => version + (barred ? ' (barred)' : '') + (deprecated ? ' (deprecated)' : ''),
    ),
    column('STAGES', ({ stages }) => stages.join(', ') || '-'),
    column('REGISTERED', ({ registeredAt }) => registeredAt),
    column('CODE', ({ codeCommit }) => shorten(codeCommit)),
    column('RECORD', ({ commit }) => shorten(commit)),
  ])
}

/** Stages that no version of the table holds, though they are not empty: a line each, with the mend. */
export function renderOrphans(orphaned: readonly OrphanedStage[]): string {
  return orphaned
    .map(describeOrphan)
    .map(({ message, help }) => `${escapeLogText(message, 300)}: ${escapeLogText(help, 300)}\n`)
    .join('')
}

/** Events as a person reads them. */
export function renderEvents(events: readonly RegistryEvent[]): string {
  const column = (title: string, of: (event: RegistryEvent) => string): Column => [title, events.map(of)]
  return renderTable([
    column('AT', ({ at }) => at),
    column('EVENT', nameEvent),
    column('MODEL', ({ model }) => model),
    column('VERSION', ({ version }) => version),
    column('STAGE', ({ stage }) => stage ?? '-'),
    column('BY', ({ by }) => by || '-'),
    column('TAG', ({ tag }) => tag),
    column('REASON', describeReason),
  ])
}

function describeReason({ reason, waivers }: RegistryEvent): string {
  const waived = waivers.length > 0 ? `(${waivers.length} waived)` : ''
  return [reason ?? '', waived].filter(Boolean).join(' ') || '-'
}

const nameEvent = ({ event }: RegistryEvent): string => (event === 'rolledBack' ? 'rolled back' : event)

/** Six significant digits: the record has them all. */
const formatMetric = (value: number): string => String(Number(value.toPrecision(6)))

/** One version with what its record says. */
export function renderRecord(version: ModelVersion, record: ModelRecord, events: readonly RegistryEvent[]): string {
  const lines: [string, string][] = [
    ['stages', version.stages.join(', ') || 'none'],
    ...(version.barred ? [['barred', 'yes, after a rollback'] as [string, string]] : []),
    ...(version.deprecated ? [['deprecated', 'yes: it is to be taken no more'] as [string, string]] : []),
    ['registered', version.registeredAt],
    ...describeOptional('description', record.description),
    ...describeOptional('intended use', record.intendedUse),
    ...describeOptional('owner', record.owner),
    ['code commit', record.codeCommit ?? 'unknown'],
    ['record', version.commit],
    ...Object.entries(record.metrics).map(([name, value]): [string, string] => [`metric ${name}`, formatMetric(value)]),
    ...record.data.map(({ name, uri, rows, digest, declared }): [string, string] => [
      `data ${name}`,
      `${uri}${rows === null ? '' : `, ${rows} rows`}, sha256:${digest.sha256.slice(0, 12)}…${declared ? ', declared' : ''}`,
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
