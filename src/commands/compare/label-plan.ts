import { checkId, uniqueIds } from '../../core/check-id.ts'
import { formatCount, formatPlural } from '../../core/count.ts'
import { InputError } from '../../core/faults.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { GateCheckResult, Result } from '../../core/result.ts'
import { compareMetrics } from '../../evaluation/comparison/comparison.ts'
import type { PairedAnswers } from '../../evaluation/labels/answered-rows.ts'
import { chooseRows } from '../../evaluation/labels/label-choice.ts'
import { type MarginPlan, planBySpread, planRightWrong } from '../../evaluation/labels/label-needs.ts'
import { findStrata, type Stratum } from '../../evaluation/labels/label-strata.ts'
import type { BinaryRows } from '../../evaluation/rows.ts'
import { type MetricGate, MIN_ROWS_OVERALL } from '../../policy/gate.ts'
import { findNamedMetric } from '../../policy/gate-metrics.ts'
import { createRandomStream } from '../../stats/random.ts'
import { renderCsv } from '../../text/csv.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { selectMetrics } from './metric-selection.ts'
import { listOwnMetrics } from './own-comparison.ts'
import type { CompareRequest } from './request.ts'
import { readUnlabelled } from './unlabelled-files.ts'

/** Where the chosen rows go, and how many they are; null: as many as the margins need. */
export interface LabelListRequest {
  readonly file: string
  readonly rows: number | null
}

