import type { RegistrySettings } from '../config/registry-settings.ts'
import { InputError, RaceLostError, SystemError } from '../core/faults.ts'
import type { MirrorDraft, MirroredVersion, RegistryMirror } from '../ports/registry-mirror.ts'
import type { ModelVersion, RegistrySnapshot } from '../registry/model-version.ts'
import { refuseForeignHolder } from './mirrored-stage.ts'
import type { Services } from './services.ts'
import { findHolder } from './stage-holder.ts'

/** What git did, for the registry that follows it. */
export interface FollowedMove {
  readonly model: string
  /** null: registered alone. */
  readonly stage: string | null
  /** `v1.2.0`. */
  readonly version: string
  readonly reason: string | null
  /** Training runs that the policy names: `mlflow:4f0c…`. */
  readonly runs?: readonly string[]
  /** `v1.3.0`, which was rolled back; null where nothing was. */
  readonly barred?: string | null
  /** Whether git had done it before, so that somebody may have moved the stage there since. */
  readonly isRepeated?: boolean
}

/** What the registry that follows was told. */
export interface Followed {
  /** `MLflow follows: version 7 (http://…) holds production.` */
  readonly words: string
  /** Whether anything had to be changed there. */
  readonly isChanged: boolean
}

type FollowingServices = Pick<Services, 'mirror' | 'registry' | 'signal'>

/**
 * Tells the registry that follows what git holds: the version is registered there once, and takes the stage; both are read
 * back. Safe to repeat; a run that was cut off is completed.
 *
 * @param settings null: no configuration.
 * @returns null where no registry follows.
 * @throws SystemError or RaceLostError, which say that git holds it already and how to complete it
 */
export async function followMove(
  settings: RegistrySettings | null,
  move: FollowedMove,
  services: FollowingServices,
): Promise<Followed | null> {
  const mirror = settings === null ? null : await services.mirror(settings)
  if (mirror === null) return null
  const done = move.stage === null ? `${move.version} is registered` : `${move.version} is in ${move.stage}`
  const isRepeated = move.isRepeated === true
  return completing({ done: `${done} in git`, isRepeated }, mirror, services, async () => {
    const registry = await services.registry()
    const snapshot = await registry.read({ models: [move.model] }, services.signal)
    const version = findVersion(move.model, move.version, snapshot)
    const { stage } = move
    const held = stage === null ? null : await mirror.holder(move.model, stage, services.signal)
    if (stage !== null && isRepeated) await refuseForeignHolder({ model: move.model, stage, snapshot }, held, mirror)
    const known = await mirror.find(move.model, version, services.signal)
    const mirrored = known ?? (await register(version, move.runs ?? [], mirror, services))
    const isHeld = stage === null || held?.recordCommit === version.commit
    const leaving = move.barred == null ? null : findVersion(move.model, move.barred, snapshot)
    const barred = leaving === null ? null : await mirror.find(move.model, leaving, services.signal)
    if (stage !== null && (!isHeld || barred !== null)) {
      const { model, reason } = move
      await mirror.assign({ model, stage, version: mirrored, reason, barred }, services.signal)
    }
    return {
      words: describe(mirror, mirrored, stage),
      isChanged: known === null || !isHeld,
    }
  })
}

/** The same where git emptied a stage. @throws as `followMove` */
export async function followEmptied(
  settings: RegistrySettings | null,
  { model, stage, isRepeated }: { readonly model: string; readonly stage: string; readonly isRepeated: boolean },
  services: FollowingServices,
): Promise<Followed | null> {
  const mirror = settings === null ? null : await services.mirror(settings)
  if (mirror === null) return null
  return completing({ done: `${stage} of ${model} is empty in git`, isRepeated }, mirror, services, async () => {
    const held = await mirror.holder(model, stage, services.signal)
    if (held !== null) {
      const registry = await services.registry()
      const snapshot = await registry.read({ models: [model] }, services.signal)
      if (isRepeated) await refuseForeignHolder({ model, stage, snapshot }, held, mirror)
      await mirror.unassign(model, stage, services.signal)
    }
    return { words: `${mirror.name} follows: nothing holds ${stage}.`, isChanged: held !== null }
  })
}

