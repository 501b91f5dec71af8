import { makeLookup } from './lookup.ts'
import { METRIC_FAMILIES } from './metric-families.ts'
import { ANY, type MetricInfo, makeMetric, POSITIVE, SHARE, SIGNED, type Task } from './metric-info.ts'

export type { Interval, IntervalMethod, MetricInfo, Task, TestMethod } from './metric-info.ts'

/** The metrics of binary classification, in the order in which reports list them. */
export const BINARY_METRICS: readonly MetricInfo[] = [
  makeMetric('roc_auc', 'ROC AUC', 'higher', 'score', SHARE),
  makeMetric('pr_auc', 'PR AUC', 'higher', 'score', SHARE),
  makeMetric('log_loss', 'log loss', 'lower', 'probability', POSITIVE),
  makeMetric('brier', 'Brier score', 'lower', 'probability', SHARE),
  makeMetric('ece', 'calibration error', 'lower', 'probability', SHARE),
  makeMetric('accuracy', 'accuracy', 'higher', 'prediction', SHARE),
  makeMetric('balanced_accuracy', 'balanced accuracy', 'higher', 'prediction', SHARE),
  makeMetric('precision', 'precision', 'higher', 'prediction', SHARE),
  makeMetric('recall', 'recall', 'higher', 'prediction', SHARE),
  makeMetric('specificity', 'specificity', 'higher', 'prediction', SHARE),
  makeMetric('f1', 'F1', 'higher', 'prediction', SHARE),
  makeMetric('mcc', 'MCC', 'higher', 'prediction', SIGNED),
  makeMetric('cohen_kappa', "Cohen's kappa", 'higher', 'prediction', SIGNED),
  makeMetric('selection_rate', 'selection rate', 'none', 'prediction', SHARE),
]

const EXPECTED_COST = makeMetric('expected_cost', 'expected cost', 'lower', 'costs', ANY)

/** Differences between the values of a column; the first four of predictions, the last of scores. */
const FAIRNESS_METRICS: readonly MetricInfo[] = [
  makeMetric('demographic_parity_difference', 'demographic parity difference', 'lower', 'group', SHARE),
  makeMetric('equal_opportunity_difference', 'equal opportunity difference', 'lower', 'group', SHARE),
  makeMetric('equalized_odds_difference', 'equalized odds difference', 'lower', 'group', SHARE),
  makeMetric('group_calibration_difference', 'group calibration difference', 'lower', 'probabilityGroup', SHARE),
]

/** What a model costs to run, by its files and by `predict`; and what its exam is worth. */
const RUN_METRICS: readonly MetricInfo[] = [
  makeMetric('model_size', 'model size (bytes)', 'lower', 'run', POSITIVE),
  makeMetric('predict_latency', 'prediction time per row (seconds)', 'lower', 'run', POSITIVE),
  makeMetric('predict_memory', 'memory of prediction (bytes)', 'lower', 'run', POSITIVE),
  makeMetric('leaked_rows', 'evaluation rows that training saw', 'lower', 'run', POSITIVE),
]

const AVERAGES = ['macro', 'weighted', 'micro'] as const
const averaged = (base: string, title: string): readonly MetricInfo[] =>
  AVERAGES.map((average) =>
    makeMetric(`${base}_${average}`, `${title} (${average})`, 'higher', 'prediction', SHARE, { base, average }),
  )

const MULTICLASS_METRICS: readonly MetricInfo[] = [
  makeMetric('roc_auc_ovr', 'ROC AUC (one against the rest)', 'higher', 'probability', SHARE),
  makeMetric('roc_auc_ovr_weighted', 'ROC AUC (one against the rest, weighted)', 'higher', 'probability', SHARE, {
    base: 'roc_auc_ovr',
    average: 'weighted',
  }),
  makeMetric('roc_auc_ovo', 'ROC AUC (one against one)', 'higher', 'probability', SHARE),
  makeMetric('roc_auc_ovo_weighted', 'ROC AUC (one against one, weighted)', 'higher', 'probability', SHARE, {
    base: 'roc_auc_ovo',
    average: 'weighted',
  }),
  makeMetric('log_loss', 'log loss', 'lower', 'probability', POSITIVE),
  makeMetric('brier', 'Brier score', 'lower', 'probability', [0, 2]),
  makeMetric('ece', 'calibration error', 'lower', 'probability', SHARE),
  makeMetric('accuracy', 'accuracy', 'higher', 'prediction', SHARE),
  makeMetric('balanced_accuracy', 'balanced accuracy', 'higher', 'prediction', SHARE),
  ...averaged('precision', 'precision'),
  ...averaged('recall', 'recall'),
  ...averaged('f1', 'F1'),
  makeMetric('mcc', 'MCC', 'higher', 'prediction', SIGNED),
  makeMetric('cohen_kappa', "Cohen's kappa", 'higher', 'prediction', SIGNED),
]

