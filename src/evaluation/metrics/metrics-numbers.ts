import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { sortOrder } from '../../stats/sort-order.ts'
import { computeWeightedMedian, leaveOutMedian } from '../../stats/weighted-median.ts'
import type { NumberAnswers, NumberRows } from '../rows.ts'
import type { Statistic } from '../statistic.ts'
import { countWhere, makeRatio, makeUndefined } from './sum-statistics.ts'

/** What several metrics of one model are computed from, by row. */
interface Errors {
  readonly rows: NumberRows
  readonly answers: NumberAnswers
  readonly ones: Float64Array
  /** Prediction − label. */
  readonly signed: Float64Array
  readonly absolute: Float64Array
  readonly squared: Float64Array
}

/** Below this share of the sum of squares a variance is the rounding of equal labels. */
const ROUNDING = 1e-13

/**
 * Metrics of predicted numbers, of one model and in the order of `metrics`, by scikit-learn's definitions where it has
 * them. Chosen: R² of equal labels is undefined; `mape` leaves labels of 0 out, `mase` rows whose scale is 0, both
 * counted in the notes; `smape` is the mean of 2|e| / (|y| + |ŷ|), 0/0 counting 0; `coverage` is the share of labels
 * within [lower, upper], undefined where an end is missing. Labels or predictions that are no finite numbers leave all
 * of them undefined.
 *
 * @throws RangeError for a metric that is not one of predicted numbers
 */
export function createNumberStatistics(
  metrics: readonly MetricInfo[],
  rows: NumberRows,
  answers: NumberAnswers,
): readonly Statistic[] {
  const fault = findFault(rows.labels, answers.predictions)
  if (fault !== null) return metrics.map(() => makeUndefined(fault))
  const signed = answers.predictions.map((prediction, i) => prediction - rows.labels[i]!)
  const errors: Errors = {
    rows,
    answers,
    ones: new Float64Array(signed.length).fill(1),
    signed,
    absolute: signed.map(Math.abs),
    squared: signed.map((error) => error * error),
  }
  return metrics.map((metric) => createStatistic(metric, errors))
}

function findFault(labels: Float64Array, predictions: Float64Array): string | null {
  if (labels.length === 0) return 'there are no rows'
  const parts = [
    { count: countWhere(labels, (value) => !Number.isFinite(value)), noun: 'label' },
    { count: countWhere(predictions, (value) => !Number.isFinite(value)), noun: 'prediction' },
  ].filter(({ count }) => count > 0)
  if (parts.length === 0) return null
  return parts
    .map(({ count, noun }) => formatPlural(count, `${noun} is no finite number`, `${noun}s are no finite numbers`))
    .join(', ')
}

function createStatistic({ name, base, parameter }: MetricInfo, errors: Errors): Statistic {
  const { ones, signed, absolute, squared } = errors
  switch (base) {
    case 'mae':
      return makeRatio(absolute, ones)
    case 'mse':
      return makeRatio(squared, ones)
    case 'rmse': {
      const mean = makeRatio(squared, ones)
      return { ...mean, measure: (sums: Float64Array) => Math.sqrt(mean.measure(sums)) }
    }
    case 'bias':
      return makeRatio(signed, ones)
    case 'pinball':
      return makeRatio(
        signed.map((error) => (error > 0 ? (1 - parameter!) * error : -parameter! * error)),
        ones,
      )
    case 'median_ae':
      return createMedian(absolute)
    case 'r2':
      return createExplained(errors)
    case 'mape':
      return createRelative(errors)
    case 'smape':
      return createSymmetric(errors)
    case 'wape':
      return createWeighted(errors)
    case 'mase':
      return createScaled(errors)
    case 'coverage':
      return createCoverage(errors)
    default:
      throw new RangeError(`${name} is not computed from predicted numbers`)
  }
}

function createMedian(absolute: Float64Array): Statistic {
  const order = sortOrder(absolute)
  return {
    kind: 'order',
    measure: (weights) => computeWeightedMedian(absolute, order, weights),
    leaveOut: () => leaveOutMedian(absolute, order),
    undefinedBecause: null,
    notes: [],
  }
}

