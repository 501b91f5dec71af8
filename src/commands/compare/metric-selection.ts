import { type Fault, InputError } from '../../core/faults.ts'
import { findMetric, listMetrics, type MetricInfo } from '../../core/metric.ts'
import { assertSupported } from '../../evaluation/comparison/comparison-methods.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { describeUnknownMetric, findGateFaults } from '../../policy/gate-faults.ts'
import { comparesGroups, type GroupedMetric, listGateMetrics, listGroupedMetrics } from '../../policy/gate-metrics.ts'
import type { CompareRequest } from './request.ts'

/** The metrics to measure and show. */
interface SelectedMetrics {
  /** In the order of reports. */
  readonly metrics: readonly MetricInfo[]
  /** Those that compare the values of a column, each with the column. */
  readonly grouped: readonly GroupedMetric[]
}

/**
 * The metrics that are named, else all of the task that the columns allow; with those of gates and those that are stated.
 *
 * @throws InputError for metrics that are unknown, or need what is not there, and for methods that none can have.
 */
export function selectMetrics(request: CompareRequest, stated: readonly MetricComparison[]): SelectedMetrics {
  const { task, gates, slices, method, test } = request
  const ownMetrics = stated.map(({ metric }) => metric)
  const find = (name: string) => ownMetrics.find((metric) => metric.name === name) ?? findMetric(name, task)
  const named = request.metrics.flatMap((name) => find(name) ?? [])
  const faults: Fault[] = request.metrics.flatMap((name) => {
    const metric = find(name)
    return metric === undefined ? [describeUnknownMetric(name, task)] : describeLack(metric, request, `metric ${name}`)
  })
  faults.push(
    ...findGateFaults(gates, { task, ownMetrics, hasScore: hasScores(request), declared: slices }),
    ...findGateLacks(request, find),
  )
  if (faults.length > 0) throw new InputError(faults)
  const byRows = named.filter((metric) => metric.needs !== 'run' && !comparesGroups(metric))
  const shown =
    named.length > 0
      ? named.filter((metric) => !comparesGroups(metric))
      : listMetrics(task).filter((metric) => describeLack(metric, request, '').length === 0)
  assertSupported(byRows, { method, test: null })
  assertSupported(shown, { method: null, test })
  const wanted = new Map(
    [...shown, ...listGateMetrics(gates, { task, ownMetrics }), ...ownMetrics].map((metric) => [metric.name, metric]),
  )
  const usual = listMetrics(task).flatMap(({ name }) => wanted.get(name) ?? [])
  const grouped = new Map(
    [
      ...named.filter(comparesGroups).flatMap((metric) => slices.map((column) => ({ metric, column }))),
      ...listGroupedMetrics(gates, slices, { task, ownMetrics }),
    ].map((entry) => [`${entry.metric.name}/${entry.column}`, entry]),
  )
  return {
    metrics: [...usual, ...[...wanted.values()].filter((metric) => !usual.includes(metric))],
    grouped: [...grouped.values()],
  }
}

/** Whether the models give scores; a file of grades gives them without a column's name. */
function hasScores({ columns, task }: CompareRequest): boolean {
  return columns.score !== null || columns.scores !== null || task === 'graded'
}

/** What gates judge and the columns do not give; scores and compared columns are looked at with the gates. */
function findGateLacks(request: CompareRequest, find: (name: string) => MetricInfo | undefined): readonly Fault[] {
  return request.gates.flatMap((gate) => {
    const metric = gate.kind === 'expr' ? undefined : find(gate.metric)
    if (metric === undefined || metric.needsScore || comparesGroups(metric)) return []
    return describeLack(metric, request, `gate on ${metric.name}`).map((fault) => ({ ...fault, place: gate.place }))
  })
}

/** What a metric needs and the request does not name; none where all is there. */
function describeLack(metric: MetricInfo, request: CompareRequest, who: string): readonly Fault[] {
  const { columns, costs, slices } = request
  const lacks: Fault[] = []
  if (metric.needsScore && !hasScores(request)) {
    lacks.push({
      message: `${who} needs scores, and no score column is named`,
      help: 'name it: --score COLUMN, or score: under evaluation',
    })
  }
  if (metric.needs === 'bounds' && (columns.lower === null || columns.upper === null)) {
    lacks.push({
      message: `${who} needs both ends of prediction intervals, and no columns are named for them`,
      help: 'name them: --lower COLUMN --upper COLUMN, or lower: and upper: under evaluation',
    })
  }
  if (metric.needs === 'scale' && columns.scale === null) {
    lacks.push({
      message: `${who} needs the error of the naive forecast, and no column is named for it`,
      help: 'name it: --scale COLUMN, or scale: under evaluation',
    })
  }
  if (metric.needs === 'costs' && costs === null) {
    lacks.push({
      message: `${who} needs costs, and none are named`,
      help: 'name them: --costs false_negative=10, or costs: under evaluation',
    })
  }
  if (comparesGroups(metric) && slices.length === 0) {
    lacks.push({
      message: `${who} compares the values of a column, and no slice is declared`,
      help: 'declare one: --slice COLUMN, or slices: under evaluation',
    })
  }
  return lacks
}
