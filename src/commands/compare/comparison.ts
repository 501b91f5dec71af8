import { formatCount } from '../../core/count.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import { makeFigures } from '../../evaluation/figures/figures.ts'
import { makeCostMatrix } from '../../evaluation/join/cost-matrix.ts'
import type { EvaluationData } from '../../evaluation/join/evaluation-data.ts'
import { listSliceValues, MOST_SLICE_VALUES } from '../../evaluation/join/slice-values.ts'
import type { BaselineState, GateContext, SliceValue } from '../../policy/gate.ts'
import { type JudgedGates, judgeGates, type SliceValues } from '../../policy/gate-checks.ts'
import { findSliceFaults } from '../../policy/gate-faults.ts'
import { type GroupedMetric, listGateColumns, listGateMetrics } from '../../policy/gate-metrics.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { type ChosenBaseline, chooseBaseline } from './baseline.ts'
import { findChanges, readParameters } from './changes.ts'
import { type EvaluationFiles, readEvaluation } from './evaluation-files.ts'
import { countFacts } from './gate-facts.ts'
import { explainModels } from './importance.ts'
import { findLeakage } from './leakage.ts'
import { listMeasuredParts } from './measured-parts.ts'
import { createMeasurements, type Measurements } from './measurements.ts'
import { describeBasis, makeMetricCheck } from './metric-checks.ts'
import { selectMetrics } from './metric-selection.ts'
import { compareOwnMetrics, listOwnMetrics } from './own-comparison.ts'
import { type PreparedPredictions, preparePredictions } from './predict.ts'
import type { CompareRequest } from './request.ts'
import { findReuse, measureLook } from './reuse.ts'
import { stateRunMetrics } from './run-metrics.ts'
import { hashStoredFiles } from './stored-files.ts'
import { summarize } from './summary.ts'
import { createSpreading } from './threads.ts'
import type { SearchedSlices } from './worst-slices.ts'

/**
 * Compares one candidate with its baseline.
 *
 * @throws InputError where the request, its files or its gates are unusable.
 * @throws SystemError where the engine or the registry does not answer.
 */
