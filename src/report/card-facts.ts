import type { Result } from '../core/result.ts'

/** A file or data set with its digest. */
interface CardFile {
  readonly uri: string
  readonly digest: { readonly sha256: string }
}

/** What a record says of a version, as far as its card tells it. */
interface CardRecord {
  readonly description: string | null
  readonly intendedUse: string | null
  readonly owner: string | null
  readonly codeCommit: string | null
  readonly data: readonly (CardFile & {
    readonly name: string
    readonly rows: number | null
    /** Who keeps the bytes, in words; null where only their digest is known. */
    readonly keeper: string | null
    /** Whether the configuration alone names it: no evidence speaks of it. */
    readonly declared?: true
  })[]
  readonly environment?: readonly CardFile[]
  readonly parameters: Readonly<Record<string, string | number | boolean | null>>
  readonly metrics: Readonly<Record<string, number>>
  readonly policy: (CardFile & { readonly ref: string | null }) | null
  readonly image: string | null
  readonly artifacts: readonly (CardFile & {
    readonly path: string
    readonly size: number
    readonly location: string
  })[]
  readonly trust: string
  readonly createdAt: string
}

/** One thing that happened to the version; times ISO 8601 in UTC. */
export interface CardEvent {
  readonly at: string
  readonly event: string
  readonly stage: string | null
  readonly by: string
  readonly reason: string | null
  readonly tag: string
  readonly waivers: number
  /** Of `replaced`: the version that took the stage from it. */
  readonly followedBy?: string
}

/** A stage that the version holds, since when and by whom. */
interface CardStage {
  readonly name: string
  readonly since: string
  readonly by: string
  readonly reason: string | null
  readonly tag: string
}

/** A piece of evidence that the version was promoted by. */
export interface CardEvidence {
  /** Path in the record. */
  readonly name: string
  readonly command: string
  readonly verdict: string
  readonly trust: string
  readonly digest: { readonly sha256: string }
  /** Who signed it; empty where nobody did. */
  readonly signers: readonly string[]
  /** Why its content cannot be shown; null where it can. */
  readonly obstacle: string | null
}

/** A lifted check: until when, by whom and why. */
interface CardWaiver {
  readonly check: string
  readonly reason: string
  readonly by: string
  readonly until: string
}

/** All that the card of one version tells. */
export interface CardFacts {
  readonly model: string
  readonly version: string
  readonly tag: string
  /** Record commit. */
  readonly commit: string
  readonly registeredAt: string
  readonly registeredBy: string | null
  /** Moment that the card speaks of. */
  readonly asOf: string
  /** Stages from which its model is barred after a rollback, with who did it and why. */
  readonly barred: readonly {
    readonly stage: string
    readonly at: string
    readonly by: string
    readonly reason: string | null
  }[]
  readonly deprecated: CardEvent | null
  readonly stages: readonly CardStage[]
  /** Oldest first. */
  readonly events: readonly CardEvent[]
  readonly record: CardRecord
  readonly evidence: readonly CardEvidence[]
  /** What the evidence says, of the runs that judged the version. */
  readonly results: readonly Result[]
  readonly waivers: readonly CardWaiver[]
  /** The version registered before this one. */
  readonly previous: { readonly version: string; readonly metrics: Readonly<Record<string, number>> } | null
  /** Versions whose records name the same evaluation data, this one among them; null where it names none. */
  readonly decisions: number | null
}
