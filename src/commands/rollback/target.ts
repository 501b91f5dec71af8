import { InputError } from '../../core/faults.ts'
import type { ModelVersion, RegistryEvent, RegistrySnapshot } from '../../registry/model-version.ts'
import { shortenReason } from '../../registry/tag-message.ts'
import { findHeld, findHolder, findOrphan, isDeprecated, listMoves } from '../stage-holder.ts'

/** Which stage of which model is to go back, and to what. */
export interface RollbackRequest {
  readonly model: string
  readonly stage: string
  /** `v1.2.0`; null: the last other version. */
  readonly to: string | null
  readonly reason: string | null
}

export interface RollbackTarget {
  /** What the stage holds; null where it was emptied. */
  readonly holder: ModelVersion | null
  readonly target: ModelVersion
  /** The event by which the stage is there already; null where there is something to do. */
  readonly done: RegistryEvent | null
  /** Versions that were there later than the target and cannot be gone back to for want of their tag. */
  readonly lost: readonly string[]
}

/**
 * The version to go back to. A rollback without `to` for the same reason as the last one is that one: said twice, as after
 * a run that was cut off, it does not go further back.
 *
 * @throws InputError where the stage, the version or any other version is not there
 */
export function chooseTarget(request: RollbackRequest, snapshot: RegistrySnapshot): RollbackTarget {
  const { model, stage, to } = request
  const moves = listMoves(snapshot, model, stage)
  const last = moves.at(-1)
  if (last === undefined) throw describeUnknownStage(request, snapshot)
  const holder = findHolder(snapshot, model, stage) ?? null
  if (to !== null) {
    const target = findNamed(request, to, moves, snapshot)
    refuseSameModel(stage, holder, target, snapshot)
    return { holder, target, done: target === holder ? last : null, lost: [] }
  }
  if (holder !== null && last.event === 'rolledBack' && isSameReason(last, request)) {
    return { holder, target: holder, done: last, lost: [] }
  }
  return { holder, done: null, ...findLastOther(request, holder, moves, snapshot) }
}

/** Of one model under two numbers, barring the one would bar the other. */
function refuseSameModel(
  stage: string,
  holder: ModelVersion | null,
  target: ModelVersion,
  { digests }: RegistrySnapshot,
): void {
  if (holder === null || target === holder) return
  const [held, wanted] = [digests[holder.tag], digests[target.tag]]
  if (held === undefined || held !== wanted) return
  throw new InputError({
    message: `${target.version} is the same model as ${holder.version}, which ${stage} holds (${held})`,
    help: 'name a version with another model by --to',
  })
}

/** One that only begins alike is another one, unless the tag could keep no more of it. */
function isSameReason(event: RegistryEvent, { reason }: RollbackRequest): boolean {
  return event.reason === (reason === null ? null : shortenReason(reason))
}

function describeUnknownStage({ model, stage }: RollbackRequest, { events }: RegistrySnapshot): InputError {
  const stages = [...new Set(events.flatMap((event) => (event.model === model ? (event.stage ?? []) : [])))]
  return new InputError({
    message: `no version of ${model} was ever in ${stage}`,
    help: stages.length > 0 ? `stages that were held: ${stages.join(', ')}` : 'none of its versions ever held a stage',
  })
}

function findNamed(
  { model, stage }: RollbackRequest,
  to: string,
  moves: readonly RegistryEvent[],
  snapshot: RegistrySnapshot,
): ModelVersion {
  const own = snapshot.versions.filter((version) => version.model === model)
  const target = own.find(({ version }) => version === to)
  const been = [...new Set(moves.map(({ version }) => version))].reverse()
  const help = `versions that were in ${stage}: ${been.slice(0, 10).join(', ')}`
  if (target === undefined) throw new InputError({ message: `${model} has no version ${to}`, help })
  if (been.includes(to)) return target
  throw new InputError({
    message: `${model} ${to} was never in ${stage}: a rollback returns what was there, and promote brings what was not`,
    help,
  })
}

function findLastOther(
  { model, stage }: RollbackRequest,
  holder: ModelVersion | null,
  moves: readonly RegistryEvent[],
  snapshot: RegistrySnapshot,
): Pick<RollbackTarget, 'target' | 'lost'> {
  const barred = snapshot.barred[`${model}#${stage}`] ?? []
  const orphan = findOrphan(snapshot, model, stage)
  const held = (holder === null ? orphan?.modelDigest : snapshot.digests[holder.tag]) ?? null
  const name = findHeld(snapshot, model, stage)?.version
  const passed: string[] = []
  const lost: string[] = []
  const seen = new Set<string>()
  for (const { version } of [...moves].reverse()) {
    if (version === holder?.version || seen.has(version)) continue
    seen.add(version)
    const found = snapshot.versions.find((entry) => entry.model === model && entry.version === version)
    const digest = found === undefined ? null : (snapshot.digests[found.tag] ?? null)
    if (found === undefined) {
      // what stands there now has none either, and its own refusals say so
      if (version !== name) lost.push(version)
      passed.push(`${version} has lost its tag`)
    } else if (digest !== null && barred.includes(digest)) passed.push(`${version} is barred`)
    else if (digest !== null && digest === held) passed.push(`${version} is the same model as ${name}`)
    else if (isDeprecated(found, snapshot)) passed.push(`${version} is deprecated`)
    else return { target: found, lost }
  }
  const reasons = passed.length > 0 ? `: ${passed.slice(0, 10).join(', ')}` : ''
  throw new InputError({
    message: `${stage} of ${model} has no other version to go back to${reasons}`,
    help: `promote another version, or empty the stage: modelgate registry unassign ${model}#${stage}`,
  })
}
