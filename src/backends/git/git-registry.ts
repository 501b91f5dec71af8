import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Clock } from '../../ports/host.ts'
import type { ModelRegistry, Registration, RegistrationDraft, StoredArtifact } from '../../ports/model-registry.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import type { RegistryTag } from '../../registry/registry-tag.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import type { BareRepository } from './bare-repository.ts'
import { hasLocalCommit, openPolicyTree, openTreeAt } from './policy-tree.ts'
import { type RecordContent, readRecords } from './record-reading.ts'
import { type Person, type StoredFile, storeFiles, type TagText, writeRecord, writeTags } from './record-writing.ts'
import { type RegistryState, readState } from './registry-state.ts'
import type { RepositoryPlace } from './repository.ts'
import { openRemoteFiles } from './revision-blobs.ts'
import { type PushOutcome, pushTags } from './tag-push.ts'

export interface GitRegistryOptions {
  readonly repository: BareRepository
  readonly place: RepositoryPlace
  readonly rules: RegistryRules
  readonly clock: Clock
  /** Who tags where the draft names nobody; null where git's configuration names nobody either. */
  readonly user: Person | null
  readonly warn: (message: string) => void
  /** Folder for fetched artifacts. */
  readonly folder: string
}

/** One try to create tags: what they mean, and whether the remote took them. */
type Attempt = () => Promise<{ readonly registration: Registration; readonly outcome: PushOutcome }>

/** As many as may push the same model at the same moment, with room to spare. */
const MAX_ATTEMPTS = 40

/** The registry in a git repository's tags. Every call asks the remote anew. */
export class GitRegistry implements ModelRegistry {
  readonly location: string
  private readonly options: GitRegistryOptions
  private readonly known = new Map<string, RegistryTag>()
  private readonly records = new Map<string, RecordContent>()
  private readonly warned = new Set<string>()
  private lastWrite: Promise<unknown> = Promise.resolve()

  constructor(options: GitRegistryOptions) {
    this.options = options
    this.location = options.repository.location
  }

  async read(options: { readonly models?: readonly string[]; readonly asOf?: Date }, signal: AbortSignal) {
    const { tags } = await this.readState(options.models, signal)
    return this.options.rules.buildSnapshot(tags, options.asOf)
  }

  async inspect(options: { readonly models?: readonly string[] }, signal: AbortSignal) {
    const { tags } = await this.readState(options.models, signal)
    const annotated = tags.filter((tag) => tag.at !== null)
    return { tags, records: await this.readRecords([...new Set(annotated.map((tag) => tag.commit))], signal) }
  }

  async record(version: ModelVersion, signal: AbortSignal): Promise<ModelRecord> {
    const tag = await this.findTag(version, signal)
    const found = (await this.readRecords([tag.commit], signal)).get(tag.commit)?.record ?? null
    const help = 'modelgate registry verify shows what was altered; compare with a clone or backup'
    if (found === null) throw new SystemError(`the record of ${tag.tag} is missing at ${this.location}`, { help })
    if (found.sha256 !== tag.details?.record.sha256) {
      const wanted = tag.details === null ? (tag.fault ?? 'no digest') : `sha256:${tag.details.record.sha256}`
      throw new SystemError(
        `the record of ${tag.tag} is not the one registered: sha256:${found.sha256}, the tag has ${wanted}`,
        { help },
      )
    }
    const record = parseRecord(found.text, tag.tag)
    if (record.schema === 'modelgate.record/v1') return record
    throw new SystemError(
      `the record of ${tag.tag} is of schema ${String(record.schema)}, which this version does not read`,
      {
        help: 'use a newer modelgate',
      },
    )
  }

  async artifact(version: ModelVersion, path: string, signal: AbortSignal): Promise<StoredArtifact | null> {
    const record = await this.record(version, signal)
    const entry = record.artifacts.find((artifact) => artifact.path === path)
    if (entry === undefined) return null
    const id = this.records.get(version.commit)?.ids.get(path)
    if (id === undefined) throw new SystemError(`${path} of ${version.tag} is missing at ${this.location}`)
    const { repository, folder } = this.options
    await repository.fetch([id], null, signal)
    const target = join(folder, id, path.split('/').at(-1)!)
    const { sha256, size } = await repository.exportFile(id, target, signal)
    if (sha256 === entry.digest.sha256) return { path: target, sha256, size }
    throw new SystemError(
      `${path} of ${version.tag} is sha256:${sha256}, its record says sha256:${entry.digest.sha256}`,
      {
        help: 'modelgate registry verify shows what was altered; compare with a clone or backup',
      },
    )
  }

