import { formatCount } from '../core/count.ts'
import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import type { CardEvidence, CardFacts } from './card-facts.ts'
import { fold } from './markdown-facts.ts'
import { renderTable } from './markdown-table.ts'
import { formatScalar } from './numbers.ts'

/** Parameters beyond these are folded away. */
const MOST_OPEN = 15

const digestCell = (sha256: string): string => markdownCode(`sha256:${sha256}`, 80)
const nameCell = (name: string): string => markdownCode(name, 200)

/** The data that it was made from and judged on, its parameters, and what pins its environment. */
export function renderTraining({ record }: CardFacts): string {
  const { data, parameters, environment = [] } = record
  const entries = Object.entries(parameters)
  const table = renderTable([
    { title: 'parameter', align: 'left', cells: entries.map(([name]) => nameCell(name)) },
    { title: 'value', align: 'left', cells: entries.map(([, value]) => escapeMarkdown(formatScalar(value), 120)) },
  ])
  const parts = [
    data.length === 0
      ? 'The record names no data.'
      : renderTable([
          {
            title: 'data',
            align: 'left',
            cells: data.map(({ name, declared }) => `${escapeMarkdown(name)}${declared ? ' (declared)' : ''}`),
          },
          { title: 'where', align: 'left', cells: data.map(({ uri }) => nameCell(uri)) },
          { title: 'rows', align: 'right', cells: data.map(({ rows }) => (rows === null ? '' : formatCount(rows))) },
          { title: 'digest', align: 'left', cells: data.map(({ digest }) => digestCell(digest.sha256)) },
          {
            title: 'kept by',
            align: 'left',
            cells: data.map(({ keeper }) => escapeMarkdown(keeper ?? 'only the digest is known', 200)),
          },
        ]),
    entries.length === 0
      ? 'No parameters are recorded.'
      : entries.length > MOST_OPEN
        ? fold(`${formatCount(entries.length)} parameters`, table)
        : table,
    environment.length === 0
      ? 'No file that pins the packages of the environment is recorded.'
      : renderTable([
          { title: 'environment', align: 'left', cells: environment.map(({ uri }) => nameCell(uri)) },
          { title: 'digest', align: 'left', cells: environment.map(({ digest }) => digestCell(digest.sha256)) },
        ]),
  ]
  return parts.join('\n\n')
}

/** By what it was promoted, how far that is believed, and by which policy. */
export function renderEvidence({ evidence, record: { policy } }: CardFacts): string {
  const rule =
    policy === null
      ? 'No policy file judged it.'
      : `Policy ${nameCell(policy.uri)} of ${policy.ref === null ? 'the work tree' : nameCell(policy.ref)}, ${digestCell(policy.digest.sha256)}.`
  if (evidence.length === 0) return `${rule}\n\nIt was registered without evidence.`
  const column = (title: string, pick: (entry: CardEvidence) => string) => ({
    title,
    align: 'left' as const,
    cells: evidence.map(pick),
  })
  const table = renderTable([
    column('evidence', ({ name }) => nameCell(name)),
    column('of', ({ command }) => escapeMarkdown(command)),
    column('verdict', ({ verdict }) => escapeMarkdown(verdict)),
    column('made', ({ trust }) => escapeMarkdown(trust)),
    column('signed by', ({ signers }) =>
      signers.length === 0 ? 'nobody' : signers.map((one) => escapeMarkdown(one, 200)).join(', '),
    ),
    column('digest', ({ digest }) => digestCell(digest.sha256)),
  ])
  return `${table}\n\n${rule}`
}

/** The files that the record keeps or names. */
export function renderArtifacts({ record: { artifacts } }: CardFacts): string {
  if (artifacts.length === 0) return 'The record keeps no file.'
  return renderTable([
    { title: 'file', align: 'left', cells: artifacts.map(({ path }) => nameCell(path)) },
    { title: 'was', align: 'left', cells: artifacts.map(({ uri }) => nameCell(uri)) },
    { title: 'bytes', align: 'right', cells: artifacts.map(({ size }) => formatCount(size)) },
    { title: 'digest', align: 'left', cells: artifacts.map(({ digest }) => digestCell(digest.sha256)) },
    {
      title: 'kept in',
      align: 'left',
      cells: artifacts.map(({ location }) => (location === 'git' ? 'the record' : nameCell(location))),
    },
  ])
}