/** Labels that one margin needs. */
interface MarginNeeds {
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
/** Labels to begin with where nothing says how many. */
const FIRST_LABELS = 500

/**
 * Says, before any row is labelled, how many labels each margin needs, drawn at random or chosen where they count; and
 * writes the chosen ones into a file, to be filled in.
 *
 * @throws InputError where no margin is named, gates name what is not there, or the files cannot be paired.
 */
export async function planLabels(
  request: CompareRequest,
  list: LabelListRequest | null,
  services: Services,
): Promise<Result> {
  const startedAt = services.clock.now()
  const margins = request.gates.filter((gate): gate is MetricGate => gate.kind === 'margin')
  const gates = margins.filter(({ slice }) => slice === null)
  if (gates.length === 0) {
    const help = 'name a gate with a margin, such as {metric: accuracy, margin: 0.01}, in --gates FILE or modelgate.yml'
    throw new InputError({ message: 'no margin over all rows is named, so there is nothing to plan for', help })
  }
  const open = listOwnMetrics(request)
  selectMetrics(request, open)
  const ownMetrics = open.map(({ metric }) => metric)
  const { paired, baseline, materials, engine } = await readUnlabelled(request, services)
  const needs = gates.map((gate) =>
    planMargin(gate, findNamedMetric(gate.metric, { ...request, ownMetrics })!, paired, request),
  )
  const written = list === null ? null : await writeList(list, needs, paired, request, services)
  const draft = {
    command: 'compare',
    model: request.model,
    summary: describePlan(needs, written) + describeLeftOut(margins.length - gates.length),
    checks: uniqueIds(needs.map((one) => makePlanCheck(one, paired, request))),
    baseline: baseline.statement,
    materials,
    policy: request.policy,
    engine,
  }
  return finishResult(draft, services, startedAt)
}

function planMargin(gate: MetricGate, metric: MetricInfo, paired: PairedAnswers, request: CompareRequest): MarginNeeds {
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

/** A file of rows to label. */
interface WrittenList {
  readonly file: string
  readonly rows: number
  readonly isDisagreeing: boolean
}

/** Writes the rows to label; null where no label of any row would change the result. */
async function writeList(
  { file, rows }: LabelListRequest,
  needs: readonly MarginNeeds[],
  { answers, candidate }: PairedAnswers,
  { columns, seed }: CompareRequest,
  { workspace }: Services,
): Promise<WrittenList | null> {
  const isDisagreeing = needs.every(({ needsAgreeing }) => !needsAgreeing)
  const strata = findStrata(
    answers,
    needs.some(({ metric, needsAgreeing }) => needsAgreeing && metric.needsScore),
  )
  const available = strata.reduce((sum, one) => sum + (isDisagreeing && one.agrees ? 0 : one.rows.length), 0)
  if (available === 0) return null
  const known = needs.filter(({ random, chosen }) => random !== null || chosen !== null)
  const wanted = known.reduce((most, { chosen }) => Math.max(most, chosen ?? available), 0)
  const count = Math.min(available, rows ?? (known.length > 0 ? wanted : FIRST_LABELS))
  const chosen = chooseRows(strata, count, {
    only: isDisagreeing ? 'disagreeing' : 'all',
    spread: strata.map((stratum) => guessSpread(stratum)),
    seed,
  })
  const header = [columns.id, 'stratum', 'weight', columns.label ?? 'label']
  const lines = chosen.map(({ row, stratum, weight }) => [String(candidate.ids[row]), stratum, String(weight), ''])
  await workspace.writeText(file, renderCsv([header, ...lines]))
  return { file, rows: chosen.length, isDisagreeing }
}

/** Where the models disagree a label moves the difference by a whole row; where they agree only what it is divided by. */
function guessSpread({ agrees }: Stratum): number {
  return agrees ? 0.25 : 1
}

function describePlan(needs: readonly MarginNeeds[], written: WrittenList | null): string {
  const { gate, metric, random, chosen, basis } = needs[0]!
  const goal = `a margin of ${gate.bound} in ${metric.title}`
  const amounts = [
    random === null ? null : `about ${formatPlural(random, 'label')} of rows drawn at random`,
    chosen === null ? null : `${formatPlural(chosen, 'label')} of rows chosen where they count`,
  ].filter((part) => part !== null)
  const start =
    chosen === 0
      ? `No label is needed for ${goal}: ${basis}.`
      : amounts.length === 0
        ? `No number of labels can be told for ${goal}: ${basis}.`
        : `To show ${goal}: ${amounts.join(', or ')}; ${basis}.`
  const others = needs.length > 1 ? ` ${formatPlural(needs.length - 1, 'more margin')} below.` : ''
  if (written === null) return start + others
  const what = written.isDisagreeing ? 'on which the models disagree' : 'of a stratified sample'
  return `${start}${others} ${written.file} lists ${formatPlural(written.rows, 'row')} ${what}: fill in the labels from the top, then compare with --label-list.`
}

function describeLeftOut(slices: number): string {
  if (slices === 0) return ''
  return ` ${formatPlural(slices, 'gate')} on slices ${slices === 1 ? 'is' : 'are'} not planned: labels are chosen for all rows together.`
}

function makePlanCheck(
  { gate, metric, random, chosen, basis }: MarginNeeds,
  paired: PairedAnswers,
  request: CompareRequest,
): GateCheckResult {
  const rows = paired.answers.candidate.predictions.length
  const parts = [
    random === null ? null : `drawn at random: about ${formatPlural(random, 'row')}`,
    chosen !== null
      ? chosen === 0
        ? 'no label is needed'
        : `chosen where they count: ${formatPlural(chosen, 'row')}`
      : random === null
        ? null
        : `the ${formatPlural(rows, 'row')} at hand are too few: let both models answer more`,
    basis,
  ]
  return {
    id: checkId('plan', metric.name, 'margin'),
    kind: 'gate',
    title: `Labels that show a margin of ${gate.bound} in ${metric.title}`,
    verdict: 'skip',
    severity: 'info',
    blocks: false,
    target: { object: null, column: null, metric: metric.name, slice: null },
    observed: null,
    expected: null,
    unit: null,
    statistics: {
      value: null,
      interval: null,
      confidence: typeof gate.confidence === 'number' ? gate.confidence : request.confidence,
      method: null,
      margin: gate.bound,
      rows,
      labelsNeeded: chosen ?? random,
      power: gate.power ?? request.power,
    },
    samples: [],
    source: { file: gate.place.file, line: gate.place.line ?? null },
    waiver: null,
    help: parts.filter((part) => part !== null).join('; '),
  }
}

function formatShare(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
