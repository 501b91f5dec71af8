import type { ModelVersion, RegistryEvent, RegistrySnapshot } from '../registry/model-version.ts'

/** The version that a stage of the model holds; undefined where it holds none. */
export function findHolder(snapshot: RegistrySnapshot, model: string, stage: string): ModelVersion | undefined {
  return snapshot.versions.find((version) => version.model === model && version.stages.includes(stage))
}

/** The event that put the stage's version there, or the last one that was. */
export function findAssignment(snapshot: RegistrySnapshot, model: string, stage: string): RegistryEvent | undefined {
  return listMoves(snapshot, model, stage).at(-1)
}

/** The events that put a version into the stage, oldest first. */
export function listMoves(snapshot: RegistrySnapshot, model: string, stage: string): readonly RegistryEvent[] {
  return snapshot.events.filter(
    (event) =>
      event.model === model && event.stage === stage && (event.event === 'assigned' || event.event === 'rolledBack'),
  )
}

/** The event that had put another version there before the one that holds the stage; of an empty stage its last one. */
export function findPredecessor(snapshot: RegistrySnapshot, model: string, stage: string): RegistryEvent | undefined {
  const holder = findHolder(snapshot, model, stage)
  return listMoves(snapshot, model, stage).findLast(({ commit }) => commit !== holder?.commit)
}

/** Whether somebody said that the version is to be taken no more, and nobody registered it again since. */
export function isDeprecated({ tag }: ModelVersion, { deprecated }: RegistrySnapshot): boolean {
  return deprecated.has(tag)
}
