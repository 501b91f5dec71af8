import type { Figure } from '../../core/result.ts'
import type { MetricComparison } from '../metric-comparison.ts'
import type { TaskRows } from '../rows.ts'
import { makeBinaryFigures } from './figures-binary.ts'
import { makeMulticlassFigures } from './figures-multiclass.ts'
import { makeNumberFigures } from './figures-numbers.ts'

/**
 * Aggregates for plots: what the task's answers look like for both models, and the metrics' differences with their
 * intervals. A figure whose numbers cannot be computed (no scores, one class, fewer than 5 rows) is left out.
 */
export function makeFigures(
  rows: TaskRows,
  comparisons: readonly MetricComparison[],
  baselineName: string,
): readonly Figure[] {
  const isNumeric = rows.task === 'regression' || rows.task === 'forecast'
  const differences = isNumeric ? drawShares(comparisons, baselineName) : drawDifferences(comparisons, baselineName)
  return [...makeTaskFigures(rows, comparisons, baselineName), differences].filter(({ series }) => series.length > 0)
}

function makeTaskFigures(
  rows: TaskRows,
  comparisons: readonly MetricComparison[],
  baselineName: string,
): readonly Figure[] {
  switch (rows.task) {
    case 'binary':
      return makeBinaryFigures(rows, comparisons, baselineName)
    case 'multiclass':
      return makeMulticlassFigures(rows, comparisons, baselineName)
    case 'regression':
    case 'forecast':
      return makeNumberFigures(rows, baselineName)
    case 'ranking':
    case 'graded':
      return []
  }
}

function drawDifferences(comparisons: readonly MetricComparison[], baselineName: string): Figure {
  return frameDifferences(`Candidate − ${baselineName}`, 'difference', comparisons, () => 1)
}

/** Errors have units of their own, which one axis cannot hold: each difference in percent of the baseline's value. */
function drawShares(comparisons: readonly MetricComparison[], baselineName: string): Figure {
  const losses = comparisons.filter(({ metric, baseline }) => metric.better === 'lower' && (baseline?.value ?? 0) > 0)
  const title = `Candidate − ${baselineName}, in percent of ${baselineName}`
  return frameDifferences(title, 'difference in percent', losses, ({ baseline }) => 100 / baseline!.value!)
}

function frameDifferences(
  title: string,
  y: string,
  comparisons: readonly MetricComparison[],
  scaleOf: (comparison: MetricComparison) => number,
): Figure {
  const points = comparisons.flatMap((comparison) => {
    const { metric, difference } = comparison
    if (difference === null || difference.value === null || difference.interval === null) return []
    const scale = scaleOf(comparison)
    const [low, high] = difference.interval
    return [{ x: metric.title, y: difference.value * scale, low: low * scale, high: high * scale }]
  })
  const series = points.length === 0 ? [] : [{ name: 'difference', points }]
  return { id: 'differences', kind: 'interval', title, x: 'metric', y, series }
}
