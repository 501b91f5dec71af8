import { escapeHtml } from '../text/escape.ts'
import { listDataRules } from './data-rules.ts'
import { type ChangeGroup, type Fact, listChanges, listOrigins, listPolicies } from './facts.ts'
import { describeHeading, isActing, isTold } from './headline.ts'
import { type DrawFigure, renderFigures } from './html-figures.ts'
import { renderGates } from './html-gates.ts'
import { renderMetrics, renderWorst } from './html-metrics.ts'
import { type Html, renderBadge, renderCard, renderFact, renderFold, toneOfSection } from './html-parts.ts'
import { renderProposal } from './html-proposal.ts'
import { renderProven } from './html-proven.ts'
import { renderFailingRows, renderOthers, renderRules, renderSteps } from './html-tables.ts'
import { listDataNotes } from './notes.ts'
import { toRealMinus } from './numbers.ts'
import { describePlainly } from './plain-sentence.ts'
import { isDataWorse, isUnjudged, type ModelSection } from './section.ts'

export interface SectionOptions {
  /** Makes ids unique. */
  readonly index: number
  readonly draw: DrawFigure
  /** Web address of the repository, for links; null: none. */
  readonly repositoryUrl: string | null
  /** Whether all but the verdict is folded: one of many models, and nothing speaks against it. */
  readonly isFolded: boolean
}

/** One model's part of the page, verdict first. */
export function renderHtmlSection(section: ModelSection, options: SectionOptions): Html {
  const { index, isFolded } = options
  const parts = renderParts(section, options)
  return [
    `<section class="model" id="model-${index}" aria-labelledby="name-${index} verdict-${index}">`,
    renderBanner(section, index),
    isFolded ? renderFold('Its report', parts, 'whole') : parts,
    '</section>',
  ].join('\n')
}

function renderParts(section: ModelSection, { index, draw, repositoryUrl }: SectionOptions): Html {
  const judged = [renderCard('Gates', renderGates(section)), renderData(section)]
  const parts = [
    renderCard('What was proven', renderProven(section)),
    ...(isDataWorse(section) ? judged.toReversed() : judged),
    ...(isActing(section) ? [] : [renderCard('Other checks', renderOthers(section))]),
    renderCard('Next', renderSteps(section)),
    renderCard('How this change is judged', renderProposal(section)),
    renderCard('Worst groups found', renderWorst(section)),
    renderCard('Evaluation data', renderNotes(listDataNotes(section))),
    renderCard('Plots', renderFigures(section, index, draw)),
    renderCard('What changed', renderChanges(listChanges(section), repositoryUrl)),
    // its lines above, or the reasons, sum them up
    ...(isActing(section) ? [renderFold('Each check', renderOthers(section))] : []),
    renderFold('All metrics and slices', renderMetrics(section)),
    renderFold('Where this comes from', renderOrigins(section, repositoryUrl)),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function renderBanner(section: ModelSection, index: number): Html {
  const verdict = describeHeading(section)
  // a model's name is written as it is
  const isNamed = section.model !== null && verdict.startsWith(`${section.model} `)
  const heading = isNamed ? verdict : verdict.charAt(0).toUpperCase() + verdict.slice(1)
  const tone = toneOfSection(section)
  const isCompared = section.checks.some((check) => check.kind === 'metric' || check.kind === 'gate')
  const isOfRun = section.checks.some(isUnjudged)
  const name = section.model ?? (isOfRun ? 'This run' : isCompared ? 'Comparison' : 'Data')
  const plain = [...new Set(section.results.map(describePlainly).filter((sentence) => sentence !== null))]
  const summaries = [...new Set(section.results.map((result) => result.summary))]
    .filter((summary) => !isTold(summary, verdict))
    .slice(0, 10)
  return [
    `<header class="banner ${tone}">${renderBadge(tone)}`,
    `<div><p class="eyebrow" id="name-${index}">${escapeHtml(name, 80)}</p>`,
    `<h2 id="verdict-${index}">${escapeHtml(heading)}</h2></div>`,
    `<div class="why">${plain.map((sentence) => `<p class="plain">${escapeHtml(sentence, 600)}</p>`).join('')}`,
    `<p>${summaries.map((summary) => escapeHtml(toRealMinus(summary), 1000)).join(' ')}</p></div></header>`,
  ].join('')
}

function renderData(section: ModelSection): Html {
  const rules = listDataRules(section)
  if (rules === null) return ''
  const objects = rules.objects.slice(0, 10).map((name) => ` <code>${escapeHtml(name, 80)}</code>`)
  const heading = `Data${objects.join(',')}: ${rules.headline}`
  if (rules.open.length === 0) return renderFold(heading, renderRules(rules.rows))
  const rest = rules.rows.slice(rules.open.length)
  return [
    renderCard(heading, renderRules(rules.open)),
    renderFold('Rows that break them', renderFailingRows(rules)),
    renderFold('The other rules', renderRules(rest)),
  ].join('\n')
}

function renderChanges(groups: readonly ChangeGroup[], repositoryUrl: string | null): Html {
  const render = (facts: readonly Fact[]) => renderFacts(facts, repositoryUrl)
  if (groups.length < 2) return render(groups.flatMap(({ facts }) => facts))
  const items = groups.map(({ name, facts }) => `<dt>${name}</dt><dd>${render(facts)}</dd>`)
  return `<dl>${items.join('')}</dl>`
}

function renderNotes(notes: readonly string[]): Html {
  return notes
    .slice(0, 20)
    .map((note) => `<p>${escapeHtml(note, 800)}</p>`)
    .join('')
}

function renderFacts(facts: readonly Fact[], repositoryUrl: string | null): Html {
  if (facts.length === 0) return ''
  const items = facts.slice(0, 100).map((fact) => `<li>${renderFact(fact, repositoryUrl)}</li>`)
  return `<ul class="facts">${items.join('')}</ul>`
}

function renderOrigins(section: ModelSection, repositoryUrl: string | null): Html {
  const render = (facts: readonly Fact[]) => renderFacts(facts, repositoryUrl)
  const policies = render(listPolicies(section))
  return `<dl>${policies === '' ? '' : `<dt>policy</dt><dd>${policies}</dd>`}<dt>made of</dt><dd>${render(listOrigins(section))}</dd></dl>`
}