const REGRESSION_METRICS: readonly MetricInfo[] = [
  makeMetric('rmse', 'RMSE', 'lower', 'prediction', POSITIVE),
  makeMetric('mae', 'MAE', 'lower', 'prediction', POSITIVE),
  makeMetric('r2', 'R²', 'higher', 'prediction', [Number.NEGATIVE_INFINITY, 1]),
  makeMetric('mape', 'MAPE', 'lower', 'prediction', POSITIVE),
  makeMetric('smape', 'sMAPE', 'lower', 'prediction', [0, 2]),
  makeMetric('median_ae', 'median absolute error', 'lower', 'prediction', POSITIVE),
  makeMetric('mse', 'MSE', 'lower', 'prediction', POSITIVE),
  makeMetric('bias', 'bias (mean of prediction − label)', 'none', 'prediction', ANY),
  makeMetric('coverage', 'coverage of intervals', 'none', 'bounds', SHARE),
]

const FORECAST_METRICS: readonly MetricInfo[] = [
  makeMetric('mase', 'MASE', 'lower', 'scale', POSITIVE),
  makeMetric('wape', 'WAPE', 'lower', 'prediction', POSITIVE),
]

const RANKING_METRICS: readonly MetricInfo[] = [
  makeMetric('ndcg', 'NDCG', 'higher', 'score', SHARE),
  makeMetric('ndcg_at_10', 'NDCG at 10', 'higher', 'score', SHARE, { base: 'ndcg', parameter: 10 }),
  makeMetric('map', 'mean average precision', 'higher', 'score', SHARE),
  makeMetric('mrr', 'mean reciprocal rank', 'higher', 'score', SHARE),
]

const GRADED_METRICS: readonly MetricInfo[] = [makeMetric('mean_score', 'mean score', 'higher', 'score', ANY)]

/** All that a task's columns allow is measured where nobody names metrics; the rest only by name. */
const BY_TASK: Readonly<
  Record<Task, { readonly shown: readonly MetricInfo[]; readonly named: readonly MetricInfo[] }>
> = {
  binary: { shown: [...BINARY_METRICS, EXPECTED_COST], named: FAIRNESS_METRICS },
  multiclass: { shown: [...MULTICLASS_METRICS, EXPECTED_COST], named: [] },
  regression: { shown: REGRESSION_METRICS, named: [] },
  forecast: { shown: [...FORECAST_METRICS, ...REGRESSION_METRICS], named: [] },
  ranking: { shown: RANKING_METRICS, named: [] },
  graded: { shown: GRADED_METRICS, named: [] },
}

/** scikit-learn's scorer names for the metrics that are named otherwise here. */
const ALIASES: Readonly<Record<string, string>> = makeLookup({
  average_precision: 'pr_auc',
  neg_log_loss: 'log_loss',
  neg_brier_score: 'brier',
  matthews_corrcoef: 'mcc',
  neg_root_mean_squared_error: 'rmse',
  neg_mean_squared_error: 'mse',
  neg_mean_absolute_error: 'mae',
  neg_mean_absolute_percentage_error: 'mape',
  neg_median_absolute_error: 'median_ae',
  mean_absolute_error: 'mae',
  mean_squared_error: 'mse',
  mean_absolute_percentage_error: 'mape',
  median_absolute_error: 'median_ae',
  top_k_accuracy: 'top_2_accuracy',
})

/** Metrics of a task that are measured where none are named, as far as the columns allow, in the order of reports. */
export function listMetrics(task: Task): readonly MetricInfo[] {
  return BY_TASK[task].shown
}

/** The names that a task's metrics can have, one example for each family: for messages. */
export function listMetricNames(task: Task): readonly string[] {
  const { shown, named } = BY_TASK[task]
  const families = METRIC_FAMILIES.filter(({ tasks }) => tasks.includes(task)).map(({ example }) => example)
  return [...shown, ...named, ...RUN_METRICS].map(({ name }) => name).concat(families)
}

/** The metric of that name or alias; undefined where the task has none. Without a task: of whichever has it, binary first. */
export function findMetric(name: string, task?: Task): MetricInfo | undefined {
  const tasks = task === undefined ? (Object.keys(BY_TASK) as Task[]) : [task]
  const canonical = ALIASES[name] ?? name
  for (const each of tasks) {
    const { shown, named } = BY_TASK[each]
    const isMeant = (info: MetricInfo) => info.name === canonical
    const known = shown.find(isMeant) ?? named.find(isMeant) ?? RUN_METRICS.find(isMeant)
    if (known !== undefined) return known
  }
  for (const family of METRIC_FAMILIES) {
    const [found, number] = family.pattern.exec(canonical) ?? []
    if (found === undefined || !family.isSound(Number(number)) || !family.tasks.some((one) => tasks.includes(one)))
      continue
    return family.make(canonical, Number(number))
  }
  return undefined
}

/**
 * The metrics of a task that a name of another task means: of many classes F2 has an average, of two it has none.
 *
 * @example listAverages('f2', 'multiclass') // ['f2_macro', 'f2_weighted', 'f2_micro']
 */
export function listAverages(name: string, task: Task): readonly string[] {
  const base = name.replace(/_(?:macro|weighted|micro)$/, '')
  return [base, ...AVERAGES.map((average) => `${base}_${average}`)].filter(
    (each) => findMetric(each, task)?.name === each,
  )
}

/** A metric of the user's own: what it measures is theirs to say. */
export function makeOwnMetric(name: string, better: MetricInfo['better']): MetricInfo {
  return makeMetric(name, name, better, 'run', ANY)
}
