import { formatCount, formatPlural } from '../core/count.ts'
import { findMetric } from '../core/metric.ts'
import type { CheckResult, Result } from '../core/result.ts'
import { escapeMarkdown, markdownCode } from '../text/escape.ts'
import type { CardFacts } from './card-facts.ts'
import { renderCardMetrics, renderCardSlices } from './card-metrics.ts'
import { fold } from './markdown-facts.ts'
import { renderGateTable, renderHeldGates } from './markdown-gates.ts'
import { renderMetricTables, renderWorstGroups } from './markdown-metrics.ts'
import { renderTable } from './markdown-table.ts'
import { listQuietNotes } from './notes.ts'
import { countDecimals, formatNumber, formatSigned, toRealMinus } from './numbers.ts'
import { describePlainly } from './plain-sentence.ts'
import { groupByModel, type ModelSection, stateOf } from './section.ts'

/** Entries of a list beyond these are counted. */
const MOST_ENTRIES = 20

const FAIRNESS: ReadonlySet<string> = new Set([
  'demographic_parity_difference',
  'equal_opportunity_difference',
  'equalized_odds_difference',
  'group_calibration_difference',
])

/** What speaks against the version or is not known of it: never empty, since silence would read as praise. */
export function renderLimits(facts: CardFacts): string {
  const { waivers, decisions, results, evidence } = facts
  const section = sectionOf(results)
  const checks = section?.checks ?? []
  const judged = checks.filter(({ kind, severity }) => kind !== 'metric' && severity !== 'info')
  const list = (state: ReturnType<typeof stateOf>) => judged.filter((check) => stateOf(check) === state)
  const unmeasured = checks.filter(({ kind, verdict }) => kind === 'metric' && verdict === 'inconclusive')
  const entries = [
    ...list('fail').map((check) => `❌ ${describeCheck(check)}`),
    ...list('inconclusive').map((check) => `❔ inconclusive: ${describeCheck(check)}`),
    ...judged
      .filter((check) => stateOf(check) === 'warning' && check.waiver === null)
      .map((check) => `⚠️ ${describeCheck(check)}`),
    ...waivers.map(
      ({ check, reason, by, until }) =>
        `⚠️ waived until ${escapeMarkdown(until)} by ${escapeMarkdown(by)}: ${markdownCode(check, 200)}, because ${escapeMarkdown(reason, 600)}`,
    ),
    ...(unmeasured.length === 0
      ? []
      : [
          `not measured: ${unmeasured
            .map(({ title }) => escapeMarkdown(title))
            .slice(0, MOST_ENTRIES)
            .join('; ')}`,
        ]),
    describeFairness(checks),
    ...(decisions === null || decisions < 2 || decisions === countLooks(checks)
      ? []
      : [
          `${formatCount(decisions)} registered versions were judged on the same evaluation data: the more decisions, the less an interval of one look is worth`,
        ]),
    ...evidence.flatMap(({ name, obstacle }) =>
      obstacle === null ? [] : [`${markdownCode(name, 120)} cannot be shown: ${escapeMarkdown(obstacle)}`],
    ),
    ...(section === null ? [] : listQuietNotes(section).map((note) => escapeMarkdown(note, 600))),
  ]
  const shown = entries.slice(0, MOST_ENTRIES).map((entry) => `- ${entry}`)
  const more = entries.length - shown.length
  return [
    ...shown,
    ...(more > 0 ? [`- and ${formatPlural(more, 'more entry', 'more entries')} in the evidence`] : []),
  ].join('\n')
}

/** Decisions on the same labels up to the one at hand, as the evidence counts them; null where it does not. */
function countLooks(checks: readonly CheckResult[]): number | null {
  const reuse = checks.find(({ id }) => id === 'gate/reuse')
  return reuse?.kind === 'gate' && reuse.statistics.value !== null ? reuse.statistics.value + 1 : null
}

function describeCheck({ title, help }: CheckResult): string {
  return `${escapeMarkdown(title)}${help === null ? '' : ` (${escapeMarkdown(toRealMinus(help), 600)})`}`
}

