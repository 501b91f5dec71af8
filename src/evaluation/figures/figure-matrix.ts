import type { Figure } from '../../core/result.ts'
import type { MetricComparison } from '../metric-comparison.ts'
import { FEWEST_ROWS } from './figure-cells.ts'

/** Classes that are shown one by one: with one line for all others, 14 × 14 cells. */
const MOST_CLASSES = 13

type Series = Figure['series'][number]

/** What one model said of the rows. */
export interface PredictedClasses {
  readonly name: string
  /** Index of the class of each row. */
  readonly predictions: Uint8Array | Int32Array
}

/**
 * How labels met predictions, one matrix for each model, in rows. Of more than 14 classes those with the fewest labels
 * stand together. A cell of 1 to 4 rows is left out, and so is the smallest of the rest where what is left out would be
 * fewer than 5 rows in all, from which it could be told.
 */
export function makeConfusionFigure(
  classes: readonly string[],
  labels: Uint8Array | Int32Array,
  models: readonly PredictedClasses[],
): Figure {
  const { names, placeOf } = groupClasses(classes, labels)
  return {
    id: 'confusion',
    kind: 'matrix',
    title: 'Labels and predictions',
    x: 'prediction',
    y: 'rows',
    series: models.map(({ name, predictions }) => ({ name, points: drawCells(names, placeOf, labels, predictions) })),
  }
}

/** Whether a metric of predictions could be measured: where predictions are missing none can, and no matrix is right. */
export function isPredicted(comparisons: readonly MetricComparison[], model: 'candidate' | 'baseline'): boolean {
  return comparisons.some(
    (comparison) => comparison.metric.needs === 'prediction' && (comparison[model]?.value ?? null) !== null,
  )
}

/** The lines of the matrix, and each class's place among them. */
function groupClasses(
  classes: readonly string[],
  labels: Uint8Array | Int32Array,
): { readonly names: readonly string[]; readonly placeOf: Int32Array } {
  if (classes.length <= MOST_CLASSES + 1) return { names: classes, placeOf: Int32Array.from(classes.keys()) }
  const counts = new Float64Array(classes.length)
  for (const label of labels) counts[label]! += 1
  const shown = [...classes.keys()]
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .slice(0, MOST_CLASSES)
    .sort((a, b) => a - b)
  const placeOf = new Int32Array(classes.length).fill(MOST_CLASSES)
  shown.forEach((code, place) => {
    placeOf[code] = place
  })
  return { names: [...shown.map((code) => classes[code]!), `${classes.length - MOST_CLASSES} other classes`], placeOf }
}

function drawCells(
  names: readonly string[],
  placeOf: Int32Array,
  labels: Uint8Array | Int32Array,
  predictions: Uint8Array | Int32Array,
): Series['points'] {
  const counts = new Uint32Array(names.length ** 2)
  for (let row = 0; row < labels.length; row++) {
    counts[placeOf[labels[row]!]! * names.length + placeOf[predictions[row]!]!]! += 1
  }
  const hidden = findHidden(counts)
  return [...counts].flatMap((y, cell) =>
    hidden.has(cell) ? [] : [{ x: names[cell % names.length]!, y, label: names[Math.floor(cell / names.length)]! }],
  )
}

/** Cells that are not shown. */
function findHidden(counts: Uint32Array): ReadonlySet<number> {
  const cells = [...counts.keys()].filter((cell) => counts[cell]! > 0).sort((a, b) => counts[a]! - counts[b]! || a - b)
  const hidden = new Set(cells.filter((cell) => counts[cell]! < FEWEST_ROWS))
  let rows = [...hidden].reduce((sum, cell) => sum + counts[cell]!, 0)
  for (const cell of cells) {
    if (rows === 0 || rows >= FEWEST_ROWS) break
    if (hidden.has(cell)) continue
    hidden.add(cell)
    rows += counts[cell]!
  }
  return hidden
}
