import { z } from 'zod'
import { strictMap, text } from './settings-schema.ts'

/**
 * Another registry that follows the one in git. Names may hold `{model}`. The environment says how it is reached
 * (MLFLOW_TRACKING_URI, AWS_REGION and so on) where a key does not.
 */
export type MirrorSettings =
  /** `aliases`: of a stage, where it is called otherwise there. */
  | { readonly type: 'mlflow'; readonly name: string; readonly aliases: Readonly<Record<string, string>> }
  /** `group`: model package group; `endpoint`: address of a server that speaks SageMaker. */
  | {
      readonly type: 'sagemaker'
      readonly group: string
      readonly region: string | null
      readonly endpoint: string | null
      /** That serves the model; null: the package is only logged. */
      readonly image: string | null
    }
  /** `image`: that serves the model. */
  | {
      readonly type: 'vertex'
      readonly project: string
      readonly location: string
      readonly name: string
      readonly image: string
    }
  | {
      readonly type: 'azureml'
      readonly subscription: string
      readonly resourceGroup: string
      readonly workspace: string
      readonly name: string
      /** Of the workspace, for the container of `store: azure`; null: the file's own address is named. */
      readonly datastore: string | null
      /** Address of Azure Resource Manager, for sovereign clouds; null: the public one. */
      readonly endpoint: string | null
    }
  | { readonly type: 'wandb'; readonly entity: string; readonly project: string; readonly name: string }

export interface RegistrySettings {
  /** Name of the git remote that holds tags, records and the lock, whatever registry follows. */
  readonly remote: string
  readonly mirror: MirrorSettings | null
}

const remote = text('Name of the git remote that holds the tags and the lock').default('origin')
const name = text('Name of the registered model; {model} stands for the name here').default('{model}')
const aliases = z
  .record(z.string(), z.string().min(1))
  .default({})
  .describe('Aliases of stages that are called otherwise there: {production: champion}')

export const registrySchema = z
  .discriminatedUnion('type', [
    strictMap({
      type: z.literal('git').optional().describe('Where versions and stages are kept'),
      remote: text('Name of the git remote that holds the tags').default('origin'),
    }),
    strictMap({ type: z.literal('mlflow'), remote, name, aliases }),
    strictMap({
      type: z.literal('sagemaker'),
      remote,
      group: text('Model package group; {model} stands for the name here').default('{model}'),
      region: text('Region; default: AWS_REGION').optional(),
      endpoint: text('Address of a server that speaks SageMaker').optional(),
      image: text('Image that serves the model, for packages that can be deployed').optional(),
    }),
    strictMap({
      type: z.literal('vertex'),
      remote,
      project: text('Project'),
      location: text('Location: europe-west4').regex(/^[a-z0-9-]+$/, { error: 'must be like europe-west4' }),
      name,
      image: text('Image of the container that serves the model; Vertex AI takes no model without one'),
    }),
    strictMap({
      type: z.literal('azureml'),
      remote,
      subscription: text('Subscription'),
      resource_group: text('Resource group'),
      workspace: text('Workspace'),
      name,
      datastore: text('Datastore of the workspace whose container is that of store: {type: azure}').optional(),
      endpoint: text('Address of Azure Resource Manager in a cloud of its own').optional(),
    }),
    strictMap({
      type: z.literal('wandb'),
      remote,
      entity: text('Entity (team or organisation)'),
      project: text('Project that holds the registered models').default('model-registry'),
      name,
    }),
  ])
  .describe(
    'Where versions and stages are kept; another registry than git follows it: git | mlflow | sagemaker | vertex | azureml | wandb',
  )

export function resolveRegistry(raw: z.output<typeof registrySchema>): RegistrySettings {
  return { remote: raw.remote, mirror: resolveMirror(raw) }
}

function resolveMirror(raw: z.output<typeof registrySchema>): MirrorSettings | null {
  switch (raw.type) {
    case 'mlflow':
      return { type: 'mlflow', name: raw.name, aliases: raw.aliases }
    case 'sagemaker':
      return {
        type: 'sagemaker',
        group: raw.group,
        region: raw.region ?? null,
        endpoint: raw.endpoint ?? null,
        image: raw.image ?? null,
      }
    case 'vertex':
      return { type: 'vertex', project: raw.project, location: raw.location, name: raw.name, image: raw.image }
    case 'azureml': {
      const { subscription, resource_group: resourceGroup, workspace, name: model } = raw
      const [datastore, endpoint] = [raw.datastore ?? null, raw.endpoint ?? null]
      return { type: 'azureml', subscription, resourceGroup, workspace, name: model, datastore, endpoint }
    }
    case 'wandb':
      return { type: 'wandb', entity: raw.entity, project: raw.project, name: raw.name }
    default:
      return null
  }
}
