import type { ModelRecord, ModelVersion, RegistrySnapshot } from '../registry/model-version.ts'
import type { RegistryInspection } from '../registry/verification.ts'

/** A stored file of a version: bytes fetched and found to have the record's digest. */
export interface StoredArtifact {
  /** Absolute path of a local copy, in a temporary folder that ends with the process. */
  readonly path: string
  readonly sha256: string
  readonly size: number
}

/** A file to go into a version's record. */
export interface ArtifactDraft {
  /** Path inside the record: `artifacts/model`, `evidence/compare.json`. */
  readonly path: string
  readonly file: { readonly localPath: string } | { readonly bytes: Uint8Array }
}

/** A version to register and, where `stage` is given, to assign to it. */
export interface RegistrationDraft {
  readonly model: string
  /** null: the next one by `bump`; a number taken meanwhile by somebody else's version is retried with the next. */
  readonly version: string | null
  readonly bump: 'major' | 'minor' | 'patch'
  readonly stage: string | null
  /** The record commit that the stage must still hold (null: no version yet); otherwise RaceLostError. */
  readonly expectedStageCommit: string | null
  /** The record but for what only the registry knows (version, previous record). */
  readonly record: Omit<ModelRecord, 'schema' | 'model' | 'version' | 'previous'>
  readonly files: readonly ArtifactDraft[]
  /** Further files, which name the version itself: made once its number is known, and anew where that was taken meanwhile. */
  readonly describeVersion?: (version: {
    readonly version: string
    readonly tag: string
  }) => Promise<readonly ArtifactDraft[]>
  /** One sentence for people, without `{`. */
  readonly sentence: string
  /** Why, in the words of who promotes, for the tags' `reason`. */
  readonly reason?: string | null
  readonly identity: { readonly name: string; readonly email: string } | null
}

export interface Registration {
  readonly version: string
  readonly tag: string
  readonly stage: string | null
  readonly stageTag: string | null
  /** Id of the record commit. */
  readonly commit: string
}

/** What is read of a registry. */
export interface ReadOptions {
  /** All where left out. */
  readonly models?: readonly string[]
  readonly asOf?: Date
  /** Whether all events will be asked for: their messages are then taken apart as they arrive. */
  readonly isWhole?: boolean
}

/** Model versions and the stages that hold them. Reads ask the remote: a clone without tags is enough. */
export interface ModelRegistry {
  /** For messages: where it looks, without credentials. */
  readonly location: string
  /** The registry now, or as if nothing later than `asOf` existed. @throws SystemError where the remote is gone, InputError where there is no git repository. */
  read(options: ReadOptions, signal: AbortSignal): Promise<RegistrySnapshot>
  /** @throws SystemError where the record is missing or does not match the tag's digest. */
  record(version: ModelVersion, signal: AbortSignal): Promise<ModelRecord>
  /** A stored file or piece of evidence; null where the record names none of that path. @throws SystemError where its bytes do not match the record. */
  artifact(version: ModelVersion, path: string, signal: AbortSignal): Promise<StoredArtifact | null>
  /**
   * Whether a change could name who makes it: asked before anything else is changed that no tag would then tell of.
   *
   * @throws InputError where neither the identity nor the registry's own settings name anybody
   */
  provePerson(identity: RegistrationDraft['identity']): void
  /** Record commit, version tag and stage tag in one atomic push, read back. @throws RaceLostError, SystemError (nothing was pushed). */
  register(draft: RegistrationDraft, signal: AbortSignal): Promise<Registration>
  /** Moves the stage to a version that is registered already. */
  assign(
    draft: {
      readonly model: string
      readonly version: string
      readonly stage: string
      /** The record commit that the stage must still hold (null: none); otherwise RaceLostError. */
      readonly expectedStageCommit: string | null
      /** A tag also where the stage holds the version already, which has more to say of it. */
      readonly isAgain?: boolean
      readonly sentence: string
      readonly details: Readonly<Record<string, unknown>>
      readonly identity: RegistrationDraft['identity']
    },
    signal: AbortSignal,
  ): Promise<Registration>
  /** Empties a stage; the names of the tags that say so. @throws RaceLostError, SystemError (nothing was pushed). */
  unassign(
    draft: {
      readonly model: string
      readonly stage: string
      /** The record commit that the stage must still hold; otherwise RaceLostError. */
      readonly expectedStageCommit: string
      readonly sentence: string
      readonly reason: string | null
      readonly identity: RegistrationDraft['identity']
    },
    signal: AbortSignal,
  ): Promise<readonly string[]>
  /** Says that a version is to be taken no more; its tag. @throws InputError where a stage holds it. */
  deprecate(
    draft: {
      readonly model: string
      readonly version: string
      readonly sentence: string
      readonly reason: string | null
      readonly identity: RegistrationDraft['identity']
    },
    signal: AbortSignal,
  ): Promise<{ readonly tag: string; readonly isNew: boolean }>
  /** Who still has that commit, the remote first; null: nobody, so a version's code cannot be gone back to. */
  locateCommit(commit: string, signal: AbortSignal): Promise<'remote' | 'clone' | null>
  /** Tags and records as they are, for verification: nothing is refused for being altered. @throws as `read` */
  inspect(options: { readonly models?: readonly string[] }, signal: AbortSignal): Promise<RegistryInspection>
  /** The file at that path on the remote's default branch (HEAD's without a remote HEAD), and which commit that is. */
  policyFiles(signal: AbortSignal): Promise<PolicyTree>
}

/** The tree that holds the policy of a promotion. */
export interface PolicyTree {
  /** `refs/heads/main`, or `HEAD`. */
  readonly ref: string
  readonly commit: string
  /** null where there is no such file. Paths are relative to the repository's root. */
  readText(path: string): Promise<string | null>
  list(): Promise<readonly string[]>
  /** Gets the texts of these files in one go, for `readText` to have them at hand. @throws as `readText` */
  readAhead?(paths: readonly string[]): Promise<void>
}
