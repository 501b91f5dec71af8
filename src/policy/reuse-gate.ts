import { formatCount, formatPlural } from '../core/count.ts'
import type { Place } from '../core/faults.ts'
import type { GateCheckResult } from '../core/result.ts'
import type { CheckVerdict, Severity } from '../core/verdict.ts'
import { isBlocking } from '../core/verdict.ts'
import { computeBennettTolerance, computeDemand, computeHoeffdingTolerance, computeWorth } from '../stats/reuse.ts'

/** How many registered decisions a stage allows on the same data. */
export interface ReuseBudget {
  readonly stage: string
  readonly reuse: number
  readonly place: Place
}

/** How often the data that decides now has decided before. */
export interface ReuseCount {
  /** Registered versions that were judged on it; null where that cannot be said. */
  readonly used: number | null
  /** Why not; null where it can. */
  readonly reason: string | null
  /** null: the policy sets none. */
  readonly budget: ReuseBudget | null
}

/** What this decision rests on. */
export interface ReuseNumbers {
  /** Labelled rows. */
  readonly rows: number
  /** Of the intervals that decide, in (0, 1). */
  readonly confidence: number
  /** Share of the rows on which candidate and baseline answer differently; null where they were not compared by answers. */
  readonly disagreement: number | null
  /** Whether the answers are right or wrong, so that there is an accuracy to bound; default true. */
  readonly hasAccuracy?: boolean
}

/**
 * How often these labels have decided, and what a stated confidence is still worth: a check `gate/reuse` of the stage's
 * budget (failed where it is spent, a warning in its last tenth), of severity info where there is none, and null where
 * there is nothing to say.
 */
export function judgeReuse(count: ReuseCount, numbers: ReuseNumbers): GateCheckResult | null {
  const { used, reason, budget } = count
  if (budget === null && (used === null || used === 0)) return null
  const { verdict, severity } = decide(used, budget)
  const words = used === null ? `${reason ?? 'the decisions cannot be counted'}.` : describeReuse(used, numbers)
  const next = verdict === 'fail' ? describeNextStep(used!, budget!) : ''
  return {
    id: 'gate/reuse',
    kind: 'gate',
    title:
      budget === null
        ? 'Decisions taken on these labels before'
        : `These labels have decided fewer than ${formatPlural(budget.reuse, 'registered version')}`,
    verdict,
    severity,
    blocks: isBlocking(verdict, severity, 'fail'),
    target: { object: null, column: null, metric: null, slice: null },
    observed: used === null ? null : budget === null ? used : `${formatCount(used)} of ${formatCount(budget.reuse)}`,
    expected: budget === null ? null : `< ${budget.reuse}`,
    unit: null,
    statistics: {
      value: used,
      interval: null,
      confidence: numbers.confidence,
      method: null,
      ...(budget === null ? {} : { threshold: budget.reuse }),
      rows: numbers.rows,
      labelsNeeded: used === null || (used > 0 && !isBounded(numbers)) ? null : countFurtherLabels(used + 1, numbers),
      power: null,
    },
    samples: [],
    source: budget === null ? null : { file: budget.place.file, line: budget.place.line ?? null },
    waiver: null,
    help: `${words}${next}`,
  }
}

function decide(
  used: number | null,
  budget: ReuseBudget | null,
): { readonly verdict: CheckVerdict; readonly severity: Severity } {
  if (budget === null) return { verdict: 'pass', severity: 'info' }
  if (used === null) return { verdict: 'inconclusive', severity: 'error' }
  if (used >= budget.reuse) return { verdict: 'fail', severity: 'error' }
  const left = budget.reuse - used - 1
  return left < budget.reuse / 10 && budget.reuse >= 10
    ? { verdict: 'fail', severity: 'warning' }
    : { verdict: 'pass', severity: 'error' }
}

function describeNextStep(used: number, { reuse, stage }: ReuseBudget): string {
  return used >= reuse
    ? ` The budget of ${stage} is spent: label fresh rows and let them decide.`
    : ` The budget of ${stage} has room for ${formatPlural(reuse - used - 1, 'further decision')} after this one: label fresh rows in time.`
}

/** What the stated confidence is still worth, in words. */
export function describeReuse(used: number, numbers: ReuseNumbers): string {
  const looks = used + 1
  const { confidence, rows, disagreement } = numbers
  const worth = (secrecy: 'hidden' | 'shown') => {
    const value = computeWorth({ looks, confidence, secrecy })
    return value === 0 ? 'nothing' : formatPercent(value)
  }
  const start =
    used === 0
      ? 'These labels have decided nothing registered before.'
      : `These labels have decided ${formatPlural(used, 'registered version')} before. What is stated at ${formatPercent(confidence)} is worth ${worth('hidden')} over all ${looks} decisions if nobody saw the answers between, and ${worth('shown')} if each pass or fail was seen.`
  if (used === 0 || !isBounded(numbers)) return start
  const tolerance = (of: Parameters<typeof computeDemand>[0]) =>
    disagreement === null
      ? computeHoeffdingTolerance(rows, computeDemand(of))
      : computeBennettTolerance(rows, disagreement, computeDemand(of))
  const [once, now] = [
    tolerance({ looks: 1, confidence, secrecy: 'hidden' }),
    tolerance({ looks, confidence, secrecy: 'shown' }),
  ]
  const what =
    disagreement === null
      ? 'an accuracy (Hoeffding)'
      : `a difference of accuracies (Bennett, models that disagree on ${formatPercent(disagreement)} of the rows)`
  return `${start} ${formatPlural(rows, 'row')} hold ${what} to within ${formatShare(now)} then, where a first look had ${formatShare(once)}; ${formatCount(countFurtherLabels(looks, numbers))} more would make up for it.`
}

/** Whether there are rows, and an accuracy or a difference of two that they hold to within something. */
function isBounded({ rows, disagreement, hasAccuracy = true }: ReuseNumbers): boolean {
  return hasAccuracy && rows > 0 && disagreement !== 0
}

/** Both bounds ask for rows in proportion to ln(1/δ), so the tolerance of a first look does not matter. */
function countFurtherLabels(looks: number, { rows, confidence }: ReuseNumbers): number {
  if (looks === 1) return 0
  const demand = computeDemand({ looks, confidence, secrecy: 'shown' })
  return Math.ceil(rows * (demand / computeDemand({ looks: 1, confidence, secrecy: 'hidden' }))) - rows
}

const formatPercent = (share: number): string => `${Number((share * 100).toPrecision(3))} %`
const formatShare = (share: number): string => String(Number(share.toPrecision(2)))
