import { type Fault, InputError } from '../../core/faults.ts'
import type { IntervalMethod, MetricInfo, TestMethod } from '../../core/metric.ts'
import type { ComparisonOptions } from '../metric-comparison.ts'

/** Above so many units smooth metrics take their normal interval by default: resampling them costs seconds. */
export const MOST_RESAMPLED_ROWS = 20_000
/** Average precision is close enough to normal for that from so many rows of the rarer class on. */
const NORMAL_AVERAGE_PRECISION_ROWS = 200

const PROPORTIONS: readonly string[] = ['accuracy', 'precision', 'recall', 'specificity', 'selection_rate']

/** Metrics with corners or jumps where a single row decides: leaving rows out tells nothing of their error. */
const ROUGH: readonly string[] = [
  'ece',
  'median_ae',
  'recall_at_precision',
  'gain',
  'lift',
  'demographic_parity_difference',
  'equal_opportunity_difference',
  'equalized_odds_difference',
  'group_calibration_difference',
]

/**
 * Whether an interval of the metric can be made so. `delong`: ROC AUC of two classes; `wilson`: proportions among rows,
 * where rows weigh alike and stand for themselves; `normal`: all whose error has a derivative; bootstraps: all.
 */
export function supportsMethod(metric: MetricInfo, method: IntervalMethod): boolean {
  switch (method) {
    case 'delong':
      return metric.name === 'roc_auc'
    case 'wilson':
      return PROPORTIONS.includes(metric.name)
    case 'normal':
      return !ROUGH.includes(metric.base)
    case 'bootstrap-bca':
    case 'bootstrap-percentile':
      return true
  }
}

/** The tests of the metric's difference, the default first; none for most. */
function findTests({ name }: MetricInfo): readonly TestMethod[] {
  switch (name) {
    case 'roc_auc':
      return ['delong']
    case 'accuracy':
      return ['mcnemar-mid-p', 'mcnemar-exact']
    case 'mae':
    case 'mse':
    case 'rmse':
    case 'mean_score':
      return ['paired-t', 'wilcoxon']
    default:
      return []
  }
}

/** The test of the metric's difference: the one asked for where it applies, else the default; null where there is none. */
export function chooseTest(metric: MetricInfo, asked: TestMethod | null): TestMethod | null {
  const tests = findTests(metric)
  return asked !== null && tests.includes(asked) ? asked : (tests[0] ?? null)
}

/** What a default method depends on. */
export interface Sampling {
  /** Rows, or groups of them, that are drawn as a whole. */
  readonly units: number
  /** Whether each row is drawn by itself and counts 1. */
  readonly isPlain: boolean
  /** Rows of the rarer class; null where there are not two. */
  readonly rarer: number | null
  /** Whether the metric is resampled at a cost that does not grow with the rows. */
  readonly isByCells: boolean
}

/** The method asked for where the rows allow it, else the default for so many. */
export function chooseMethod(metric: MetricInfo, asked: IntervalMethod | null, sampling: Sampling): IntervalMethod {
  if (asked !== null && (asked !== 'wilson' || sampling.isPlain)) return asked
  if (metric.name === 'roc_auc') return 'delong'
  if (sampling.units <= MOST_RESAMPLED_ROWS || sampling.isByCells) return 'bootstrap-bca'
  if (!supportsMethod(metric, 'normal')) return 'bootstrap-bca'
  const isRare = metric.name === 'pr_auc' && (sampling.rarer ?? 0) < NORMAL_AVERAGE_PRECISION_ROWS
  return isRare ? 'bootstrap-bca' : 'normal'
}

/**
 * Refuses an interval method that one of the metrics cannot have, and a test that none of them has.
 *
 * @throws InputError naming each metric
 */
export function assertSupported(
  metrics: readonly MetricInfo[],
  { method, test }: Pick<ComparisonOptions, 'method' | 'test'>,
): void {
  const faults: Fault[] = []
  const without = metrics.filter((metric) => method !== null && !supportsMethod(metric, method)).map(({ name }) => name)
  if (without.length > 0) {
    faults.push({
      message: `there is no ${method} interval of ${without.join(', ')}`,
      help: 'leave the method out, or ask only for metrics that have it: delong for roc_auc; wilson for accuracy, precision, recall, specificity, selection_rate; normal for those whose error has a derivative, not ece, median_ae and differences between groups; bootstrap-bca and bootstrap-percentile for all',
    })
  }
  if (test !== null && metrics.length > 0 && !metrics.some((metric) => findTests(metric).includes(test))) {
    faults.push({
      message: `${test} tests none of ${metrics.map(({ name }) => name).join(', ')}`,
      help: 'leave the test out, or take one that applies: mcnemar-mid-p, mcnemar-exact (accuracy), delong (roc_auc), paired-t, wilcoxon (mae, mse, rmse, mean_score)',
    })
  }
  if (faults.length > 0) throw new InputError(faults)
}
