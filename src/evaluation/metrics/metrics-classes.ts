import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { listValues } from '../join/label-classes.ts'
import type { Statistic } from '../statistic.ts'
import { type CellTable, makeCellStatistic } from './cell-statistics.ts'
import { makeUndefined } from './sum-statistics.ts'

/** What is known of each class beside one model's cells. */
export interface ClassPresence {
  readonly names: readonly string[]
  /** Whether a row is labelled so. */
  readonly isLabelled: readonly boolean[]
  /** Whether a row is labelled so, or predicted so by either model. */
  readonly isPresent: readonly boolean[]
}

/** Weights of a confusion matrix by class. */
interface Margins {
  readonly rows: number
  readonly right: number
  readonly labelled: Float64Array
  readonly predicted: Float64Array
  readonly hits: Float64Array
}

/** Makes a function of the totals that looks only at the cells that hold rows. */
function prepareMargins({ used }: CellTable, classes: number): (totals: Float64Array) => Margins {
  const labels = used.map((cell) => Math.floor(cell / classes))
  return (totals) => {
    const labelled = new Float64Array(classes)
    const predicted = new Float64Array(classes)
    const hits = new Float64Array(classes)
    let right = 0
    for (let i = 0; i < used.length; i++) {
      const total = totals[used[i]!]!
      const label = labels[i]!
      const prediction = used[i]! - label * classes
      labelled[label]! += total
      predicted[prediction]! += total
      if (label !== prediction) continue
      hits[label] = total
      right += total
    }
    return { rows: labelled.reduce((sum, weight) => sum + weight, 0), right, labelled, predicted, hits }
  }
}

const countAboveZero = (values: Float64Array) => values.reduce((count, value) => count + (value > 0 ? 1 : 0), 0)

/** MCC of any number of classes (Gorodkin 2004). */
function computeMatthews({ rows, right, labelled, predicted }: Margins): number {
  if (countAboveZero(labelled) < 2 || countAboveZero(predicted) < 2) return Number.NaN
  let byChance = 0
  let labels = 0
  let predictions = 0
  for (let c = 0; c < labelled.length; c++) {
    byChance += labelled[c]! * predicted[c]!
    labels += labelled[c]! * (rows - labelled[c]!)
    predictions += predicted[c]! * (rows - predicted[c]!)
  }
  return (right * rows - byChance) / (Math.sqrt(labels) * Math.sqrt(predictions))
}

function computeKappa({ rows, right, labelled, predicted }: Margins): number {
  if (countAboveZero(labelled) < 2) return Number.NaN
  let wrongByChance = 0
  for (let c = 0; c < labelled.length; c++) wrongByChance += labelled[c]! * (rows - predicted[c]!)
  return 1 - ((rows - right) * rows) / wrongByChance
}

/** 0/0 is 0, as scikit-learn's `zero_division=0`. */
const divide = (top: number, bottom: number) => (bottom > 0 ? top / bottom : 0)

function scoreClass(base: string, beta: number, { labelled, predicted, hits }: Margins, c: number): number {
  if (base === 'precision') return divide(hits[c]!, predicted[c]!)
  if (base === 'recall') return divide(hits[c]!, labelled[c]!)
  return divide((1 + beta * beta) * hits[c]!, beta * beta * labelled[c]! + predicted[c]!)
}

function averageClasses(
  { base, average, parameter }: MetricInfo,
  margins: Margins,
  isLabelled: readonly boolean[],
): number {
  const { rows, right, labelled } = margins
  if (average === 'micro') return right / rows
  const isMacro = average === 'macro'
  let sum = 0
  for (let c = 0; c < labelled.length; c++) {
    if (isMacro && isLabelled[c] && labelled[c] === 0) return Number.NaN
    sum += (isMacro ? 1 : labelled[c]!) * scoreClass(base, parameter ?? 1, margins, c)
  }
  return sum / (isMacro ? labelled.length : rows)
}

function averageRecall({ labelled, hits }: Margins, isLabelled: readonly boolean[]): number {
  let sum = 0
  let classes = 0
  for (let c = 0; c < labelled.length; c++) {
    if (!isLabelled[c]) continue
    sum += hits[c]! / labelled[c]!
    classes++
  }
  return classes < 2 ? Number.NaN : sum / classes
}

function chooseMeasure(metric: MetricInfo, isLabelled: readonly boolean[]): ((margins: Margins) => number) | null {
  switch (metric.base) {
    case 'accuracy':
      return ({ right, rows }) => right / rows
    case 'balanced_accuracy':
      return (margins) => averageRecall(margins, isLabelled)
    case 'mcc':
      return computeMatthews
    case 'cohen_kappa':
      return computeKappa
    case 'precision':
    case 'recall':
    case 'f1':
    case 'fbeta':
      return (margins) => averageClasses(metric, margins, isLabelled)
    default:
      return null
  }
}

const isOverAllClasses = ({ base, average }: MetricInfo) => base === 'balanced_accuracy' || average === 'macro'

function explainUndefined(
  metric: MetricInfo,
  { rows, labelled, predicted }: Margins,
  { names, isPresent }: ClassPresence,
): string | null {
  if (!(rows > 0)) return 'there are no rows'
  const absent = names.filter((_, c) => !isPresent[c])
  if (isOverAllClasses(metric) && absent.length > 0) {
    return `no row is labelled or predicted ${listValues(absent)}`
  }
  const { base } = metric
  if ((base === 'mcc' || base === 'cohen_kappa' || base === 'balanced_accuracy') && countAboveZero(labelled) < 2) {
    return 'all labels are the same class'
  }
  return base === 'mcc' && countAboveZero(predicted) < 2 ? 'all predictions are the same' : null
}

/** Classes that a macro average counts as 0 because a share of theirs is 0/0. */
function noteZeroes(metric: MetricInfo, { labelled, predicted }: Margins, { names }: ClassPresence): readonly string[] {
  if (metric.average !== 'macro') return []
  const zeroes = names.filter((_, c) =>
    metric.base === 'precision'
      ? predicted[c] === 0
      : metric.base === 'recall'
        ? labelled[c] === 0
        : predicted[c] === 0 && labelled[c] === 0,
  )
  if (zeroes.length === 0) return []
  const what =
    metric.base === 'precision'
      ? 'never predicted'
      : metric.base === 'recall'
        ? 'never labelled'
        : 'neither labelled nor predicted'
  return [`${formatPlural(zeroes.length, 'class counts', 'classes count')} 0, ${what}: ${listValues(zeroes)}`]
}

/**
 * A metric of predictions of any number of classes. Macro averages count 0 for a class with 0/0; where a class has
 * neither labels nor predictions, as in a slice that lacks it, they and balanced accuracy are undefined, and so they are
 * on resampled rows without a class that had labels. Balanced accuracy is over the classes that have labels.
 *
 * @param table cells label × prediction
 * @throws RangeError for a metric that is not computed from predictions
 */
export function createClassStatistic(metric: MetricInfo, table: CellTable, presence: ClassPresence): Statistic {
  const measure = chooseMeasure(metric, presence.isLabelled)
  if (measure === null) throw new RangeError(`${metric.name} is not computed from predictions`)
  const sumMargins = prepareMargins(table, presence.names.length)
  const margins = sumMargins(table.totals)
  const reason = explainUndefined(metric, margins, presence)
  if (reason !== null) return makeUndefined(reason)
  return {
    ...makeCellStatistic(table, (totals) => measure(sumMargins(totals))),
    undefinedBecause: null,
    notes: noteZeroes(metric, margins, presence),
  }
}
