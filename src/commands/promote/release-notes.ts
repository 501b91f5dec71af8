import { formatDigest } from '../../core/digest.ts'
import { isMap } from '../../core/plain-map.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import { escapeMarkdown, markdownCode } from '../../text/escape.ts'

/** Rows of one table; more are counted. */
const MOST_ROWS = 100

/** Markdown of a GitHub release from a version's record: what it is, its metrics, its data, what was waived, what judged it. */
export function renderReleaseNotes(record: ModelRecord): string {
  const { model, version, description, intendedUse, codeCommit, image, policy, artifacts, trust } = record
  const own = artifacts.find(({ path }) => path === 'artifacts/model')
  const facts: readonly (readonly [string, string | null])[] = [
    ['Code', codeCommit && markdownCode(codeCommit)],
    ['Model', own ? `${markdownCode(own.uri)} ${markdownCode(formatDigest(own.digest))}` : null],
    ['Image', image && markdownCode(image)],
    ['Policy', policy && `${markdownCode(policy.uri)} ${markdownCode(formatDigest(policy.digest))}`],
    ['Judged', escapeMarkdown(describeTrust(trust))],
    ['Previous record', record.previous && markdownCode(record.previous)],
  ]
  return [
    ...(description === null ? [] : [escapeMarkdown(description, 2000), '']),
    ...(intendedUse === null ? [] : [`Intended use: ${escapeMarkdown(intendedUse, 2000)}`, '']),
    ...renderTable(
      '',
      ['', ''],
      facts.flatMap(([name, text]) => (text === null ? [] : [[name, text]])),
    ),
    ...renderTable(
      'Metrics',
      ['metric', 'value'],
      Object.entries(record.metrics).map(([name, value]) => [escapeMarkdown(name), formatMetric(value)]),
    ),
    ...renderTable(
      'Data',
      ['data set', 'location', 'digest', 'rows'],
      record.data.map(({ name, uri, digest, rows, declared }) => [
        ...[
          `${escapeMarkdown(name)}${declared ? ' (declared)' : ''}`,
          markdownCode(uri),
          markdownCode(formatDigest(digest)),
          rows === null ? '' : String(rows),
        ],
      ]),
    ),
    ...renderTable('Waivers', ['check', 'reason', 'by', 'until'], record.waivers.map(describeWaiver)),
    ...renderTable(
      'Evidence',
      ['file', 'command', 'verdict', 'judged', 'digest'],
      record.evidence.map(({ name, command, verdict, trust: made, digest }) => [
        ...[markdownCode(name), escapeMarkdown(command), escapeMarkdown(verdict), escapeMarkdown(describeTrust(made))],
        markdownCode(formatDigest(digest)),
      ]),
    ),
    `All of it: ${markdownCode(`modelgate registry show ${model}@${version}`)}`,
  ].join('\n')
}

/** Where it was judged; a record may hold another word. */
function describeTrust(trust: string): string {
  if (trust === 'protected') return 'in a run on a protected branch'
  return trust === 'local' ? 'on a machine outside of CI' : trust
}

function renderTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return []
  const shown = rows.slice(0, MOST_ROWS)
  return [
    ...(title === '' ? [] : [`### ${title}`, '']),
    `| ${heads.join(' | ')} |`,
    `|${heads.map(() => '---').join('|')}|`,
    ...shown.map((cells) => `| ${cells.join(' | ')} |`),
    ...(rows.length > shown.length ? ['', `and ${rows.length - shown.length} more`] : []),
    '',
  ]
}

/** Six significant digits, as people read metrics. */
const formatMetric = (value: number): string => String(Number(value.toPrecision(6)))

/** Records hold waivers as they were; one of another form is shown whole. */
function describeWaiver(waiver: unknown): readonly string[] {
  const get = (key: string): string => (isMap(waiver) && typeof waiver[key] === 'string' ? waiver[key] : '')
  return [
    markdownCode(get('check') || JSON.stringify(waiver)),
    ...['reason', 'by', 'until'].map((key) => escapeMarkdown(get(key))),
  ]
}
