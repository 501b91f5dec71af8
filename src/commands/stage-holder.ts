import { InputError } from '../core/faults.ts'
import type { ModelVersion, OrphanedStage, RegistryEvent, RegistrySnapshot } from '../registry/model-version.ts'
import { sortMoves } from '../registry/stage-tags.ts'
import { formatTagName, parseTagName } from '../registry/tag-name.ts'

/** The version that a stage of the model holds; undefined where it holds none, or one that has lost its tag. */
export function findHolder(snapshot: RegistrySnapshot, model: string, stage: string): ModelVersion | undefined {
  return snapshot.versions.find((version) => version.model === model && version.stages.includes(stage))
}

/** The stage where what holds it has lost its version tag; undefined where it has not, or nothing holds the stage. */
export function findOrphan(snapshot: RegistrySnapshot, model: string, stage: string): OrphanedStage | undefined {
  return snapshot.orphaned.find((orphan) => orphan.model === model && orphan.stage === stage)
}

/** What the stage holds, also where its version has lost its tag; null where it is empty. */
export function findHeld(
  snapshot: RegistrySnapshot,
  model: string,
  stage: string,
): { readonly version: string; readonly commit: string } | null {
  const holder = findHolder(snapshot, model, stage)
  if (holder !== undefined) return holder
  const orphan = findOrphan(snapshot, model, stage)
  return orphan === undefined ? null : { version: nameOrphan(orphan), commit: orphan.commit }
}

/** `v1.2.0`, or the beginning of the record's id where nothing names its version. */
export const nameOrphan = ({ version, commit }: OrphanedStage): string => version ?? commit.slice(0, 12)

/** What holds the stage and which tag it has lost, with the mend. */
export function describeOrphan(orphan: OrphanedStage): { readonly message: string; readonly help: string } {
  const { model, stage, tag, version, commit, isReplaced } = orphan
  const held = `${stage} of ${model} is held by ${tag} (${nameOrphan(orphan)})`
  if (version === null) {
    return {
      message: `${held}, and no version tag is on that record`,
      help: `push the version's tag on ${commit} back from a clone that has it`,
    }
  }
  const name = formatTagName({ kind: 'version', model, version })
  return {
    message: `${held}, whose tag ${name} is ${isReplaced ? 'on something else now' : 'gone'}`,
    help: `push it back from a clone that has it: git push ${isReplaced ? '--force ' : ''}origin ${name}`,
  }
}

/** @throws InputError where what holds the stage has lost its version tag, which nothing but a rollback can do without */
export function refuseOrphan(snapshot: RegistrySnapshot, model: string, stage: string): void {
  const orphan = findOrphan(snapshot, model, stage)
  if (orphan === undefined) return
  const { message, help } = describeOrphan(orphan)
  throw new InputError({ message, help: `${help}; or go back: modelgate rollback --model ${model} --stage ${stage}` })
}

/** The event that put the stage's version there; of an empty stage its last one. */
export function findAssignment(snapshot: RegistrySnapshot, model: string, stage: string): RegistryEvent | undefined {
  const held = findHeld(snapshot, model, stage)
  return listMoves(snapshot, model, stage).findLast(({ commit }) => held === null || commit === held.commit)
}

/**
 * Since when the stage has held the bytes of what it holds, ISO 8601 in UTC: they may have come again under another
 * number. Where the version tags of a record tell nothing of its bytes, or not the same, they are taken for others.
 *
 * @param holder what `findHolder` gives.
 */
export function findArrival(snapshot: RegistrySnapshot, holder: ModelVersion, stage: string): string {
  const { model } = holder
  const digest = snapshot.digests[holder.tag] ?? null
  const isSame = (commit: string): boolean => {
    if (commit === holder.commit) return true
    const told = snapshot.versions.flatMap((version) =>
      version.model === model && version.commit === commit ? (snapshot.digests[version.tag] ?? []) : [],
    )
    return told.length > 0 && told.every((entry) => entry === digest)
  }
  // a tag that lifts a bar stands on what the stage holds, so that all of its tags tell what it held
  const events = snapshot.events.flatMap(({ model: own, stage: place, at, commit, tag }) =>
    own === model && place === stage
      ? [{ at, commit, tag, name: parseTagName(tag)!, time: Date.parse(at) / 1000 }]
      : [],
  )
  sortMoves(events)
  const last = events.findLastIndex(({ name, commit }) => name.kind === 'stage' && commit === holder.commit)
  const until = events.slice(0, last + 1)
  const before = until.findLastIndex(({ name, commit }) => name.kind === 'unassigned' || !isSame(commit))
  return until.slice(before + 1).reduce((first, event) => (event.time < first.time ? event : first)).at
}

/** The events that put a version into the stage, in the order of their tags' numbers, whatever clocks said. */
export function listMoves(snapshot: RegistrySnapshot, model: string, stage: string): readonly RegistryEvent[] {
  const moves = snapshot.events.flatMap((event) => {
    const isMove =
      event.model === model && event.stage === stage && (event.event === 'assigned' || event.event === 'rolledBack')
    if (!isMove) return []
    const { tag, at } = event
    return [{ event, tag, name: parseTagName(tag)!, time: Date.parse(at) / 1000 }]
  })
  sortMoves(moves)
  return moves.map(({ event }) => event)
}

/** The event that had put another version there before the one that holds the stage; of an empty stage its last one. */
export function findPredecessor(snapshot: RegistrySnapshot, model: string, stage: string): RegistryEvent | undefined {
  const held = findHeld(snapshot, model, stage)
  return listMoves(snapshot, model, stage).findLast(({ commit }) => commit !== held?.commit)
}

/** Whether somebody said that the version is to be taken no more, and nobody registered it again since. */
export function isDeprecated({ tag }: ModelVersion, { deprecated }: RegistrySnapshot): boolean {
  return deprecated.has(tag)
}
