import { findMetric, type MetricInfo } from '../core/metric.ts'

/** How a metric is told to people who read no statistics. */
export interface Wording {
  /** Shares are told as so many of a thousand of these; null for a number on a scale of its own. */
  readonly of: string | null
  /** What the candidate does: `the candidate finds about 536`. */
  readonly own: (value: string) => string
  /** What the other model does, after that: `production about 542`. */
  readonly other: (name: string, value: string) => string
  /** Words for a difference: `16 more`, `6 fewer`. */
  readonly more: string
  readonly less: string
}

/** A share of `of`, of which the candidate `does` so many. */
function share(of: string, does: string, otherDoes = ''): Wording {
  return {
    of,
    own: (value) => `the candidate ${does.replace('#', `about ${value}`)}`,
    other: (name, value) => `${name} ${otherDoes}about ${value}`,
    more: 'more',
    less: 'fewer',
  }
}

/** How far off a model is. */
function distance(own: string, unit = ''): Wording {
  return {
    of: null,
    own: (value) => `${own} by ${value}${unit}`,
    other: (name, value) => `${name} by ${value}`,
    more: 'more',
    less: 'less',
  }
}

const CLASSES = 'rows, as many of each class'

const WORDINGS: Readonly<Record<string, Wording>> = {
  accuracy: share('rows', 'gets # right'),
  balanced_accuracy: share(CLASSES, 'gets # right'),
  recall: share('positive cases', 'finds #'),
  recall_macro: share(CLASSES, 'gets # right'),
  recall_weighted: share('rows', 'gets # right'),
  recall_micro: share('rows', 'gets # right'),
  precision: share('cases that a model calls positive', 'is right in #', 'in '),
  specificity: share('negative cases', 'clears #'),
  selection_rate: share('rows', 'calls # positive'),
  roc_auc: share('pairs of a positive and a negative case', 'scores the positive one higher in #', 'in '),
  coverage: share('rows', 'has the label within its interval in #', 'in '),
  mae: distance('on average the candidate is off'),
  median_ae: distance('in the middle case the candidate is off'),
  rmse: distance('on average, large errors counting more, the candidate is off'),
  mape: distance('on average the candidate is off', ' of the label'),
  mase: distance('on average the candidate is off', ' of what the naive forecast is'),
  mean_score: {
    of: null,
    own: (value) => `on average the candidate scores ${value}`,
    other: (name, value) => `${name} ${value}`,
    more: 'more',
    less: 'less',
  },
  wape: distance('over all rows together the candidate is off', ' of the labels'),
}

/** Whether it can be told without its name. */
export function isPlain(name: string): boolean {
  return Object.hasOwn(WORDINGS, name) || wordFamily(findMetric(name)) !== undefined
}

/** The metric in plain words; by its name and which end is better where there are none. */
export function wordMetric(name: string): Wording {
  const info = findMetric(name)
  const known = Object.hasOwn(WORDINGS, name) ? WORDINGS[name] : wordFamily(info)
  if (known !== undefined) return known
  const title = info?.title ?? name
  const end = info === undefined || info.better === 'none' ? '' : ` (${info.better} is better)`
  return {
    of: null,
    own: (value) => `the candidate's ${title} is ${value}${end}`,
    other: (other, value) => `${other}'s ${value}`,
    more: 'higher',
    less: 'lower',
  }
}

/** A name that carries a number says which. */
function wordFamily(info: MetricInfo | undefined): Wording | undefined {
  if (info === undefined || info.parameter === null) return undefined
  switch (info.base) {
    case 'gain':
      return share('positive cases', `has # among the ${info.parameter} % that it scores highest`)
    case 'top_k_accuracy':
      return share('rows', `has the right class among its first ${info.parameter} in #`, 'in ')
    case 'pass_rate':
      return share('items', `scores at least ${info.parameter} in #`, 'in ')
    case 'recall_at_precision':
      return share(
        'positive cases',
        `finds # while ${Math.round(info.parameter * 1000) / 10} % of those it names are right`,
      )
    default:
      return undefined
  }
}

/** Metrics whose numbers are shares of something: told in percent, their differences in points. */
export const IN_PERCENT: readonly string[] = ['mape', 'wape', 'mase']
