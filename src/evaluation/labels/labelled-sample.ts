import type { Costs } from '../../core/costs.ts'
import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { normalCdf } from '../../stats/normal.ts'
import { makeCostMatrix } from '../join/cost-matrix.ts'
import type { CodedColumn, KeyColumn } from '../join/evaluation-columns.ts'
import { type EvaluationData, type EvaluationInput, joinEvaluation } from '../join/evaluation-data.ts'
import { indexRows, matchRows, unifyKeys } from '../join/row-ids.ts'
import type { MetricComparison } from '../metric-comparison.ts'
import { createStatistics } from '../metrics/metric-statistics.ts'
import type { Statistic } from '../statistic.ts'
import type { PairedAnswers } from './answered-rows.ts'
import { pickPredictions } from './answered-rows.ts'
import { estimateDifference, type LabelledStratum } from './label-estimate.ts'
import { findStrata, type Stratum } from './label-strata.ts'

/** Rows that came back with their label. */
export interface LabelList {
  readonly uri: string
  readonly ids: KeyColumn
  readonly labels: CodedColumn
  /** Name of each row's stratum, as it was written when the rows were chosen. */
  readonly strata: CodedColumn
}

/** How the labelled rows are read. */
export type SampleRules = Omit<EvaluationInput, 'data' | 'candidate' | 'baseline' | 'slices'>

/** Both models on labelled rows that stand for all. */
export interface LabelledSample {
  readonly labelled: number
  readonly rows: number
  /** Each metric's difference, with the values of the two models where the labels bear them. No fairness metrics. */
  measure(metrics: readonly MetricInfo[], confidence: number, costs: Costs | null): readonly MetricComparison[]
}

/** Labelled rows, and for a stratum in which none is, one that is taken to be right. */
interface Placed {
  readonly rows: readonly number[]
  readonly labels: readonly string[]
  readonly strata: readonly LabelledStratum[]
}

const WITHOUT_LABELS = 'no row of this kind is labelled'

/**
 * Takes back a label list: rows of known strata with labels, all other rows known by both models' answers alone. Strata
 * without labels matter to no metric whose difference stays the same whatever their labels are: there the models agree.
 *
 * @returns a text where the list does not belong to these answers.
 */
export function openLabelledSample(
  list: LabelList,
  paired: PairedAnswers,
  rules: SampleRules,
): LabelledSample | string {
  const [ids, listed] = unifyKeys([paired.candidate.ids, list.ids])
  const index = indexRows(ids!, paired.candidate.uri, { column: rules.columns.id })
  const own = indexRows(listed!, list.uri, { column: rules.columns.id })
  if (own.faults[0] !== undefined) return own.faults[0].message
  const { rows: places, missing } = matchRows(listed!, index)
  if (missing > 0)
    return `${formatPlural(missing, 'id')} of ${list.uri} ${missing === 1 ? 'is' : 'are'} not in ${paired.candidate.uri}`
  const strata = matchStrata(list, places, paired)
  if (strata === null) {
    return `the strata in ${list.uri} are not those of these predictions: it was made for other models, another threshold or other rows`
  }
  const placed = placeRows(list, places, strata, rules)
  if (typeof placed === 'string') return placed
  const labelled = places.length - list.labels.codes.filter((code) => code < 0).length
  const join = (labels: readonly string[]) => joinRows(placed.rows, labels, paired, rules)
  return {
    labelled,
    rows: ids!.length,
    measure: (metrics, confidence, costs) =>
      measureSample(metrics, { placed, labelled, rows: ids!.length, join, confidence, costs }),
  }
}

/** The strata of these answers, by whichever rule gives the names in the list; null where none does. */
function matchStrata(
  { strata: named }: LabelList,
  places: Int32Array,
  { answers }: PairedAnswers,
): readonly Stratum[] | null {
  for (const byScores of [false, true]) {
    const strata = findStrata(answers, byScores)
    const nameOf = new Map(strata.flatMap(({ name, rows }) => rows.map((row) => [row, name] as const)))
    if (places.every((row, place) => nameOf.get(row) === named.names[named.codes[place]!])) return strata
  }
  return null
}

function placeRows(
  list: LabelList,
  places: Int32Array,
  strata: readonly Stratum[],
  { positive }: SampleRules,
): Placed | string {
  const labelOf = new Map<number, string>()
  places.forEach((row, place) => {
    const code = list.labels.codes[place]!
    if (code >= 0) labelOf.set(row, list.labels.names[code]!)
  })
  if (labelOf.size === 0) return `${list.uri} holds no label yet`
  const rows: number[] = []
  const labels: string[] = []
  const placed: LabelledStratum[] = []
  for (const stratum of strata) {
    const own = stratum.rows.filter((row) => labelOf.has(row))
    if (own.length === 0 && !stratum.agrees) {
      return `${WITHOUT_LABELS}: ${formatPlural(stratum.rows.length, 'row')} of ${stratum.name}, where the models disagree; label at least two`
    }
    const kept = own.length > 0 ? own : [stratum.rows[0]!]
    const at = kept.map((row) => rows.push(row) - 1)
    const assumed = assumeLabel(stratum.name, list.labels.names, positive)
    for (const row of kept) labels.push(labelOf.get(row) ?? assumed)
    const { name, agrees } = stratum
    placed.push({ name, agrees, size: stratum.rows.length, rows: at, isAssumed: own.length === 0 })
  }
  return { rows, labels, strata: placed }
}