  async register(draft: RegistrationDraft, signal: AbortSignal): Promise<Registration> {
    const { rules, repository } = this.options
    const person = this.findPerson(draft.identity)
    const request = { ...draft, modelDigest: rules.findModelDigest(draft.record) }
    rules.planRegistration([], [], { ...request, expectedStageCommit: null })
    const files = await storeFiles(repository, draft.files, signal)
    refuseOtherBytes(draft, files)
    return this.repeat(async () => {
      const state = await this.readState([draft.model], signal)
      const plan = rules.planRegistration(state.tags, state.names, request)
      const record: ModelRecord = {
        schema: 'modelgate.record/v1',
        model: draft.model,
        version: plan.version,
        previous: plan.previous,
        ...draft.record,
      }
      const recordText = rules.formatRecord(record)
      const sha256 = createHash('sha256').update(recordText).digest('hex')
      let tags: readonly TagText[] = []
      const commit = await writeRecord(
        repository,
        {
          parent: plan.previous,
          recordText,
          files,
          message: `${draft.model} ${plan.version}\n`,
          person,
          time: this.chooseTime(state),
        },
        (id) => {
          tags = rules.draftTags(plan, { record, commit: id, sha256 }, draft)
          return tags
        },
        signal,
      )
      const registration = {
        version: plan.version,
        tag: plan.tag,
        stage: plan.stage?.stage ?? null,
        stageTag: plan.stage?.tag ?? null,
        commit,
      }
      return { registration, outcome: await this.push(commit, tags, signal) }
    })
  }

  async assign(draft: Parameters<ModelRegistry['assign']>[0], signal: AbortSignal): Promise<Registration> {
    const { rules, repository } = this.options
    const person = this.findPerson(draft.identity)
    return this.repeat(async () => {
      const state = await this.readState([draft.model], signal)
      const plan = rules.planAssignment(state.tags, state.names, draft)
      const registration = {
        version: draft.version,
        tag: plan.version.tag,
        stage: draft.stage,
        stageTag: plan.stage.tag,
        commit: plan.version.commit,
      }
      if (plan.existing !== null) return { registration, outcome: { kind: 'pushed' } }
      const tag = rules.draftStageTag(plan.version, plan.stage, draft.sentence, draft.details)
      await writeTags(repository, registration.commit, [tag], { person, time: this.chooseTime(state) }, signal)
      return { registration, outcome: await this.push(registration.commit, [tag], signal) }
    })
  }

  async locateCommit(commit: string, signal: AbortSignal): Promise<'remote' | 'clone' | null> {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return null
    const { repository, place } = this.options
    if (await repository.hasRemoteCommit(commit, signal)) return 'remote'
    return (await hasLocalCommit(repository, place, commit, signal)) ? 'clone' : null
  }

  policyFiles(signal: AbortSignal) {
    return openPolicyTree(this.options.repository, this.options.place, signal)
  }

  /** The files of a commit, called `ref` in messages. */
  policyFilesAt(at: { readonly ref: string; readonly commit: string }, signal: AbortSignal) {
    return openTreeAt(this.options.repository, this.options.place, at, signal)
  }

  /** Files of a commit of the remote, which the clone has not got: called by a branch's or tag's name, or by its id. */
  remoteFiles(name: string, signal: AbortSignal) {
    return openRemoteFiles(this.options.repository, name, signal)
  }

  private async readState(models: readonly string[] | undefined, signal: AbortSignal): Promise<RegistryState> {
    const { repository, rules, warn } = this.options
    const state = await readState(repository, rules, models, signal)
    for (const tag of state.tags) this.known.set(tag.tag, tag)
    for (const { tag } of rules.selectForeignTags(state.names, models)) {
      if (!this.warned.has(tag))
        warn(`${tag} is a tag of GTO's that modelgate does not act on: stages are shown as if it were not there`)
      this.warned.add(tag)
    }
    return state
  }

