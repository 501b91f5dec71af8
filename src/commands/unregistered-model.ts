import { InputError } from '../core/faults.ts'
import type { ModelRegistry } from '../ports/model-registry.ts'
import type { Services } from './services.ts'

/**
 * Refuses a model of which no version is registered.
 *
 * @throws InputError naming the model that is meant perhaps, or how the first version comes about
 */
export async function refuseUnregistered(
  model: string,
  registry: ModelRegistry,
  services: Pick<Services, 'outline' | 'signal'>,
  asOf?: Date,
): Promise<never> {
  const { versions } = await registry.read(asOf === undefined ? {} : { asOf }, services.signal)
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
            ? await adviseFirst(model, services)
            : 'nothing was registered by then: leave --as-of out to see what is now',
  })
}

/** How the first version comes about, of a model that the configuration at hand has. */
async function adviseFirst(model: string, { outline }: Pick<Services, 'outline'>): Promise<string> {
  // a configuration with faults is no reason to say nothing
  const project = await outline().catch(() => null)
  const names = project?.models.map(({ name }) => name) ?? []
  const advise = (name: string) =>
    `nothing is registered here yet: modelgate promote --model ${name} registers the first version`
  if (project === null || names.length === 0 || names.includes(model)) return advise(model)
  const { nearestName } = await import('../text/nearest-name.ts')
  const nearest = nearestName(model, names)
  return nearest === null
    ? `nothing is registered here yet, and ${project.file} has no such model: its models are ${names.join(', ')}`
    : `is ${nearest} meant? ${advise(nearest)}`
}
