import type { ArtifactReference } from '../core/artifact-reference.ts'
import type { RunReference } from '../core/run-reference.ts'
import type { PathOrigin } from './workspace.ts'

/** A training run as its tracker keeps it. */
export interface TrackedRun {
  /** Address of its page, for people. */
  readonly uri: string
  /** The last value of each metric, as plain data: numbers by name, nested ones where the tracker nests; NaN as text. */
  readonly metrics: Readonly<Record<string, unknown>>
  /** Likewise; of MLflow all are text. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Of metrics and parameters as JSON whose keys are sorted. */
  readonly sha256: string
}

/** A file of a run, fetched into a folder that only this user may enter; gone with the process. */
export interface RunArtifact {
  readonly path: string
  /** Lower-case hex, taken while it was written. */
  readonly sha256: string
  /** Bytes. */
  readonly size: number
}

/** Why there is no such file: `there is no such run at HOST`. */
export interface MissingArtifact {
  readonly missing: string
}

/** What trackers keep of training runs. Bound to the signal of the process. */
export interface Tracker {
  /**
   * Asks for a run; the same one is asked for once. The server is the environment's own.
   *
   * @param origin who named the run: what a configuration names is asked for only where `network.allow` names the server.
   * @throws InputError where there is no such run, the environment names no server, or it may not be reached.
   * @throws SystemError where credentials do not suffice or the server does not answer.
   */
  read(run: RunReference, origin: PathOrigin): Promise<TrackedRun>
  /**
   * Fetches a file of a run of MLflow; the same one is fetched once.
   *
   * @param origin as of `read`; also the most bytes are those of `network.max_size` where a configuration named it.
   * @throws InputError where the environment names no server, it may not be reached, or the file is a folder or too large.
   * @throws SystemError where the server gives no file, or one whose digest is not the pinned one.
   */
  artifact(file: ArtifactReference, origin: PathOrigin): Promise<RunArtifact | MissingArtifact>
  /** Ends connections and takes fetched files away. */
  close(): Promise<void>
}
