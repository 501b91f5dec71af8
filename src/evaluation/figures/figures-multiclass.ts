import type { Figure } from '../../core/result.ts'
import type { MetricComparison } from '../metric-comparison.ts'
import { forecastTopLabels } from '../metrics/metrics-calibration.ts'
import type { ClassifiedRows, MulticlassRows } from '../rows.ts'
import { drawCalibration } from './curves.ts'
import { FEWEST_ROWS } from './figure-cells.ts'
import { isPredicted, makeConfusionFigure } from './figure-matrix.ts'

interface Model {
  readonly key: 'candidate' | 'baseline'
  readonly name: string
  readonly answers: ClassifiedRows
}

/** Confusion matrix and calibration by top label of both models; none for fewer than 5 rows. */
export function makeMulticlassFigures(
  rows: MulticlassRows,
  comparisons: readonly MetricComparison[],
  baselineName: string,
): readonly Figure[] {
  const { classes, labels, candidate, baseline, weights } = rows
  if (labels.length < FEWEST_ROWS) return []
  const models: Model[] = [
    { key: 'candidate', name: 'candidate', answers: candidate },
    ...(baseline === null ? [] : [{ key: 'baseline' as const, name: baselineName, answers: baseline }]),
  ]
  return [
    makeConfusionFigure(
      classes,
      labels,
      models
        .filter(({ key }) => isPredicted(comparisons, key))
        .map(({ name, answers }) => ({ name, predictions: answers.predictions })),
    ),
    {
      id: 'calibration',
      kind: 'line',
      title: 'Calibration of the most probable class',
      x: 'mean score',
      y: 'share of right ones',
      series: models.flatMap(({ name, answers }) => {
        const points = answers.scores && drawCalibration(forecastTopLabels(labels, answers.scores), weights)
        return points === null ? [] : [{ name, points }]
      }),
    },
  ]
}
