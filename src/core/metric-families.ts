import { type MetricInfo, makeMetric, POSITIVE, SHARE, type Task } from './metric-info.ts'

/** A metric whose name carries a number, made where the number is sound. */
export interface MetricFamily {
  readonly base: string
  readonly tasks: readonly Task[]
  readonly pattern: RegExp
  readonly example: string
  readonly isSound: (parameter: number) => boolean
  readonly make: (name: string, parameter: number) => MetricInfo
}

const isCount = (value: number) => Number.isInteger(value) && value >= 1
const isBeta = (value: number) => value > 0
const isShare = (value: number) => value > 0 && value < 1

const ranked = (base: string, title: string): MetricFamily => ({
  base,
  tasks: ['ranking'],
  pattern: new RegExp(`^${base}_at_(\\d+)$`),
  example: `${base}_at_5`,
  isSound: isCount,
  make: (name, k) => makeMetric(name, `${title} at ${k}`, 'higher', 'score', SHARE, { base, parameter: k }),
})

/** All of them. */
export const METRIC_FAMILIES: readonly MetricFamily[] = [
  {
    base: 'fbeta',
    tasks: ['binary'],
    pattern: /^f(\d+(?:\.\d+)?)$/,
    example: 'f2',
    isSound: isBeta,
    make: (name, beta) =>
      makeMetric(name, `F${beta}`, 'higher', 'prediction', SHARE, { base: 'fbeta', parameter: beta }),
  },
  ...(['macro', 'weighted', 'micro'] as const).map(
    (average): MetricFamily => ({
      base: 'fbeta',
      tasks: ['multiclass'],
      pattern: new RegExp(`^f(\\d+(?:\\.\\d+)?)_${average}$`),
      example: `f2_${average}`,
      isSound: isBeta,
      make: (name, beta) =>
        makeMetric(name, `F${beta} (${average})`, 'higher', 'prediction', SHARE, {
          base: 'fbeta',
          parameter: beta,
          average,
        }),
    }),
  ),
  {
    base: 'recall_at_precision',
    tasks: ['binary'],
    pattern: /^recall_at_precision_(0\.\d+)$/,
    example: 'recall_at_precision_0.9',
    isSound: isShare,
    make: (name, precision) =>
      makeMetric(name, `recall at precision ${precision}`, 'higher', 'score', SHARE, {
        base: 'recall_at_precision',
        parameter: precision,
      }),
  },
  ...(['gain', 'lift'] as const).map(
    (base): MetricFamily => ({
      base,
      tasks: ['binary'],
      pattern: new RegExp(`^${base}_at_(\\d+(?:\\.\\d+)?)$`),
      example: `${base}_at_10`,
      isSound: (percent) => percent > 0 && percent <= 100,
      make: (name, percent) =>
        makeMetric(name, `${base} at ${percent} %`, 'higher', 'score', base === 'gain' ? SHARE : POSITIVE, {
          base,
          parameter: percent,
        }),
    }),
  ),
  {
    base: 'top_k_accuracy',
    tasks: ['multiclass'],
    pattern: /^top_(\d+)_accuracy$/,
    example: 'top_3_accuracy',
    isSound: isCount,
    make: (name, k) =>
      makeMetric(name, `top ${k} accuracy`, 'higher', 'score', SHARE, { base: 'top_k_accuracy', parameter: k }),
  },
  {
    base: 'pinball',
    tasks: ['regression', 'forecast'],
    pattern: /^pinball_(0\.\d+)$/,
    example: 'pinball_0.9',
    isSound: isShare,
    make: (name, quantile) =>
      makeMetric(name, `pinball loss at ${quantile}`, 'lower', 'prediction', POSITIVE, {
        base: 'pinball',
        parameter: quantile,
      }),
  },
  ranked('ndcg', 'NDCG'),
  ranked('map', 'mean average precision'),
  ranked('mrr', 'mean reciprocal rank'),
  {
    base: 'pass_rate',
    tasks: ['graded'],
    pattern: /^pass_rate_(\d+(?:\.\d+)?)$/,
    example: 'pass_rate_0.5',
    isSound: () => true,
    make: (name, bound) =>
      makeMetric(name, `share with a score of at least ${bound}`, 'higher', 'score', SHARE, {
        base: 'pass_rate',
        parameter: bound,
      }),
  },
]
