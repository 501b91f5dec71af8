import type { Figure } from '../core/result.ts'
import { escapeHtml } from '../text/escape.ts'
import { styleSeries } from './chart-options.ts'
import { listDataRules } from './data-rules.ts'
import { type Fact, listChanges, listOrigins, listPolicies } from './facts.ts'
import { describeVerdict } from './headline.ts'
import { type Html, renderBadge, renderCard, renderFact, renderFold, toneOfSection } from './html-parts.ts'
import { renderFailingRows, renderGates, renderMetrics, renderOthers, renderRules, renderSteps } from './html-tables.ts'
import { toRealMinus } from './numbers.ts'
import type { ModelSection } from './section.ts'

/** Draws a figure under an id that is unique in the page. */
export type DrawFigure = (figure: Figure, id: string) => Html

/** Result files are not trusted: a page holds so many drawings of one model, whatever the files hold. */
const MOST_FIGURES = 12

/** One model's part of the page, verdict first. `index` makes ids unique. */
export function renderHtmlSection(section: ModelSection, index: number, draw: DrawFigure): Html {
  return [
    `<section class="model" aria-labelledby="model-${index}">`,
    renderBanner(section, index),
    renderCard('Gates', renderGates(section)),
    renderData(section),
    renderCard('Other checks', renderOthers(section)),
    renderCard('Next', renderSteps(section)),
    renderCard('Plots', renderFigures(section, index, draw)),
    renderCard('What changed', renderFacts(listChanges(section))),
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
  const summaries = [...new Set(section.results.map((result) => result.summary))].slice(0, 10)
  return [
    `<header class="banner ${tone}">${renderBadge(tone)}`,
    `<div><p class="eyebrow">${escapeHtml(name, 80)}</p>`,
    `<h2 id="model-${index}">${escapeHtml(verdict.charAt(0).toUpperCase() + verdict.slice(1))}</h2></div>`,
    `<p class="why">${summaries.map((summary) => escapeHtml(toRealMinus(summary), 1000)).join(' ')}</p></header>`,
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

function renderFigures(section: ModelSection, index: number, draw: DrawFigure): Html {
  const figures = section.results
    .flatMap((result) => result.figures)
    .filter((figure) => figure.series.some(({ points }) => points.length > 0))
  const drawn = figures.slice(0, MOST_FIGURES).map((figure, at) => {
    const id = `figure-${index}-${at}`
    return `<figure><figcaption id="${id}-title">${escapeHtml(figure.title, 120)}</figcaption>${renderLegend(figure)}${draw(figure, id)}</figure>`
  })
  return drawn.length === 0 ? '' : `<div class="figures">${drawn.join('\n')}</div>`
}

function renderLegend(figure: Figure): Html {
  const entries = styleSeries(figure)
  if (entries.length < 2) return ''
  const items = entries.map(({ series, colour, dash }) => {
    const dashes = figure.kind === 'line' && dash === 'dashed' ? ' stroke-dasharray="5 4"' : ''
    const line = `<svg viewBox="0 0 22 8" aria-hidden="true"><line x1="0" x2="22" y1="4" y2="4" stroke="${colour}" stroke-width="2"${dashes}/></svg>`
    return `<li>${line}${escapeHtml(series.name, 60)}</li>`
  })
  return `<ul class="legend">${items.join('')}</ul>`
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