/** A label for rows that nobody labelled and on which both models say the same: the class that they say, where it is one. */
function assumeLabel(stratum: string, known: readonly string[], positive: string | null): string {
  const predicted = decodeURIComponent(stratum.split('|')[0]!)
  if (known.includes(predicted)) return predicted
  const isPositive = (label: string) => (positive === null ? /^(1|1\.0|true)$/i.test(label) : label === positive)
  const wanted = predicted === 'positive' ? known.find(isPositive) : known.find((label) => !isPositive(label))
  return wanted ?? known[0]!
}

function joinRows(
  rows: readonly number[],
  labels: readonly string[],
  paired: PairedAnswers,
  rules: SampleRules,
): EvaluationData {
  const candidate = pickPredictions(paired.candidate, rows)
  const names = [...new Set(labels)]
  return joinEvaluation({
    ...rules,
    slices: [],
    candidate,
    baseline: { ...pickPredictions(paired.baseline, rows), origin: 'file' },
    data: {
      uri: 'the label list',
      ids: candidate.ids,
      labels: { codes: Int32Array.from(labels, (label) => names.indexOf(label)), names },
      queries: null,
      weights: null,
      groups: null,
      scales: null,
      slices: new Map(),
    },
  })
}

interface SampleParts {
  readonly placed: Placed
  readonly labelled: number
  readonly rows: number
  readonly join: (labels: readonly string[]) => EvaluationData
  readonly confidence: number
  readonly costs: Costs | null
}

function measureSample(metrics: readonly MetricInfo[], parts: SampleParts): readonly MetricComparison[] {
  const { placed, labelled, confidence } = parts
  const measureWith = (labels: readonly string[]) => {
    const { rows } = parts.join(labels)
    const context = { costs: makeCostMatrix(parts.costs, rows), compared: null }
    const ours = createStatistics(metrics, rows, 'candidate', context)
    const theirs = createStatistics(metrics, rows, 'baseline', context)
    return metrics.map((metric, m) =>
      estimateDifference(
        [ours[m]!, theirs[m]!] as readonly [Statistic, Statistic],
        placed.strata,
        confidence,
        findDifferenceRange(metric),
      ),
    )
  }
  // what every row's label could change is labelled: then the difference is that of all rows
  const isWhole = placed.strata.every(({ rows, size, isAssumed }) => isAssumed || rows.length === size)
  const found = measureWith(placed.labels)
  const assumed = new Set(placed.strata.filter(({ isAssumed }) => isAssumed).flatMap(({ rows }) => rows))
  const others = assumed.size === 0 ? found : measureWith(swapLabels(placed.labels, assumed))
  return metrics.map((metric, m) => {
    const own = found[m]!
    const isOpen = own.value !== null && !(Math.abs(own.value - (others[m]!.value ?? Number.NaN)) < 1e-9)
    const { value, interval, standardError, reason } = isOpen
      ? {
          value: null,
          interval: null,
          standardError: null,
          reason: 'it also needs labels of rows on which the models agree',
        }
      : own
    const none = { value: null, interval: null }
    return {
      metric,
      rows: isWhole && value !== null ? parts.rows : labelled,
      method: null,
      candidate: assumed.size === 0 ? { value: own.candidate, interval: null } : none,
      baseline: assumed.size === 0 ? { value: own.baseline, interval: null } : none,
      difference: {
        value,
        interval,
        confidence,
        method: value === null ? null : 'normal',
        pValue: value === null || !standardError ? null : 2 * normalCdf(-Math.abs(value) / standardError),
        test: null,
        standardError,
      },
      standardError: null,
      reason:
        reason ??
        (assumed.size === 0
          ? null
          : 'the labels are those of rows on which the models disagree, so only the difference is known'),
    }
  })
}

function findDifferenceRange({ range: [low, high] }: MetricInfo): readonly [number, number] {
  return [low - high, high - low]
}

/** Another label for the rows that nobody labelled. */
function swapLabels(labels: readonly string[], rows: ReadonlySet<number>): readonly string[] {
  const names = [...new Set(labels)]
  return labels.map((label, row) => (rows.has(row) ? (names.find((name) => name !== label) ?? label) : label))
}
