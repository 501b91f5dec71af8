/** How predictions meet labels, in rows. */
export interface Confusion {
  readonly truePositives: number
  readonly falsePositives: number
  readonly falseNegatives: number
  readonly trueNegatives: number
}

/** Numerator and denominator of a proportion among rows. */
export type Proportion = readonly [successes: number, trials: number]

/** Counts the four cells of labels × predictions. */
export function countConfusion(labels: Uint8Array, predictions: Uint8Array): Confusion {
  const cells = [0, 0, 0, 0]
  for (let i = 0; i < labels.length; i++) cells[2 * labels[i]! + predictions[i]!]!++
  return {
    trueNegatives: cells[0]!,
    falsePositives: cells[1]!,
    falseNegatives: cells[2]!,
    truePositives: cells[3]!,
  }
}

function countRows(counts: Confusion): number {
  return counts.truePositives + counts.falsePositives + counts.falseNegatives + counts.trueNegatives
}

/**
 * For a metric that is a proportion among rows (accuracy, precision, recall, specificity, selection rate) its numerator
 * and denominator; null for any other.
 */
export function findProportion(name: string, counts: Confusion): Proportion | null {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts
  switch (name) {
    case 'accuracy':
      return [truePositives + trueNegatives, countRows(counts)]
    case 'precision':
      return [truePositives, truePositives + falsePositives]
    case 'recall':
      return [truePositives, truePositives + falseNegatives]
    case 'specificity':
      return [trueNegatives, trueNegatives + falsePositives]
    case 'selection_rate':
      return [truePositives + falsePositives, countRows(counts)]
    default:
      return null
  }
}

function computeMatthews({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): number {
  const labels = (truePositives + falseNegatives) * (trueNegatives + falsePositives)
  const predictions = (truePositives + falsePositives) * (trueNegatives + falseNegatives)
  const cross = truePositives * trueNegatives - falsePositives * falseNegatives
  return cross / (Math.sqrt(labels) * Math.sqrt(predictions))
}

function computeKappa({ truePositives, falsePositives, falseNegatives, trueNegatives }: Confusion): number {
  const positives = truePositives + falseNegatives
  const negatives = falsePositives + trueNegatives
  if (positives === 0 || negatives === 0) return Number.NaN
  const byChance = (truePositives + falsePositives) * negatives + positives * (falseNegatives + trueNegatives)
  return (2 * (truePositives * trueNegatives - falsePositives * falseNegatives)) / byChance
}

/**
 * A metric of predictions. NaN where it is 0/0 or needs rows of both classes (balanced accuracy, Cohen's kappa, MCC; MCC
 * also predictions of both).
 *
 * @throws RangeError for a metric that is not computed from predictions
 * @example computeCountMetric('f1', { truePositives: 6, falsePositives: 2, falseNegatives: 4, trueNegatives: 8 }) // 2/3
 */
export function computeCountMetric(name: string, counts: Confusion): number {
  const proportion = findProportion(name, counts)
  if (proportion !== null) return proportion[0] / proportion[1]
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts
  switch (name) {
    case 'balanced_accuracy':
      return (truePositives / (truePositives + falseNegatives) + trueNegatives / (trueNegatives + falsePositives)) / 2
    case 'f1':
      return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives)
    case 'mcc':
      return computeMatthews(counts)
    case 'cohen_kappa':
      return computeKappa(counts)
    default:
      throw new RangeError(`${name} is not computed from predictions`)
  }
}

/** Why a metric of predictions has no value on these counts, in words. */
export function explainUndefinedCount(name: string, counts: Confusion): string {
  const positives = counts.truePositives + counts.falseNegatives
  const negatives = counts.falsePositives + counts.trueNegatives
  if (positives + negatives === 0) return 'there are no rows'
  if (name === 'precision') return 'no row is predicted positive'
  if (name === 'f1') return 'no row is labelled or predicted positive'
  if (positives === 0) return 'no row is labelled positive'
  if (negatives === 0) return 'no row is labelled negative'
  return 'all predictions are the same'
}