function describeFairness(checks: readonly CheckResult[]): string {
  const gates = checks.filter(({ kind, target }) => kind === 'gate' && FAIRNESS.has(target.metric ?? ''))
  const columns = [...new Set(gates.flatMap(({ target }) => target.column ?? []))].map((column) =>
    markdownCode(column, 60),
  )
  if (columns.length > 0) return `fairness is gated for the groups of ${columns.join(', ')}, and for no others`
  return 'no gate asks whether groups of people are treated alike'
}

const SECTIONS = new WeakMap<readonly Result[], ModelSection | null>()

/** The results of all evidence as one section; null where there is none to show. */
function sectionOf(results: readonly Result[]): ModelSection | null {
  const known = SECTIONS.get(results)
  if (known !== undefined) return known
  const section = groupByModel(results)[0] ?? null
  SECTIONS.set(results, section)
  return section
}

/** The verdict in words, metrics with intervals, gates, slices; of a record without evidence its numbers alone. */
export function renderEvaluation(facts: CardFacts): string {
  const section = sectionOf(facts.results)
  if (section === null) return renderPrevious(facts)
  const compared = facts.results.filter(({ command }) => command === 'compare')
  const sentences = compared.flatMap((result) => [describePlainly(result), result.summary])
  const words = [...new Set(sentences.filter((sentence) => sentence !== null))]
    .map((sentence) => escapeMarkdown(toRealMinus(sentence), 1000))
    .join(' ')
  const gates = [renderGateTable(section), renderHeldGates(section)].filter((part) => part !== '')
  const isTold = facts.previous === null || section.baseline?.version === facts.previous.version
  const parts = [
    words,
    [describeComparison(section), describeRules(section)].filter((part) => part !== '').join(' '),
    titled('Metrics', renderCardMetrics(section, facts.version)),
    titled('By slice', renderCardSlices(section)),
    fold('All metrics and slices, with the baseline, differences and methods', renderMetricTables(section)),
    titled('Worst groups found', renderWorstGroups(section)),
    titled('Gates', gates.join('\n\n')),
    isTold ? '' : titled('Compared with the version before', renderPrevious(facts)),
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

const titled = (title: string, body: string): string => (body === '' ? '' : `### ${title}\n\n${body}`)

function describeComparison({ baseline }: ModelSection): string {
  if (baseline === null) return 'It was judged without a baseline.'
  const { source, version, reason } = baseline
  const what =
    version === null ? markdownCode(source, 120) : `${markdownCode(source, 120)} (${escapeMarkdown(version)})`
  return `The candidate, which is this version, was compared with ${what}: ${escapeMarkdown(reason)}.`
}

/** Values of the record beside those of the version before; empty where neither has any. */
function renderPrevious({ record, previous, version }: CardFacts): string {
  const names = Object.keys(record.metrics).filter((name) => findMetric(name)?.needs !== 'run')
  if (names.length === 0) return ''
  const rows = names.map((name) => {
    const own = record.metrics[name]!
    const before = previous?.metrics[name]
    const decimals = countDecimals([own, ...(before === undefined ? [] : [before])], null)
    return {
      title: escapeMarkdown(findMetric(name)?.title ?? name),
      own: formatNumber(own, decimals),
      before: before === undefined ? '' : formatNumber(before, decimals),
      difference: before === undefined ? '' : formatSigned(own - before, decimals),
    }
  })
  return renderTable([
    { title: 'metric', align: 'left', cells: rows.map(({ title }) => title) },
    { title: escapeMarkdown(version), align: 'right', cells: rows.map(({ own }) => own) },
    { title: escapeMarkdown(previous?.version ?? ''), align: 'right', cells: rows.map(({ before }) => before) },
    { title: 'difference', align: 'right', cells: rows.map(({ difference }) => difference) },
  ])
}

function describeRules({ checks }: ModelSection): string {
  const rules = checks.filter(({ kind }) => kind === 'contract')
  const held = rules.filter(({ verdict }) => verdict === 'pass').length
  if (rules.length === 0) return ''
  return `${formatCount(held)} of ${formatPlural(rules.length, 'rule')} of the data contracts hold.`
}
