import type { Figure } from '../../core/result.ts'
import type { MetricComparison } from '../metric-comparison.ts'
import type { BinaryRows } from '../rows.ts'
import { drawCalibration, drawRoc } from './curves.ts'
import { type Cell, FEWEST_ROWS, mergeSmallCells } from './figure-cells.ts'
import { isPredicted, makeConfusionFigure } from './figure-matrix.ts'

const SCORE_BINS = 20

type Series = Figure['series'][number]

/** By label: 0 and 1. */
const CLASSES = ['negative', 'positive']

interface Model {
  readonly key: 'candidate' | 'baseline'
  readonly name: string
  readonly scores: Float64Array | null
  readonly predictions: Uint8Array
}

/** ROC, calibration, score distribution and confusion matrix of both models; none for fewer than 5 rows. */
export function makeBinaryFigures(
  rows: BinaryRows,
  comparisons: readonly MetricComparison[],
  baselineName: string,
): readonly Figure[] {
  const { labels, candidate, baseline, weights } = rows
  if (labels.length < FEWEST_ROWS) return []
  const models: Model[] = [
    { key: 'candidate', name: 'candidate', ...candidate },
    ...(baseline === null ? [] : [{ key: 'baseline' as const, name: baselineName, ...baseline }]),
  ]
  const trace = (draw: (scores: Float64Array) => Series['points'] | null): Series[] =>
    models.flatMap(({ name, scores }) => {
      const points = scores === null ? null : draw(scores)
      return points === null ? [] : [{ name, points }]
    })
  return [
    {
      id: 'roc',
      kind: 'line',
      title: 'ROC',
      x: 'false positive rate',
      y: 'true positive rate',
      series: trace((scores) => drawRoc(labels, scores, weights)),
    },
    {
      id: 'calibration',
      kind: 'line',
      title: 'Calibration',
      x: 'mean score',
      y: 'share of positives',
      series: trace((scores) => drawCalibration({ outcomes: labels, probabilities: scores }, weights)),
    },
    {
      id: 'scores',
      kind: 'bar',
      title: 'Score distribution',
      x: 'score',
      y: 'rows',
      series: countScores(models),
    },
    makeConfusionFigure(
      CLASSES,
      labels,
      models.filter(({ key }) => isPredicted(comparisons, key)),
    ),
  ]
}

/** Rows by score in bins that both models share. */
function countScores(models: readonly Model[]): Series[] {
  const counts = models.map(({ scores }) => countBins(scores))
  if (!counts.every((bins) => bins !== null)) return []
  const cells = Array.from(
    { length: SCORE_BINS },
    (_, bin): Cell => ({ low: bin, high: bin + 1, rows: counts.map((bins) => bins[bin]!) }),
  )
  const merged = mergeSmallCells(cells)
  const edge = (bin: number) => (bin / SCORE_BINS).toFixed(2)
  return models.map(({ name }, model) => ({
    name,
    points: merged.map(({ low, high, rows }) => ({ x: `${edge(low)}–${edge(high)}`, y: rows[model]! })),
  }))
}

function countBins(scores: Float64Array | null): Uint32Array | null {
  if (scores === null || !scores.every((score) => score >= 0 && score <= 1)) return null
  const bins = new Uint32Array(SCORE_BINS)
  for (const score of scores) bins[Math.min(SCORE_BINS - 1, Math.floor(score * SCORE_BINS))]! += 1
  return bins
}
