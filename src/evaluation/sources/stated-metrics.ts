import { type Interval, type MetricInfo, makeOwnMetric, type Task } from '../../core/metric.ts'
import { nameMetric } from './metric-names.ts'

/** A number as a document states it, under the document's name. */
export interface StatedNumber {
  readonly name: string
  /** null: stated as undefined (NaN) or without end. */
  readonly value: number | null
  readonly interval?: Interval
  /** Rows that it was computed from. */
  readonly rows?: number
  /** What a reader has to know of it. */
  readonly note?: string
  /** Whether it only sounds like a metric of ours: other units, another definition. */
  readonly isOwn?: boolean
}

/** A metric that somebody else computed: there are no rows to compute it again from. */
export interface StatedMetric {
  /** Of the catalogue, or the user's own, of which nobody knows which end is better. */
  readonly metric: MetricInfo
  /** null where it is not defined; `reason` says why. */
  readonly value: number | null
  /** As stated; of which confidence is rarely said. */
  readonly interval: Interval | null
  readonly rows: number | null
  readonly reason: string | null
}

/** What a document or a tracker says of one model. */
export interface StatedMetrics {
  /** What it was read as: `SageMaker model quality`, `JSON`. */
  readonly format: string
  /** By name, in the order of the document. */
  readonly metrics: ReadonlyMap<string, StatedMetric>
}

/** What a document alone does not say. */
export interface SourceContext {
  /** null: a name means a metric of whichever task has it. */
  readonly task: Task | null
  /** The positive class of a binary task as text; null: 1 or true. */
  readonly positive: string | null
}

/**
 * Numbers under the names of our catalogue; others keep theirs. Where several say the same metric, the one under our own
 * name counts; others that differ leave it undefined, as does a value outside of the metric's range (84 for 0.84).
 */
export function makeStatedMetrics(
  format: string,
  numbers: readonly StatedNumber[],
  { task }: Pick<SourceContext, 'task'>,
): StatedMetrics {
  const groups = new Map<string, { readonly number: StatedNumber; readonly stated: StatedMetric }[]>()
  for (const number of numbers) {
    const stated = stateMetric(number, task)
    const group = groups.get(stated.metric.name)
    if (group) group.push({ number, stated })
    else groups.set(stated.metric.name, [{ number, stated }])
  }
  const metrics = new Map<string, StatedMetric>()
  for (const [name, group] of groups) {
    const exact = group.find(({ number }) => number.name === name)
    const [first] = group
    const isAgreed = group.every(({ stated }) => Object.is(stated.value, first!.stated.value))
    const names = group.map(({ number }) => number.name).join(' and ')
    metrics.set(
      name,
      exact?.stated ??
        (isAgreed ? first!.stated : { ...first!.stated, value: null, interval: null, reason: `${names} differ` }),
    )
  }
  return { format, metrics }
}

function stateMetric(number: StatedNumber, task: Task | null): StatedMetric {
  const named = number.isOwn ? null : nameMetric(number.name, task)
  const metric = named?.metric ?? makeOwnMetric(number.name, 'none')
  const sign = named?.sign ?? 1
  const value = number.value === null ? null : sign * number.value
  const ends = number.interval?.map((end) => sign * end).sort((left, right) => left - right)
  const base = {
    metric,
    value,
    interval: ends === undefined ? null : ([ends[0]!, ends[1]!] as const),
    rows: number.rows ?? null,
    reason: number.note ?? null,
  }
  if (value === null) return { ...base, interval: null, reason: 'it is stated as undefined' }
  const [low, high] = metric.range
  if (value >= low - ROUNDING && value <= high + ROUNDING) return base
  const range = `${low === Number.NEGATIVE_INFINITY ? '' : `${low} `}to ${high === Number.POSITIVE_INFINITY ? 'any' : high}`
  return { ...base, value: null, interval: null, reason: `${value} lies outside of its range, ${range.trim()}` }
}

/** Sums of shares may end a little above 1. */
const ROUNDING = 1e-9
