import { formatPlural } from '../core/count.ts'
import type { CheckResult, Result } from '../core/result.ts'
import { escapeLogText } from '../text/escape.ts'
import { placeOf } from './advice.ts'
import { describeRule, listDataRules } from './data-rules.ts'
import { isNote } from './gate-kind.ts'
import { type GateRow, groupGates } from './gate-table.ts'
import { describeHeading, isActing, isEmptyStage, isTold, STATE_ICONS, sectionIcon } from './headline.ts'
import { listDataNotes } from './notes.ts'
import { formatCount, formatScalar, toRealMinus } from './numbers.ts'
import { listProven } from './proven.ts'
import { groupByModel, isUnjudged, type ModelSection, nameBaseline, STATES, stateOf } from './section.ts'

/** So many checks with one reason are told together. */
const FEWEST_ALIKE = 3

/** Checks of a model beyond these are counted, not shown. */
const MOST_CHECKS = 100

/**
 * The results for a terminal or a job's log: per model the verdict, each check that did not pass with what was measured,
 * allowed and is to do, and the counts of the rest. No line of it can be read as a workflow command.
 */
export function renderText(results: readonly Result[], options: { readonly colour: boolean }): string {
  const paint: Paint = options.colour ? (text, style) => `\u001B[${STYLES[style]}m${text}\u001B[0m` : (text) => text
  return groupByModel(results)
    .map((section) => renderSection(section, paint))
    .join('\n\n')
}

const STYLES = { bad: '1;31', open: '1;33', good: '1;32', quiet: '2' } as const
type Paint = (text: string, style: keyof typeof STYLES) => string

function renderSection(section: ModelSection, paint: Paint): string {
  const style = section.blocks ? 'bad' : section.verdict === 'pass' ? 'good' : 'open'
  const verdict = describeHeading(section)
  const isNamed = section.model === null || verdict.startsWith(`${section.model} `)
  const name = isNamed ? '' : `${escapeLogText(section.model!, 80)}: `
  const headline = paint(`${name}${escapeLogText(verdict)}`, style)
  const { open, quiet } = listOpenChecks(section)
  const rows = new Map<CheckResult, GateRow>(
    groupGates(section).flatMap((group) => group.rows.map((row) => [row.check, row] as const)),
  )
  const more = open.length - MOST_CHECKS
  return [
    `${sectionIcon(section)} ${headline}`,
    ...[...new Set(section.results.map((result) => result.summary))]
      .filter((summary) => !isTold(summary, verdict))
      .map((summary) => `  ${escapeLogText(toRealMinus(summary), 1000)}`),
    ...groupAlike(open.slice(0, MOST_CHECKS)).flatMap((alike) =>
      alike.length >= FEWEST_ALIKE
        ? renderAlike(alike)
        : isActing(section)
          ? [...new Set(alike.map((check) => renderReason(check)))]
          : alike.flatMap((check) => renderCheck(check, rows.get(check), paint)),
    ),
    ...listProven(section).map(({ state, text }) => `  ${STATE_ICONS[state]} ${escapeLogText(text, 600)}`),
    ...(more > 0 ? [`  and ${formatPlural(more, 'more check')} that did not pass`] : []),
    ...[...describeQuiet(quiet), ...listDataNotes(section)].map(
      (line) => `  ${paint(escapeLogText(line, 600), 'quiet')}`,
    ),
    ...[describeCounts(section)].filter((line) => line !== '').map((line) => `  ${paint(line, 'quiet')}`),
  ].join('\n')
}

/** What did not pass, the worst first; apart from it what decides nothing: measurements that could not be made, gates with nothing to judge. */
function listOpenChecks({ checks }: ModelSection): Record<'open' | 'quiet', readonly CheckResult[]> {
  const others = checks.filter((check) => stateOf(check) !== 'pass')
  const isQuiet = (check: CheckResult) =>
    check.severity === 'info' || (check.kind === 'gate' && check.verdict === 'skip')
  return {
    open: others
      .filter((check) => !isQuiet(check))
      .toSorted((a, b) => STATES.indexOf(stateOf(a)) - STATES.indexOf(stateOf(b))),
    quiet: others.filter(isQuiet),
  }
}

/** Checks that stand for the same reason ("the data has no rows") come together; gates stay alone. */
function groupAlike(checks: readonly CheckResult[]): readonly (readonly CheckResult[])[] {
  const groups = new Map<string, CheckResult[]>()
  for (const check of checks) {
    const isAlone = check.kind === 'gate' || check.help === null
    const key = isAlone ? check.id : JSON.stringify([stateOf(check), check.help])
    groups.set(key, [...(groups.get(key) ?? []), check])
  }
  return [...groups.values()]
}

