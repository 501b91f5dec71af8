/** What a model answers; `graded`: answers with one score an item, from a judge or a rule. */
export type Task = 'binary' | 'multiclass' | 'regression' | 'ranking' | 'forecast' | 'graded'

/** `higher`: a larger value is a better model; `none`: neither end is better. */
type Better = 'higher' | 'lower' | 'none'

/** Confidence interval methods, by the names that results state. */
export type IntervalMethod = 'delong' | 'bootstrap-bca' | 'bootstrap-percentile' | 'normal' | 'wilson'

/** Tests of a paired difference, by the names that results state. */
export type TestMethod = 'delong' | 'mcnemar-mid-p' | 'mcnemar-exact' | 'paired-t' | 'wilcoxon'

/** [low, high]. */
export type Interval = readonly [number, number]

/**
 * What of the data a metric is computed from. `probability`: scores in [0, 1]; `bounds`: both ends of prediction
 * intervals; `scale`: the naive forecast's error; `group`: a column whose values are compared with each other;
 * `probabilityGroup`: that and probabilities; `run`: files and runs of the model, no rows.
 */
type MetricNeed =
  | 'prediction'
  | 'score'
  | 'probability'
  | 'bounds'
  | 'scale'
  | 'costs'
  | 'group'
  | 'probabilityGroup'
  | 'run'

export interface MetricInfo {
  /** With average and parameter: `f1_macro`, `ndcg_at_10`. */
  readonly name: string
  /** As a person reads it: "ROC AUC". */
  readonly title: string
  readonly better: Better
  readonly needs: MetricNeed
  /** Whether it is computed from scores; else from predictions. */
  readonly needsScore: boolean
  /** Whether scores must be probabilities in [0, 1]. */
  readonly needsProbability: boolean
  /** Name without average and parameter: `f1`, `ndcg`. */
  readonly base: string
  /** How classes are put together; null where that is no question. */
  readonly average: 'macro' | 'weighted' | 'micro' | null
  /** The number in the name: k, beta, percent, quantile, precision; null where there is none. */
  readonly parameter: number | null
  /** The values that it can take. */
  readonly range: Interval
}

/** Ranges of values. */
export const SHARE: Interval = [0, 1]
export const SIGNED: Interval = [-1, 1]
export const POSITIVE: Interval = [0, Number.POSITIVE_INFINITY]
export const ANY: Interval = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]

/** A metric by what it is; what can be told from that is filled in. */
export function makeMetric(
  name: string,
  title: string,
  better: Better,
  needs: MetricNeed,
  range: Interval,
  { base = name, average = null, parameter = null }: Partial<Pick<MetricInfo, 'base' | 'average' | 'parameter'>> = {},
): MetricInfo {
  const needsProbability = needs === 'probability' || needs === 'probabilityGroup'
  return {
    name,
    title,
    better,
    needs,
    needsScore: needs === 'score' || needsProbability,
    needsProbability,
    base,
    average,
    parameter,
    range,
  }
}