/** R²: 1 − Σe² / Σ(y − mean)²; labels are taken from their mean, so that the sums do not lose the variance. */
function createExplained({ rows: { labels, weights }, squared, ones }: Errors): Statistic {
  const first = labels[0]!
  let sum = 0
  let total = 0
  labels.forEach((label, i) => {
    const weight = weights === null ? 1 : weights[i]!
    sum += weight * (label - first)
    total += weight
  })
  const centred = labels.map((label) => label - first - sum / total)
  const squares = centred.map((value) => value * value)
  const measure = ([errors, deviations, square, count]: Float64Array) => {
    const variance = square! - (deviations! * deviations!) / count!
    return variance > ROUNDING * square! ? 1 - errors! / variance : Number.NaN
  }
  const isConstant = labels.every((label) => label === first)
  const reason = labels.length === 1 ? 'there is one row' : isConstant ? 'all labels are the same' : null
  return { kind: 'sums', terms: [squared, centred, squares, ones], measure, undefinedBecause: reason, notes: [] }
}

function createRelative({ rows: { labels }, absolute }: Errors): Statistic {
  const zeros = countWhere(labels, (label) => label === 0)
  if (zeros === labels.length) return makeUndefined('all labels are 0')
  return makeRatio(
    absolute.map((error, i) => (labels[i] === 0 ? 0 : error / Math.abs(labels[i]!))),
    labels.map((label) => (label === 0 ? 0 : 1)),
    zeros === 0 ? [] : [`${formatPlural(zeros, 'label')} of 0 left out`],
  )
}

function createSymmetric({ rows: { labels }, answers: { predictions }, absolute, ones }: Errors): Statistic {
  return makeRatio(
    absolute.map((error, i) => (error === 0 ? 0 : (2 * error) / (Math.abs(labels[i]!) + Math.abs(predictions[i]!)))),
    ones,
  )
}

function createWeighted({ rows: { labels }, absolute }: Errors): Statistic {
  if (labels.every((label) => label === 0)) return makeUndefined('all labels are 0')
  return makeRatio(absolute, labels.map(Math.abs))
}

function createScaled({ rows: { scales }, absolute }: Errors): Statistic {
  if (scales === null) return makeUndefined("no column holds the naive forecast's error, the unit of MASE")
  const unusable = countWhere(scales, (scale) => !(scale >= 0 && scale < Number.POSITIVE_INFINITY))
  if (unusable > 0) return makeUndefined(`${formatPlural(unusable, 'row has', 'rows have')} no usable scale`)
  const zeros = countWhere(scales, (scale) => scale === 0)
  if (zeros === scales.length) return makeUndefined('the scale is 0 in all rows')
  return makeRatio(
    absolute.map((error, i) => (scales[i] === 0 ? 0 : error / scales[i]!)),
    scales.map((scale) => (scale === 0 ? 0 : 1)),
    zeros === 0 ? [] : [`${formatPlural(zeros, 'row')} with a scale of 0 left out`],
  )
}

function createCoverage({ rows: { labels }, answers: { lower, upper }, ones }: Errors): Statistic {
  if (lower === null || upper === null) return makeUndefined('no columns hold both ends of prediction intervals')
  let missing = 0
  let crossed = 0
  lower.forEach((low, i) => {
    if (Number.isNaN(low) || Number.isNaN(upper[i]!)) missing += 1
    else if (low > upper[i]!) crossed += 1
  })
  if (missing > 0)
    return makeUndefined(`${formatPlural(missing, 'prediction interval lacks', 'prediction intervals lack')} an end`)
  return makeRatio(
    labels.map((label, i) => (lower[i]! <= label && label <= upper[i]! ? 1 : 0)),
    ones,
    crossed === 0 ? [] : [`${formatPlural(crossed, 'prediction interval')} with the lower end above the upper`],
  )
}
