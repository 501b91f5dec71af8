import type { GateSettings, ModelSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import type { PolicyReference } from '../../core/result.ts'
import type { Waiver } from '../../core/waiver.ts'
import { isPolicyOverridden, listRowFlags } from './flags.ts'
import type { CompareValues } from './request.ts'
import type { StatedLocation } from './stated-metrics.ts'

/** How a model whose numbers somebody else computed is judged. */
export interface StatedRequest {
  readonly model: ModelSettings
  /** Where the candidate's numbers stand. */
  readonly metrics: string
  /** Where the baseline's stand, if a flag says so; null: as the model's settings have it. */
  readonly baseline: StatedLocation | null
  readonly gates: readonly GateSettings[]
  readonly waivers: readonly Waiver[]
  /** null where flags judge otherwise than the policy. */
  readonly policy: PolicyReference | null
}

/** What settings and `--gates` say of the judgement. */
interface Given {
  readonly gates: readonly GateSettings[] | null
  readonly waivers: readonly Waiver[]
  readonly policy: PolicyReference
}

/**
 * The comparison of stated numbers that modelgate.yml describes for a model, flags first.
 *
 * @throws InputError for each flag that asks for rows.
 */
export function requestStated(
  model: ModelSettings,
  metrics: string,
  values: CompareValues,
  { gates, waivers, policy }: Given,
): StatedRequest {
  const faults = listRowFlags(values).map((name) => ({
    message: `--${name} is about rows, and the numbers of model ${model.name} are stated without any, in ${metrics}`,
    help: 'leave it out; or name predictions: candidate: {predictions: …}, or --candidate FILE',
    place: model.candidate?.place ?? model.place,
  }))
  if (faults.length > 0) throw new InputError(faults)
  return {
    model,
    metrics,
    baseline: values.baseline === undefined ? null : { location: values.baseline, origin: 'caller' },
    gates: gates ?? model.gates,
    waivers,
    policy: isPolicyOverridden(values) ? null : policy,
  }
}
