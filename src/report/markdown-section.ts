import { formatPlural } from '../core/count.ts'
import { escapeHtml, escapeMarkdown, markdownCode } from '../text/escape.ts'
import { type Advice, listAdvice, pickAdvice } from './advice.ts'
import { listDataRules } from './data-rules.ts'
import { type ChangeGroup, type Fact, listChanges, listOrigins, listPolicies } from './facts.ts'
import { describeVerdict, STATE_ICONS, sectionIcon } from './headline.ts'
import { renderImportance, renderMatrices } from './markdown-figures.ts'
import { renderGateTable } from './markdown-gates.ts'
import { renderMetricTables, renderWorstGroups } from './markdown-metrics.ts'
import { renderHeldRules, renderOtherTable, renderRuleTable, renderSamples } from './markdown-tables.ts'
import { listDataNotes } from './notes.ts'
import { toRealMinus } from './numbers.ts'
import { describePlainly } from './plain-sentence.ts'
import type { ModelSection } from './section.ts'
import { describeWorstGroups, listWorstGroups } from './worst-groups.ts'

/** A part of a report; the parts of the highest rank are left out first where it must be short, rank 0 never. */
export interface Block {
  /** What a reader misses where it is left out: "all metrics". */
  readonly name: string
  readonly rank: number
  readonly text: string
}

/** Entries of lists beyond these are counted, not shown. */
const MOST_ENTRIES = 10

/** More changes than these take a line for each kind. */
const MOST_IN_LINE = 8

/** `churn: not yet, ROC AUC is too close to call`, escaped. */
function renderHeadline(section: ModelSection): string {
  const verdict = describeVerdict(section)
  if (section.model === null) return escapeMarkdown(verdict.charAt(0).toUpperCase() + verdict.slice(1))
  if (verdict.startsWith(`${section.model} `)) return escapeMarkdown(verdict)
  return `${escapeMarkdown(section.model, 80)}: ${escapeMarkdown(verdict)}`
}

/** One model's report, verdict first; `level` is the number of `#` before its headline. */
export function renderSection(section: ModelSection, level: number): readonly Block[] {
  const blocks: Block[] = [
    { name: 'headline', rank: 0, text: `${'#'.repeat(level)} ${sectionIcon(section)} ${renderHeadline(section)}` },
    { name: 'the model in one sentence', rank: 1, text: renderPlain(section) },
    { name: 'reasons', rank: 0, text: renderReasons(section) },
    { name: 'gates', rank: 1, text: renderGateTable(section) },
    ...renderDataBlocks(section),
    { name: 'other checks', rank: 2, text: renderOtherTable(section) },
    { name: 'changes and next steps', rank: 1, text: renderFacts(section) },
    ...renderMetricBlocks(section),
    { name: 'origins', rank: 0, text: `<sub>${joinFacts(listOrigins(section))}</sub>` },
  ]
  return blocks.filter((block) => block.text !== '')
}

/** One sentence a comparison for people who read no statistics. */
function renderPlain({ results }: ModelSection): string {
  const sentences = results.map(describePlainly).filter((sentence) => sentence !== null)
  return [...new Set(sentences)].map((sentence) => escapeMarkdown(sentence, 600)).join(' ')
}

/** The summaries of what did not pass; of a section that passed, the comparison's. */
function renderReasons(section: ModelSection): string {
  const { results } = section
  const headline = describeVerdict(section)
  const open = results.filter((result) => result.verdict !== 'pass' && result.verdict !== 'skip')
  const green = results.filter((result) => result.baseline !== null || result.command === 'compare')
  const told = open.length > 0 ? open : green.length > 0 ? green : results
  return [...new Set(told.map((result) => result.summary))]
    .filter((summary) => summary !== headline)
    .slice(0, MOST_ENTRIES)
    .map((summary) => escapeMarkdown(toRealMinus(summary), 1000))
    .join(' ')
}

function renderDataBlocks(section: ModelSection): readonly Block[] {
  const rules = listDataRules(section)
  if (rules === null) return []
  const shown = rules.open.slice(0, MOST_ENTRIES * 2)
  const more = rules.open.length - shown.length
  const moreText = more > 0 ? `\n\nand ${formatPlural(more, 'more rule')}, below` : ''
  const objects = rules.objects.slice(0, MOST_ENTRIES).map((name) => escapeHtml(name, 80))
  const about = `Data${objects.length > 0 ? ` <code>${objects.join('</code>, <code>')}</code>` : ''}: ${rules.headline}`
  const open = shown.length === 0 ? '' : `**${about}**\n\n${renderRuleTable(shown)}${moreText}`
  const rest = rules.rows.slice(shown.length).filter((row) => row.state !== 'pass')
  const held = rules.rows.filter((row) => row.state === 'pass')
  const others = [rest.length === 0 ? '' : renderRuleTable(rest), held.length === 0 ? '' : renderHeldRules(held)]
  return [
    { name: 'broken rules', rank: 1, text: open },
    { name: 'failing rows', rank: 5, text: fold('Rows that break them', renderSamples(rules)) },
    {
      name: 'all data rules',
      rank: 4,
      text: fold(shown.length === 0 ? about : 'The other rules', others.filter((text) => text !== '').join('\n\n')),
    },
  ]
}

