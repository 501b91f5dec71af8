import type { Shuffle } from '../../core/data-copy.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { Figure } from '../../core/result.ts'

/** Rows that are shuffled at most. */
const MOST_ROWS = 2000
/** Rows of all blocks that a model predicts at most. */
const MOST_PREDICTED = 200_000
/** Below these a drop is noise; columns are left out instead. */
const FEWEST_ROWS = 100
const MOST_REPEATS = 5
/** Columns that are shown. */
const MOST_SHOWN = 20

/** How a model's metric falls when one column is shuffled: the mean over the repeats. */
export interface ColumnImportance {
  readonly column: string
  /** Value as it is − value with the column shuffled, turned so that a fall is above 0. */
  readonly drop: number
}

/** What is shuffled, and what is left out. */
export interface ShufflePlan {
  readonly shuffle: Shuffle
  /** Columns that there was no room for. */
  readonly omitted: number
}

/**
 * What to shuffle, bounded in rows: at most 2,000 rows and 5 repeats of each column, and no more rows in all than a
 * model can predict in the time given. null where not even 100 rows of one column fit.
 *
 * @param features columns that a model may look at, in file order.
 * @param secondsPerRow of a prediction; null where it is not known.
 */
export function planShuffle(
  features: readonly string[],
  rows: number,
  {
    seed,
    unit,
    seconds,
    secondsPerRow,
  }: {
    readonly seed: number
    readonly unit: string | null
    readonly seconds: number
    readonly secondsPerRow: number | null
  },
): ShufflePlan | null {
  const inTime = secondsPerRow === null || secondsPerRow === 0 ? MOST_PREDICTED : Math.floor(seconds / secondsPerRow)
  const most = Math.min(MOST_PREDICTED, inTime)
  const fewest = Math.min(rows, FEWEST_ROWS)
  const columns = features.slice(0, Math.max(0, Math.floor(most / Math.max(fewest, 1)) - 1))
  if (columns.length === 0 || rows === 0) return null
  const sample = Math.min(rows, MOST_ROWS, Math.floor(most / (columns.length + 1)))
  const repeats = Math.min(MOST_REPEATS, Math.max(1, Math.floor((most / sample - 1) / columns.length)))
  return {
    shuffle: { rows: sample, unit, columns, repeats, seed },
    omitted: features.length - columns.length,
  }
}

/**
 * The importance of each column from the values of all blocks: the rows as they are, then each column's repeats. A column
 * with a repeat that could not be measured is left out; all are where the first could not.
 */
export function computeImportance(
  values: readonly (number | null)[],
  { columns, repeats }: Shuffle,
  metric: Pick<MetricInfo, 'better'>,
): readonly ColumnImportance[] {
  const [whole = null] = values
  if (whole === null) return []
  const sign = metric.better === 'lower' ? -1 : 1
  return columns.flatMap((column, index) => {
    const shuffled = values.slice(1 + index * repeats, 1 + (index + 1) * repeats)
    if (shuffled.some((value) => value === null)) return []
    // differences first: a column that a model does not look at falls by 0 and not by what rounding leaves
    const fall = shuffled.reduce<number>((sum, value) => sum + (whole - value!), 0)
    return [{ column, drop: fall === 0 ? 0 : (sign * fall) / repeats }]
  })
}

/** One model with what it leans on. */
export interface ExplainedModel {
  readonly name: string
  readonly importance: readonly ColumnImportance[]
}

/** Bars of both models, the columns that matter most to either first, at most 20. */
export function drawImportance(
  metric: Pick<MetricInfo, 'title'>,
  models: readonly ExplainedModel[],
  repeats: number,
): Figure | null {
  const shown = rankColumns(models).slice(0, MOST_SHOWN)
  if (shown.length === 0) return null
  return {
    id: 'importance',
    kind: 'bar',
    title: `What the models lean on: fall of ${metric.title} when a column is shuffled (mean of ${repeats})`,
    x: 'column',
    y: `fall of ${metric.title}`,
    series: models.map(({ name, importance }) => ({
      name,
      points: shown.flatMap((column) => {
        const found = importance.find((one) => one.column === column)
        return found === undefined ? [] : [{ x: column, y: found.drop }]
      }),
    })),
  }
}

/**
 * For people who read no statistics: the input that each model leans on most, and the one on which they differ most.
 * null where nothing could be explained.
 */
export function describeImportance(
  metric: Pick<MetricInfo, 'title'>,
  [candidate, baseline]: readonly [ExplainedModel, ExplainedModel?],
): string | null {
  const own = findMost(candidate)
  if (own === null) return null
  if (own.drop <= 0) {
    return `Shuffling any one column leaves the ${metric.title} of the ${candidate.name} where it is: it leans on none of them by itself.`
  }
  const leans = `The ${candidate.name} leans most on ${own.column} (without it ${metric.title} falls by ${formatDrop(own.drop)})`
  const other = baseline && findMost(baseline)
  if (baseline === undefined || !other) return `${leans}.`
  const change = findChange(candidate, baseline)
  const compare = ({ own: mine, other: theirs }: Change) => (mine > theirs ? 'more' : 'less')
  if (other.column === own.column && change?.column === own.column) {
    return `${leans}, ${compare(change)} than ${baseline.name} does (${formatDrop(other.drop)}).`
  }
  const both =
    other.column === own.column
      ? `${leans}, as does ${baseline.name} (${formatDrop(other.drop)})`
      : `${leans}, ${baseline.name} on ${other.column} (${formatDrop(other.drop)})`
  if (change === null || change.column === own.column || change.column === other.column) return `${both}.`
  return `${both}; it leans ${compare(change)} than ${baseline.name} on ${change.column} (${formatDrop(change.own)} against ${formatDrop(change.other)}).`
}

function findMost({ importance }: ExplainedModel): ColumnImportance | null {
  return importance.reduce<ColumnImportance | null>(
    (most, one) => (most === null || one.drop > most.drop ? one : most),
    null,
  )
}

/** How far two models lean on one column. */
interface Change {
  readonly column: string
  readonly own: number
  readonly other: number
}

/** The column on which two models differ most; null where they share none, or differ on none by what is shown. */
function findChange(candidate: ExplainedModel, baseline: ExplainedModel): Change | null {
  const changes = candidate.importance.flatMap(({ column, drop }): Change[] => {
    const other = baseline.importance.find((one) => one.column === column)
    return other === undefined || formatDrop(other.drop) === formatDrop(drop)
      ? []
      : [{ column, own: drop, other: other.drop }]
  })
  const size = ({ own, other }: Change) => Math.abs(own - other)
  return changes.sort((left, right) => size(right) - size(left))[0] ?? null
}

function rankColumns(models: readonly ExplainedModel[]): readonly string[] {
  const most = new Map<string, number>()
  for (const { importance } of models) {
    for (const { column, drop } of importance) most.set(column, Math.max(most.get(column) ?? 0, Math.abs(drop)))
  }
  return [...most].sort((left, right) => right[1] - left[1]).map(([column]) => column)
}

function formatDrop(drop: number): string {
  const rounded = drop.toFixed(3)
  return rounded === '-0.000' ? '0.000' : rounded
}
