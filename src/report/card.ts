import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import type { CardEvent, CardFacts } from './card-facts.ts'
import { renderFrontMatter } from './card-front-matter.ts'
import { renderEvaluation, renderLimits } from './card-judgement.ts'
import { renderArtifacts, renderEvidence, renderTraining } from './card-sources.ts'
import { type Column, renderTable } from './markdown-table.ts'

/** Texts of people are shown whole, up to the length of a page. */
const MOST_PROSE = 2000

/**
 * The page that tells of one version what an auditor asks: what it is and for whom, where it is in use since when and by
 * whose word, what it was made from and judged by, what speaks against it, and how to come back to it. Markdown with the
 * metadata that the Hugging Face Hub reads (`model-index`); sections in the order of its template.
 *
 * @see https://huggingface.co/docs/hub/model-cards
 * @see https://arxiv.org/abs/1810.03993 (Mitchell et al., Model Cards for Model Reporting)
 */
export function renderCard(facts: CardFacts): string {
  const sections: readonly (readonly [title: string, body: string])[] = [
    ['Model details', renderDetails(facts)],
    ['Uses', renderUses(facts)],
    ['Risks and limitations', renderLimits(facts)],
    ['Training', renderTraining(facts)],
    ['Evaluation', renderEvaluation(facts)],
    ['Evidence', renderEvidence(facts)],
    ['Files', renderArtifacts(facts)],
    ['History', renderHistory(facts)],
    ['How to get it, make it again and go back', renderCommands(facts)],
  ]
  const name = escapeMarkdown(`${facts.model} ${facts.version}`, 200)
  const parts = [
    renderFrontMatter(facts),
    `# Model card: ${name}`,
    renderStatus(facts),
    ...sections.filter(([, body]) => body !== '').map(([title, body]) => `## ${title}\n\n${body}`),
    `<sub>From the record ${code(facts.commit.slice(0, 12))} and the tags of the registry as of ${formatTime(facts.asOf)}.</sub>`,
  ]
  return `${parts.join('\n\n')}\n`
}

/** `2026-11-21 08:00 UTC`; what is no time in UTC as it is. */
function formatTime(at: string): string {
  const [, day, minute] = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}):[\d.]+Z$/.exec(at) ?? []
  return day === undefined ? escapeMarkdown(at, 60) : `${day} ${minute} UTC`
}

const code = (text: string): string => markdownCode(text, 200)

/** Where the version stands now, in a sentence a line. */
function renderStatus({ stages, barred, deprecated, registeredAt, registeredBy }: CardFacts): string {
  const held = stages.map(
    ({ name, since, by, reason }) =>
      `**In ${escapeMarkdown(name)}** since ${formatTime(since)}, brought by ${escapeMarkdown(by || 'nobody named')}${describeReason(reason)}.`,
  )
  const bars = barred.map(
    ({ stage, at, by, reason }) =>
      `**⛔ Barred from ${escapeMarkdown(stage)}** since ${formatTime(at)} by ${escapeMarkdown(by)}${describeReason(reason)}.`,
  )
  const old =
    deprecated === null
      ? []
      : [
          `**⚠️ Deprecated** since ${formatTime(deprecated.at)} by ${escapeMarkdown(deprecated.by)}${describeReason(deprecated.reason)}.`,
        ]
  const by = registeredBy ? ` by ${escapeMarkdown(registeredBy)}` : ''
  return [
    ...bars,
    ...old,
    ...(held.length > 0 ? held : ['**In no stage.**']),
    `Registered ${formatTime(registeredAt)}${by}.`,
  ].join('\\\n')
}

const describeReason = (reason: string | null): string =>
  reason === null || reason.trim() === '' ? '' : `: ${escapeMarkdown(reason, MOST_PROSE)}`

function renderDetails({ model, record, tag, previous }: CardFacts): string {
  const rows: (readonly [string, string])[] = [
    ['Description', record.description === null ? NOT_STATED : escapeMarkdown(record.description, MOST_PROSE)],
    ['Owner', record.owner === null ? NOT_STATED : escapeMarkdown(record.owner)],
    ['Version', code(tag)],
    ['Version before', previous === null ? 'none' : escapeMarkdown(previous.version)],
    ['Code', record.codeCommit === null ? 'no commit is named' : `commit ${code(record.codeCommit)}`],
    ['Made and judged', `${TRUST[record.trust] ?? escapeMarkdown(record.trust)}, ${formatTime(record.createdAt)}`],
    ...(record.image === null ? [] : [['Container image', code(record.image)] as const]),
  ]
  return renderTable([
    { title: 'Model', align: 'left', cells: rows.map(([name]) => name) },
    { title: escapeMarkdown(model), align: 'left', cells: rows.map(([, value]) => value) },
  ])
}

const NOT_STATED = '_not stated_'

/** How far the place is believed that results were made in. */
const TRUST: Readonly<Record<string, string>> = {
  local: 'on a machine outside of CI, for which its user alone vouches',
  pull_request: 'in a run of a pull request',
  protected: 'in a run on a protected branch',
}

function renderUses({ record }: CardFacts): string {
  if (record.intendedUse !== null) return escapeMarkdown(record.intendedUse, MOST_PROSE)
  return `${NOT_STATED}: whoever uses it decides alone what it is good for (${code('intended_use')} in modelgate.yml).`
}

const EVENTS: Readonly<Record<string, string>> = {
  registered: 'registered',
  assigned: 'came into the stage',
  unassigned: 'left the stage',
  replaced: 'made way',
  rolledBack: 'came back by a rollback',
  barred: 'barred after a rollback',
  lifted: 'allowed again',
  deprecated: 'deprecated',
}

function describeEvent({ event, followedBy }: CardEvent): string {
  const words = EVENTS[event] ?? escapeMarkdown(event)
  return followedBy === undefined ? words : `${words} for ${escapeMarkdown(followedBy)}`
}

function renderHistory({ events }: CardFacts): string {
  const cells = (pick: (event: CardEvent) => string, title: string): Column => ({
    title,
    align: 'left',
    cells: events.map(pick),
  })
  return renderTable([
    cells(({ at }) => formatTime(at), 'when'),
    cells(describeEvent, 'what'),
    cells(({ stage }) => escapeMarkdown(stage ?? ''), 'stage'),
    cells(({ by }) => escapeMarkdown(by), 'by'),
    cells(({ reason }) => escapeMarkdown(reason ?? ''), 'why'),
    cells(({ tag }) => code(tag), 'tag'),
  ])
}

function renderCommands({ model, tag, version, stages, events }: CardFacts): string {
  // where it stands, or stood last
  const stage = stages[0]?.name ?? events.findLast((event) => event.stage !== null)?.stage ?? 'STAGE'
  const lines = [
    `modelgate registry show ${tag}`,
    `modelgate reproduce ${tag}`,
    `modelgate rollback --model ${model} --stage ${stage} --to ${version} --reason WHY`,
    `modelgate registry verify ${model}`,
  ]
  const notes = [
    'what it is',
    'does it still come out the same',
    'back to it, once another holds the stage',
    'was anything altered',
  ]
  const width = Math.max(...lines.map((line) => line.length))
  // names of the registry hold no character that could end a fence
  return `\`\`\`sh\n${lines.map((line, index) => `${line.padEnd(width)}  # ${notes[index]}`).join('\n')}\n\`\`\``
}
