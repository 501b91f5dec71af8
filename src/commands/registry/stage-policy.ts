import type { Project, StageSettings } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import { readPolicyProject } from '../policy-project.ts'
import type { Services } from '../services.ts'

/** What the policy says of a stage. */
export interface StagePolicy {
  readonly project: Project
  readonly settings: StageSettings
}

/**
 * A stage as the policy of the remote's default branch has it; null where the repository has no policy at all. Nothing of
 * the work tree counts, which anybody can change or take away.
 *
 * @throws InputError where the policy cannot be read, knows no such model or stage, or the one that is here was not merged
 */
export async function findStagePolicy(
  { model, stage }: { readonly model: string; readonly stage: string },
  services: Services,
): Promise<StagePolicy | null> {
  const policy = await readPolicyProject([model], services)
  const { ref } = policy
  if (policy.kind === 'broken') throw policy.error
  if (policy.kind === 'missing') {
    if (!policy.isElsewhere && (await services.project()) === null) return null
    throw new InputError({
      message: `${ref} has no modelgate.yml that knows the model "${model}"`,
      help: 'merge its settings first: they say which stages ask for evidence',
    })
  }
  const { project } = policy
  const settings = Object.hasOwn(project.models, model) ? project.models[model]! : null
  if (settings === null) {
    throw new InputError({
      message: `${project.file} at ${ref} has no model "${model}"`,
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
