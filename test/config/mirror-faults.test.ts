import { describe, expect, test } from 'vitest'
import { faultsOf } from './project-files.ts'

const model = (stage: string) => `models:\n  a:\n    task: binary\n    stages: {${stage}: {require: []}}\n`
const VERTEX = 'type: vertex, project: p, location: europe-west4, image: i'
const AZURE = 'type: azureml, subscription: s, resource_group: g, workspace: w'

describe('a registry that follows git', () => {
  test.each([
    ['type: mlflow', 'latest', '6:14: MLflow takes no alias "latest" for the stage latest'],
    ['type: mlflow', 'v2', 'MLflow takes no alias "v2"'],
    ['type: mlflow, aliases: {live: V12}', 'live', 'MLflow takes no alias "V12" for the stage live'],
    [VERTEX, 'default', 'Vertex AI takes no alias "default"'],
    ['type: wandb, entity: e', 'v2', 'Weights & Biases takes no alias "v2"'],
    [AZURE, 'live', 'modelgate.yml:2:1: Azure ML takes versions by the address'],
  ])('{%s} takes no stage %s', async (registry, stage, message) => {
    expect(await faultsOf(`version: 1\nregistry: {${registry}}\n${model(stage)}`)).toContain(message)
  })

  test.each([
    ['type: mlflow, aliases: {latest: champion}', '', 'latest'],
    [VERTEX, '', 'production'],
    ['type: sagemaker', '', 'v2'],
    [AZURE, 'store: {type: azure, url: "az://acme.blob.core.windows.net/models"}\n', 'live'],
    [`${AZURE}, datastore: versions`, 'store: {type: azure, url: "az://models"}\n', 'live'],
  ])('{%s} takes others', async (registry, store, stage) => {
    expect(await faultsOf(`version: 1\nregistry: {${registry}}\n${store}${model(stage)}`)).toBe('no fault')
  })
})
