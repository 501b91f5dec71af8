import type { ModelSettings } from '../../config/project.ts'
import { isRemote } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import { isDvcPipeline, isRunReference } from '../../core/run-reference.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { OpenCheckout } from '../services.ts'
import { findPredictions } from './predictions.ts'

/**
 * Takes away whatever the commit, or DVC for it, holds of what the commands are to make: none of it may pass for what
 * they made. What is data of the model too stays.
 *
 * @throws InputError where the settings name one that leads outside.
 */
export async function discardOutputs(record: ModelRecord, model: ModelSettings, checkout: OpenCheckout): Promise<void> {
  const inputs = new Set(Object.values(model.data).map(({ path }) => path))
  const isOutput = (path: string) => !/:\/\//.test(path) && !inputs.has(path)
  const { stated, recorded } = listOutputs(record, model)
  for (const path of [...stated, ...(await listMetricsFiles(model, checkout))].filter(isOutput)) {
    await checkout.discard(path)
  }
  for (const path of recorded.filter(isOutput)) {
    // a place that only the record names may lie outside, and is then not read either
    await checkout.discard(path).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error
    })
  }
}

/** Model and predictions: where the settings say, or else the record, which is looked at then. */
function listOutputs(record: ModelRecord, { candidate }: ModelSettings) {
  const [model, predictions] = [candidate?.model ?? null, candidate?.predictions ?? null]
  const ofModel = record.artifacts.find(({ path }) => path === 'artifacts/model')
  const ofPredictions = findPredictions(record)
  return {
    stated: [model, predictions].filter((path) => path !== null),
    recorded: [model === null ? ofModel : undefined, predictions === null ? ofPredictions : undefined].flatMap(
      (artifact) => (artifact === undefined ? [] : [artifact.uri]),
    ),
  }
}

/** The file of metrics, or those that `dvc.yaml` names; none where it cannot be read, since no metrics are read then. */
async function listMetricsFiles({ candidate }: ModelSettings, { services }: OpenCheckout): Promise<readonly string[]> {
  const location = candidate?.metrics ?? null
  if (location === null || isRunReference(location)) return []
  if (!isDvcPipeline(location) || isRemote(location)) return [location]
  const { readDvcPipeline } = await import('../../evaluation/sources/dvc-pipeline.ts')
  const folder = location.replace(/[^/]*$/, '')
  try {
    const { metrics } = readDvcPipeline(await services.workspace.readText(location, 'config'), location)
    return metrics.map((path) => folder + path)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return []
  }
}
