import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { InputError, SystemError } from '../../core/faults.ts'
import type { ArtifactStores } from '../../ports/artifact-store.ts'
import type { Clock } from '../../ports/host.ts'
import type {
  ModelRegistry,
  ReadOptions,
  Registration,
  RegistrationDraft,
  StoredArtifact,
} from '../../ports/model-registry.ts'
import type { ModelRecord, ModelVersion } from '../../registry/model-version.ts'
import type { RegistryTag } from '../../registry/registry-tag.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import type { BareRepository } from './bare-repository.ts'
import { hasLocalCommit, lendObjects, openPolicyTree, openTreeAt } from './policy-tree.ts'
import { type RecordContent, readRecords } from './record-reading.ts'
import { type Person, type StoredFile, storeFiles, writeRecord } from './record-writing.ts'
import { type RegistryState, readState } from './registry-state.ts'
import type { RepositoryPlace } from './repository.ts'
import { openRemoteFiles } from './revision-blobs.ts'
import { assignVersion, deprecateVersion, emptyStage, type StageMoves } from './stage-moves.ts'
import { TagWriter } from './tag-writer.ts'

export interface GitRegistryOptions {
  readonly repository: BareRepository
  readonly place: RepositoryPlace
  /** The working directory from the root of the repository, with `/`; null: outside of it. */
  readonly workingFolder: string | null
  readonly rules: RegistryRules
  readonly clock: Clock
  /** Who tags where the draft names nobody; null where git's configuration names nobody either. */
  readonly user: Person | null
  /** Folder for fetched artifacts. */
  readonly folder: string
  /** Files of records that are kept elsewhere. */
  readonly stores: Pick<ArtifactStores, 'fetch'>
}

/** The registry in a git repository's tags. Every call asks the remote anew. */
export class GitRegistry implements ModelRegistry {
  readonly location: string
  private readonly options: GitRegistryOptions
  /** The tags of each reading, the last one first. */
  private readonly known: (readonly RegistryTag[])[] = []
  private readonly records = new Map<string, RecordContent>()
  private readonly writer: TagWriter
  private readonly moves: StageMoves

  constructor(options: GitRegistryOptions) {
    this.options = options
    this.location = options.repository.location
    this.writer = new TagWriter(options)
    const read = (model: string, signal: AbortSignal) => this.readState({ models: [model] }, null, signal)
    this.moves = { writer: this.writer, repository: options.repository, rules: options.rules, read }
  }

  async read(options: ReadOptions, signal: AbortSignal) {
    const { tags } = await this.readState(options, lendObjects(this.options.place), signal)
    return this.options.rules.buildSnapshot(tags, options.asOf)
  }

  async inspect(options: { readonly models?: readonly string[] }, signal: AbortSignal) {
    const { tags } = await this.readState(options, null, signal)
    const annotated = tags.filter((tag) => tag.at !== null)
    const commits = [...new Set(annotated.map((tag) => tag.commit))]
    return { tags, records: await readRecords(this.options.repository, commits, signal, true) }
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
    const { rules, workingFolder } = this.options
    if (record.schema === 'modelgate.record/v1') return rules.placeRecord(record, workingFolder)
    throw new SystemError(
      `the record of ${tag.tag} is of schema ${String(record.schema)}, which this version does not read`,
      {
        help: 'use a newer modelgate',
      },
    )
  }

