import { escapeHtml } from '../text/escape.ts'
import { listDataRules } from './data-rules.ts'
import { type ChangeGroup, type Fact, listChanges, listOrigins, listPolicies } from './facts.ts'
import { describeVerdict } from './headline.ts'
import { type DrawFigure, renderFigures } from './html-figures.ts'
import { renderGates } from './html-gates.ts'
import { renderMetrics, renderWorst } from './html-metrics.ts'
import { type Html, renderBadge, renderCard, renderFact, renderFold, toneOfSection } from './html-parts.ts'
import { renderFailingRows, renderOthers, renderRules, renderSteps } from './html-tables.ts'
import { listDataNotes } from './notes.ts'
import { toRealMinus } from './numbers.ts'
import { describePlainly } from './plain-sentence.ts'
import type { ModelSection } from './section.ts'

/** One model's part of the page, verdict first. `index` makes ids unique. */
export function renderHtmlSection(section: ModelSection, index: number, draw: DrawFigure): Html {
  return [
    `<section class="model" aria-labelledby="model-${index}">`,
    renderBanner(section, index),
    renderCard('Gates', renderGates(section)),
    renderData(section),
    renderCard('Other checks', renderOthers(section)),
    renderCard('Next', renderSteps(section)),
    renderCard('Worst groups found', renderWorst(section)),
    renderCard('Evaluation data', renderNotes(listDataNotes(section))),
    renderCard('Plots', renderFigures(section, index, draw)),
    renderCard('What changed', renderChanges(listChanges(section))),
    renderFold('All metrics and slices', renderMetrics(section)),
    renderFold('Where this comes from', renderOrigins(section)),
    '</section>',
  ].join('\n')
}

function renderBanner(section: ModelSection, index: number): Html {
  const verdict = describeVerdict(section)
  const tone = toneOfSection(section)
  const isCompared = section.checks.some((check) => check.kind === 'metric' || check.kind === 'gate')
  const name = section.model ?? (isCompared ? 'Comparison' : 'Data')
  const plain = [...new Set(section.results.map(describePlainly).filter((sentence) => sentence !== null))]
  const summaries = [...new Set(section.results.map((result) => result.summary))].slice(0, 10)
  return [
    `<header class="banner ${tone}">${renderBadge(tone)}`,
    `<div><p class="eyebrow">${escapeHtml(name, 80)}</p>`,
    `<h2 id="model-${index}">${escapeHtml(verdict.charAt(0).toUpperCase() + verdict.slice(1))}</h2></div>`,
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

function renderChanges(groups: readonly ChangeGroup[]): Html {
  if (groups.length < 2) return renderFacts(groups.flatMap(({ facts }) => facts))
  const items = groups.map(({ name, facts }) => `<dt>${name}</dt><dd>${renderFacts(facts)}</dd>`)
  return `<dl>${items.join('')}</dl>`
}

function renderNotes(notes: readonly string[]): Html {
  return notes
    .slice(0, 20)
    .map((note) => `<p>${escapeHtml(note, 800)}</p>`)
    .join('')
}

function renderFacts(facts: readonly Fact[]): Html {
  if (facts.length === 0) return ''
  const items = facts.slice(0, 100).map((fact) => `<li>${renderFact(fact)}</li>`)
  return `<ul class="facts">${items.join('')}</ul>`
}

function renderOrigins(section: ModelSection): Html {
  const policies = renderFacts(listPolicies(section))
  return `<dl><dt>policy</dt><dd>${policies}</dd><dt>made of</dt><dd>${renderFacts(listOrigins(section))}</dd></dl>`
}
