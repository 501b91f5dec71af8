import type { Result } from '../core/result.ts'
import type { Trust } from '../core/verdict.ts'

/** What a person at a terminal or in a job's log sees while a command runs. Never results. */
export interface Logger {
  info(message: string): void
  warning(message: string): void
  /** Shown with `--verbose` or RUNNER_DEBUG=1. */
  debug(message: string): void
}

export interface Clock {
  now(): Date
}

/** Where and by whom a command runs, read once from the environment. */
export interface Provenance {
  readonly trust: Trust
  readonly source: Result['source']
  readonly tool: { readonly name: string; readonly version: string }
  /** Who does it, for tags: GITHUB_ACTOR, else GIT_COMMITTER_*; null: git's own config is asked. */
  readonly identity: { readonly name: string; readonly email: string } | null
  readonly isInteractive: boolean
}

/** How far a piece of work is that someone waits for. */
export interface ProgressEvent {
  /** As a sentence of the log says it: `reading customers.csv`. */
  readonly work: string
  /** 0 to 100; null where nobody knows. */
  readonly percent: number | null
  /** Said once, as the last word on it. */
  readonly isOver: boolean
}

/** Told about twice a second of work that has taken longer than a second; never throws. */
export type OnProgress = (event: ProgressEvent) => void
