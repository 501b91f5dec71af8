import type { Fault } from '../core/faults.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import type { ModelSettings } from './project.ts'
import { type MirrorSettings, resolveRegistry } from './registry-settings.ts'
import type { RootSettings } from './root-settings.ts'

/**
 * What the registry that follows git could not take, found before anything is promoted: stages whose names it keeps for
 * itself, a store that it cannot read.
 */
export function findMirrorFaults(
  { registry, store }: Pick<RootSettings, 'registry' | 'store'>,
  models: Readonly<Record<string, Pick<ModelSettings, 'stages'>>>,
  document: LocatedDocument,
): readonly Fault[] {
  const { mirror } = resolveRegistry(registry)
  if (mirror === null) return []
  const stages = Object.values(models).flatMap((model) => model.stages)
  const faults: Fault[] = stages.flatMap(({ name, place }) => {
    const problem = findNameProblem(name, mirror)
    return problem === null ? [] : [{ place, ...problem }]
  })
  if (mirror.type === 'azureml') {
    const isRead = store.type === 'azure' && (mirror.datastore !== null || /^az:\/\/[^/]+\.[^/]+\//.test(store.url))
    if (!isRead) {
      faults.push({
        message: 'Azure ML takes versions by the address of their model in a storage account',
        place: document.placeOf(['registry']),
        help: 'keep versions there, store: {type: azure, url: "az://…"}, and name its datastore: registry: {datastore: …}',
      })
    }
  }
  return faults
}

function findNameProblem(stage: string, mirror: MirrorSettings): Pick<Fault, 'message' | 'help'> | null {
  switch (mirror.type) {
    case 'mlflow': {
      const alias = Object.hasOwn(mirror.aliases, stage) ? mirror.aliases[stage]! : stage
      if (/^[\w-]{1,255}$/.test(alias) && !/^(latest|v\d+)$/i.test(alias)) return null
      return {
        message: `MLflow takes no alias "${alias}" for the stage ${stage}`,
        help: `give it another name there: registry: {aliases: {${stage}: champion}}`,
      }
    }
    case 'vertex': {
      const alias = stage.toLowerCase().replaceAll('_', '-')
      if (/^[a-z][a-z0-9-]{0,126}[a-z0-9]$/.test(alias) && alias !== 'default') return null
      return { message: `Vertex AI takes no alias "${alias}" for the stage ${stage}`, help: 'call the stage otherwise' }
    }
    case 'wandb':
      if (!/^(latest|v\d+)$/.test(stage)) return null
      return { message: `Weights & Biases takes no alias "${stage}"`, help: 'call the stage otherwise' }
    default:
      return null
  }
}
