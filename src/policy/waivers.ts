import type { CheckResult } from '../core/result.ts'
import { isInForce, type Waiver } from '../core/waiver.ts'

/**
 * The checks with what waivers lift of them. A waived check keeps its verdict, carries the waiver and does not block; one
 * whose waiver has ended is as it was and says so. Checks that hold are left as they are, and evidence is never waived.
 *
 * @param day the day that it is, in UTC: `2026-11-21`
 */
export function applyWaivers<Check extends CheckResult>(
  checks: readonly Check[],
  waivers: readonly Waiver[],
  day: string,
): readonly Check[] {
  if (waivers.length === 0) return checks
  return checks.map((check) => {
    if (!isOpen(check)) return check
    const named = waivers.filter((waiver) => waiver.check === check.id)
    const current = named.find((waiver) => isInForce(waiver, day))
    if (current) {
      const { check: id, reason, by, until } = current
      return { ...check, blocks: false, waiver: { check: id, reason, by, until } }
    }
    const ended = named.at(-1)
    if (ended === undefined) return check
    const note = `The waiver by ${ended.by} (${ended.reason}) ended on ${ended.until} and lifts nothing any more.`
    return { ...check, help: check.help === null ? note : `${check.help} ${note}` }
  })
}

/** Whether there is something to lift. */
function isOpen({ kind, verdict }: CheckResult): boolean {
  return kind !== 'evidence' && (verdict === 'fail' || verdict === 'inconclusive')
}

/** ` Waived: gate/recall/margin until 2026-12-31 by @lead (relabelling).`, for the end of a summary; empty for none. */
export function describeWaived(checks: readonly CheckResult[]): string {
  const waived = checks.flatMap(({ id, waiver }) => (waiver === null ? [] : [{ ...waiver, id }]))
  const [first] = waived
  if (first === undefined) return ''
  const others = waived.length > 1 ? ` and ${waived.length - 1} more` : ''
  return ` Waived: ${first.id} until ${first.until} by ${first.by} (${first.reason})${others}.`
}

/**
 * Waivers that lift nothing in these results, each with why: they name no check that was made, one that holds, or they
 * have ended. Only those about the given kinds of check are looked at: a command makes no others.
 */
export function describeIdleWaivers(
  waivers: readonly Waiver[],
  checks: readonly CheckResult[],
  kinds: readonly string[],
  day: string,
): readonly string[] {
  return waivers
    .filter(({ check }) => kinds.includes(check.slice(0, check.indexOf('/'))))
    .flatMap((waiver) => {
      const named = checks.filter(({ id }) => id === waiver.check)
      const why = !isInForce(waiver, day)
        ? `ended on ${waiver.until}`
        : named.length === 0
          ? 'names no check of this run'
          : named.some(({ waiver: used }) => used !== null)
            ? null
            : 'is not needed: the check holds'
      return why === null ? [] : [`the waiver of ${waiver.check} by ${waiver.by} ${why}`]
    })
}