function renderMetricBlocks(section: ModelSection): readonly Block[] {
  const drawn = section.results.flatMap((result) => result.figures)
  const figures = [...new Set(drawn.map(({ title }) => title.split(':')[0]!))]
  const plots = figures.length === 0 ? '' : `\n\nPlots (${escapeMarkdown(figures.join(', '))}) are in the HTML report.`
  const table = renderMetricTables(section)
  return [
    { name: 'worst groups', rank: 2, text: fold(describeFound(section), renderWorstGroups(section)) },
    { name: 'what the models lean on', rank: 4, text: fold('What the models lean on', renderImportance(section)) },
    { name: 'labels and predictions', rank: 4, text: fold('Labels and predictions', renderMatrices(section)) },
    {
      name: 'all metrics and slices',
      rank: 3,
      text: table === '' ? '' : fold('All metrics and slices', `${table}${plots}`),
    },
  ]
}

/** A name in a summary is code: nothing else in it is kept from becoming a mention. */
function describeFound(section: ModelSection): string {
  return `Worst groups found: <code>${escapeHtml(describeWorstGroups(listWorstGroups(section)), 120)}</code>`
}

function renderFacts(section: ModelSection): string {
  const notes = listDataNotes(section).slice(0, MOST_ENTRIES)
  const lines = [
    renderChanges(listChanges(section)),
    notes.length > 0 ? `**Evaluation data** · ${notes.map((note) => escapeMarkdown(note, 800)).join(' · ')}` : '',
    `**Policy** · ${joinFacts(listPolicies(section))}`,
  ].filter((line) => line !== '')
  return [lines.join('  \n'), renderAdvice(listAdvice(section))].filter((part) => part !== '').join('\n\n')
}

/** Few changes in one line, many in one for each kind. */
function renderChanges(groups: readonly ChangeGroup[]): string {
  const facts = groups.flatMap((group) => group.facts)
  if (facts.length === 0) return ''
  if (facts.length <= MOST_IN_LINE) return `**What changed** · ${joinFacts(facts)}`
  return groups.map(({ name, facts: own }) => `**What changed** in ${CHANGES[name]} · ${joinFacts(own)}`).join('  \n')
}

const CHANGES: Readonly<Record<ChangeGroup['name'], string>> = {
  data: 'data',
  parameters: 'parameters',
  environment: 'packages',
  code: 'code',
}

function renderAdvice(advice: readonly Advice[]): string {
  if (advice.length === 0) return ''
  const { shown, more } = pickAdvice(advice, MOST_ENTRIES)
  const entries = shown.map((entry) => {
    const place = entry.place === null ? '' : ` (${markdownCode(entry.place, 120)})`
    return `${STATE_ICONS[entry.state]} ${describeSubjects(entry.subjects)}: ${escapeMarkdown(entry.help, 600)}${place}`
  })
  return entries.length === 1
    ? `**Next** ${entries[0]}`
    : [
        '**Next**',
        ...entries.map((entry) => `- ${entry}`),
        ...(more > 0 ? [`- and ${formatPlural(more, 'more step')}`] : []),
      ].join('\n')
}

function describeSubjects(subjects: readonly string[]): string {
  const shown = subjects.slice(0, 3).map((subject) => escapeMarkdown(subject, 120))
  return subjects.length > 3 ? `${shown.join(', ')} and ${subjects.length - 3} more` : shown.join(', ')
}

function joinFacts(facts: readonly Fact[]): string {
  const texts = facts
    .slice(0, MOST_ENTRIES * 2)
    .map((fact) =>
      fact.map((piece) => (typeof piece === 'string' ? escapeInline(piece) : markdownCode(piece.name, 120))).join(''),
    )
  const more = facts.length - texts.length
  return [...texts, ...(more > 0 ? [`${more} more`] : [])].join(' · ')
}

/** Escapes a piece and keeps the blanks that set it off from its neighbours. */
function escapeInline(piece: string): string {
  const text = escapeMarkdown(piece)
  return `${piece.startsWith(' ') ? ' ' : ''}${text}${piece.endsWith(' ') ? ' ' : ''}`
}

/** A closed `<details>`; `summary` is our own words. Empty for an empty body. */
function fold(summary: string, body: string): string {
  return body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`
}
