import type { ModelRecord } from '../registry/model-version.ts'
import type { StoredArtifact } from './model-registry.ts'

/** A version as another registry keeps it. */
export interface MirroredVersion {
  /** The registry's own id: `7`, an ARN. */
  readonly id: string
  /** For messages and people: address of its page, or its full name. */
  readonly uri: string
  /** Of the git registry: `v1.2.0`, and its record commit; null for a version that somebody else registered there. */
  readonly version: string | null
  readonly recordCommit: string | null
  /** Lower-case hex of the model's bytes, as it was told at registration; null where nothing was. */
  readonly modelSha256: string | null
  /** Since when and whose it is, as far as the registry says: `registered 2026-11-20T08:00:00Z by alice`; null: it does not. */
  readonly origin: string | null
}

/** A version that git has registered, for the other registry. */
export interface MirrorDraft {
  readonly model: string
  readonly version: string
  readonly tag: string
  /** Id of the record commit. */
  readonly commit: string
  readonly record: ModelRecord
  /** The model's file, verified; null where the record has none. */
  readonly file: StoredArtifact | null
  /** Training runs that the policy names for the candidate: `mlflow:4f0c…`, `wandb:acme/churn/1a2b`. */
  readonly runs: readonly string[]
}

/** A version that takes a stage. */
interface MirrorMove {
  readonly model: string
  readonly stage: string
  readonly version: MirroredVersion
  readonly reason: string | null
  /** The version that leaves because it was rolled back, and is barred from the stage; null where none is. */
  readonly barred: MirroredVersion | null
}

/**
 * Another registry that is told what git decided: the lock and the history stay in git, whose tags are a true
 * compare-and-swap; none of these registries has one. So git moves first, each write here is read back, each is safe to
 * repeat, and a run that was cut off between the two is completed by the next one.
 */
export interface RegistryMirror {
  /** `MLflow`, `SageMaker`. */
  readonly name: string
  /** For messages: where it is, without credentials. */
  readonly location: string
  /** What holds a stage there; null: nothing. @throws SystemError where it does not answer */
  holder(model: string, stage: string, signal: AbortSignal): Promise<MirroredVersion | null>
  /** The version of that record; null where it has none. @throws SystemError */
  find(
    model: string,
    version: { readonly version: string; readonly commit: string },
    signal: AbortSignal,
  ): Promise<MirroredVersion | null>
  /**
   * What a version needs there beside its record, asked before git moves; not there where it needs nothing.
   *
   * @throws InputError where it could not be registered.
   */
  refuseUnready?(candidate: Pick<MirrorDraft, 'model' | 'file' | 'runs'>, signal: AbortSignal): Promise<void>
  /** Registers it, once: the one that is there by the same record is given back. Read back. @throws SystemError */
  register(draft: MirrorDraft, signal: AbortSignal): Promise<MirroredVersion>
  /**
   * Takes a version into git that somebody else registered there; not there where the registry gives no bytes.
   */
  readonly adoption?: {
    /** Its model's file, hashed, and what is known of it. @throws InputError where it is no single file */
    fetch(
      model: string,
      version: MirroredVersion,
      signal: AbortSignal,
    ): Promise<{ readonly file: StoredArtifact; readonly uri: string; readonly codeCommit: string | null }>
    /** Notes at it what git registered it as, and reads that back. @throws SystemError */
    note(draft: MirrorDraft, version: MirroredVersion, signal: AbortSignal): Promise<void>
  }
  /** Lets it hold the stage, and read back; `reason` where the registry keeps one. @throws SystemError, RaceLostError where somebody else moved it at the same moment */
  assign(move: MirrorMove, signal: AbortSignal): Promise<void>
  /** Empties the stage, and read back. @throws SystemError */
  unassign(model: string, stage: string, signal: AbortSignal): Promise<void>
  /** Marks it as not to be used. @throws SystemError */
  deprecate(model: string, version: MirroredVersion, reason: string | null, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
