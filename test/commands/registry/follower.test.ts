import { describe, expect, it } from 'vitest'
import { describeFollower, findFollower } from '../../../src/commands/registry/follower.ts'
import type { Services } from '../../../src/commands/services.ts'
import type { Project } from '../../../src/config/project.ts'
import type { MirrorSettings } from '../../../src/config/registry-settings.ts'
import { InputError } from '../../../src/core/faults.ts'

const warnings: string[] = []
const logger: Services['logger'] = { info: () => {}, debug: () => {}, warning: (text) => void warnings.push(text) }

const find = (model: string, mirror: MirrorSettings | null) =>
  findFollower(model, { logger, project: async () => ({ registry: { remote: 'origin', mirror } }) as Project })

describe('the registry that follows git', () => {
  it.each<[MirrorSettings, string]>([
    [
      { type: 'mlflow', name: 'team.{model}', aliases: {} },
      'MLflow follows: team.churn, where MLFLOW_TRACKING_URI says',
    ],
    [
      { type: 'sagemaker', group: 'g-{model}', region: null, endpoint: null, image: null },
      'SageMaker follows: g-churn, where AWS_REGION says',
    ],
    [
      { type: 'sagemaker', group: '{model}', region: 'eu-west-1', endpoint: null, image: null },
      'SageMaker follows: churn at eu-west-1',
    ],
    [
      { type: 'vertex', project: 'acme', location: 'europe-west4', name: '{model}', image: 'i' },
      'Vertex AI follows: churn at projects/acme/locations/europe-west4',
    ],
    [
      {
        ...{ type: 'azureml', subscription: 's', resourceGroup: 'r', workspace: 'w', name: '{model}' },
        ...{ datastore: null, endpoint: null },
      },
      'Azure ML follows: churn at s/r/w',
    ],
    [
      { type: 'wandb', entity: 'acme', project: 'model-registry', name: '{model}' },
      'Weights & Biases follows: churn at acme/model-registry',
    ],
  ])('is named as the configuration names it: $type', async (mirror, words) => {
    const follower = await find('churn', mirror)
    expect(describeFollower(follower!, 'churn')).toBe(`${words}; modelgate registry verify churn compares the two.`)
  })

  it('is none where none is configured or there is no configuration', async () => {
    expect(await find('churn', null)).toBeNull()
    expect(await findFollower('churn', { logger, project: async () => null })).toBeNull()
    expect(warnings).toEqual([])
  })

  it('is not known where the configuration has a fault, which is a warning', async () => {
    const project = () => Promise.reject(new InputError({ message: 'task is none' }))
    expect(await findFollower('churn', { logger, project })).toBeNull()
    expect(warnings).toEqual([expect.stringMatching(/^which registry follows git is not known: .*task is none/)])
  })
})
