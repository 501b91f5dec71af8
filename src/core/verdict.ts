/** What is said of one check. `inconclusive`: the evidence settles neither pass nor fail. `skip`: there was nothing to judge. */
export type CheckVerdict = 'pass' | 'fail' | 'inconclusive' | 'skip'

/** What is said of a whole result: a check's words, and `warn` for faults that do not block. */
export type Verdict = CheckVerdict | 'warn'

/** Only checks of severity `error` can block. */
export type Severity = 'error' | 'warning' | 'info'

/** What an inconclusive check does: block, pass as a warning, or pass in silence. */
export type OnInconclusive = 'fail' | 'warn' | 'pass'

/** Where a result was made, and so how far it is believed (docs: security). */
export type Trust = 'local' | 'pull_request' | 'protected'

/** The part of a check that the overall verdict rests on. */
interface Judged {
  readonly verdict: CheckVerdict
  readonly severity: Severity
  readonly blocks: boolean
  readonly waiver?: unknown
}

/**
 * Whether a check stops the pull request or the promotion: a failed check of severity error always, an inconclusive one
 * where `onInconclusive` is `fail`; a check of severity warning or info never.
 */
export function isBlocking(verdict: CheckVerdict, severity: Severity, onInconclusive: OnInconclusive): boolean {
  if (severity !== 'error') return false
  return verdict === 'fail' || (verdict === 'inconclusive' && onInconclusive === 'fail')
}

/**
 * The verdict of a result from its checks: fail if a check of severity error failed; else inconclusive if one blocks;
 * else warn if a check of severity error or warning did not pass, or one is waived; else pass; skip where nothing was
 * judged. Checks of severity info (measurements) neither warn nor count as something judged.
 *
 * @param isSilent whether an inconclusive check is one that the policy lets through in silence; default none
 */
export function combineVerdicts(
  checks: readonly Judged[],
  isSilent: (check: Judged) => boolean = () => false,
): { readonly verdict: Verdict; readonly blocks: boolean } {
  const judged = checks.filter((check) => check.severity !== 'info' && check.verdict !== 'skip')
  const isWaived = (check: Judged) => check.waiver !== undefined && check.waiver !== null
  const open = judged.filter((check) => !isWaived(check))
  if (open.some((check) => check.verdict === 'fail' && check.severity === 'error'))
    return { verdict: 'fail', blocks: true }
  if (open.some((check) => check.blocks)) return { verdict: 'inconclusive', blocks: true }
  const hasWarning = judged.some(
    (check) => check.verdict !== 'pass' && !(check.verdict === 'inconclusive' && isSilent(check)),
  )
  if (hasWarning) return { verdict: 'warn', blocks: false }
  if (judged.length > 0) return { verdict: 'pass', blocks: false }
  return {
    verdict: checks.some((check) => check.severity === 'info' && check.verdict === 'pass') ? 'pass' : 'skip',
    blocks: false,
  }
}

const RANK: Readonly<Record<Verdict, number>> = { skip: 0, pass: 1, warn: 2, inconclusive: 3, fail: 4 }

/** The worst of several results' verdicts; `skip` for none. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>((worst, verdict) => (RANK[verdict] > RANK[worst] ? verdict : worst), 'skip')
}
