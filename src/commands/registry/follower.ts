import type { MirrorSettings } from '../../config/registry-settings.ts'
import { InputError } from '../../core/faults.ts'
import type { Services } from '../services.ts'

/** The registry that follows the one in git, as the configuration names it. */
export interface Follower {
  readonly type: MirrorSettings['type']
  /** `MLflow`. */
  readonly name: string
  /** What the model is called there, before characters that the registry does not take are replaced. */
  readonly model: string
  /** Where it is, as far as the configuration says; null: the environment says it. */
  readonly location: string | null
}

/**
 * Which registry follows, by the configuration at hand alone: nobody is asked. null where none does, and, with a warning,
 * where the configuration cannot be read: what git holds is shown without it.
 */
export async function findFollower(
  model: string,
  { project, logger }: Pick<Services, 'project' | 'logger'>,
): Promise<Follower | null> {
  try {
    const mirror = (await project())?.registry.mirror ?? null
    return mirror === null ? null : nameFollower(mirror, model)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    logger.warning(`which registry follows git is not known: ${error.message}`)
    return null
  }
}

function nameFollower(mirror: MirrorSettings, model: string): Follower {
  const fill = (written: string) => written.replaceAll('{model}', model)
  const { type } = mirror
  switch (type) {
    case 'mlflow':
      return { type, name: 'MLflow', model: fill(mirror.name), location: null }
    case 'sagemaker': {
      const { group, endpoint, region } = mirror
      return { type, name: 'SageMaker', model: fill(group), location: endpoint ?? region }
    }
    case 'vertex': {
      const location = `projects/${mirror.project}/locations/${mirror.location}`
      return { type, name: 'Vertex AI', model: fill(mirror.name), location }
    }
    case 'azureml': {
      const { subscription, resourceGroup, workspace } = mirror
      const location = `${subscription}/${resourceGroup}/${workspace}`
      return { type, name: 'Azure ML', model: fill(mirror.name), location }
    }
    case 'wandb':
      return {
        type,
        name: 'Weights & Biases',
        model: fill(mirror.name),
        location: `${mirror.entity}/${mirror.project}`,
      }
  }
}

/** Names of variables that say where it is. */
const VARIABLES: Partial<Record<MirrorSettings['type'], string>> = {
  mlflow: 'MLFLOW_TRACKING_URI',
  sagemaker: 'AWS_REGION',
}

/** One line for people. */
export function describeFollower({ type, name, model, location }: Follower, asked: string): string {
  const variable = VARIABLES[type]
  const where = location === null ? (variable === undefined ? '' : `, where ${variable} says`) : ` at ${location}`
  return `${name} follows: ${model}${where}; modelgate registry verify ${asked} compares the two.`
}
