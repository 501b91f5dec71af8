import type { Project } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import type { MirroredVersion, RegistryMirror } from '../../ports/registry-mirror.ts'
import type { ModelVersion, RegistrySnapshot } from '../../registry/model-version.ts'
import { describeMirrored } from '../mirrored-stage.ts'
import type { Services } from '../services.ts'
import { findHolder } from '../stage-holder.ts'
import { findStagePolicy, type StagePolicy } from './stage-policy.ts'

interface Adoption {
  readonly model: string
  readonly stage: string
  readonly reason: string | null
  readonly isDryRun: boolean
}

type Adopting = RegistryMirror & { readonly adoption: NonNullable<RegistryMirror['adoption']> }
type Fetched = Awaited<ReturnType<Adopting['adoption']['fetch']>>

/**
 * Takes the version that holds a stage in the registry that follows, and of which git knows nothing, into git: a record of
 * its file without evidence, its version tag and the stage. Only for a stage that git never held: what was judged once
 * is replaced by what is judged. Which registry follows is the policy's to say.
 *
 * @throws InputError where nothing follows, nothing is to be adopted, git held the stage before, or this run may not
 */
export async function adoptHolder(
  request: Adoption,
  snapshot: RegistrySnapshot,
  services: Services,
): Promise<{ readonly words: string; readonly tags: readonly string[] }> {
  const { model, stage } = request
  const registry = await services.registry()
  const policy = await findStagePolicy(request, services)
  if (policy !== null) refuseUnseen(request, policy, services)
  const project = policy?.project ?? null
  const mirror = await openAdopting(project, services)
  const held = await findStranger(request, snapshot, mirror, services)
  const found = await mirror.adoption.fetch(model, held, services.signal)
  const known = findAdopted(request, found, snapshot)
  const about = `${describeMirrored(held)} of ${mirror.name}, sha256:${found.file.sha256}`
  if (known === null) registry.provePerson(services.provenance.identity)
  if (request.isDryRun) {
    const words = `${stage} of ${model} would take ${about}. Nothing was changed.`
    return { words, tags: [] }
  }
  const made = known === null ? await register(request, found, project!, about, services) : null
  const now = await registry.read({ models: [model] }, services.signal)
  const version = known ?? now.versions.find((entry) => entry.commit === made?.commit)!
  const record = await registry.record(version, services.signal)
  const { tag, commit } = version
  const draft = { model, version: version.version, tag, commit, record, file: found.file, runs: [] }
  await mirror.adoption.note(draft, held, services.signal)
  const done = known === null ? 'is now' : 'was taken into git before, which this run completed, as'
  return {
    words: `${about} ${done} ${tag} and holds ${stage} of ${model}.`,
    tags: made === null ? [] : [made.tag, ...(made.stageTag === null ? [] : [made.stageTag])],
  }
}

/** Without evidence somebody has to stand for it: nobody does in a pull request, nor where reviewers are left out. */
function refuseUnseen(
  { model, stage }: Adoption,
  { settings: { environment, place } }: StagePolicy,
  { provenance: { trust } }: Services,
): void {
  if (trust === 'pull_request') {
    throw new InputError({
      message: `this run is of no protected branch, so nothing is adopted into ${stage} of ${model}`,
      help: 'adopt from a push, schedule or dispatch of the default branch',
    })
  }
  if (environment === null || trust === 'protected') return
  throw new InputError({
    message: `${stage} of ${model} asks for reviewers of the environment ${environment}, whom only a workflow run asks`,
    place,
    help: `adopt in a job of the default branch with environment: ${environment}`,
  })
}

async function openAdopting(project: Project | null, services: Services): Promise<Adopting> {
  const mirror = project === null ? null : await services.mirror(project.registry)
  if (mirror?.adoption !== undefined) return mirror as Adopting
  throw new InputError({
    message:
      mirror === null
        ? 'no other registry follows the one in git'
        : `${mirror.name} gives nobody the file of a version`,
    help:
      mirror === null
        ? 'name one in modelgate.yml: registry: {type: mlflow}'
        : 'take the stage from the version there, then promote its file as a candidate',
  })
}

/** What holds the stage there, as long as git does not know it. */
async function findStranger(
  { model, stage }: Adoption,
  snapshot: RegistrySnapshot,
  mirror: Adopting,
  { signal }: Services,
): Promise<MirroredVersion> {
  const held = await mirror.holder(model, stage, signal)
  const known = snapshot.versions.find(({ commit }) => commit === held?.recordCommit)
  if (held !== null && known === undefined) return held
  throw new InputError({
    message:
      held === null
        ? `nothing holds ${stage} of ${model} at ${mirror.name}`
        : `${stage} of ${model} holds ${known!.version} at ${mirror.name}, which git has: there is nothing to adopt`,
    help: `modelgate registry verify ${model} compares the two`,
  })
}

/** The version that a run which was cut off made of these bytes; null where git never held the stage. */
function findAdopted({ model, stage }: Adoption, { file }: Fetched, snapshot: RegistrySnapshot): ModelVersion | null {
  if (!snapshot.events.some((event) => event.model === model && event.stage === stage)) return null
  const holder = findHolder(snapshot, model, stage)
  if (holder !== undefined && snapshot.digests[holder.tag] === `sha256:${file.sha256}`) return holder
  throw new InputError({
    message: `${stage} of ${model} was held in git before, so a version comes there by promote alone`,
    help: `modelgate registry sync ${model}#${stage} sets the other registry back to what git says`,
  })
}

async function register(
  { model, stage, reason }: Adoption,
  { file, uri, codeCommit }: Fetched,
  project: Project,
  about: string,
  services: Services,
) {
  const { provenance, clock, signal } = services
  const { store: settings } = project
  if (settings.type === 'git' && file.size > settings.maxSize) {
    throw new InputError({
      message: `${uri} has ${file.size} bytes; store: git keeps files up to ${settings.maxSize}`,
      help: 'raise max_size, or keep versions elsewhere: store: {type: s3, …}',
    })
  }
  const path = 'artifacts/model'
  const store = await services.store(settings)
  const stored = { model, path, localPath: file.path, sha256: file.sha256, size: file.size }
  const location = store === null ? 'git' : await store.put(stored, signal)
  const registry = await services.registry()
  return registry.register(
    {
      ...{ model, version: null, bump: 'minor', stage, expectedStageCommit: null, reason },
      record: {
        ...{ description: project.models[model]?.description ?? null, intendedUse: null, owner: null, codeCommit },
        ...{ data: [], parameters: {}, metrics: {}, policy: null, evidence: [], waivers: [], image: null },
        artifacts: [{ path, uri, digest: { sha256: file.sha256 }, size: file.size, location }],
        trust: provenance.trust,
        createdAt: clock
          .now()
          .toISOString()
          .replace(/\.\d+Z$/, 'Z'),
      },
      files: location === 'git' ? [{ path, file: { localPath: file.path } }] : [],
      sentence: `${model} in ${stage} is adopted without evidence: ${about}.`,
      identity: provenance.identity,
    },
    signal,
  )
}
