import { parseArtifactReference } from '../../core/artifact-reference.ts'
import { InputError } from '../../core/faults.ts'
import type { Services } from '../services.ts'
import type { BaselineRequest, ChosenBaseline, PassedOver } from './baseline.ts'

/**
 * The model file of a run of MLflow, fetched with its digest, to be predicted with. A file alone has no predictions: where
 * nothing predicts, it is not fetched, and that is the obstacle. A run that is not there, or has no such file, is passed over.
 */
export async function openRun(
  { value, origin }: BaselineRequest['baselines'][number],
  { predict }: BaselineRequest,
  { trackers }: Services,
): Promise<ChosenBaseline | PassedOver> {
  const file = parseArtifactReference(value)
  // as the policy names it, by which evidence is held to the policy
  const source = `mlflow:${value}`
  const label = `run ${file.run.slice(0, 8)}`
  const chosen: ChosenBaseline = {
    statement: { source, version: null, commit: null, reason: 'the model of the run that was named' },
    name: label,
    label,
    predictions: null,
    isEmpty: false,
    obstacle: `${source} is a model without predictions`,
    record: null,
    model: null,
  }
  if (!predict) {
    return { ...chosen, obstacle: `${chosen.obstacle}, and there is no candidate.predict that makes them` }
  }
  const found = await trackers.artifact(file, origin)
  if ('missing' in found) {
    const error = new InputError({
      message: `baseline ${source}: ${found.missing}`,
      help: 'name a run of this server and a file of it (MLFLOW_TRACKING_URI), or another baseline',
    })
    return { passed: `${source}: ${found.missing}`, empty: null, error }
  }
  const { path, sha256, size } = found
  const pinned = file.sha256 === null ? '' : ', as pinned'
  const name = path.split(/[\\/]/).at(-1)!
  return {
    ...chosen,
    statement: { ...chosen.statement!, reason: `${chosen.statement!.reason}, sha256:${sha256}${pinned}` },
    model: {
      open: async () => ({ path, name, label }),
      obstacle: null,
      size,
      evaluated: null,
      material: { name: 'baseline-model', uri: `mlflow:${file.run}/${file.path}`, digest: { sha256 }, derived: false },
    },
  }
}
