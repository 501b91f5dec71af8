import type { CheckResult } from '../core/result.ts'
import { formatScalar, toRealMinus } from './numbers.ts'

/** How much a check that did not pass weighs. */
export type FaultLevel = 'error' | 'warning' | 'notice'

/** Worst first. */
export const FAULT_LEVELS: readonly FaultLevel[] = ['error', 'warning', 'notice']

/**
 * Blocking checks are errors, waived ones notices, all other faults warnings. null where there is no fault: a check that
 * passed or was skipped, a measurement, and whatever else only informs.
 */
export function levelOfFault(check: CheckResult): FaultLevel | null {
  if (check.severity === 'info' || check.verdict === 'pass' || check.verdict === 'skip') return null
  if (check.waiver !== null) return 'notice'
  return check.blocks ? 'error' : 'warning'
}

/** `does not hold. 12 of 7,611 rows lie below 0; none may`: the verdict, a waiver, then the help or the numbers. Plain text. */
export function describeFault(check: CheckResult): string {
  const verdict = check.verdict === 'fail' ? 'does not hold' : 'could not be settled'
  const waived = check.waiver ? `waived until ${check.waiver.until}: ${check.waiver.reason}` : ''
  const help = check.help === null ? '' : toRealMinus(check.help)
  const reason = [waived, help || describeNumbers(check)].filter((part) => part !== '').join('. ')
  return reason === '' ? verdict : `${verdict}. ${reason}`
}

/** `measured 0.7996, allowed >= 0.8`, as far as there is either. Plain text. */
export function describeNumbers({ observed, expected }: CheckResult): string {
  const measured = observed === null ? '' : `measured ${formatScalar(observed)}`
  const allowed = expected === null ? '' : `allowed ${toRealMinus(expected)}`
  return [measured, allowed].filter((part) => part !== '').join(', ')
}