  async artifact(version: ModelVersion, path: string, signal: AbortSignal): Promise<StoredArtifact | null> {
    const record = await this.record(version, signal)
    const entry = record.artifacts.find((artifact) => artifact.path === path) ?? findEvidence(record, path)
    if (entry === undefined) return null
    if (entry.location !== 'git') {
      const { location, digest, size } = entry
      const stored = await this.options.stores.fetch({ path, location, sha256: digest.sha256, size }, signal)
      if (stored === null) throw new SystemError(`${path} of ${version.tag} is not at ${location}`)
      return stored
    }
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

  provePerson(identity: RegistrationDraft['identity']): void {
    this.writer.findPerson(identity)
  }

  async register(draft: RegistrationDraft, signal: AbortSignal): Promise<Registration> {
    const { rules, repository, workingFolder } = this.options
    const person = this.writer.findPerson(draft.identity)
    const request = { ...draft, modelDigest: rules.findModelDigest(draft.record) }
    rules.planRegistration([], [], { ...request, expectedStageCommit: null })
    const files = await storeFiles(repository, draft.files, signal)
    refuseOtherBytes(draft, files)
    return this.writer.repeat(async () => {
      const state = await this.readState({ models: [draft.model] }, null, signal)
      const plan = rules.planRegistration(state.tags, state.names, request)
      const record: ModelRecord = {
        schema: 'modelgate.record/v1',
        model: draft.model,
        version: plan.version,
        previous: plan.previous,
        ...(workingFolder === null ? {} : { folder: workingFolder }),
        ...draft.record,
      }
      const ofVersion = await storeFiles(repository, (await draft.describeVersion?.(plan)) ?? [], signal)
      const recordText = rules.formatRecord(record)
      const sha256 = createHash('sha256').update(recordText).digest('hex')
      const commit = await writeRecord(
        repository,
        {
          parent: plan.previous,
          recordText,
          files: [...files, ...ofVersion],
          message: `${draft.model} ${plan.version}\n`,
          person,
          time: this.writer.chooseTime(state),
        },
        (id) => rules.draftTags(plan, { record, commit: id, sha256 }, draft),
        signal,
      )
      const registration = {
        version: plan.version,
        tag: plan.tag,
        stage: plan.stage?.stage ?? null,
        stageTag: plan.stage?.tag ?? null,
        commit,
      }
      const names = [plan.tag, ...(plan.stage === null ? [] : [plan.stage.tag])]
      const made = names.map((tag) => ({ tag, commit }))
      return { value: registration, tags: names, outcome: await this.writer.push(made, signal) }
    }, signal)
  }

  async assign(draft: Parameters<ModelRegistry['assign']>[0], signal: AbortSignal): Promise<Registration> {
    return assignVersion(this.moves, draft, signal)
  }

  async unassign(draft: Parameters<ModelRegistry['unassign']>[0], signal: AbortSignal): Promise<readonly string[]> {
    return emptyStage(this.moves, draft, signal)
  }

  async deprecate(draft: Parameters<ModelRegistry['deprecate']>[0], signal: AbortSignal) {
    return deprecateVersion(this.moves, draft, signal)
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

  private async readState(
    { models, isWhole = false }: Pick<ReadOptions, 'models' | 'isWhole'>,
    lent: Readonly<Record<string, string>> | null,
    signal: AbortSignal,
  ): Promise<RegistryState> {
    const { repository, rules } = this.options
    const state = await readState({ repository, lent }, rules, { models, isWhole }, signal)
    this.known.unshift(state.tags)
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
    const find = () => this.known.flatMap((tags) => tags.find(({ tag }) => tag === version.tag) ?? [])[0]
    if (find() === undefined) await this.readState({ models: [version.model] }, null, signal)
    const tag = find()
    if (tag?.commit === version.commit) return tag
    throw new SystemError(`the tag ${version.tag} is not at ${this.location} as it was seen before`, {
      help: 'compare again',
    })
  }
}

/** Evidence always lies in the record itself. */
function findEvidence({ evidence }: ModelRecord, path: string): ModelRecord['artifacts'][number] | undefined {
  const entry = evidence.find(({ name }) => name === path)
  return entry && { path, uri: path, digest: entry.digest, size: 0, location: 'git' }
}

/** What a record that another program wrote may leave out. */
const UNSAID = {
  data: [],
  parameters: {},
  metrics: {},
  evidence: [],
  waivers: [],
  artifacts: [],
  policy: null,
  image: null,
} as const

function parseRecord(text: string, tag: string): ModelRecord {
  try {
    return { ...UNSAID, ...(JSON.parse(text) as ModelRecord) }
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
