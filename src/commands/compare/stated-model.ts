import type { GateSettings, ModelSettings } from '../../config/project.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { Material, Result } from '../../core/result.ts'
import type { StatedMetrics } from '../../evaluation/sources/stated-metrics.ts'
import type { BaselineState } from '../../policy/gate.ts'
import { judgeGates } from '../../policy/gate-checks.ts'
import { findGateFaults } from '../../policy/gate-faults.ts'
import { findNamedMetric, listGateMetrics } from '../../policy/gate-metrics.ts'
import { nearestName } from '../../text/nearest-name.ts'
import { readNamedParameters } from '../parameter-file.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { type ChosenBaseline, chooseBaseline } from './baseline.ts'
import { type ChangesRequest, findChanges } from './changes.ts'
import { countFacts } from './gate-facts.ts'
import { makeMetricCheck } from './metric-checks.ts'
import { compareStatedMetrics, listStatedMetrics } from './stated-comparison.ts'
import { readStatedMetrics, type StatedModel, stateRecord } from './stated-metrics.ts'
import type { StatedRequest } from './stated-request.ts'
import { hashStoredFiles, listStoredFiles, listUnmeasuredFiles } from './stored-files.ts'
import { summarize } from './summary.ts'

/** What holds where a model has no evaluation. */
const DEFAULTS = { confidence: 0.95, power: 0.8, minRows: 100 }

/**
 * Judges a candidate by numbers alone: those of a metrics file or a tracked run, against those of the baseline's record or
 * file. They have no rows, so no interval and no slices.
 *
 * @throws InputError where nothing states them, or gates ask for what nobody states.
 */
export async function compareStatedModel(request: StatedRequest, services: Services): Promise<Result> {
  const startedAt = services.clock.now()
  const { model, gates } = request
  const { task, evaluation } = model
  const context = { task, positive: evaluation?.positive ?? null }
  const own = await readStatedMetrics({ location: request.metrics, origin: 'config' }, services, context)
  const { baseline, other } = await readBaseline(request, services)
  const shown = listStatedMetrics(own.stated, task)
  refuseGates(request, shown)
  const asked = listGateMetrics(gates, { task, ownMetrics: shown })
  const metrics = [...shown, ...asked.filter(({ name }) => !shown.some((metric) => metric.name === name))]
  const confidence = evaluation?.confidence ?? DEFAULTS.confidence
  const measure = (chosen: typeof metrics, slice: Parameters<typeof compareStatedMetrics>[3], at: number) =>
    compareStatedMetrics(chosen, own.stated, other?.stated ?? null, slice, at)
  const overall = measure(metrics, null, confidence)
  const state: BaselineState = baseline.isEmpty
    ? { kind: 'empty' }
    : other === null
      ? { kind: 'obstacle', reason: baseline.obstacle ?? 'nothing states the numbers of a baseline' }
      : { kind: 'comparable' }
  const materials = [...nameMaterials('candidate', own), ...(other === null ? [] : nameMaterials('baseline', other))]
  const file = model.candidate?.parameters ?? null
  const parameters = file === null ? null : await readNamedParameters(file, 'config', services)
  const changes = await findChanges(baseline.record, parameters, materials, describeSources(model), services)
  const judged = judgeGates(
    gates,
    [],
    evaluation?.slices ?? [],
    (metric, slice, at, column) =>
      measure([metric], slice ?? (column === null ? null : { column, value: null }), at ?? confidence)[0]!,
    {
      task,
      ownMetrics: shown,
      facts: { ...countFacts(0, baseline.record, parameters, changes), rows: null },
      baseline: state,
      baselineName: baseline.name,
      obstacle: null,
      confidence,
      power: evaluation?.power ?? DEFAULTS.power,
      minRows: evaluation?.minRows ?? DEFAULTS.minRows,
    },
  )
  const isAlone = baseline.statement === null || baseline.isEmpty
  const facts = {
    subjects: judged.subjects,
    overall,
    baseline,
    confidence,
    obstacle: isAlone || state.kind !== 'obstacle' ? null : state.reason,
  }
  const kept = [...listUnmeasuredFiles(model.candidate), ...listStoredFiles(model.candidate)]
  const draft = {
    command: 'compare',
    model: model.name,
    summary: (verdict: Result['verdict']) => summarize(facts, verdict),
    checks: [...judged.checks, ...overall.map((comparison) => makeMetricCheck(comparison))],
    silent: judged.silent,
    waivers: request.waivers,
    baseline: baseline.statement,
    changes,
    materials: [...materials, ...(await hashStoredFiles(kept, services))],
    policy: request.policy,
    engine: null,
  }
  return finishResult(draft, services, startedAt)
}

