import { describeReasonAlone } from '../core/blocking-reason.ts'
import { formatPlural } from '../core/count.ts'
import type { Baseline, CheckResult } from '../core/result.ts'
import { isOfData } from './gate-kind.ts'
import { type GateRow, groupGates } from './gate-table.ts'
import { decodeIdPart, isUnjudged, type ModelSection, nameBaseline, type RowState, stateOf } from './section.ts'

export const STATE_ICONS: Readonly<Record<RowState, string>> = {
  pass: '✅',
  fail: '❌',
  inconclusive: '❔',
  warning: '⚠️',
  skip: '➖',
}

/** The verdict of a section as one sign: `⛔` for whatever blocks. */
export function sectionIcon({ verdict, blocks }: Pick<ModelSection, 'verdict' | 'blocks'>): string {
  if (blocks) return '⛔'
  return verdict === 'warn' ? STATE_ICONS.warning : STATE_ICONS[verdict]
}

/**
 * The verdict in plain words, without the model's name: "no, recall is worse than production by more than 0.05",
 * "not yet, ROC AUC is too close to call", "may replace production v1.3.0". Plain text: escape it where it lands.
 */
export function describeVerdict(section: ModelSection): string {
  const { verdict, results } = section
  const unjudged = verdict === 'inconclusive' && results.find(({ checks }) => checks.some(isUnjudged))
  if (unjudged) return describeUnjudged(unjudged.summary)
  // whoever acts on a verdict says what it did in its own sentence
  const acting = results.find(({ command }) => !['validate', 'compare'].includes(command))
  if (acting !== undefined && results.length === 1) return acting.summary
  if (section.blocks || verdict === 'fail' || verdict === 'inconclusive') {
    return `${verdict === 'inconclusive' ? 'not yet' : 'no'}, ${describeWorst(section)}`
  }
  if (verdict === 'skip') return isPlan(section) ? 'labels planned, nothing judged yet' : 'there was nothing to judge'
  const warnings = section.checks.filter((check) => isWarning(check)).length
  const positive = describePositive(section)
  return verdict === 'warn' && warnings > 0 ? `${positive}, with ${formatPlural(warnings, 'warning')}` : positive
}

/**
 * The verdict as the headline of a report that tells the reasons below it: of a promotion or rollback that was refused
 * "churn was not promoted" alone, else `describeVerdict`.
 */
export function describeHeading(section: ModelSection): string {
  const verdict = describeVerdict(section)
  if (!isActing(section)) return verdict
  const reason = section.checks.find((check) => check.blocks)?.help?.replace(/\.$/, '')
  const end = reason ? verdict.indexOf(`: ${reason}`) : -1
  return end > 0 ? verdict.slice(0, end) : verdict
}

/** Whether whoever made the results acts on a verdict, and judged nothing. */
export const isActing = ({ results }: Pick<ModelSection, 'results'>): boolean =>
  results.length > 0 && results.every(({ command }) => command === 'promote' || command === 'rollback')

/** Whether a heading, with the reasons below it, has said a summary already. */
export const isTold = (summary: string, heading: string): boolean =>
  isSameSentence(summary, heading) || summary.startsWith(`${heading}: `)

/** Whether a headline has said a summary already, but for its first letter and its full stop. */
function isSameSentence(summary: string, headline: string): boolean {
  return summary === headline || describeUnjudged(summary) === describeUnjudged(headline)
}

/** "could not be judged: out/predictions.csv: there is no such file", as a part of a headline. */
function describeUnjudged(summary: string): string {
  return summary.charAt(0).toLowerCase() + summary.slice(1).replace(/\.$/, '')
}

/** Whether a comparison said how many labels are needed and compared nothing. */
function isPlan({ checks }: ModelSection): boolean {
  return checks.some(({ id }) => id.startsWith('plan/'))
}

function isWarning(check: CheckResult): boolean {
  return check.severity !== 'info' && !['pass', 'skip'].includes(stateOf(check))
}

function describePositive(section: ModelSection): string {
  const { baseline, results, checks } = section
  const compare = results.find((result) => result.command === 'compare' || result.baseline !== null)
  if (compare === undefined) {
    const isData = checks.some((check) => check.kind === 'contract')
    return isData ? 'the data keeps its contract' : (results[0]?.summary ?? 'nothing speaks against it')
  }
  if (!checks.some((check) => check.kind === 'gate' && !isOfData(check))) return 'measured; no gate asks anything of it'
  if (baseline === null) return 'passes its gates'
  if (isEmptyStage(baseline)) return `may become the first version in ${nameBaseline(baseline).short}`
  return `may replace ${nameBaseline(baseline).full}`
}

/** Whether the stage to compare with holds no version yet. */
export function isEmptyStage(baseline: Baseline): boolean {
  return baseline.version === null && baseline.source.startsWith('stage:')
}

/** The worst of what blocks, and how much more there is. */
function describeWorst(section: ModelSection): string {
  const wanted: RowState = section.verdict === 'inconclusive' ? 'inconclusive' : 'fail'
  const isWanted = (check: CheckResult) => stateOf(check) === wanted && check.severity === 'error'
  const gates = groupGates(section).flatMap((group) => group.rows)
  const rows = gates.filter(({ check }) => isWanted(check))
  const blocking = rows.some(({ check }) => check.blocks) ? rows.filter(({ check }) => check.blocks) : rows
  const others = section.checks.filter((check) => check.kind !== 'gate' && isWanted(check))
  const count = blocking.length + others.length
  const more = count > 1 ? `, and ${count - 1} more` : ''
  if (blocking[0]) return `${describeGateFault(blocking[0], section)}${more}`
  const check = others[0]
  if (check === undefined) return section.results.find((result) => result.blocks)?.summary ?? 'a check did not pass'
  return `${describeOther(check)}${more}`
}

/** "recall for contract = One year is worse than production by more than 0.05". */
function describeGateFault(row: GateRow, section: ModelSection): string {
  const { check, subject, kind, asked } = row
  if (isOfData(check) && check.help !== null) return describeReasonAlone(check)
  if (kind === null || asked === null) {
    const name = `“${nameRule(row)}”`
    return check.verdict === 'inconclusive' ? `${name} could not be judged` : `${name} does not hold`
  }
  if (check.verdict === 'inconclusive') {
    return `${subject} ${row.interval === null ? 'could not be judged' : 'is too close to call'}`
  }
  if (kind === 'margin') {
    return `${subject} is worse than ${nameBaseline(section.baseline).short}${asked.replace(/^no worse/, '')}`
  }
  return `${subject} is ${kind === 'min' ? 'below' : 'above'} ${asked.replace(/^at (least|most) /, '')}`
}

/** The name of an expression, or its text; of a rule about the data what it says. */
function nameRule({ check, slice }: GateRow): string {
  if (check.statistics.operands === undefined) return check.title
  const name = decodeIdPart(check.id.split('/')[1] ?? '')
  return slice === null ? name : `${name} for ${slice.text}`
}

function describeOther(check: CheckResult): string {
  if (check.kind !== 'contract') return check.title
  const { failing } = check.statistics
  const extent = failing !== null && failing > 0 ? ` (${formatPlural(failing, 'row')})` : ''
  const verb =
    check.verdict === 'inconclusive' ? 'a rule of the contract could not be judged' : 'the data breaks its contract'
  return `${verb}: ${check.title}${extent}`
}
