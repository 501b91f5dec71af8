import type { CheckResult, GateCheckResult, Result } from '../core/result.ts'

/** A bound that a gate set for a number, and whether the number kept it. */
export interface GateClaim {
  /** `roc_auc`, of a slice `roc_auc[contract=Two year]`, of a margin `roc_auc.difference` (candidate − baseline). */
  readonly metric: string
  readonly comparator: '>=' | '>' | '<=' | '<'
  readonly threshold: number
  readonly passed: boolean
  /** Rows behind the number; null where it came without. */
  readonly rows: number | null
  /** Whether it is about all rows and the candidate alone. */
  readonly isPlain: boolean
}

/**
 * What the gates of a comparison claim. Left out: expressions, which have no single bound, and gates without a verdict,
 * since neither pass nor fail is true of them.
 */
export function listGateClaims(result: Result): readonly GateClaim[] {
  return result.checks.filter(isJudged).flatMap((check) => {
    const [, comparator, bound] = /^(>=|<=|>|<) (\S+?)(?:,|$)/.exec(check.expected ?? '') ?? []
    const { metric, slice, column } = check.target
    const threshold = Number(bound)
    if (metric === null || comparator === undefined || !Number.isFinite(threshold)) return []
    const isMargin = check.statistics.margin !== undefined
    const part = slice ?? column
    return [
      {
        metric: `${metric}${isMargin ? '.difference' : ''}${part === null ? '' : `[${part}]`}`,
        comparator: comparator as GateClaim['comparator'],
        threshold,
        passed: check.verdict === 'pass',
        rows: check.statistics.rows,
        isPlain: !isMargin && part === null,
      },
    ]
  })
}

const isJudged = (check: CheckResult): check is GateCheckResult =>
  check.kind === 'gate' && (check.verdict === 'pass' || check.verdict === 'fail')
