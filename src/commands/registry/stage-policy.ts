import type { Project, StageSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import type { ModelRegistry } from '../../ports/model-registry.ts'
import type { Services } from '../services.ts'

/** What the policy says of a stage. */
export interface StagePolicy {
  readonly project: Project
  readonly settings: StageSettings
}

/**
 * A stage as the policy of the remote's default branch has it; null where the repository has no policy at all. Nothing of
 * the work tree counts, which anybody can change.
 *
 * @throws InputError where the policy knows no such model or stage, or the configuration here is not the policy's
 */
export async function findStagePolicy(
  { model, stage }: { readonly model: string; readonly stage: string },
  registry: ModelRegistry,
  services: Services,
): Promise<StagePolicy | null> {
  const tree = await registry.policyFiles(services.signal)
  const here = await services.project()
  if (here === null) {
    const file = (await tree.list()).find((path) => /(?:^|\/)modelgate\.ya?ml$/.test(path))
    if (file === undefined) return null
    throw new InputError({
      message: `${file} of ${tree.ref} says which stages ask for evidence, and it is not the configuration here`,
      help: `go to the folder of ${file} with the default branch checked out, or name it by --config`,
    })
  }
  const project = await services.projectAt(tree, here.file)
  const settings = Object.hasOwn(project.models, model) ? project.models[model]! : null
  if (settings === null) {
    throw new InputError({
      message: `${project.file} at ${tree.ref} has no model "${model}"`,
      help: `its models are ${Object.keys(project.models).join(', ')}`,
    })
  }
  const found = settings.stages.find(({ name }) => name === stage)
  if (found === undefined) {
    const names = settings.stages.map(({ name }) => name)
    throw new InputError({
      message: `${model} has no stage "${stage}"`,
      place: settings.place,
      help: names.length > 0 ? `its stages are ${names.join(', ')}` : 'add it under stages:',
    })
  }
  return { project, settings: found }
}
