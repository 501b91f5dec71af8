import type { MetricInfo } from '../../core/metric.ts'
import { normalQuantile } from '../../stats/normal.ts'
import type { DiscordantPairs } from '../../stats/tango.ts'
import type { TaskRows } from '../rows.ts'
import type { CellStatistic } from '../statistic.ts'
import type { Units } from '../units.ts'
import { noSpread, type Spread } from './comparison-intervals.ts'

/** With more cells, moving rows between each two of them would take too long. */
const MOST_CELLS_MOVED = 64

/**
 * Rows on which the models differ in what the metric counts, first the candidate's; null where the metric is no share of
 * the same rows for both.
 */
export function countDiscordantPairs({ name }: MetricInfo, rows: TaskRows): DiscordantPairs | null {
  if ((rows.task !== 'binary' && rows.task !== 'multiclass') || rows.baseline === null) return null
  const { labels, candidate, baseline } = rows
  const wanted = name === 'accuracy' ? null : rows.task === 'binary' ? findCounted(name) : undefined
  if (wanted === undefined) return null
  let pairs = 0
  let firstOnly = 0
  let secondOnly = 0
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!
    if (wanted !== null && wanted.label !== null && label !== wanted.label) continue
    pairs++
    const counted = wanted === null ? label : wanted.prediction
    const isOurs = candidate.predictions[i] === counted
    const isTheirs = baseline.predictions[i] === counted
    if (isOurs && !isTheirs) firstOnly++
    if (isTheirs && !isOurs) secondOnly++
  }
  return { firstOnly, secondOnly, pairs }
}

/** The rows that a share of binary rows looks at (null: all), and the prediction that it counts. */
function findCounted(name: string): { readonly label: number | null; readonly prediction: number } | undefined {
  switch (name) {
    case 'recall':
      return { label: 1, prediction: 1 }
    case 'specificity':
      return { label: 0, prediction: 0 }
    case 'selection_rate':
      return { label: null, prediction: 1 }
    default:
      return undefined
  }
}

/** Whether both models' answers are the same in all that is known of them, as those of one model are. */
export function answersAlike(rows: TaskRows): boolean {
  if ((rows.task !== 'binary' && rows.task !== 'multiclass') || rows.baseline === null) return false
  const { candidate, baseline } = rows
  const columns = (scores: typeof candidate.scores) => (scores === null ? [] : ([scores].flat() as Float64Array[]))
  const ours = [candidate.predictions, ...columns(candidate.scores)]
  const theirs = [baseline.predictions, ...columns(baseline.scores)]
  return (
    ours.length === theirs.length &&
    ours.every((column, c) => column.every((value: number, i: number) => value === theirs[c]![i]))
  )
}

/**
 * How far models may differ by a metric on which they agree here, though they are not the same: rows that differ may be
 * so rare that none was drawn. Taken as differing are z² / (units + z²) of the rows, as by Tango's interval without a
 * differing pair, and these as those whose change from one cell to another changes the metric most.
 */
export function boundAgreement({ cells, size, measure }: CellStatistic, units: Units, confidence: number): Spread {
  if (size > MOST_CELLS_MOVED) return noSpread('the models agree on it here by chance, which says nothing of its error')
  const z = -normalQuantile((1 - confidence) / 2)
  const totals = new Float64Array(size)
  cells.forEach((cell, i) => {
    totals[cell]! += units.weights === null ? 1 : units.weights[i]!
  })
  const value = measure(totals)
  const moved = (totals.reduce((sum, total) => sum + total, 0) * z * z) / (units.count + z * z)
  let most = 0
  for (let from = 0; from < size; from++) {
    const weight = Math.min(moved, totals[from]!)
    if (weight === 0) continue
    for (let to = 0; to < size; to++) {
      const changed = totals.slice()
      changed[from]! -= weight
      changed[to]! += weight
      const change = Math.abs(measure(changed) - value)
      if (change > most) most = change
    }
  }
  return most === 0
    ? noSpread('the models agree on it here by chance, which says nothing of its error')
    : { interval: [-most, most], standardError: most / z, reason: null }
}
