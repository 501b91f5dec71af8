import type { ModelRegistry, Registration } from '../../ports/model-registry.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import type { BareRepository } from './bare-repository.ts'
import { writeTags } from './record-writing.ts'
import type { RegistryState } from './registry-state.ts'
import type { TagWriter } from './tag-writer.ts'

/** What tags on versions that are there already are made with. */
export interface StageMoves {
  readonly writer: TagWriter
  readonly repository: BareRepository
  readonly rules: RegistryRules
  /** The remote's tags of a model now. */
  readonly read: (model: string, signal: AbortSignal) => Promise<RegistryState>
}

const PUSHED = { kind: 'pushed' } as const

/** The stage tag of a version that is there already. */
export async function assignVersion(
  { writer, repository, rules, read }: StageMoves,
  draft: Parameters<ModelRegistry['assign']>[0],
  signal: AbortSignal,
): Promise<Registration> {
  const person = writer.findPerson(draft.identity)
  return writer.repeat(async () => {
    const state = await read(draft.model, signal)
    const plan = rules.planAssignment(state.tags, state.names, draft)
    const { commit } = plan.version
    const value = {
      version: draft.version,
      tag: plan.version.tag,
      stage: draft.stage,
      stageTag: plan.stage.tag,
      commit,
    }
    if (plan.existing !== null) return { value, tags: [], outcome: PUSHED }
    const tag = rules.draftStageTag(plan.version, plan.stage, draft.sentence, draft.details)
    await writeTags(
      repository,
      commit,
      [tag],
      { person, time: chooseStageTime(writer, state, plan.stage.stage) },
      signal,
    )
    return { value, tags: [tag.tag], outcome: await writer.push([{ tag: tag.tag, commit }], signal) }
  }, signal)
}

/** The tags that empty a stage, in one push; each names the one before it, so they are written one after the other. */
export async function emptyStage(
  { writer, repository, rules, read }: StageMoves,
  draft: Parameters<ModelRegistry['unassign']>[0],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const person = writer.findPerson(draft.identity)
  const details = { event: 'unassigned', reason: draft.reason }
  return writer.repeat(async () => {
    const state = await read(draft.model, signal)
    const plan = rules.planUnassignment(state.tags, state.names, draft)
    const time = chooseStageTime(writer, state, draft.stage)
    const made: { tag: string; commit: string }[] = []
    let before: string | null = null
    for (const { version, plan: stage } of plan.tags) {
      const { commit } = version
      const linked = { ...stage, previous: before ?? stage.previous }
      const tag = rules.draftStageTag(version, linked, draft.sentence, details)
      await writeTags(repository, commit, [tag], { person, time }, signal)
      before = (await repository.readOwnTags([tag.tag], signal))[0]!
      made.push({ tag: tag.tag, commit })
    }
    const tags = made.map(({ tag }) => tag)
    return { value: tags, tags, outcome: await writer.push(made, signal) }
  }, signal)
}

/** The tag that deprecates a version; nothing is written where it is there. */
export async function deprecateVersion(
  { writer, repository, rules, read }: StageMoves,
  draft: Parameters<ModelRegistry['deprecate']>[0],
  signal: AbortSignal,
): Promise<{ readonly tag: string; readonly isNew: boolean }> {
  const person = writer.findPerson(draft.identity)
  return writer.repeat<{ readonly tag: string; readonly isNew: boolean }>(async () => {
    const state = await read(draft.model, signal)
    const { version, tag, existing } = rules.planDeprecation(state.tags, state.names, draft)
    if (existing !== null) return { value: { tag, isNew: false }, tags: [], outcome: PUSHED }
    const text = rules.draftDeprecationTag(version, tag, draft.sentence, draft.reason)
    await writeTags(repository, version.commit, [text], { person, time: writer.chooseTime(state) }, signal)
    const outcome = await writer.push([{ tag, commit: version.commit }], signal)
    return { value: { tag, isNew: true }, tags: [tag], outcome }
  }, signal)
}

/**
 * A second after the stage's last move at least: GTO goes by times, and of two moves in one second it may take either.
 * What others dated into the future is not followed there.
 */
function chooseStageTime(writer: TagWriter, state: RegistryState, stage: string): number {
  const now = writer.chooseTime(state)
  const moves = state.tags.filter(({ name }) => 'stage' in name && name.stage === stage)
  const last = moves.map(({ at }) => Date.parse(at ?? '') / 1000 || 0).filter((time) => time <= now)
  return Math.max(now, ...last.map((time) => time + 1))
}