function describeSources({ data, candidate }: ModelSettings): ChangesRequest {
  const name = (location: string | null | undefined) =>
    location === null || location === undefined ? null : { location, origin: 'config' as const, csv: null }
  return {
    candidate: null,
    modelFile: name(candidate?.model),
    parameters: name(candidate?.parameters),
    dataSets: Object.values(data).filter((set) => !set.production),
  }
}

/** @throws InputError where gates name metrics that nobody knows, or slices that nobody declares. */
function refuseGates(
  { gates, metrics, model: { task, evaluation } }: StatedRequest,
  stated: readonly MetricInfo[],
): void {
  const names = { task, ownMetrics: stated }
  const isKnown = (gate: GateSettings) => gate.kind === 'expr' || findNamedMetric(gate.metric, names) !== undefined
  const unknown = gates.flatMap((gate): readonly Fault[] => {
    if (gate.kind === 'expr' || isKnown(gate)) return []
    const nearest = nearestName(
      gate.metric,
      stated.map(({ name }) => name),
    )
    const list = stated
      .map(({ name }) => name)
      .slice(0, 20)
      .join(', ')
    return [
      {
        message: `${metrics} states no ${JSON.stringify(gate.metric)}, and modelgate knows no metric of that name`,
        help: nearest === null ? `it states ${list}` : `did you mean ${nearest}? It states ${list}`,
        place: gate.place,
      },
    ]
  })
  const shape = { ...names, hasScore: true, declared: evaluation?.slices ?? [] }
  const faults = [...unknown, ...findGateFaults(gates.filter(isKnown), shape)]
  if (faults.length > 0) throw new InputError(faults)
}

/** The baseline's numbers: of a file that is named, else of the record that the registry keeps. */
async function readBaseline(
  { model, baseline: named }: StatedRequest,
  services: Services,
): Promise<{ readonly baseline: ChosenBaseline; readonly other: StatedModel | null }> {
  const [first] = model.baseline
  const context = { task: model.task, positive: model.evaluation?.positive ?? null }
  const file = named ?? (first?.kind === 'file' ? ({ location: first.value, origin: 'config' } as const) : null)
  if (file !== null) {
    const other = await readStatedMetrics(file, services, context)
    const statement = {
      source: `file:${file.location}`,
      version: null,
      commit: null,
      reason: 'the file that was named',
    }
    const none = { predictions: null, isEmpty: false, obstacle: null, record: null, model: null }
    return { baseline: { statement, name: 'the baseline', label: file.location, ...none }, other }
  }
  const baselines = model.baseline.filter(({ kind }) => kind !== 'file')
  const asked = {
    model: model.name,
    data: null,
    modelFile: null,
    candidate: null,
    baselines: baselines.map((baseline) => ({ ...baseline, origin: 'config' as const, csv: null })),
  }
  const baseline = await chooseBaseline(asked, services)
  const stated: StatedMetrics | null = baseline.record === null ? null : stateRecord(baseline.record, model.task)
  return { baseline, other: stated && { stated, materials: [] } }
}

function nameMaterials(name: string, { materials }: StatedModel): readonly Material[] {
  return materials.map((material) => ({ ...material, name, derived: false }))
}
