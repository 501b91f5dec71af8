import type { ReportState } from './report-state.ts'

/** What a report knows beside the results; all of it may be missing. */
export interface ReportContext {
  /** Web address of the repository, for links to code; null: no links. */
  readonly repositoryUrl: string | null
  /** The commit that was judged. */
  readonly headCommit: string | null
  /** Page of the run, which has the summary and the artifact with the HTML report. */
  readonly runUrl: string | null
  /** What the report before this one said. */
  readonly before: ReportState | null
  /** Whether the results come from a run whose word is not trusted, such as a fork's. */
  readonly isUntrusted: boolean
  /** Where the diff was looked at and touches no model: how many models there are. */
  readonly untouchedModels: number | null
}

/** A report of results alone. */
export const NO_CONTEXT: ReportContext = {
  repositoryUrl: null,
  headCommit: null,
  runUrl: null,
  before: null,
  isUntrusted: false,
  untouchedModels: null,
}
