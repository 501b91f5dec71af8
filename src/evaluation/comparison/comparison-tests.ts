import type { MetricInfo, TestMethod } from '../../core/metric.ts'
import { computeMcnemarExact, computeMcnemarMidP } from '../../stats/mcnemar.ts'
import { computePairedT } from '../../stats/paired-t.ts'
import { computeWilcoxon } from '../../stats/wilcoxon.ts'
import type { TaskRows } from '../rows.ts'
import { isPlain, type Units } from '../units.ts'

/**
 * The two-sided p-value of a metric's difference; null where the rows do not allow the test: McNemar's and Wilcoxon's
 * hold for rows that weigh alike and stand for themselves.
 *
 * @param test one of the metric's, other than DeLong's
 * @param rows with a baseline
 */
export function testDifference(metric: MetricInfo, test: TestMethod, rows: TaskRows, units: Units): number | null {
  if (test === 'mcnemar-mid-p' || test === 'mcnemar-exact') {
    const discordant = isPlain(units) ? countDiscordant(rows) : null
    if (discordant === null) return null
    return test === 'mcnemar-exact' ? computeMcnemarExact(...discordant) : computeMcnemarMidP(...discordant)
  }
  const differences = findDifferences(metric, rows)
  if (differences === null || differences.some(Number.isNaN)) return null
  if (test === 'wilcoxon') return isPlain(units) ? computeWilcoxon(differences).pValue : null
  const { pValue } = computePairedT(differences, units.weights, units.ofRow)
  return Number.isNaN(pValue) ? null : pValue
}

/** Rows that only the baseline has right, and rows that only the candidate has right. */
function countDiscordant(rows: TaskRows): readonly [baselineOnly: number, candidateOnly: number] | null {
  if ((rows.task !== 'binary' && rows.task !== 'multiclass') || rows.baseline === null) return null
  const { labels, candidate, baseline } = rows
  let baselineOnly = 0
  let candidateOnly = 0
  for (let i = 0; i < labels.length; i++) {
    const isOursRight = candidate.predictions[i] === labels[i]
    const isTheirsRight = baseline.predictions[i] === labels[i]
    if (isTheirsRight && !isOursRight) baselineOnly++
    if (isOursRight && !isTheirsRight) candidateOnly++
  }
  return [baselineOnly, candidateOnly]
}

/** By row: difference of the absolute errors (mae), of the squared ones (mse, rmse), of the scores. */
function findDifferences({ name }: MetricInfo, rows: TaskRows): Float64Array | null {
  if (rows.task === 'graded') {
    const theirs = rows.baseline?.scores
    return theirs ? rows.candidate.scores.map((score, i) => score - theirs[i]!) : null
  }
  if ((rows.task !== 'regression' && rows.task !== 'forecast') || rows.baseline === null) return null
  const { labels, candidate, baseline } = rows
  const size = name === 'mae' ? Math.abs : (error: number) => error * error
  return labels.map((label, i) => size(candidate.predictions[i]! - label) - size(baseline.predictions[i]! - label))
}
