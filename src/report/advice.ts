import type { CheckResult } from '../core/result.ts'
import { groupGates } from './gate-table.ts'
import { isActing } from './headline.ts'
import { formatCount, toRealMinus } from './numbers.ts'
import { isUnjudged, type ModelSection, type RowState, STATES, stateOf } from './section.ts'

/** What to do about checks that did not pass; plain text. */
export interface Advice {
  readonly state: RowState
  /** What it is about, as the tables call it. */
  readonly subjects: readonly string[]
  readonly help: string
  /** `modelgate.yml:31` of the first of them; null where it is not known. */
  readonly place: string | null
  /** Whether somebody took it on themselves: such an entry is shown however many there are. */
  readonly isWaived: boolean
}

/**
 * The next step for each check that failed or is open, worst first; checks that need the same step share one entry.
 *
 * @param isBeside whether the numbers stand in a table beside it: then a gate's step does not begin with them
 */
export function listAdvice(section: ModelSection, isBeside = false): readonly Advice[] {
  const subjects = new Map<CheckResult, string>(
    groupGates(section).flatMap((group) => group.rows.map((row) => [row.check, row.label] as const)),
  )
  const byHelp = new Map<string, Advice>()
  for (const state of STATES.filter((name) => name !== 'pass' && name !== 'skip')) {
    for (const check of section.checks.filter((entry) => entry.severity !== 'info' && stateOf(entry) === state)) {
      const help = describeStep(check, isBeside)
      const known = byHelp.get(`${state} ${help}`)
      const subject =
        isUnjudged(check) && !isActing(section) ? 'to get a verdict' : (subjects.get(check) ?? check.title)
      byHelp.set(`${state} ${help}`, {
        state,
        help,
        subjects: [...(known?.subjects ?? []), subject],
        place: known?.place ?? placeOf(check),
        isWaived: check.waiver !== null,
      })
    }
  }
  return [...byHelp.values()]
}

/** A first sentence that tells what was measured, where another follows it. */
const MEASURED = /^(?:Measured |(?:[^.]|\.\S)*: measured )(?:[^.]|\.\S)*\. (?=[A-Z])/

/** A check's help, with the labels that would settle it where the help does not count them, and its waiver. */
function describeStep(check: CheckResult, isBeside: boolean): string {
  const told = toRealMinus(check.help ?? 'look at what the rule asks and at what was measured')
  const own = isBeside && check.kind === 'gate' ? told.replace(MEASURED, '') : told
  const labels = check.kind === 'gate' ? check.statistics.labelsNeeded : null
  const isCounted = labels === null || own.includes(formatCount(labels)) || own.includes(String(labels))
  const counted = isCounted ? '' : `about ${formatCount(labels)} more labelled rows would settle it`
  const step = isCounted ? own : own.endsWith('.') ? `${own} A${counted.slice(1)}.` : `${own}; ${counted}`
  const { waiver } = check
  return waiver ? `waived until ${waiver.until} by ${waiver.by}: ${waiver.reason}. Then: ${step}` : step
}

/** `contracts/customers.odcs.yaml:31` of the check's own line; null where it is not known. */
export function placeOf({ source }: CheckResult): string | null {
  if (source === null) return null
  return source.line === null ? source.file : `${source.file}:${source.line}`
}

/** The first entries, and beyond them every one that is waived; the rest is counted. */
export function pickAdvice(
  advice: readonly Advice[],
  most: number,
): { readonly shown: readonly Advice[]; readonly more: number } {
  const shown = advice.filter((entry, index) => index < most || entry.isWaived)
  return { shown, more: advice.length - shown.length }
}
