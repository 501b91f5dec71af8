import type { RegistrySettings } from '../config/registry-settings.ts'
import { RaceLostError, SystemError } from '../core/faults.ts'
import type { MirroredVersion, RegistryMirror } from '../ports/registry-mirror.ts'
import type { ModelVersion, RegistrySnapshot } from '../registry/model-version.ts'
import type { Services } from './services.ts'
import { findHeld, findPredecessor } from './stage-holder.ts'
import { untilAborted } from './until-aborted.ts'

/** A stage of git's registry, and the version that is to take it; null: one that is not registered yet, or none. */
export interface MirroredStage {
  readonly model: string
  readonly stage: string
  readonly target: Pick<ModelVersion, 'commit'> | null
  /** Whether the stage is to hold nothing. */
  readonly isEmptied?: boolean
  readonly snapshot: RegistrySnapshot
}

/** How long the registry that follows may take to say what holds a stage. */
const ANSWER_LIMIT_MS = 30_000

/**
 * Stops a move that git could make where the registry that follows it says something else of the stage: somebody moved it
 * there by hand, or a run was cut off before it told that registry. Nothing there on its first time is no contradiction,
 * nor is the very version that is to come.
 *
 * @param settings null: no configuration, so that nothing follows.
 * @param limitMs how long it may take to answer.
 * @throws RaceLostError naming what holds the stage there, and the mend
 * @throws SystemError where it does not answer, or not by then: before anything was changed
 */
export async function refuseMovedMirror(
  settings: RegistrySettings | null,
  moved: MirroredStage,
  services: Pick<Services, 'mirror' | 'signal'>,
  limitMs: number = ANSWER_LIMIT_MS,
): Promise<void> {
  const mirror = settings === null ? null : await services.mirror(settings)
  if (mirror === null) return
  const limit = AbortSignal.timeout(limitMs)
  const signal = AbortSignal.any([services.signal, limit])
  try {
    await untilAborted(compareHolders(mirror, moved, signal), signal)
  } catch (error) {
    if (services.signal.aborted || !limit.aborted) throw error
    throw new SystemError(
      `${mirror.name} (${mirror.location}) does not say within ${limitMs / 1000} s what holds ${moved.stage} of ${moved.model}`,
      { cause: error, help: 'nothing was changed: run the same command again once it answers' },
    )
  }
}

async function compareHolders(mirror: RegistryMirror, moved: MirroredStage, signal: AbortSignal): Promise<void> {
  const { model, stage, target, snapshot } = moved
  const holder = findHeld(snapshot, model, stage)
  const held = await mirror.holder(model, stage, signal)
  if (held === null) {
    // emptied there already is what is wanted
    if (moved.isEmptied === true) return
    const isFirst = holder === null || (await mirror.find(model, holder, signal)) === null
    if (isFirst) return
  } else if (isOf(held, holder) || isOf(held, target)) return
  throw describeContradiction(moved, held, mirror)
}

/**
 * Whether the registry that follows may be told again what git holds by the command that moved git: it holds that, what
 * git held before, or nothing. @throws RaceLostError else
 */
export async function refuseForeignHolder(
  moved: Omit<MirroredStage, 'target'>,
  held: MirroredVersion | null,
  mirror: RegistryMirror,
): Promise<void> {
  const { model, stage, snapshot } = moved
  const holder = findHeld(snapshot, model, stage)
  const before = findPredecessor(snapshot, model, stage) ?? null
  const isKnown = held === null || isOf(held, holder) || isOf(held, before)
  if (!isKnown) throw describeContradiction({ ...moved, target: null }, held, mirror)
}

const isOf = ({ recordCommit }: MirroredVersion, version: Pick<ModelVersion, 'commit'> | null): boolean =>
  version !== null && recordCommit === version.commit

function describeContradiction(
  { model, stage, snapshot }: MirroredStage,
  held: MirroredVersion | null,
  { name, location }: RegistryMirror,
): RaceLostError {
  const inGit = findHeld(snapshot, model, stage)?.version ?? 'no version'
  const there = held === null ? 'no version' : describeMirrored(held)
  const known = held === null || snapshot.versions.some((version) => version.commit === held.recordCommit)
  return new RaceLostError(
    `${stage} of ${model} holds ${inGit} in git, and ${there} at ${name} (${location}): ${
      known
        ? 'somebody moved it there, or a run was cut off before it told that registry'
        : 'git does not know that version'
    }`,
    {
      help: known
        ? `registry verify ${model} compares the two; if git is right, registry sync ${model}#${stage} sets it back there, or repeat the command that was cut off`
        : `registry adopt ${model}#${stage} takes it into git; where it is not to stay, take the stage away from it there`,
    },
  )
}

/** `v1.2.0 (http://…/versions/7, registered 2026-11-20T08:00:00Z by alice)`. */
export function describeMirrored({ id, uri, version, origin }: MirroredVersion): string {
  return `${version ?? `its own version ${id}`} (${uri}${origin === null ? '' : `, ${origin}`})`
}
