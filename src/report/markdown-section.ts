import { escapeHtml, escapeMarkdown, escapeMarkdownHtml } from '../text/escape.ts'
import type { ReportContext } from './context.ts'
import { listBrief, listOrigins } from './facts.ts'
import { describeHeading, isTold, STATE_ICONS, sectionIcon } from './headline.ts'
import type { Block } from './markdown-block.ts'
import { renderDifferences, renderFacts } from './markdown-changes.ts'
import { renderDataBlocks } from './markdown-data.ts'
import { fold, renderFact } from './markdown-facts.ts'
import { renderImportance, renderMatrices } from './markdown-figures.ts'
import { renderGateTable, renderHeldGates } from './markdown-gates.ts'
import { renderMetricTables, renderWorstGroups } from './markdown-metrics.ts'
import { renderPlots } from './markdown-plots.ts'
import { renderSince } from './markdown-since.ts'
import { renderOtherTable } from './markdown-tables.ts'
import { listQuietNotes } from './notes.ts'
import { toRealMinus } from './numbers.ts'
import { describePlainly } from './plain-sentence.ts'
import { listProven } from './proven.ts'
import { isDataWorse, type ModelSection } from './section.ts'
import { describeWorstGroups, listWorstGroups } from './worst-groups.ts'

/** Entries of lists beyond these are counted, not shown. */
const MOST_ENTRIES = 10
const MOST_ORIGINS = 40

/** `churn: not yet, ROC AUC is too close to call`; plain text. */
function describeHeadline(section: ModelSection): string {
  const verdict = describeHeading(section)
  if (section.model === null) return verdict.charAt(0).toUpperCase() + verdict.slice(1)
  return verdict.startsWith(`${section.model} `) ? verdict : `${section.model}: ${verdict}`
}

/** One model's report, verdict first; `level` is the number of `#` before its headline. */
export function renderSection(section: ModelSection, level: number, context: ReportContext): readonly Block[] {
  const headline = `${'#'.repeat(level)} ${sectionIcon(section)} ${escapeMarkdown(describeHeadline(section))}`
  return [{ name: 'headline', rank: 0, text: headline }, ...renderBody(section, context)]
}

/** The same in one closed fold, for a model among many; where room is short only what is open. */
export function renderFoldedSection(section: ModelSection, context: ReportContext): Block {
  const summary = `${sectionIcon(section)} ${escapeMarkdownHtml(describeHeadline(section))}`
  const blocks = renderBody(section, context)
  const join = (shown: readonly Block[]) => fold(summary, shown.map(({ text }) => text).join('\n\n'))
  const open = blocks.filter(({ rank }) => rank <= 2)
  return { name: 'details of single models', rank: 5, text: join(blocks), shorter: join(open) }
}

/** What follows the headline: reasons, what is open, what changed and what to do, then everything else folded. */
function renderBody(section: ModelSection, context: ReportContext): readonly Block[] {
  const { repositoryUrl } = context
  const plain = { name: 'the model in one sentence', rank: 1, text: renderPlain(section) }
  const reasons = { name: 'reasons', rank: 1, text: renderReasons(section) }
  const gates = { name: 'gates', rank: 1, text: renderGateTable(section) }
  const data = renderDataBlocks(section)
  const isData = isDataWorse(section)
  const blocks: readonly Block[] = [
    ...(isData ? [reasons, plain] : [plain, reasons]),
    { name: 'what was proven', rank: 1, text: renderProven(section) },
    { name: 'what changed since the last report', rank: 1, text: renderSince(section, context) },
    ...(isData ? [...data, gates] : [gates, ...data]),
    { name: 'other checks', rank: 2, text: renderOtherTable(section) },
    { name: 'changes and next steps', rank: 1, text: renderFacts(section, repositoryUrl) },
    { name: 'differences of the policy', rank: 2, text: renderDifferences(section) },
    ...renderMetricBlocks(section),
    renderPlots(section),
    { name: 'where this comes from', rank: 4, text: renderOrigins(section, context) },
  ]
  return blocks.filter((block) => block.text !== '').toSorted((a, b) => Number(isFold(a)) - Number(isFold(b)))
}

const isFold = ({ text }: Block): boolean => text.startsWith('<details>')

/** One sentence a comparison for people who read no statistics. */
function renderPlain({ results }: ModelSection): string {
  const sentences = results.map(describePlainly).filter((sentence) => sentence !== null)
  return [...new Set(sentences)].map((sentence) => escapeMarkdown(sentence, 600)).join(' ')
}

/** The summaries of what did not pass; of a section that passed, the comparison's. */
function renderReasons(section: ModelSection): string {
  const { results } = section
  const headline = describeHeading(section)
  const open = results.filter((result) => result.verdict !== 'pass' && result.verdict !== 'skip')
  const green = results.filter((result) => result.baseline !== null || result.command === 'compare')
  const told = open.length > 0 ? open : green.length > 0 ? green : results
  return [...new Set(told.map((result) => result.summary))]
    .filter((summary) => !isTold(summary, headline))
    .slice(0, MOST_ENTRIES)
    .map((summary) => escapeMarkdown(toRealMinus(summary), 1000))
    .join(' ')
}

/** What was proven before a stage was moved, and what was told to whom. */
function renderProven(section: ModelSection): string {
  return listProven(section)
    .map(({ state, text }) => `- ${STATE_ICONS[state]} ${escapeMarkdown(text, 600)}`)
    .join('\n')
}

function renderMetricBlocks(section: ModelSection): readonly Block[] {
  return [
    { name: 'worst groups', rank: 2, text: fold(describeFound(section), renderWorstGroups(section)) },
    { name: 'gates that hold', rank: 3, text: fold('Gates that hold', renderHeldGates(section)) },
    { name: 'all metrics and slices', rank: 3, text: fold('All metrics and slices', renderMetricTables(section)) },
    { name: 'what the models lean on', rank: 4, text: fold('What the models lean on', renderImportance(section)) },
    { name: 'labels and predictions', rank: 4, text: fold('Labels and predictions', renderMatrices(section)) },
  ]
}

function describeFound(section: ModelSection): string {
  return `Worst groups found: <code>${escapeHtml(describeWorstGroups(listWorstGroups(section)), 120)}</code>`
}

/** What the evaluation data is still worth, and every file with its digest. */
function renderOrigins(section: ModelSection, { repositoryUrl }: ReportContext): string {
  const notes = listQuietNotes(section)
    .slice(0, MOST_ENTRIES)
    .map((note) => `- ${escapeMarkdown(note, 800)}`)
  const facts = [...listBrief(section), ...listOrigins(section)]
  const shown = facts.slice(0, MOST_ORIGINS).map((fact) => `- ${renderFact(fact, repositoryUrl)}`)
  const more = facts.length > shown.length ? [`- and ${facts.length - shown.length} more`] : []
  return fold('The data, and where all of this comes from', [...notes, ...shown, ...more].join('\n'))
}
