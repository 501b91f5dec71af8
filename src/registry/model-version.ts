import type { DataVersion } from '../core/data-version.ts'

/** A registered version as `registry list` shows it; times are the tags' tagger times, ISO 8601 in UTC. */
export interface ModelVersion {
  readonly model: string
  /** `v1.2.0`. */
  readonly version: string
  /** `churn@v1.2.0`. */
  readonly tag: string
  /** Id of the record commit. */
  readonly commit: string
  readonly codeCommit: string | null
  /** Names of the stages held at the time asked about. */
  readonly stages: readonly string[]
  readonly registeredAt: string
  /** Whether its model's digest is barred from a stage. */
  readonly barred: boolean
  /** Whether somebody said that it is to be taken no more, and nobody registered it again since. */
  readonly deprecated: boolean
}

export interface RegistryEvent {
  readonly at: string
  readonly event: 'registered' | 'assigned' | 'unassigned' | 'rolledBack' | 'barred' | 'lifted' | 'deprecated'
  readonly model: string
  readonly version: string
  readonly stage: string | null
  readonly tag: string
  readonly commit: string
  readonly by: string
  readonly reason: string | null
  readonly policy: string | null
  readonly waivers: readonly unknown[]
}

/** What `registry list|show|history --format json` prints, without the schema's name. */
export interface RegistrySnapshot {
  /** Newest first. */
  readonly versions: readonly ModelVersion[]
  /** Oldest first. */
  readonly events: readonly RegistryEvent[]
  /** Digests of models barred from a stage: key `model#stage`. */
  readonly barred: Readonly<Record<string, readonly string[]>>
  /** The same bars with who set them when and why. */
  readonly bars: readonly Bar[]
  /** Tags of the versions that somebody said are to be taken no more, and that nobody registered again since. */
  readonly deprecated: ReadonlySet<string>
  /** `sha256:…` of a version's model, by the version's tag; versions of other tools have none. */
  readonly digests: Readonly<Record<string, string>>
  /** Stages that are held by a record which no version tag names: they are not empty. */
  readonly orphaned: readonly OrphanedStage[]
  /** Key `model#stage`: each `sha256:…` by which a tag on the record that the stage holds knows its model. */
  readonly heldDigests: Readonly<Record<string, readonly string[]>>
  /** By model, the versions whose numbers nobody can take any more: also by tags that tell nothing of a version. */
  readonly takenVersions: Readonly<Record<string, readonly string[]>>
}

/** A stage whose version has lost its tag, as the stage's own tag tells of it. */
export interface OrphanedStage {
  readonly model: string
  readonly stage: string
  /** Id of the record commit. */
  readonly commit: string
  /** `churn#production#3`. */
  readonly tag: string
  /** null where the stage's tag does not name it, as tags of other tools do not. */
  readonly version: string | null
  /** `sha256:…`; null where the stage's tag does not tell. */
  readonly modelDigest: string | null
  /** Whether a tag of the version's name is there, but on something else or without a message. */
  readonly isReplaced: boolean
}

/** A model that may not go to a stage since it was rolled back. */
export interface Bar {
  readonly model: string
  readonly stage: string
  readonly digest: string
  readonly at: string
  readonly by: string
  readonly tag: string
  readonly reason: string | null
}

/** `record.json`: what a version is, from what it came, and by what it was judged. */
export interface ModelRecord {
  readonly schema: 'modelgate.record/v1'
  readonly model: string
  readonly version: string
  /** Record commit of the model's previous version. */
  readonly previous: string | null
  /** Folder that its paths begin in, from the root of the repository: '' for the root itself; older records do not say. */
  readonly folder?: string
  readonly description: string | null
  readonly intendedUse: string | null
  readonly owner: string | null
  readonly codeCommit: string | null
  /** Data the version was made from and judged on. */
  readonly data: readonly {
    readonly name: string
    readonly uri: string
    readonly digest: { readonly sha256: string }
    readonly rows: number | null
    /** Who keeps the bytes; null, or not there, where only their digest is known. */
    readonly version?: DataVersion | null
    /** Named by the configuration alone: the code commit pins these bytes, and no evidence speaks of them. */
    readonly declared?: true
  }[]
  /** Files that pin the packages of the training's environment, and `dvc.lock`; older records have none. */
  readonly environment?: readonly { readonly uri: string; readonly digest: { readonly sha256: string } }[]
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>
  /** Headline metrics on the evaluation data. */
  readonly metrics: Readonly<Record<string, number>>
  readonly policy: {
    readonly uri: string
    readonly ref: string | null
    readonly digest: { readonly sha256: string }
  } | null
  readonly evidence: readonly {
    readonly name: string
    readonly command: string
    readonly verdict: string
    readonly trust: string
    readonly digest: { readonly sha256: string }
    /** Of its result as canonical JSON, whatever it came in: known again in another envelope or file; older records have none. */
    readonly result?: { readonly sha256: string }
    /** Whose signature was verified: a workflow with its ref, or a key; not there where nobody signed. */
    readonly signer?: string
    /** Of provenance: what built the model, and from which commit. */
    readonly builder?: string
    readonly commit?: string
  }[]
  /** Statements for other tools that lie beside the evidence; older records have none. */
  readonly statements?: readonly { readonly name: string; readonly predicateType: string }[]
  readonly waivers: readonly unknown[]
  /** Reference of the container image by digest, `ghcr.io/acme/churn@sha256:…`, where one was named. */
  readonly image: string | null
  readonly artifacts: readonly {
    readonly path: string
    readonly uri: string
    readonly digest: { readonly sha256: string }
    readonly size: number
    /** `git`: in the record itself; else where a store keeps it: `s3://bucket/prefix/sha256/ab/cd…`. */
    readonly location: string
  }[]
  readonly trust: string
  readonly createdAt: string
}
