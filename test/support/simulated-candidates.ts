import { findMetric, type MetricInfo } from '../../src/core/metric.ts'
import { compareMetrics } from '../../src/evaluation/comparison/comparison.ts'
import { measureOnce } from '../../src/evaluation/comparison/comparison-leave-out.ts'
import { createStatistics } from '../../src/evaluation/metrics/metric-statistics.ts'
import type { BinaryRows, NumberRows, TaskRows } from '../../src/evaluation/rows.ts'
import { describeUnits } from '../../src/evaluation/units.ts'
import { normalQuantile } from '../../src/stats/normal.ts'
import { createRandomStream, type RandomStream } from '../../src/stats/random.ts'
import { predictByHalf } from './binary-rows.ts'

/** A law of rows whose candidate lies at a known distance from its baseline. */
export type Scenario = 'alike' | 'worse' | 'rare' | 'close' | 'overconfident' | 'slips'

/**
 * Log-odds of the labels; noise of each model's log-odds and of both alike, how far the candidate exaggerates its own, and
 * on which share of the rows it is as sure of the wrong class. Models that are close differ on 4 % of the rows.
 */
const BINARY: Readonly<
  Record<Scenario, { shift: number; noise: readonly [number, number]; shared: number; stretch: number; slips: number }>
> = {
  alike: { shift: -1, noise: [0.8, 0.8], shared: 0, stretch: 1, slips: 0 },
  worse: { shift: -1, noise: [1.2, 0.6], shared: 0, stretch: 1.3, slips: 0 },
  rare: { shift: -2.5, noise: [1.6, 0.8], shared: 0, stretch: 1, slips: 0 },
  close: { shift: -1, noise: [0.3, 0.02], shared: 0.8, stretch: 1, slips: 0 },
  overconfident: { shift: -1, noise: [0.8, 0.8], shared: 0, stretch: 3, slips: 0 },
  slips: { shift: -1, noise: [0.6, 0.6], shared: 0, stretch: 1.5, slips: 0.03 },
}
/** How much larger the candidate's errors are, the tails of both (spread of the logarithm of their scale), and the share that is five times as large. */
const ERRORS: Readonly<Record<Scenario, { size: number; tail: number; slips: number }>> = {
  alike: { size: 1, tail: 0.6, slips: 0 },
  worse: { size: 1.2, tail: 0.6, slips: 0 },
  rare: { size: 1.2, tail: 0.6, slips: 0 },
  close: { size: 1.05, tail: 0.6, slips: 0 },
  overconfident: { size: 1.1, tail: 1, slips: 0 },
  slips: { size: 1, tail: 0.3, slips: 0.03 },
}
const STREAM = 77
const TRUTH_STREAM = 78
/** Very many rows are measured in parts of so many. */
const PART = 1_000_000

const logistic = (x: number) => 1 / (1 + Math.exp(-x))
const drawNormal = (stream: RandomStream) => normalQuantile(stream.nextUniform())

/** Takes no number from the stream where there are no slips. */
const drawsSlip = (share: number, stream: RandomStream) => share > 0 && stream.nextUniform() < share

function drawBinary(count: number, scenario: Scenario, stream: RandomStream): BinaryRows {
  const { shift, noise, shared, stretch, slips } = BINARY[scenario]
  const labels = new Uint8Array(count)
  const scores = [new Float64Array(count), new Float64Array(count)] as const
  for (let i = 0; i < count; i++) {
    const odds = shift + 1.5 * drawNormal(stream)
    labels[i] = stream.nextUniform() < logistic(odds) ? 1 : 0
    const seen = shared === 0 ? odds : odds + shared * drawNormal(stream)
    const side = drawsSlip(slips, stream) ? -1 : 1
    scores[0][i] = logistic(side * stretch * (seen + noise[0] * drawNormal(stream)))
    scores[1][i] = logistic(seen + noise[1] * drawNormal(stream))
  }
  const [candidate, baseline] = scores.map(predictByHalf)
  return { task: 'binary', weights: null, groups: null, labels, candidate: candidate!, baseline: baseline! }
}