export async function compareModel(request: CompareRequest, services: Services): Promise<Result> {
  const startedAt = services.clock.now()
  // what is wrong with metrics and gates is said before anything is run
  selectMetrics(request, listOwnMetrics(request))
  const parameters = await readParameters(request, services)
  const predicting = { ...request, predict: request.predict ?? null }
  const prepared = await preparePredictions(predicting, await chooseBaseline(request, services), services)
  const { baseline } = prepared
  const asked = new Set([...request.metrics, ...listGateMetrics(request.gates, request).map(({ name }) => name)])
  const leakage = await findLeakage(
    {
      data: request.data,
      train: request.dataSets.find(({ key }) => key === 'train') ?? null,
      columns: request.columns,
      isGated: request.gates.some((gate) => gate.kind !== 'expr' && gate.metric === 'leaked_rows'),
    },
    services,
  )
  const known = [
    ...stateRunMetrics(prepared.costs, leakage, asked, request.confidence),
    ...(await compareOwnMetrics(request, prepared, services)),
  ]
  const { metrics, grouped } = selectMetrics(request, known)
  const columns = listSliceColumns(request)
  const files = await readEvaluation(request, columns, prepared, services)
  const slices = listSliceValues(files.data.slices)
  refuseSlices(request, slices)

  const obstacle = baseline.obstacle ?? files.baselineObstacle ?? files.data.marginObstacle
  const costs = makeCostMatrix(request.costs, files.data.rows)
  const searched = request.searchesSlices ? await searchWorst(request, files.data, prepared, services) : null
  const data = { ...files.data, slices: [...files.data.slices, ...(searched?.columns ?? [])] }
  const measurements = createMeasurements(data, { ...request, costs, stated: known }, createSpreading(services))
  const shown = [
    ...slices
      .filter(({ column }) => request.slices.includes(column))
      .flatMap(({ column, values }) => values.map((value) => ({ column, value }))),
    ...(searched?.slices ?? []),
  ]
  await measurements.prepare(listMeasuredParts(request, { metrics, grouped, shown, slices }))
  const overall = measurements.measureAll(metrics, null, request.confidence)
  const bySlice = measureSlices(metrics, shown, measurements, request)
  const materials = [...files.materials, ...(leakage.material === null ? [] : [leakage.material])]
  const changes = await findChanges(baseline.record, parameters, materials, request, services)
  const judged = judge(request, slices, measurements, {
    ...makeContext(request, baseline, files, obstacle),
    ownMetrics: known.map(({ metric }) => metric),
    facts: countFacts(files.data.rowCount, baseline.record, parameters, changes),
  })
  const evaluation = files.materials.find(({ name }) => name === 'evaluation')?.digest.sha256 ?? null
  const look = measureLook(files.data.rows, files.data.rowCount, request.confidence)
  const reuse = await findReuse(request, evaluation, look, services)
  const headline = overall.find(({ metric, candidate }) => metric.needs !== 'run' && candidate.value !== null)
  const explained =
    headline === undefined
      ? { figure: null, sentence: null, notes: [] }
      : await explainModels(
          { ...predicting, metric: headline.metric, context: { costs, compared: null } },
          prepared,
          services,
        )
  for (const note of explained.notes) services.logger.warning(note)
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
    summary: (verdict: Result['verdict'], _blocks: boolean, checks: readonly CheckResult[]) =>
      [
        // the checks of the gates stand first
        summarize(facts, verdict, checks.slice(judged.checks.length)),
        ...(explained.sentence === null ? [] : [explained.sentence]),
      ].join(' '),
    checks: [
      ...judged.checks,
      ...leakage.checks,
      ...(reuse === null ? [] : [reuse]),
      ...(searched === null ? [] : [searched.check]),
      ...overall.map((comparison) =>
        makeMetricCheck(comparison, { note: describeBasis(request, files.data, comparison.metric) }),
      ),
      ...measureGroups(grouped, measurements, request),
      ...bySlice,
    ],
    silent: judged.silent,
    ...(request.waivers === undefined ? {} : { waivers: request.waivers }),
    baseline: baseline.statement,
    changes,
    figures: [
      ...makeFigures(files.data.rows, overall, baseline.label),
      ...(explained.figure === null ? [] : [explained.figure]),
    ],
    // one may be a data set too: what changed is told by the others
    materials: [...materials, ...(await hashStoredFiles(request.storedFiles ?? [], services))],
    policy: request.policy,
    engine: files.engine,
  }
  return finishResult(draft, services, startedAt)
}

/** The declared slice columns, then those that only gates name. */
function listSliceColumns({ slices, gates }: CompareRequest): readonly string[] {
  return [...new Set([...slices, ...listGateColumns(gates)])]
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

/** Metrics of slices, as checks. */
function measureSlices(
  metrics: readonly MetricInfo[],
  slices: readonly SliceValue[],
  measurements: Measurements,
  request: CompareRequest,
): readonly CheckResult[] {
  const byRows = metrics.filter(({ needs }) => needs !== 'run')
  return slices.flatMap((slice) =>
    measurements
      .measureAll(byRows, slice, request.confidence)
      .map((comparison) => makeMetricCheck(comparison, { slice })),
  )
}

async function searchWorst(
  request: CompareRequest,
  data: EvaluationData,
  prepared: PreparedPredictions,
  services: Services,
): Promise<SearchedSlices> {
  const { searchSlices } = await import('./worst-slices.ts')
  return searchSlices(request, data, prepared, services)
}

/** Differences between the values of a column, as checks. */
function measureGroups(
  grouped: readonly GroupedMetric[],
  measurements: Measurements,
  request: CompareRequest,
): readonly CheckResult[] {
  return grouped.flatMap(({ metric, column }) =>
    measurements
      .measureAll([metric], null, request.confidence, column)
      .map((comparison) => makeMetricCheck(comparison, { column })),
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
    (metric, slice, confidence, column) =>
      measurements.measureAll([metric], slice, confidence ?? request.confidence, column)[0]!,
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
    task: request.task,
    baseline: state,
    baselineName: baseline.name,
    obstacle: data.gateObstacle,
    unevenRows: data.marginObstacle,
    confidence: request.confidence,
    power: request.power,
    minRows: request.minRows,
  }
}
