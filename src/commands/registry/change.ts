import type { RegistrySettings } from '../../config/registry-settings.ts'
import { InputError, RaceLostError } from '../../core/faults.ts'
import type { ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import type { CommonInputs, Inputs, Outcome } from '../command.ts'
import { type Followed, followDeprecation, followEmptied, followMove, syncStage } from '../mirror-following.ts'
import { refuseMovedMirror } from '../mirrored-stage.ts'
import { openPolicyProject } from '../policy-project.ts'
import type { Services } from '../services.ts'
import { findHolder, isDeprecated, refuseOrphan } from '../stage-holder.ts'
import { type ChangeRequest, readChange } from './change-request.ts'
import type { RegistryInputs } from './spec.ts'

/** What was done in words, and the tags that say it; none where there was nothing to do. */
interface Change {
  readonly words: string
  readonly tags: readonly string[]
}

/** Assigns, unassigns, deprecates or lifts, and shows what is there then. */
export async function runChange(inputs: Inputs<RegistryInputs> & CommonInputs, services: Services): Promise<Outcome> {
  const request = readChange(inputs, services.provenance.isInteractive)
  const registry = await services.registry()
  const options = { models: [request.model] }
  const snapshot = await registry.read(options, services.signal)
  if ('stage' in request) refuseOrphan(snapshot, request.model, request.stage)
  if (request.action === 'assign') {
    const { refuseAssignment } = await import('./assign.ts')
    const refusal = await refuseAssignment(request, findVersion(request, request.version, snapshot), snapshot, services)
    if (refusal !== null) return { results: [refusal] }
  }
  const change = await makeChange(request, snapshot, services)
  const { versions, events } = request.isDryRun ? snapshot : await registry.read(options, services.signal)
  const document = {
    schema: 'modelgate.registry/v1',
    versions,
    events: events.filter(({ tag }) => change.tags.includes(tag)),
  }
  return { results: [], document, text: `${change.words}\n` }
}

async function makeChange(request: ChangeRequest, snapshot: RegistrySnapshot, services: Services): Promise<Change> {
  try {
    switch (request.action) {
      case 'assign':
        return await assign(request, snapshot, services)
      case 'unassign':
        return await unassign(request, snapshot, services)
      case 'deprecate':
        return await deprecate(request, snapshot, services)
      case 'lift':
        return await lift(request, snapshot, services)
      case 'adopt': {
        const { adoptHolder } = await import('./adopt.ts')
        return await adoptHolder(request, snapshot, services)
      }
      case 'sync':
        return await sync(request, snapshot, services)
    }
  } catch (error) {
    if (!(error instanceof RaceLostError) || error.help?.startsWith('compare again') !== true) throw error
    throw new RaceLostError(error.message.split('\n')[0]!.replace('since the comparison', 'meanwhile'), {
      help: `look again: modelgate registry show ${request.model}`,
      cause: error,
    })
  }
}

type Of<A extends ChangeRequest['action']> = Extract<ChangeRequest, { action: A }>

async function assign(request: Of<'assign'>, snapshot: RegistrySnapshot, services: Services): Promise<Change> {
  const { model, stage, reason } = request
  const version = findVersion(request, request.version, snapshot)
  const holder = findHolder(snapshot, model, stage)
  const settings = await findSettings(request, services)
  const told = { model, stage, version: version.version, reason }
  if (holder === version) {
    const followed = request.isDryRun ? null : await followMove(settings, { ...told, isRepeated: true }, services)
    return { words: `${stage} of ${model} holds ${version.version} already.${describeCompleted(followed)}`, tags: [] }
  }
  if (isDeprecated(version, snapshot))
    throw new InputError({ message: `${version.tag} is deprecated`, help: 'assign another version' })
  await refuseMovedMirror(settings, { model, stage, target: version, snapshot }, services)
  const { provenance, signal } = services
  const registry = await services.registry()
  registry.provePerson(provenance.identity)
  if (request.isDryRun)
    return { words: `${stage} of ${model} would hold ${version.version}. Nothing was changed.`, tags: [] }
  const { stageTag } = await registry.assign(
    {
      model,
      version: version.version,
      stage,
      expectedStageCommit: holder?.commit ?? null,
      sentence: describe(`${model} ${version.version} is assigned to ${stage}`, reason),
      details: { event: 'assigned', reason, trust: provenance.trust, barred: [], lifted: [] },
      identity: provenance.identity,
    },
    signal,
  )
  const words = `${stage} of ${model} holds ${version.version} now (${stageTag}).`
  const followed = await followMove(settings, told, services)
  return { words: describeFollowed(words, followed), tags: stageTag ? [stageTag] : [] }
}

async function unassign(request: Of<'unassign'>, snapshot: RegistrySnapshot, services: Services): Promise<Change> {
  const { model, stage, reason } = request
  const holder = findHolder(snapshot, model, stage)
  const settings = await findSettings(request, services)
  if (holder === undefined) {
    if (snapshot.events.some((event) => event.stage === stage)) {
      const told = { model, stage, isRepeated: true }
      const followed = request.isDryRun ? null : await followEmptied(settings, told, services)
      return { words: `${stage} of ${model} holds no version already.${describeCompleted(followed)}`, tags: [] }
    }
    throw new InputError({
      message: `no version of ${model} was ever in ${stage}`,
      help: `modelgate registry show ${model}`,
    })
  }
  await refuseMovedMirror(settings, { model, stage, target: null, isEmptied: true, snapshot }, services)
  const registry = await services.registry()
  registry.provePerson(services.provenance.identity)
  if (request.isDryRun)
    return { words: `${holder.version} would leave ${stage} of ${model}. Nothing was changed.`, tags: [] }
  const sentence = describe(`${stage} of ${model} is emptied of ${holder.version}`, reason)
  const draft = { model, stage, expectedStageCommit: holder.commit, sentence, reason }
  const tags = await registry.unassign({ ...draft, identity: services.provenance.identity }, services.signal)
  const words = `${holder.version} left ${stage} of ${model}, which holds no version now (${tags.join(', ')}).`
  const followed = await followEmptied(settings, { model, stage, isRepeated: false }, services)
  return { words: describeFollowed(words, followed), tags }
}

async function deprecate(request: Of<'deprecate'>, snapshot: RegistrySnapshot, services: Services): Promise<Change> {
  const { model, reason } = request
  const version = findVersion(request, request.version, snapshot)
  const registry = await services.registry()
  registry.provePerson(services.provenance.identity)
  if (version.stages.length === 0 && request.isDryRun) {
    return { words: `${version.tag} would be deprecated. Nothing was changed.`, tags: [] }
  }
  const settings = await findSettings(request, services)
  const sentence = describe(`${model} ${version.version} is deprecated`, reason)
  const draft = { model, version: version.version, sentence, reason, identity: services.provenance.identity }
  const { tag, isNew } = await registry.deprecate(draft, services.signal)
  const followed = await followDeprecation(settings, { ...draft, model, isRepeated: !isNew }, services)
  return isNew
    ? { words: describeFollowed(`${version.tag} is deprecated (${tag}).`, followed), tags: [tag] }
    : { words: describeFollowed(`${version.tag} is deprecated already (${tag}).`, followed), tags: [] }
}

/** What git holds of a stage, told to the registry that follows; git itself stays as it is. */
async function sync(request: Of<'sync'>, snapshot: RegistrySnapshot, services: Services): Promise<Change> {
  const { model, stage } = request
  if (!snapshot.events.some((event) => event.stage === stage)) {
    throw new InputError({
      message: `no version of ${model} was ever in ${stage}`,
      help: `modelgate registry show ${model}`,
    })
  }
  const held = findHolder(snapshot, model, stage)?.version ?? 'no version'
  if (request.isDryRun) {
    const words = `the registry that follows would be told that ${stage} of ${model} holds ${held}. Nothing was changed.`
    return { words, tags: [] }
  }
  const followed = await syncStage(await findSettings(request, services), request, snapshot, services)
  return { words: describeFollowed(`${stage} of ${model} holds ${held} in git.`, followed), tags: [] }
}

/** null where the default branch has no configuration, so that no other registry follows. */
async function findSettings({ model }: ChangeRequest, services: Services): Promise<RegistrySettings | null> {
  return (await openPolicyProject({ models: [model], stage: null }, services))?.registry ?? null
}

const describeFollowed = (words: string, followed: Followed | null): string =>
  followed === null ? words : `${words} ${followed.words}`

const describeCompleted = (followed: Followed | null): string =>
  followed?.isChanged ? ` This run completed it: ${followed.words}` : ''

/** A stage tag on the record that the stage holds, which says that a model may come again. */
async function lift(request: Of<'lift'>, snapshot: RegistrySnapshot, services: Services): Promise<Change> {
  const { model, stage, digest, reason } = request
  const bars = snapshot.bars.filter((bar) => bar.stage === stage)
  if (!bars.some((bar) => bar.digest === digest)) return notBarred(request, snapshot)
  const holder = findHolder(snapshot, model, stage)
  if (holder === undefined) {
    throw new InputError({
      message: `${stage} of ${model} holds no version whose tag could say that ${digest} is lifted`,
      help: 'bring another version there first',
    })
  }
  const { provenance, signal } = services
  const registry = await services.registry()
  registry.provePerson(provenance.identity)
  if (request.isDryRun)
    return { words: `${digest} could go to ${stage} of ${model} again. Nothing was changed.`, tags: [] }
  const { stageTag } = await registry.assign(
    {
      model,
      version: holder.version,
      stage,
      expectedStageCommit: holder.commit,
      isAgain: true,
      sentence: describe(`${digest} may go to ${stage} of ${model} again`, reason),
      details: { event: 'lifted', reason, trust: provenance.trust, barred: [], lifted: [digest] },
      identity: provenance.identity,
    },
    signal,
  )
  return { words: `${digest} may go to ${stage} of ${model} again (${stageTag}).`, tags: stageTag ? [stageTag] : [] }
}

/** @throws InputError unless it was barred once and is lifted. */
function notBarred({ model, stage, digest }: Of<'lift'>, snapshot: RegistrySnapshot): Change {
  const versions = snapshot.versions.filter(({ tag }) => snapshot.digests[tag] === digest)
  const lifted = snapshot.events.findLast(
    (event) =>
      event.event === 'lifted' && event.stage === stage && versions.some(({ version }) => version === event.version),
  )
  if (lifted !== undefined) return { words: `${digest} is lifted already (${lifted.tag}).`, tags: [] }
  const barred = snapshot.bars.filter((bar) => bar.stage === stage).map((bar) => bar.digest)
  throw new InputError({
    message: `${digest} is not barred from ${stage} of ${model}`,
    help: barred.length > 0 ? `barred are ${barred.join(', ')}` : `nothing is barred from ${stage}`,
  })
}

function findVersion({ model }: ChangeRequest, wanted: string, { versions }: RegistrySnapshot): ModelVersion {
  const found = versions.find(({ version }) => version === wanted)
  if (found !== undefined) return found
  const known = versions.slice(0, 10).map(({ version }) => version)
  throw new InputError({
    message: `${model} has no version ${wanted}`,
    help: known.length > 0 ? `its versions: ${known.join(', ')}` : `nothing is registered as ${model} yet`,
  })
}

const describe = (words: string, reason: string | null): string =>
  reason === null ? `${words}.` : `${words}: ${reason}`
