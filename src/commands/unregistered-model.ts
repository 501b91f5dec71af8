import { InputError } from '../core/faults.ts'
import type { ModelRegistry } from '../ports/model-registry.ts'

/**
 * Refuses a model of which no version is registered.
 *
 * @throws InputError naming the model that is meant perhaps, or how the first version comes about
 */
export async function refuseUnregistered(
  model: string,
  registry: ModelRegistry,
  signal: AbortSignal,
  asOf?: Date,
): Promise<never> {
  const { versions } = await registry.read(asOf === undefined ? {} : { asOf }, signal)
  const models = [...new Set(versions.map((version) => version.model))]
  const { nearestName } = await import('../text/nearest-name.ts')
  const nearest = nearestName(model, models)
  const when = asOf === undefined ? '' : ` as of ${asOf.toISOString()}`
  throw new InputError({
    message: `no version of ${model} is registered${when}`,
    help:
      nearest !== null
        ? `is ${nearest} meant? modelgate registry list shows all`
        : models.length > 0
          ? 'modelgate registry list shows the models that are'
          : asOf === undefined
            ? `nothing is registered here yet: modelgate promote --model ${model} registers the first version`
            : 'nothing was registered by then: leave --as-of out to see what is now',
  })
}
