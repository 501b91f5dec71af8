import { formatCount } from '../../core/count.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import { BINARY_METRICS, findMetric, type MetricInfo } from '../../core/metric.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import { assertSupported } from '../../evaluation/comparison-methods.ts'
import { makeFigures } from '../../evaluation/figures.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { listSliceValues, MOST_SLICE_VALUES } from '../../evaluation/slice-values.ts'
import type { BaselineState, GateContext, SliceValue } from '../../policy/gate.ts'
import { type JudgedGates, judgeGates, type SliceValues } from '../../policy/gate-checks.ts'
import { describeUnknownMetric, findGateFaults, findSliceFaults } from '../../policy/gate-faults.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { type ChosenBaseline, chooseBaseline } from './baseline.ts'
import { findChanges, readParameters } from './changes.ts'
import { type EvaluationFiles, readEvaluation } from './evaluation-files.ts'
import { createMeasurements, type Measurements } from './measurements.ts'
import { describePredictions, makeMetricCheck } from './metric-checks.ts'
import type { CompareRequest } from './request.ts'
import { summarize } from './summary.ts'

/**
 * Compares one candidate with its baseline.
 *
 * @throws InputError where the request, its files or its gates are unusable.
 * @throws SystemError where the engine or the registry does not answer.
 */
export async function compareModel(request: CompareRequest, services: Services): Promise<Result> {
  const startedAt = services.clock.now()
  const metrics = selectMetrics(request)
  const parameters = await readParameters(request, services)
  const baseline = await chooseBaseline(request, services)
  const columns = listSliceColumns(request)
  const files = await readEvaluation(request, columns, baseline, services)
  const slices = listSliceValues(files.data.slices)
  refuseSlices(request, slices)

  const obstacle = baseline.obstacle ?? files.baselineObstacle ?? files.data.marginObstacle
  const measurements = createMeasurements(files.data, request)
  const overall = measurements.measureAll(metrics, null, request.confidence)
  const bySlice = measureSlices(metrics, slices, measurements, request)
  const judged = judge(request, slices, measurements, makeContext(request, baseline, files, obstacle))
  const note = describePredictions(request, files.data.predictedBy)
  const isAlone = baseline.statement === null || baseline.isEmpty
  const facts = {
    subjects: judged.subjects,
    overall,
    baseline,
    confidence: request.confidence,
    obstacle: isAlone ? null : obstacle,
  }
  const draft = {
    command: 'compare',
    model: request.model,
    summary: (verdict: Result['verdict']) => summarize(facts, verdict),
    checks: [...judged.checks, ...overall.map((comparison) => makeOverallCheck(comparison, note)), ...bySlice],
    silent: judged.silent,
    baseline: baseline.statement,
    changes: await findChanges(baseline.record, parameters, files.materials, request, services),
    figures: makeFigures(files.data.rows, overall, baseline.label),
    materials: files.materials,
    policy: request.policy,
    engine: files.engine,
  }
  return finishResult(draft, services, startedAt)
}

/** The metrics to show: those named, else all that the columns allow, and those of gates. @throws InputError */
function selectMetrics({ metrics, gates, columns, slices, method, test }: CompareRequest): readonly MetricInfo[] {
  const hasScore = columns.score !== null
  const faults: Fault[] = metrics.flatMap((name) => {
    const metric = findMetric(name)
    if (metric === undefined) return [describeUnknownMetric(name)]
    const help = 'name it: --score COLUMN, or score: under evaluation'
    return metric.needsScore && !hasScore
      ? [{ message: `metric ${name} needs scores, and no score column is named`, help }]
      : []
  })
  faults.push(...findGateFaults(gates, { hasScore, declared: slices }))
  if (faults.length > 0) throw new InputError(faults)
  const named = metrics.map((name) => findMetric(name)!)
  assertSupported(named, { method, test })
  const shown = named.length > 0 ? named : BINARY_METRICS.filter((metric) => hasScore || !metric.needsScore)
  const wanted = new Set([...shown, ...gates.map(({ metric }) => findMetric(metric)!)])
  return BINARY_METRICS.filter((metric) => wanted.has(metric))
}

/** The declared slice columns, then those that only gates name. */
function listSliceColumns({ slices, gates }: CompareRequest): readonly string[] {
  const ofGates = gates.flatMap(({ slice }) => (slice === null || slice.column === '*' ? [] : [slice.column]))
  return [...new Set([...slices, ...ofGates])]
}

function refuseSlices({ gates }: CompareRequest, slices: readonly SliceValues[]): void {
  const faults: Fault[] = slices
    .filter(({ values }) => values.length > MOST_SLICE_VALUES)
    .map(({ column, values }) => ({
      message: `slice column ${column} holds ${formatCount(values.length)} values; at most ${MOST_SLICE_VALUES} are slices`,
      help: 'name a column with fewer values, or add one that puts them into groups',
    }))
  faults.push(...findSliceFaults(gates, slices))
  if (faults.length > 0) throw new InputError(faults)
}

function makeOverallCheck(comparison: MetricComparison, note: string): CheckResult {
  return makeMetricCheck(comparison, null, comparison.metric.needsScore ? null : note)
}

/** Metrics of every value of the declared slices, as checks. */
function measureSlices(
  metrics: readonly MetricInfo[],
  slices: readonly SliceValues[],
  measurements: Measurements,
  request: CompareRequest,
): readonly CheckResult[] {
  const declared = slices.filter(({ column }) => request.slices.includes(column))
  return declared.flatMap(({ column, values }) =>
    values.flatMap((value) => {
      const slice: SliceValue = { column, value }
      const measured = measurements.measureAll(metrics, slice, request.confidence)
      return measured.map((comparison: MetricComparison) => makeMetricCheck(comparison, slice))
    }),
  )
}

function judge(
  request: CompareRequest,
  slices: readonly SliceValues[],
  measurements: Measurements,
  context: GateContext,
): JudgedGates {
  return judgeGates(
    request.gates,
    slices,
    request.slices,
    (metric, slice, confidence) => measurements.measureAll([metric], slice, confidence ?? request.confidence)[0]!,
    context,
  )
}

function makeContext(
  request: CompareRequest,
  baseline: ChosenBaseline,
  { data }: EvaluationFiles,
  obstacle: string | null,
): GateContext {
  const state: BaselineState = baseline.isEmpty
    ? { kind: 'empty' }
    : obstacle === null
      ? { kind: 'comparable' }
      : { kind: 'obstacle', reason: obstacle }
  return {
    baseline: state,
    baselineName: baseline.name,
    obstacle: data.gateObstacle,
    confidence: request.confidence,
    power: request.power,
    minRows: request.minRows,
  }
}
