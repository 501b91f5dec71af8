import type { ModelSettings, StageSettings } from '../../config/project.ts'
import { InputError, RaceLostError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import type { StageMove } from '../../evidence/baseline-verification.ts'
import { evidenceCheck } from '../../evidence/evidence-check.ts'
import type { ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import { findAssignment } from '../stage-holder.ts'
import { findEntry } from './repetition.ts'

/** The stage to move; null where none is named. @throws InputError where the model has no such stage */
export function chooseStage(model: ModelSettings, name: string | undefined): StageSettings | null {
  if (name === undefined) return null
  const stage = model.stages.find((entry) => entry.name === name)
  if (stage) return stage
  const names = model.stages.map((entry) => entry.name)
  throw new InputError({
    message: `${model.name} has no stage "${name}"`,
    place: model.place,
    help: names.length > 0 ? `its stages are ${names.join(', ')}` : 'add it under stages:',
  })
}

/** Says who was quicker. */
export function describeMove(move: StageMove, snapshot: RegistrySnapshot, model: string): RaceLostError {
  const { stage, holder } = move
  const compared = move.compared ?? 'no version'
  const event = findAssignment(snapshot, model, stage)
  const by = event ? ` (${event.tag}, by ${event.by}, ${event.at})` : ''
  return new RaceLostError(
    `${stage} of ${model} moved since the comparison: it rested on ${compared}, and ${stage} now holds ${holder ? `${holder.version}${by}` : 'no version'}`,
    { help: `compare again, with the version that ${stage} holds now` },
  )
}

/**
 * Evidence that brought a version into a stage does not bring it there again once another one took its place, nor another
 * version while it is there.
 *
 * @param used the version that it brought there; null: none.
 */
export function verifyNotReplayed(stage: string, used: ModelVersion | null, snapshot: RegistrySnapshot): CheckResult {
  const before = used === null ? undefined : findEntry(snapshot, used, stage)
  return evidenceCheck({
    id: ['stage', stage, 'replay'],
    title: `this evidence is new to ${stage}`,
    observed: used && before ? `${used.version} by ${before.tag}, ${before.at}` : null,
    problem: used && before ? { name: 'replayed', help: describeReplay(stage, used, before.tag) } : null,
  })
}

/** @param tag by which the version came into the stage. */
function describeReplay(stage: string, { version, stages }: ModelVersion, tag: string): string {
  return stages.includes(stage)
    ? `${version} is in ${stage} now, and came there by this evidence (${tag}): for another version, with another image, say, run compare again`
    : `${version} was in ${stage} by this evidence before (${tag}): run compare again, or go back by rollback`
}
