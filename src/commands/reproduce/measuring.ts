import type { ModelSettings } from '../../config/project.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import { isRunReference } from '../../core/run-reference.ts'
import type { CompareRequest, CompareValues } from '../compare/request.ts'
import { compareSpec } from '../compare/spec.ts'
import { emptyInputs } from '../empty-inputs.ts'
import type { OpenCheckout, Services } from '../services.ts'

/** What a comparison finds of the fresh model; null, with the reason, where it cannot be made. */
export type Measured =
  | { readonly result: Result; readonly reason: null }
  | { readonly result: null; readonly reason: string }

/**
 * Measures the fresh model as `compare` does, in the checkout and without a baseline: `predict` runs where it is named.
 *
 * @throws the signal's reason.
 */
export async function measureAgain(model: ModelSettings, { services }: OpenCheckout): Promise<Measured> {
  try {
    const result = await compareAlone(model, services)
    return result === null ? { result, reason: 'the model names no evaluation' } : { result, reason: null }
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SystemError) || services.signal.aborted) throw error
    return { result: null, reason: error.message.split('\n')[0]! }
  }
}

async function compareAlone(model: ModelSettings, services: Services): Promise<Result | null> {
  const { candidate } = model
  if (
    candidate !== null &&
    candidate.predictions === null &&
    candidate.predict === null &&
    candidate.metrics !== null
  ) {
    if (isRunReference(candidate.metrics)) {
      throw new InputError(`the metrics are those of ${candidate.metrics}, a run that nothing here makes again`)
    }
    const { compareStatedModel } = await import('../compare/stated-model.ts')
    const alone = { ...model, baseline: [] }
    const request = { model: alone, metrics: candidate.metrics, baseline: null, gates: [], waivers: [], policy: null }
    return compareStatedModel(request, services)
  }
  const [{ requestFromModel }, { compareModel }] = await Promise.all([
    import('../compare/request-from-model.ts'),
    import('../compare/comparison.ts'),
  ])
  const values = { ...emptyInputs(compareSpec.inputs), model: [model.name], operands: [], 'dry-run': false }
  const project = (await services.project())!
  const request = requestFromModel(model, values as unknown as CompareValues, null, project.policy)
  return request === null ? null : compareModel(makeAlone(request), services)
}

/** Nothing but the numbers: no baseline, no search for slices, no explanation; and predictions made anew. */
function makeAlone(request: CompareRequest): CompareRequest {
  const { predict = null } = request
  return {
    ...request,
    baselines: [],
    searchesSlices: false,
    predict: predict && { ...predict, isRequired: true, isExplained: false },
  }
}

/** Overall values by the name of the metric, as a record holds them; null for one that could not be measured. */
export function listValues({ checks }: Result): ReadonlyMap<string, number | null> {
  return new Map(
    checks.flatMap((check): [string, number | null][] =>
      check.kind !== 'metric' || check.target.slice !== null || check.target.metric === null
        ? []
        : [[check.target.metric, check.statistics.candidate.value]],
    ),
  )
}
