import { formatCount, formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { compareMetrics } from '../../evaluation/comparison/comparison.ts'
import type { PairedAnswers } from '../../evaluation/labels/answered-rows.ts'
import { type MarginPlan, planBySpread, planRightWrong } from '../../evaluation/labels/label-needs.ts'
import type { BinaryRows } from '../../evaluation/rows.ts'
import { type MetricGate, MIN_ROWS_OVERALL } from '../../policy/gate.ts'
import { createRandomStream } from '../../stats/random.ts'
import type { CompareRequest } from './request.ts'

/** Labels that one margin needs. */
export interface MarginNeeds {
  readonly gate: MetricGate
  readonly metric: MetricInfo
  /** Rows drawn at random; null: nobody can tell before some rows are labelled. */
  readonly random: number | null
  /** Rows of the list; null where the rows at hand are too few, or nobody can tell. */
  readonly chosen: number | null
  /** How the numbers came about. */
  readonly basis: string
  /** Whether labels of rows on which both models say the same matter to it. */
  readonly needsAgreeing: boolean
}

/** Metrics to whose difference a row adds nothing where both models say the same. */
const RIGHT_WRONG: readonly string[] = ['accuracy', 'expected_cost', 'precision_micro', 'recall_micro', 'f1_micro']
/** Tells the random stream of drawn labels from the others. */
const LABEL_STREAM = 12
/** More rows tell no more of a standard error. */
const MOST_DRAWN_ROWS = 20_000

/** How many labels a margin needs, before any row is labelled: from how often the models disagree, else from their scores. */
export function planMargin(
  gate: MetricGate,
  metric: MetricInfo,
  paired: PairedAnswers,
  request: CompareRequest,
): MarginNeeds {
  const plan: MarginPlan = {
    margin: gate.bound,
    confidence: typeof gate.confidence === 'number' ? gate.confidence : request.confidence,
    power: gate.power ?? request.power,
  }
  const rows = paired.answers.candidate.predictions.length
  const disagreeing = countDisagreeing(paired)
  const needsAgreeing = metric.needs !== 'run' && !RIGHT_WRONG.includes(metric.name)
  const leaveOpen = (basis: string) => ({ gate, metric, random: null, chosen: null, basis, needsAgreeing })
  if (metric.needs === 'run') return leaveOpen('it is not counted by rows, so labels say nothing of it')
  if (!needsAgreeing && disagreeing === 0) {
    const basis = `both models say the same of all ${formatPlural(rows, 'row')}, so no label can tell them apart`
    return { ...leaveOpen(basis), chosen: 0 }
  }
  if (plan.margin <= 0) {
    return leaveOpen(
      'a margin of 0 is never shown between models that are equally good; name how much worse would still do',
    )
  }
  const disagreement = `the models disagree on ${formatCount(disagreeing)} of ${formatPlural(rows, 'row')} (${formatShare(disagreeing / rows)})`
  if (metric.name === 'expected_cost') {
    const basis = `only these can change it, whether they suffice lies with the costs; ${disagreement}`
    return { ...leaveOpen(basis), chosen: disagreeing }
  }
  if (!needsAgreeing) {
    const { random, chosen } = planRightWrong(rows, disagreeing, plan)
    const enough = chosen === null ? null : Math.min(disagreeing, Math.max(chosen, MIN_ROWS_OVERALL))
    return { ...leaveOpen(disagreement), random: Math.max(random, MIN_ROWS_OVERALL), chosen: enough }
  }
  const error = estimateError(metric, paired, request)
  if (error === null) return leaveOpen('nothing says how far the models lie apart before some rows are labelled')
  const random = Math.max(planBySpread(error.standardError, error.rows, plan), MIN_ROWS_OVERALL)
  const basis = 'reckoned with labels that are drawn as the mean of both scores has them'
  return { ...leaveOpen(basis), random, chosen: random <= rows ? random : null }
}

/** The standard error of a difference on labels that are drawn as the scores have them; null without probabilities of both. */
function estimateError(
  metric: MetricInfo,
  { answers: { candidate, baseline } }: PairedAnswers,
  { task, confidence, resamples, seed, threshold }: CompareRequest,
): { readonly standardError: number; readonly rows: number } | null {
  const isProbable = (scores: Float64Array | null): scores is Float64Array =>
    scores?.every((score) => score >= 0 && score <= 1) ?? false
  if (task !== 'binary' || !isProbable(candidate.scores) || !isProbable(baseline.scores)) return null
  const stream = createRandomStream(seed, LABEL_STREAM, 0)
  const count = Math.min(candidate.scores.length, MOST_DRAWN_ROWS)
  const every = candidate.scores.length / count
  const order = Int32Array.from({ length: count }, (_, place) => Math.floor(place * every))
  const pick = (scores: Float64Array) => {
    const own = Float64Array.from(order, (row) => scores[row]!)
    return { scores: own, predictions: Uint8Array.from(own, (score) => (score >= threshold ? 1 : 0)) }
  }
  const [ours, theirs] = [pick(candidate.scores), pick(baseline.scores)]
  const labels = Uint8Array.from(order, (_, place) =>
    stream.nextUniform() < (ours.scores[place]! + theirs.scores[place]!) / 2 ? 1 : 0,
  )
  const rows: BinaryRows = { task, weights: null, groups: null, labels, candidate: ours, baseline: theirs }
  const [found] = compareMetrics([metric], rows, { confidence, method: null, test: null, resamples, seed })
  const standardError = found?.difference?.standardError ?? null
  return standardError === null ? null : { standardError, rows: count }
}

function countDisagreeing({ answers: { candidate, baseline } }: PairedAnswers): number {
  return candidate.predictions.filter((predicted, row) => predicted !== baseline.predictions[row]).length
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
