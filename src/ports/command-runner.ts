/** A command of the repository's own, to be run once. */
export interface CommandCall {
  /** As messages and the log call it: `predict`. */
  readonly name: string
  /** Program and arguments as they are, never a shell's; a program without `/` is looked for on PATH. At least one. */
  readonly command: readonly string[]
  /** Absolute path of the working directory. */
  readonly folder: string
  readonly timeoutMs: number
  /** A file that it is to write: past so many bytes it is stopped. */
  readonly output: { readonly path: string; readonly mostBytes: number }
  /** Names of variables that it gets beside those that every program needs; default none. */
  readonly environment?: readonly string[]
}

/** How a command ended, and what it took. */
export interface CommandEnd {
  /** null where it was ended by a signal. */
  readonly code: number | null
  readonly signal: string | null
  /** Why it was stopped from here; null where it ended by itself. */
  readonly stopped: 'time' | 'output' | null
  /** Wall time from its start to its end. */
  readonly seconds: number
  /**
   * Most bytes that its processes held in memory at one moment, looked at many times a second; null where the platform
   * does not say.
   */
  readonly peakMemory: number | null
  /** The last of what it wrote to standard output and standard error, a line each, safe for a log. */
  readonly lastLines: readonly string[]
}

/** A folder that only this user may enter, gone with the process. */
export interface PrivateFolder {
  readonly path: string
  /** Absolute path of a file of that name in it. */
  locate(name: string): string
  /** Copies a file into it. */
  take(from: string, name: string): Promise<string>
  /** Copies a file of it to an absolute path, written aside and renamed. @throws InputError where something is in the way */
  give(name: string, to: string): Promise<void>
  /** Size in bytes; null where there is no plain file of that name. */
  size(name: string): Promise<number | null>
}

/**
 * Runs commands of the repository's own: with a few variables that every program needs and no token among them, their
 * output in the log and never on standard output, ended with all that they started.
 */
export interface CommandRunner {
  /** Why no command may run here; null where they may. */
  readonly refusal: string | null
  makeFolder(): Promise<PrivateFolder>
  /** @throws InputError where the program cannot be started; an abort throws the signal's reason. */
  run(call: CommandCall, signal: AbortSignal): Promise<CommandEnd>
}
