import type { PullRequest } from '../core/run-event.ts'

/** A comment that is ours. */
export interface ReportComment {
  readonly id: number
  readonly body: string
  readonly url: string
}

/**
 * What became of something that is an extra, so that its refusal changes no verdict. `refused` says why in one sentence;
 * `permission` is the line to add to the job where one is missing: `pull-requests: write`.
 */
export type Posted =
  | { readonly kind: 'posted'; readonly url: string; readonly isNew: boolean }
  | { readonly kind: 'refused'; readonly reason: string; readonly permission: string | null }

export interface CheckRunDraft {
  readonly name: string
  readonly headCommit: string
  readonly conclusion: 'success' | 'failure' | 'neutral'
  /** At most 65,535 characters each; longer ones are the caller's fault. */
  readonly title: string
  readonly summary: string
  /** Any number: sent in portions of 50. */
  readonly annotations: readonly {
    readonly path: string
    readonly line: number
    readonly level: 'failure' | 'warning' | 'notice'
    readonly title: string
    readonly message: string
  }[]
  readonly detailsUrl: string | null
}

/** Pull requests, comments and check runs of one repository. Every call has a time limit and retries only what is safe to repeat. */
export interface CodeHost {
  /** @throws SystemError where it cannot be asked; null where there is none of that number. */
  pull(number: number, signal: AbortSignal): Promise<PullRequest | null>
  /** Open pull requests of that head repository and head commit. @throws SystemError */
  findPulls(
    head: { readonly repository: string; readonly commit: string; readonly branch: string | null },
    signal: AbortSignal,
  ): Promise<readonly PullRequest[]>
  /** Our comment on a pull request, by marker, author and key; every page is read. null where there is none. @throws SystemError */
  findComment(pull: number, key: string, signal: AbortSignal): Promise<ReportComment | null>
  /**
   * Writes our comment in place, or anew. `render` gets the body of the comment that stands (null: none), and is asked
   * again where another run wrote meanwhile; it gives null where nothing is to be posted any more.
   * Never throws for a refusal.
   */
  putComment(
    pull: number,
    key: string,
    render: (before: string | null) => string | null,
    signal: AbortSignal,
  ): Promise<Posted>
  /**
   * The commit of the last run of a workflow (path of its file) on a branch that succeeded; null where there was none.
   * @throws SystemError
   */
  findLastSuccess(
    run: { readonly workflow: string; readonly branch: string },
    signal: AbortSignal,
  ): Promise<string | null>
  /** Makes a check run on a commit. Never throws for a refusal. */
  putCheckRun(draft: CheckRunDraft, signal: AbortSignal): Promise<Posted>
}