  private async readRecords(
    commits: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, RecordContent>> {
    const missing = commits.filter((commit) => !this.records.has(commit))
    for (const [commit, record] of await readRecords(this.options.repository, missing, signal))
      this.records.set(commit, record)
    return new Map([...this.records].filter(([commit]) => commits.includes(commit)))
  }

  private async findTag(version: ModelVersion, signal: AbortSignal): Promise<RegistryTag> {
    if (!this.known.has(version.tag)) await this.readState([version.model], signal)
    const tag = this.known.get(version.tag)
    if (tag?.commit === version.commit) return tag
    throw new SystemError(`the tag ${version.tag} is not at ${this.location} as it was seen before`, {
      help: 'compare again',
    })
  }

  private findPerson(identity: Person | null): Person {
    const person = identity ?? this.options.user
    if (person !== null) return person
    throw new InputError({
      message: 'nobody is named who registers the version',
      help: 'set user.name and user.email with git config, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL',
    })
  }

  /** Never before what is there already, so that times agree with numbers where a clock is slow. */
  private chooseTime(state: RegistryState): number {
    const times = state.tags.map((tag) => (tag.details === null ? 0 : Date.parse(tag.at ?? '') / 1000 || 0))
    return times.reduce((latest, time) => Math.max(latest, time), Math.floor(this.options.clock.now().getTime() / 1000))
  }

  /** Pushes and reads back: after a connection that broke, the remote says whether the tags arrived. */
  private async push(commit: string, tags: readonly TagText[], signal: AbortSignal): Promise<PushOutcome> {
    const { repository } = this.options
    const names = tags.map(({ tag }) => tag)
    const outcome = await pushTags(repository, names, signal)
    if (outcome.kind === 'refused') return outcome
    const [remote, own] = await Promise.all([repository.listTags(signal), repository.readOwnTags(names, signal)])
    const isThere = names.every(
      (tag, index) => remote.get(tag)?.id === own[index] && remote.get(tag)?.peeled === commit,
    )
    if (isThere) return { kind: 'pushed' }
    if (outcome.kind !== 'pushed') return outcome
    return { kind: 'refused', reason: 'it accepted the tags and does not show them' }
  }

  /** Tries again while others take the numbers, each time on what is there then; one writer at a time in this process. */
  private async repeat(attempt: Attempt): Promise<Registration> {
    const turn = this.lastWrite.then(() => this.repeatNow(attempt))
    this.lastWrite = turn.catch(() => undefined)
    return turn
  }

  private async repeatNow(attempt: Attempt): Promise<Registration> {
    let reason = ''
    for (let count = 0; count < MAX_ATTEMPTS; count += 1) {
      const { registration, outcome } = await attempt()
      if (outcome.kind === 'pushed') return registration
      reason = outcome.reason
      if (outcome.kind === 'taken') continue
      const tags = [registration.tag, registration.stageTag].filter((tag) => tag !== null).join(' and ')
      throw new SystemError(`${this.location} did not take ${tags}: ${reason}`, {
        help:
          outcome.kind === 'refused'
            ? 'nothing was changed; the job needs permission contents: write, and rulesets and hooks must allow new tags'
            : 'nothing was changed; try again',
      })
    }
    throw new SystemError(`${this.location} was changed by others ${MAX_ATTEMPTS} times in a row: ${reason}`, {
      help: 'try again later',
    })
  }
}

function parseRecord(text: string, tag: string): ModelRecord {
  try {
    return JSON.parse(text) as ModelRecord
  } catch (error) {
    throw new SystemError(`the record of ${tag} is no JSON`, { cause: error })
  }
}

/** What was stored must be what the record says, or a file changed since it was judged. */
function refuseOtherBytes(draft: RegistrationDraft, files: readonly StoredFile[]): void {
  const faults = draft.record.artifacts.flatMap(({ path, digest }) => {
    const file = files.find((candidate) => candidate.path === path)
    if (file === undefined || file.sha256 === digest.sha256) return []
    return [`${path} is sha256:${file.sha256} now and was sha256:${digest.sha256} when it was judged: compare again`]
  })
  if (faults.length > 0) throw new InputError(faults.map((message) => ({ message })))
}
