import { type Fault, InputError } from '../core/faults.ts'
import type { IntervalMethod, MetricInfo, TestMethod } from '../core/metric.ts'
import type { ComparisonOptions } from './metric-comparison.ts'

/** Above so many rows smooth metrics of scores take their normal interval by default: resampling them costs seconds. */
export const MOST_RESAMPLED_ROWS = 20_000
/** Average precision is close enough to normal for that from so many rows of the rarer class on. */
const NORMAL_AVERAGE_PRECISION_ROWS = 200

const PROPORTIONS: readonly string[] = ['accuracy', 'precision', 'recall', 'specificity', 'selection_rate']

/**
 * Whether an interval of the metric can be made so. `delong`: ROC AUC; `wilson`: proportions among rows; `normal`: all
 * but the calibration error, whose absolute values have no standard error near 0; bootstraps: all.
 */
export function supportsMethod(metric: MetricInfo, method: IntervalMethod): boolean {
  switch (method) {
    case 'delong':
      return metric.name === 'roc_auc'
    case 'wilson':
      return PROPORTIONS.includes(metric.name)
    case 'normal':
      return metric.name !== 'ece'
    case 'bootstrap-bca':
    case 'bootstrap-percentile':
      return true
  }
}

/** The tests of the metric's difference, the default first; none for most. */
function findTests(metric: MetricInfo): readonly TestMethod[] {
  if (metric.name === 'roc_auc') return ['delong']
  return metric.name === 'accuracy' ? ['mcnemar-mid-p', 'mcnemar-exact'] : []
}

/** The test of the metric's difference: the one asked for where it applies, else the default; null where there is none. */
export function chooseTest(metric: MetricInfo, asked: TestMethod | null): TestMethod | null {
  const tests = findTests(metric)
  return asked !== null && tests.includes(asked) ? asked : (tests[0] ?? null)
}

/** Labelled rows by class. */
export interface ClassCounts {
  readonly positives: number
  readonly negatives: number
}

/** The method asked for, else the default for so many rows. */
export function chooseMethod(metric: MetricInfo, asked: IntervalMethod | null, classes: ClassCounts): IntervalMethod {
  if (asked !== null) return asked
  if (metric.name === 'roc_auc') return 'delong'
  if (classes.positives + classes.negatives <= MOST_RESAMPLED_ROWS) return 'bootstrap-bca'
  if (metric.name === 'log_loss' || metric.name === 'brier') return 'normal'
  const rarer = Math.min(classes.positives, classes.negatives)
  return metric.name === 'pr_auc' && rarer >= NORMAL_AVERAGE_PRECISION_ROWS ? 'normal' : 'bootstrap-bca'
}

/**
 * Refuses an interval method that one of the metrics cannot have, and a test that no binary metric has.
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
      help: 'leave the method out, or ask only for metrics that have it: delong for roc_auc; wilson for accuracy, precision, recall, specificity, selection_rate; normal for all but ece; bootstrap-bca and bootstrap-percentile for all',
    })
  }
  if (test === 'paired-t' || test === 'wilcoxon') {
    faults.push({
      message: `${test} tests the errors of a regression, not a binary task`,
      help: 'leave the test out, or take mcnemar-mid-p, mcnemar-exact (accuracy) or delong (roc_auc)',
    })
  }
  if (faults.length > 0) throw new InputError(faults)
}
