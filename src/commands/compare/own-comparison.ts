import type { OwnMetricSettings } from '../../config/own-metrics.ts'
import { InputError } from '../../core/faults.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { listGateMetrics } from '../../policy/gate-metrics.ts'
import type { Services } from '../services.ts'
import type { OwnMeasured, OwnMetricInput } from './own-command.ts'
import { compareOwnMetric, measureOwnMetric } from './own-metrics.ts'
import type { PreparedPredictions } from './predict.ts'
import { listWatched, watchFiles } from './predict-watch.ts'
import type { CompareRequest } from './request.ts'

/**
 * The numbers of both models under the metrics of the user's own, in the order of their declaration.
 *
 * @throws InputError where a command cannot be started, or changed what the model is judged by.
 */
export async function compareOwnMetrics(
  request: CompareRequest,
  { candidate, baseline }: Pick<PreparedPredictions, 'candidate' | 'baseline'>,
  services: Services,
): Promise<readonly MetricComparison[]> {
  if (request.own.length === 0) return []
  const { workspace } = services
  const data = request.data && (await workspace.openData(request.data.location, request.data.origin, request.data.csv))
  const shared = { data, id: request.columns.id, folder: request.folder }
  const refuseChanged = await guardFiles(request, { candidate, baseline }, services)
  const found: MetricComparison[] = []
  for (const metric of request.own) {
    const needsModel =
      metric.measure.kind === 'command' && metric.measure.command.some((word) => word.includes('{model}'))
    const measure = async (predictions: OwnMetricInput['predictions'], findModel: () => Promise<string | null>) =>
      measureOwnMetric(metric, { ...shared, predictions, model: needsModel ? await findModel() : null }, services)
    const own = await measure(candidate.source, () => findCandidateModel(request, services))
    const other =
      baseline.predictions === null
        ? null
        : await measure(baseline.predictions.source, async () => (await baseline.model?.open?.())?.path ?? null)
    found.push(...own.map((measured) => pair(metric, measured, other, request.confidence)))
  }
  await refuseChanged()
  return found
}

/** The rows are read after the commands have run, and results name the bytes that were there before. */
async function guardFiles(
  request: CompareRequest,
  { candidate, baseline }: Pick<PreparedPredictions, 'candidate' | 'baseline'>,
  services: Services,
): Promise<() => Promise<void>> {
  const commands = request.own.filter(({ measure }) => measure.kind === 'command')
  const [first] = commands
  if (first === undefined) return async () => {}
  // training data has been looked at by now
  const judging = { ...request, predict: request.predict ?? null, dataSets: [] }
  const files = [
    ...(await listWatched(judging, baseline, true, services)),
    ...candidate.source.files.map((location) => ({
      location,
      origin: 'caller' as const,
      shown: "the candidate's predictions",
    })),
  ]
  const findChanged = await watchFiles(files, services)
  return async () => {
    const changed = await findChanged()
    if (changed.length === 0) return
    throw new InputError({
      message: `the command of ${commands.map(({ name }) => name).join(' or ')} changed ${changed.join(' and ')}, by which the model is judged`,
      place: first.place,
      help: 'let it write to {out} alone',
    })
  }
}

/** Metrics that are declared and not measured yet, with those that gates expect beside them (`profit.margin`). */
export function listOwnMetrics(request: Pick<CompareRequest, 'own' | 'gates' | 'task'>): readonly MetricComparison[] {
  const open = (metric: Pick<OwnMetricSettings, 'name' | 'better'>): MetricComparison =>
    compareOwnMetric(metric, 0, { name: metric.name, value: null, reason: 'it is not measured yet' }, null, 0)
  const asked = listGateMetrics(request.gates, {
    task: request.task,
    ownMetrics: request.gates.flatMap((gate) => {
      const name = gate.kind === 'expr' ? null : gate.metric
      const owner = request.own.find((metric) => name?.startsWith(`${metric.name}.`))
      return owner === undefined || name === null ? [] : [open({ name, better: owner.better }).metric]
    }),
  })
  const names = new Set(request.own.map(({ name }) => name))
  const beside = asked.filter(({ name }) => !names.has(name) && names.has(name.split('.')[0]!))
  return [...request.own.map(open), ...beside.map(open)]
}

function pair(
  { better }: OwnMetricSettings,
  measured: OwnMeasured,
  other: readonly OwnMeasured[] | null,
  confidence: number,
): MetricComparison {
  const theirs = other === null ? null : other.find(({ name }) => name === measured.name)
  const missing = { name: measured.name, value: null, reason: 'its command printed no such number' }
  return compareOwnMetric(
    { name: measured.name, better },
    0,
    measured,
    theirs === undefined ? missing : theirs,
    confidence,
  )
}

async function findCandidateModel({ modelFile }: CompareRequest, { workspace }: Services): Promise<string | null> {
  if (modelFile === null) return null
  try {
    return (await workspace.openFile(modelFile.location, modelFile.origin)).path
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
