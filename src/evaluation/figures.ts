import type { Figure } from '../core/result.ts'
import { calibrationBins, rocCurve } from './curves.ts'
import type { MetricComparison } from './metric-comparison.ts'
import type { BinaryRows, ScoredRows } from './rows.ts'

/** Cells of fewer rows are merged with their neighbours, so that no single row can be read from a plot. */
const FEWEST_ROWS = 5
const SCORE_BINS = 20

type Series = Figure['series'][number]

/**
 * Aggregates for plots: ROC, calibration and score distribution of both models, and the metrics' differences with their
 * intervals. A figure whose numbers cannot be computed (no scores, one class, fewer than 5 rows) is left out.
 */
export function makeFigures(
  rows: BinaryRows,
  comparisons: readonly MetricComparison[],
  baselineName: string,
): readonly Figure[] {
  if (rows.labels.length < FEWEST_ROWS) return []
  const models = [
    { name: 'candidate', scored: rows.candidate },
    ...(rows.baseline ? [{ name: baselineName, scored: rows.baseline }] : []),
  ]
  const trace = (draw: (scored: ScoredRows) => Series['points'] | null): Series[] =>
    models.flatMap(({ name, scored }) => {
      const points = draw(scored)
      return points === null ? [] : [{ name, points }]
    })
  const figures: readonly Figure[] = [
    {
      id: 'roc',
      kind: 'line',
      title: 'ROC',
      x: 'false positive rate',
      y: 'true positive rate',
      series: trace(({ scores }) => drawRoc(rows.labels, scores)),
    },
    {
      id: 'calibration',
      kind: 'line',
      title: 'Calibration',
      x: 'mean score',
      y: 'share of positives',
      series: trace(({ scores }) => drawCalibration(rows.labels, scores)),
    },
    {
      id: 'scores',
      kind: 'bar',
      title: 'Score distribution',
      x: 'score',
      y: 'rows',
      series: countScores(models),
    },
    {
      id: 'differences',
      kind: 'interval',
      title: `Candidate − ${baselineName}`,
      x: 'metric',
      y: 'difference',
      series: drawDifferences(comparisons),
    },
  ]
  return figures.filter(({ series }) => series.length > 0)
}

function drawRoc(labels: Uint8Array, scores: Float64Array | null): Series['points'] | null {
  const points = scores === null ? null : rocCurve(labels, scores)
  return points?.map((point) => ({ x: point.falsePositiveRate, y: point.truePositiveRate })) ?? null
}

function drawCalibration(labels: Uint8Array, scores: Float64Array | null): Series['points'] | null {
  const bins = scores === null ? null : calibrationBins(labels, scores)
  return bins?.map((bin) => ({ x: bin.meanScore, y: bin.positiveRate, rows: bin.rows })) ?? null
}

function drawDifferences(comparisons: readonly MetricComparison[]): Series[] {
  const points = comparisons.flatMap(({ metric, difference }) =>
    difference === null || difference.value === null || difference.interval === null
      ? []
      : [{ x: metric.title, y: difference.value, low: difference.interval[0], high: difference.interval[1] }],
  )
  return points.length === 0 ? [] : [{ name: 'difference', points }]
}

/** Rows by score in bins that both models share, neighbours merged until each count is 0 or at least 5. */
function countScores(models: readonly { readonly name: string; readonly scored: ScoredRows }[]): Series[] {
  const counts = models.map(({ scored }) => countBins(scored.scores))
  if (!counts.every((bins) => bins !== null)) return []
  const cells: { low: number; high: number; rows: number[] }[] = []
  let open = false
  for (let bin = 0; bin < SCORE_BINS; bin += 1) {
    const rows = counts.map((bins) => bins[bin]!)
    const last = cells.at(-1)
    if (open && last) {
      last.high = bin + 1
      last.rows = last.rows.map((sum, model) => sum + rows[model]!)
    } else cells.push({ low: bin, high: bin + 1, rows })
    open = cells.at(-1)!.rows.some((sum) => sum > 0 && sum < FEWEST_ROWS)
  }
  while (cells.length > 1 && cells.at(-1)!.rows.some((sum) => sum > 0 && sum < FEWEST_ROWS)) {
    const top = cells.pop()!
    const last = cells.at(-1)!
    last.high = top.high
    last.rows = last.rows.map((sum, model) => sum + top.rows[model]!)
  }
  const edge = (bin: number) => (bin / SCORE_BINS).toFixed(2)
  return models.map(({ name }, model) => ({
    name,
    points: cells.map(({ low, high, rows }) => ({ x: `${edge(low)}–${edge(high)}`, y: rows[model]! })),
  }))
}

function countBins(scores: Float64Array | null): Uint32Array | null {
  if (scores === null || !scores.every((score) => score >= 0 && score <= 1)) return null
  const bins = new Uint32Array(SCORE_BINS)
  for (const score of scores) bins[Math.min(SCORE_BINS - 1, Math.floor(score * SCORE_BINS))]! += 1
  return bins
}