/** The same where git deprecated a version; one that is not there needs no mark. @throws as `followMove` */
export async function followDeprecation(
  settings: RegistrySettings | null,
  { model, version, reason, isRepeated = false }: Pick<FollowedMove, 'model' | 'version' | 'reason' | 'isRepeated'>,
  services: FollowingServices,
): Promise<Followed | null> {
  const mirror = settings === null ? null : await services.mirror(settings)
  if (mirror === null) return null
  const done = `${version} of ${model} is deprecated in git`
  return completing({ done, isRepeated }, mirror, services, async () => {
    const registry = await services.registry()
    const snapshot = await registry.read({ models: [model] }, services.signal)
    const found = await mirror.find(model, findVersion(model, version, snapshot), services.signal)
    if (found !== null) await mirror.deprecate(model, found, reason, services.signal)
    const words = found === null ? 'does not have it' : `follows: version ${found.id} is marked as deprecated`
    return { words: `${mirror.name} ${words}.`, isChanged: found !== null }
  })
}

/** Sets the registry that follows to what git holds of a stage, whatever it says now. @throws as `followMove`; InputError where none follows */
export async function syncStage(
  settings: RegistrySettings | null,
  { model, stage, reason }: { readonly model: string; readonly stage: string; readonly reason: string | null },
  snapshot: RegistrySnapshot,
  services: FollowingServices,
): Promise<Followed> {
  const holder = findHolder(snapshot, model, stage)
  const followed =
    holder === undefined
      ? await followEmptied(settings, { model, stage, isRepeated: false }, services)
      : await followMove(settings, { model, stage, version: holder.version, reason }, services)
  if (followed !== null) return followed
  throw new InputError({
    message: 'no other registry follows the one in git',
    help: 'name one in modelgate.yml: registry: {type: mlflow}',
  })
}

async function register(
  version: ModelVersion,
  runs: readonly string[],
  mirror: RegistryMirror,
  services: FollowingServices,
): Promise<MirroredVersion> {
  const { model, tag, commit } = version
  const registry = await services.registry()
  const record = await registry.record(version, services.signal)
  const file = await registry.artifact(version, 'artifacts/model', services.signal)
  const draft: MirrorDraft = { model, version: version.version, tag, commit, record, file, runs }
  return mirror.register(draft, services.signal)
}

/** ` MLflow (http://…) would follow.`, for the end of what a dry run says; empty where no registry follows. */
export async function foretellFollowing(
  settings: RegistrySettings | null,
  services: Pick<Services, 'mirror'>,
): Promise<string> {
  const mirror = settings === null ? null : await services.mirror(settings)
  return mirror === null ? '' : ` ${mirror.name} (${mirror.location}) would follow.`
}

/**
 * Whatever fails once git has moved says so, and what completes it. A repetition may have had nothing left to tell; and a
 * stage that somebody else has moved is not completed by repeating, so its own advice stands alone.
 */
async function completing<T>(
  { done, isRepeated }: { readonly done: string; readonly isRepeated: boolean },
  { name, location }: RegistryMirror,
  { signal }: Pick<Services, 'signal'>,
  follow: () => Promise<T>,
): Promise<T> {
  try {
    return await follow()
  } catch (error) {
    if (signal.aborted || !(error instanceof Error)) throw error
    const [problem, ...help] = error.message.split('\n')
    const who = `${name} (${location})`
    const told = isRepeated ? `whether ${who} was told all of it is not known` : `${who} was not told all of it`
    const message = `${done}, and ${told}: ${problem}`
    const mends = help.map((line) => line.replace(/^\s*→\s*/, ''))
    if (error instanceof RaceLostError) throw new RaceLostError(message, { help: mends.join('; '), cause: error })
    throw new SystemError(message, { help: [...mends, 'the same command again completes it'].join('; '), cause: error })
  }
}

function describe({ name }: RegistryMirror, { id, uri }: MirroredVersion, stage: string | null): string {
  const does = stage === null ? 'is there' : `holds ${stage}`
  return `${name} follows: its version ${id} (${uri}) ${does}.`
}

function findVersion(model: string, wanted: string, { versions }: RegistrySnapshot): ModelVersion {
  const found = versions.find((version) => version.model === model && version.version === wanted)
  if (found !== undefined) return found
  throw new SystemError(`${model} ${wanted} is not at the remote any more`, {
    help: 'modelgate registry verify says what is gone',
  })
}
