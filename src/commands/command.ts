import type { Result } from '../core/result.ts'
import type { Services } from './services.ts'

interface InputBase {
  /** One line, as help and the action's page show it. */
  readonly summary: string
  /** What stands for the value in help: `FILE`. */
  readonly placeholder?: string
  /** Only on this face; default both. */
  readonly face?: 'cli' | 'action'
}

/** One input: the flag `--name` and the action's input `name` alike. */
export type InputSpec = InputBase &
  (
    | { readonly kind: 'text'; readonly default?: string }
    | { readonly kind: 'list' }
    /** `isOnInAction`: an action does it unless it is told `false`; a command line only where the flag is given. */
    | { readonly kind: 'flag'; readonly isOnInAction?: true }
    | {
        readonly kind: 'number'
        readonly default?: number
        readonly minimum?: number
        readonly maximum?: number
        readonly isInteger?: boolean
      }
    | { readonly kind: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  )

export type InputSpecs = Readonly<Record<string, InputSpec>>

type ValueOf<S extends InputSpec> = S['kind'] extends 'list'
  ? readonly string[]
  : S['kind'] extends 'flag'
    ? boolean
    : S['kind'] extends 'number'
      ? S extends { readonly default: number }
        ? number
        : number | undefined
      : S extends { readonly default: string }
        ? string
        : string | undefined

/** Parsed inputs of a command: kebab-case names, lists empty and flags false where not given, `''` never. */
export type Inputs<S extends InputSpecs> = { readonly [K in keyof S]: ValueOf<S[K]> }

/** What a command is called, takes and gives: light, so that help and catalogues load nothing else. */
export interface CommandSpec<S extends InputSpecs = InputSpecs> {
  readonly name: string
  /** What it decides or does, one line. */
  readonly summary: string
  /** A paragraph or two for help and the action's page. */
  readonly description: string
  /** Whether an action of that name exists (root: `check`). */
  readonly isAction: boolean
  /** Words that may follow the name on the command line: `registry show churn`. */
  readonly operands?: { readonly placeholder: string; readonly summary: string }
  readonly inputs: S
  /** Outputs of the action beyond those of all. */
  readonly outputs: Readonly<Record<string, string>>
  /** Whether it changes anything beyond the files that it is told to write: then it has `--dry-run`. */
  readonly isChanging?: boolean
  /** Least permissions of the job: `contents: read`. */
  readonly permissions: Readonly<Record<string, 'read' | 'write'>>
  /** A command line that works. */
  readonly example: string
  /** `with:` of the example step. */
  readonly exampleWith: Readonly<Record<string, string>>
}

/** What a command gives back to its host. */
export interface Outcome {
  /** One per model; none for commands that only show. They decide the exit code. */
  readonly results: readonly Result[]
  /** What `--format json` prints; default: the result, or `modelgate.results/v1` of several. */
  readonly document?: unknown
  /** What `--format text` prints; default: the results as text. */
  readonly text?: string
  /** Markdown of the step summary; default: the results'. */
  readonly markdown?: string
  /** Outputs of the action beyond those of all. */
  readonly outputs?: Readonly<Record<string, string>>
  /** Errors of single models: the others' results stand. */
  readonly errors?: readonly Error[]
  /** What stands for each of them in reports (commands/failed-result.ts). */
  readonly failed?: readonly Result[]
  /** Folders to put on the PATH of the job's later steps. */
  readonly paths?: readonly string[]
  /** Whether results that block do not fail the run: somebody only asked what they would say. */
  readonly isTrial?: boolean
}

export type RunCommand<S extends InputSpecs> = (
  inputs: Inputs<S> & CommonInputs,
  services: Services,
) => Promise<Outcome>

/** Inputs of every command; the host adds them to each spec. */
export interface CommonInputs {
  readonly model: readonly string[]
  readonly operands: readonly string[]
  readonly 'dry-run': boolean
}
