import type { CheckResult } from '../core/result.ts'
import { escapeMarkdown } from '../text/escape.ts'
import type { ReportContext } from './context.ts'
import { nameStart } from './facts.ts'
import { groupGates } from './gate-table.ts'
import { STATE_ICONS, sectionIcon } from './headline.ts'
import { renderFact } from './markdown-facts.ts'
import { isOpen, type ReportState } from './report-state.ts'
import { type ModelSection, stateOf, worstState } from './section.ts'

type ModelState = ReportState['models'][number]

/** Checks of one kind beyond these are counted. */
const MOST_NAMED = 4

/** What the last report said of a model; null where it said nothing. */
export function findBefore({ model }: ModelSection, { before }: ReportContext): ModelState | null {
  return before?.models.find((entry) => entry.model === model) ?? null
}

/**
 * What became of a model's checks since the last report: `**Since** 51aa0c9: recall … now holds · new ❌ …`. Empty where
 * there was none, or where nothing is open now and nothing was then.
 */
export function renderSince(section: ModelSection, context: ReportContext): string {
  const old = findBefore(section, context)
  if (old === null) return ''
  const names = new Map<CheckResult, string>(
    groupGates(section).flatMap((group) => group.rows.map((row) => [row.check, row.label] as const)),
  )
  const nameOf = (check: CheckResult) => names.get(check) ?? check.title
  const open = section.checks.filter(isOpen)
  const known = open.filter(({ id }) => Object.hasOwn(old.open, id))
  const turned = known.filter(({ id, verdict }) => old.open[id] !== verdict)
  const pick = (wanted: string) => turned.filter(({ verdict }) => verdict === wanted)
  // a state that had no room for all of them cannot tell which are new
  const fresh = (old.more ?? 0) > 0 ? [] : open.filter(({ id }) => !Object.hasOwn(old.open, id))
  const mended = section.checks.filter((check) => Object.hasOwn(old.open, check.id) && check.verdict === 'pass')
  const waived = section.checks.filter((check) => Object.hasOwn(old.open, check.id) && check.waiver !== null)
  const ids = new Set(section.checks.flatMap(({ id, verdict }) => (verdict === 'skip' ? [] : [id])))
  const gone = Object.keys(old.open).filter((id) => !ids.has(id)).length
  const parts = [
    list(mended, nameOf, `${STATE_ICONS.pass} now ${mended.length === 1 ? 'holds' : 'hold'}`),
    list(fresh, nameOf, `${STATE_ICONS[worstState(fresh.map(stateOf))]} new`),
    list(pick('fail'), nameOf, `${STATE_ICONS.inconclusive} → ${STATE_ICONS.fail}`),
    list(pick('inconclusive'), nameOf, `${STATE_ICONS.fail} → ${STATE_ICONS.inconclusive}`),
    list(waived, nameOf, 'now waived'),
    gone > 0 ? `${gone} no longer judged` : '',
  ].filter((part) => part !== '')
  if (parts.length === 0 && open.length === 0) return ''
  return `**Since** ${nameLast(context)}: ${parts.length === 0 ? `the same ${open.length === 1 ? 'check is' : 'checks are'} open` : parts.join(' · ')}`
}

/** The commit of the last report, with a link to what came after it. */
function nameLast({ before, headCommit, repositoryUrl }: ReportContext): string {
  if (before === null || before.commit === null) return 'the last report'
  if (before.commit === headCommit) return 'the last run on this commit'
  return renderFact([nameStart(before.commit, headCommit)], repositoryUrl)
}

/** `❔ for 51aa0c9`: how the last report saw a model, empty where it says the same now or said nothing. */
export function describeBefore(section: ModelSection, context: ReportContext): string {
  const old = findBefore(section, context)
  return old === null || sectionIcon(old) === sectionIcon(section) ? '' : `was ${sectionIcon(old)}`
}

/** `✅ now hold: ROC AUC at least 0.8; calibration error at most 0.05 and 2 more`. */
function list(checks: readonly CheckResult[], nameOf: (check: CheckResult) => string, what: string): string {
  if (checks.length === 0) return ''
  const names = checks.slice(0, MOST_NAMED).map((check) => escapeMarkdown(nameOf(check), 120))
  const more = checks.length > names.length ? ` and ${checks.length - names.length} more` : ''
  return `${what}: ${names.join('; ')}${more}`
}
