import { makeLookup } from '../../core/lookup.ts'
import { findMetric, type MetricInfo, type Task } from '../../core/metric.ts'

/** Functions of `sklearn.metrics`, which mlflow.evaluate and many scripts take as names, and other usual words. */
const ALIASES: Readonly<Record<string, string>> = makeLookup({
  accuracy_score: 'accuracy',
  balanced_accuracy_score: 'balanced_accuracy',
  precision_score: 'precision',
  recall_score: 'recall',
  f1_score: 'f1',
  roc_auc_score: 'roc_auc',
  auroc: 'roc_auc',
  average_precision_score: 'pr_auc',
  precision_recall_auc: 'pr_auc',
  auprc: 'pr_auc',
  brier_score: 'brier',
  brier_score_loss: 'brier',
  cohen_kappa_score: 'cohen_kappa',
  r2_score: 'r2',
  root_mean_squared_error: 'rmse',
})

/**
 * The metric of our catalogue that a document's name means; null where it is none. `sign` is -1 for scikit-learn's
 * scorers of losses (`neg_log_loss`), which turn them so that up is better.
 */
export function nameMetric(
  written: string,
  task: Task | null,
): { readonly metric: MetricInfo; readonly sign: 1 | -1 } | null {
  const metric = findMetric(ALIASES[written] ?? written, task ?? undefined)
  if (metric === undefined) return null
  return { metric, sign: written.startsWith('neg_') ? -1 : 1 }
}
