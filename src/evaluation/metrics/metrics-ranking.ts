import { formatPlural } from '../../core/count.ts'
import type { MetricInfo } from '../../core/metric.ts'
import { computeNdcg, computeRankedPrecision, computeReciprocalRank, type RankedList } from '../../stats/ranked-list.ts'
import { sortOrder } from '../../stats/sort-order.ts'
import type { RankingRows } from '../rows.ts'
import type { Statistic } from '../statistic.ts'
import { countWhere, makeRatio, makeUndefined } from './sum-statistics.ts'

const MEASURES: ReadonlyMap<string, (list: RankedList, k: number) => number> = new Map([
  ['ndcg', computeNdcg],
  ['map', computeRankedPrecision],
  ['mrr', computeReciprocalRank],
])

/** A query with a relevant document. */
interface Query extends RankedList {
  /** Its first row, on which its value stands. */
  readonly row: number
  /** Its weight over that of its first row. */
  readonly share: number
}

/**
 * Metrics of ranked documents, of one model and in the order of `metrics`: means over the queries that have a relevant
 * document (a label above 0); the others are counted in the notes. Documents of equal score count as the mean over all
 * their orders. Rows' weights are the query's: their mean where they differ. A missing score leaves all undefined.
 *
 * A query's value stands on its first row, so rows must be resampled by query.
 *
 * @throws RangeError for a metric that is not one of ranked documents
 */
export function createRankingStatistics(
  metrics: readonly MetricInfo[],
  rows: RankingRows,
  scores: Float64Array,
): readonly Statistic[] {
  const fault = findFault(rows.labels, scores)
  if (fault !== null) return metrics.map(() => makeUndefined(fault))
  const all = listQueries(rows, scores)
  const queries = all.filter(({ relevance }) => relevance.some((grade) => grade > 0))
  if (queries.length === 0) return metrics.map(() => makeUndefined('no query has a relevant document'))
  const left = all.length - queries.length
  const notes = left === 0 ? [] : [`${formatPlural(left, 'query', 'queries')} without a relevant document left out`]
  const counted = new Float64Array(scores.length)
  for (const { row, share } of queries) counted[row] = share
  return metrics.map(({ name, base, parameter }) => {
    const measure = MEASURES.get(base)
    if (measure === undefined) throw new RangeError(`${name} is not computed from ranked documents`)
    const values = new Float64Array(scores.length)
    for (const query of queries) values[query.row] = query.share * measure(query, parameter ?? Number.POSITIVE_INFINITY)
    return makeRatio(values, counted, notes)
  })
}

function findFault(labels: Float64Array, scores: Float64Array): string | null {
  if (scores.length === 0) return 'there are no rows'
  const missing = countWhere(scores, Number.isNaN)
  if (missing > 0) return `${formatPlural(missing, 'score is', 'scores are')} missing`
  const unusable = countWhere(labels, (label) => !(label >= 0 && label < Number.POSITIVE_INFINITY))
  return unusable === 0 ? null : `${formatPlural(unusable, 'label is', 'labels are')} no relevance of at least 0`
}

/** The queries, each with its documents from the highest score to the lowest. */
function listQueries({ queries, labels, weights }: RankingRows, scores: Float64Array): Query[] {
  const order = sortOrder(Float64Array.from(queries), sortOrder(scores).reverse())
  const list: Query[] = []
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && queries[order[end]!] === queries[order[start]!]) end += 1
    const documents = order.subarray(start, end)
    const row = documents.reduce((first, one) => Math.min(first, one))
    let weight = 0
    for (const document of documents) weight += weights === null ? 1 : weights[document]!
    list.push({
      row,
      share: weights === null ? 1 : weight / documents.length / weights[row]!,
      relevance: Float64Array.from(documents, (document) => labels[document]!),
      endsTie: Uint8Array.from(documents, (document, i) =>
        i + 1 === documents.length || scores[document] !== scores[documents[i + 1]!] ? 1 : 0,
      ),
    })
  }
  return list
}
