import { makeLookup } from './lookup.ts'

/** What a model answers; only `binary` has an executor so far. */
export type Task = 'binary' | 'multiclass' | 'regression' | 'ranking' | 'forecast' | 'graded'

/** `higher`: a larger value is a better model; `none`: neither end is better. */
type Better = 'higher' | 'lower' | 'none'

/** Confidence interval methods, by the names that results state. */
export type IntervalMethod = 'delong' | 'bootstrap-bca' | 'bootstrap-percentile' | 'normal' | 'wilson'

/** Tests of a paired difference, by the names that results state. */
export type TestMethod = 'delong' | 'mcnemar-mid-p' | 'mcnemar-exact' | 'paired-t' | 'wilcoxon'

/** [low, high]. */
export type Interval = readonly [number, number]

export interface MetricInfo {
  readonly name: string
  /** As a person reads it: "ROC AUC". */
  readonly title: string
  readonly better: Better
  /** Whether it is computed from scores; else from predictions. */
  readonly needsScore: boolean
  /** Whether scores must be probabilities in [0, 1]. */
  readonly needsProbability: boolean
}

const metric = (
  name: string,
  title: string,
  better: Better,
  needs: 'prediction' | 'score' | 'probability',
): MetricInfo => ({
  name,
  title,
  better,
  needsScore: needs !== 'prediction',
  needsProbability: needs === 'probability',
})

/** The metrics of binary classification, in the order in which reports list them. */
export const BINARY_METRICS: readonly MetricInfo[] = [
  metric('roc_auc', 'ROC AUC', 'higher', 'score'),
  metric('pr_auc', 'PR AUC', 'higher', 'score'),
  metric('log_loss', 'log loss', 'lower', 'probability'),
  metric('brier', 'Brier score', 'lower', 'probability'),
  metric('ece', 'calibration error', 'lower', 'probability'),
  metric('accuracy', 'accuracy', 'higher', 'prediction'),
  metric('balanced_accuracy', 'balanced accuracy', 'higher', 'prediction'),
  metric('precision', 'precision', 'higher', 'prediction'),
  metric('recall', 'recall', 'higher', 'prediction'),
  metric('specificity', 'specificity', 'higher', 'prediction'),
  metric('f1', 'F1', 'higher', 'prediction'),
  metric('mcc', 'MCC', 'higher', 'prediction'),
  metric('cohen_kappa', "Cohen's kappa", 'higher', 'prediction'),
  metric('selection_rate', 'selection rate', 'none', 'prediction'),
]

/** scikit-learn's scorer names for the metrics that are named otherwise here. */
const ALIASES: Readonly<Record<string, string>> = makeLookup({
  average_precision: 'pr_auc',
  neg_log_loss: 'log_loss',
  neg_brier_score: 'brier',
  matthews_corrcoef: 'mcc',
})

/** Metric names that are known to the surface and have no executor yet: refused by name. */
export const METRICS_TO_COME: readonly string[] = [
  'demographic_parity_difference',
  'equalized_odds_difference',
  'rmse',
  'mae',
  'r2',
  'mape',
  'median_ae',
]

/** The metric of that name or alias; undefined where there is none. */
export function findMetric(name: string): MetricInfo | undefined {
  const canonical = ALIASES[name] ?? name
  return BINARY_METRICS.find((info) => info.name === canonical)
}
