import { formatPlural } from './count.ts'
import type { CheckResult } from './result.ts'

/**
 * Why a check blocks, as words after a colon: of one about the rows themselves, whose title tells what would hold, the
 * first sentence of its help (`3 rows of 199 have an id that the training data has too: take them out …`); of others the
 * title too (`ROC AUC is at least 0.8: measured 0.79; allowed is at least 0.8`).
 */
export function describeReason(check: CheckResult): string {
  const said = lowerFirst((check.help ?? '').split(/\.\s+(?=\p{Lu})/u, 1)[0]!.replace(/\.$/, ''))
  if (said === '') {
    return check.verdict === 'inconclusive' ? `“${check.title}” could not be judged` : `“${check.title}” does not hold`
  }
  return isAboutRows(check) ? said : `${check.title}: ${said}`
}

/** The same without what is to be done about it: `3 rows of 199 have an id that the training data has too`. */
export function describeReasonAlone(check: CheckResult): string {
  const reason = describeReason(check)
  return isAboutRows(check) ? reason.split(': ', 1)[0]! : reason
}

/** `; 2 more checks likewise` behind the first of so many; empty for one. */
export function countFurther(count: number): string {
  return count > 1 ? `; ${formatPlural(count - 1, 'more check')} likewise` : ''
}

/** What blocks, what failed before what is open, and of equals what is about the rows first: no number means much then. */
export function listBlocking(checks: readonly CheckResult[]): readonly CheckResult[] {
  const rank = (check: CheckResult) => (check.verdict === 'fail' ? 0 : 2) + (isAboutRows(check) ? 0 : 1)
  return checks.filter(({ blocks }) => blocks).toSorted((a, b) => rank(a) - rank(b))
}

/** Whether it asks something of the evaluation rows, and nothing of a model's numbers. */
function isAboutRows(check: CheckResult): boolean {
  return check.kind === 'gate' && check.target.metric === null && check.statistics.operands === undefined
}

/** Names such as `ROC` and `F1` keep their letters. */
export function lowerFirst(text: string): string {
  return /^\p{Lu}(?=\p{Ll}|\s)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