function renderAlike(checks: readonly CheckResult[]): readonly string[] {
  const [first] = checks
  const titles = checks.slice(0, 3).map((check) => check.title)
  const more = checks.length > titles.length ? `; and ${formatCount(checks.length - titles.length)} more` : ''
  return [
    `  ${STATE_ICONS[stateOf(first!)]} ${formatCount(checks.length)} checks: ${escapeLogText(first!.help!, 300)}`,
    `      ${escapeLogText(`${titles.join('; ')}${more}`, 300)}`,
  ]
}

/** One line for what could not be measured and one for each reason why gates had nothing to judge. */
function describeQuiet(checks: readonly CheckResult[]): readonly string[] {
  const unmeasured = checks.filter((check) => check.kind === 'metric' && check.verdict === 'inconclusive')
  const skipped = checks.filter((check) => check.kind === 'gate' && check.verdict === 'skip')
  const reasons = [...new Set(skipped.map((check) => check.help ?? 'nothing to judge'))]
  return [
    ...reasons.map((reason) => {
      const count = skipped.filter((check) => (check.help ?? 'nothing to judge') === reason).length
      return `${STATE_ICONS.skip} ${formatPlural(count, 'gate')} skipped: ${reason}`
    }),
    ...(unmeasured.length > 0 ? [`not measured: ${unmeasured.map((check) => check.title).join('; ')}`] : []),
  ]
}

/** Why a promotion or a rollback was refused, or what is to be known of it: the help tells all of it. */
function renderReason(check: CheckResult): string {
  return `  ${STATE_ICONS[stateOf(check)]} ${escapeLogText(toRealMinus(check.help ?? check.title), 1000)}`
}

function renderCheck(check: CheckResult, row: GateRow | undefined, paint: Paint): readonly string[] {
  const { waiver } = check
  // an expression is its own title
  const expected = check.kind === 'gate' && check.statistics.operands !== undefined ? null : check.expected
  const place = placeOf(check)
  const help = check.help === null ? null : toRealMinus(check.help)
  const measured = describeMeasured(check, row)
  const facts = [
    measured === null ? 'not measured' : `measured ${measured}`,
    ...(expected === null ? [] : [`allowed ${toRealMinus(expected)}`]),
  ]
  // A help that tells the number itself needs no second line with it.
  const isToldByHelp = measured !== null && help !== null && tells(help, measured.split(' (')[0]!)
  const waived = waiver === null ? null : `waived until ${waiver.until} by ${waiver.by}: ${waiver.reason}`
  return [
    ...(isUnjudged(check) ? [] : [`  ${STATE_ICONS[stateOf(check)]} ${escapeLogText(check.title)}`]),
    ...(isToldByHelp || isUnjudged(check) ? [] : [`      ${escapeLogText(facts.join(', '))}`]),
    ...(waived === null ? [] : [`      ${escapeLogText(waived)}`]),
    ...(help === null ? [] : [`      → ${escapeLogText(help, 600)}`]),
    ...(place === null ? [] : [`      ${paint(escapeLogText(place), 'quiet')}`]),
  ]
}

function tells(help: string, number: string): boolean {
  return help.includes(number) || help.includes(number.replace(/(?<=\d),(?=\d{3})/g, ''))
}

function describeMeasured(check: CheckResult, row: GateRow | undefined): string | null {
  if (check.kind === 'contract') return describeRule(check)
  if (check.kind !== 'gate') return check.observed === null ? null : formatScalar(check.observed)
  if (check.statistics.operands !== undefined)
    return check.observed === null ? null : toRealMinus(formatScalar(check.observed))
  const value = row?.difference ?? row?.candidate ?? null
  return value !== null && row?.interval ? `${value} (${row.interval.text})` : value
}

function describeCounts(section: ModelSection): string {
  if (isActing(section) || section.results.every(({ command }) => command === 'reproduce')) return ''
  const gates = section.checks.filter((check) => check.kind === 'gate' && check.verdict !== 'skip' && !isNote(check))
  const passed = gates.filter((check) => check.verdict === 'pass').length
  const measured = section.checks.filter((check) => check.kind === 'metric' && check.verdict === 'pass').length
  const { baseline } = section
  const parts = [
    gates.length > 0 ? `${formatCount(passed)} of ${formatPlural(gates.length, 'gate')} pass` : '',
    measured > 0 ? `${formatPlural(measured, 'metric')} measured` : '',
    listDataRules(section)?.headline ?? '',
    baseline === null || isEmptyStage(baseline) ? '' : `compared with ${nameBaseline(baseline).full}`,
  ]
  return escapeLogText(parts.filter((part) => part !== '').join(' · '))
}