/** Errors have heavy tails (a normal law of a random scale) and half of them is common to both models. */
function drawNumbers(count: number, scenario: Scenario, stream: RandomStream): NumberRows {
  const { size, tail, slips } = ERRORS[scenario]
  const labels = new Float64Array(count)
  const answers = [new Float64Array(count), new Float64Array(count)] as const
  for (let i = 0; i < count; i++) {
    const scale = Math.exp(tail * drawNormal(stream))
    const common = scale * drawNormal(stream)
    labels[i] = 10 + 5 * drawNormal(stream)
    const slip = drawsSlip(slips, stream) ? 5 : 1
    answers[0][i] = labels[i]! + size * slip * (common + scale * drawNormal(stream))
    answers[1][i] = labels[i]! + common + scale * drawNormal(stream)
  }
  const [candidate, baseline] = answers.map((predictions) => ({ predictions, lower: null, upper: null }))
  return {
    task: 'regression',
    weights: null,
    groups: null,
    scales: null,
    labels,
    candidate: candidate!,
    baseline: baseline!,
  }
}

const TASKS = [
  { task: 'binary', draw: drawBinary },
  { task: 'regression', draw: drawNumbers },
] as const

/** How often a gate at the margin passed and failed, and how often intervals held the truth; shares of the candidates. */
export interface GateShares {
  readonly metric: string
  readonly passes: number
  readonly fails: number
  /** Of the difference's interval, and of the candidate's own; an absent interval decides nothing and covers. */
  readonly coverage: number
  readonly ownCoverage: number
  readonly without: number
  /** Mean width of the difference's interval. */
  readonly width: number
}

export interface Simulation {
  readonly scenario: Scenario
  readonly rows: number
  readonly candidates: number
  readonly resamples: number
  /** Rows that the truth is measured on. */
  readonly population: number
  readonly metrics: readonly string[]
}

/**
 * Candidates whose true difference from the baseline is exactly the margin that a gate allows: it should pass (two-sided
 * 95 % interval) at most 2.5 % of them.
 */
export function simulateGates({
  scenario,
  rows,
  candidates,
  resamples,
  population,
  metrics,
}: Simulation): GateShares[] {
  return TASKS.flatMap(({ task, draw }) => {
    const chosen = metrics.map((name) => findMetric(name, task)).filter((metric) => metric !== undefined)
    if (chosen.length === 0) return []
    const truth = averageTruths(
      Array.from({ length: Math.ceil(population / PART) }, (_, part) =>
        measureTruth(chosen, draw(Math.min(population, PART), scenario, createRandomStream(1, TRUTH_STREAM, part))),
      ),
    )
    const counts = chosen.map(() => ({ passes: 0, fails: 0, misses: 0, ownMisses: 0, without: 0, width: 0 }))
    for (let one = 1; one <= candidates; one++) {
      const sample = draw(rows, scenario, createRandomStream(1, STREAM, one))
      const options = { confidence: 0.95, method: null, test: null, resamples, seed: one }
      compareMetrics(chosen, sample, options).forEach(({ metric, candidate, difference }, m) => {
        const [own, gap] = truth[m]!
        const count = counts[m]!
        const isHigherBetter = metric.better === 'higher'
        const interval = difference!.interval
        if (interval !== null) count.width += interval[1] - interval[0]
        if (interval === null) count.without++
        else if (interval[0] > gap) count[isHigherBetter ? 'passes' : 'fails']++
        else if (interval[1] < gap) count[isHigherBetter ? 'fails' : 'passes']++
        if (candidate.interval !== null && (candidate.interval[0] > own || candidate.interval[1] < own))
          count.ownMisses++
      })
    }
    return chosen.map(({ name }, m): GateShares => {
      const { passes, fails, ownMisses, without, width } = counts[m]!
      return {
        metric: name,
        passes: passes / candidates,
        fails: fails / candidates,
        coverage: 1 - (passes + fails) / candidates,
        ownCoverage: 1 - ownMisses / candidates,
        without: without / candidates,
        width: width / (candidates - without),
      }
    })
  })
}

/** The mean over parts, by metric. */
function averageTruths(parts: readonly ReturnType<typeof measureTruth>[]): ReturnType<typeof measureTruth> {
  const mean = (metric: number, place: 0 | 1) =>
    parts.reduce((sum, part) => sum + part[metric]![place], 0) / parts.length
  return parts[0]!.map((_, metric) => [mean(metric, 0), mean(metric, 1)] as const)
}

/** The candidate's value, and its difference from the baseline's, on very many rows. */
function measureTruth(metrics: readonly MetricInfo[], rows: TaskRows): readonly (readonly [number, number])[] {
  const context = { costs: null, compared: null }
  const units = describeUnits(rows)
  const [ours, theirs] = (['candidate', 'baseline'] as const).map((model) =>
    createStatistics(metrics, rows, model, context).map((statistic) => measureOnce(statistic, units)),
  )
  return metrics.map((_, m) => [ours![m]!, ours![m]! - theirs![m]!])
}
