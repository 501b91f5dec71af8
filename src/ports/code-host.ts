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

/** A pull request that a commit belongs to. */
export interface CommitPull {
  readonly number: number
  readonly url: string
  /** null: not merged. */
  readonly mergedAt: string | null
  readonly mergeCommit: string | null
}

export interface ReleaseDraft {
  /** A tag that is there. */
  readonly tag: string
  readonly title: string
  /** Markdown. */
  readonly body: string
}

/** A workflow to start on a branch, or an event for whichever workflows wait for it. */
export type Dispatch =
  | {
      readonly kind: 'workflow'
      /** Name of its file in `.github/workflows`. */
      readonly workflow: string
      readonly branch: string
      readonly inputs: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'event'
      /** `types:` of `repository_dispatch`. */
      readonly type: string
      /** At most 10. */
      readonly payload: Readonly<Record<string, string | null>>
    }

/** A run of a workflow that a dispatch started. */
export interface DispatchedRun {
  readonly url: string
  /** `run-name` of the workflow, else the workflow's own name. */
  readonly title: string
  readonly createdAt: string
}

/** A set of rules for tags, of the repository or from above it. */
export interface TagRuleset {
  readonly name: string
  /** `acme/models`, `acme`: who set it. */
  readonly source: string
  /** `evaluate`: what it would refuse is only counted. */
  readonly enforcement: 'active' | 'evaluate' | 'disabled'
  /** Patterns of full names (`refs/tags/**\/*`) or `~ALL`. */
  readonly include: readonly string[]
  readonly exclude: readonly string[]
  /** Kinds of rules: `creation`, `update`, `deletion`, …. */
  readonly rules: readonly string[]
  /** Who is not bound by it: `role admin`, `app 1234`; null where the token may not see them. */
  readonly bypass: readonly string[] | null
  /** Whether the token itself is one of them; null where that is not told. */
  readonly isBypassed: boolean | null
}

/** Rulesets for tags; `unknown` where they could not be asked for, with the reason. */
export type TagRules =
  | { readonly kind: 'known'; readonly rulesets: readonly TagRuleset[] }
  | { readonly kind: 'unknown'; readonly reason: string }

/** What GitHub asks for before a job may use an environment; `unknown` where it could not be asked, with the reason. */
export type EnvironmentProtection =
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'known'
      /** People and teams of whom one has to approve: `octocat`, `acme/ml`. */
      readonly reviewers: readonly string[]
      readonly preventsSelfReview: boolean
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** Who let a job of a run use its environments. */
export interface Approval {
  readonly by: string
  readonly environments: readonly string[]
  readonly comment: string
}

export interface IssueDraft {
  /** What it is about: there is one open issue of each. */
  readonly key: string
  readonly title: string
  /** Markdown, in place of what stands. */
  readonly body: string
  readonly labels: readonly string[]
  /** What happened now: a comment where the issue is there already, once for each key. */
  readonly news: { readonly key: string; readonly text: string }
}

/** Pull requests, comments, check runs, releases, rules and issues of one repository. Every call has a time limit and retries only what is safe to repeat. */
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
  /** Pull requests, open or not, that a commit belongs to or by whose merge it came. @throws SystemError */
  findPullsOfCommit(commit: string, signal: AbortSignal): Promise<readonly CommitPull[]>
  /** A release of a tag, which keeps what it says where it is there already. Never throws for a refusal. */
  putRelease(draft: ReleaseDraft, signal: AbortSignal): Promise<Posted>
  /** Starts what comes next; nothing is sent twice, so a request whose answer was lost is refused as unclear. Never throws for a refusal. */
  dispatch(dispatch: Dispatch, signal: AbortSignal): Promise<Posted>
  /** Runs of a workflow on a branch that dispatches started at that time or later, newest first. @throws SystemError */
  findDispatched(
    run: { readonly workflow: string; readonly branch: string; readonly since: string },
    signal: AbortSignal,
  ): Promise<readonly DispatchedRun[]>
  /** Never throws for a refusal. */
  tagRules(signal: AbortSignal): Promise<TagRules>
  /** Never throws for a refusal. */
  environment(name: string, signal: AbortSignal): Promise<EnvironmentProtection>
  /** Who approved jobs of a run. @throws SystemError */
  approvals(run: number, signal: AbortSignal): Promise<readonly Approval[]>
  /**
   * Opens an issue, or brings the open one of that key up to date and says in a comment what is new. One that was closed
   * after it said this very news stays closed. Never throws for a refusal.
   */
  putIssue(draft: IssueDraft, signal: AbortSignal): Promise<Posted>
  /** Closes the open issue of a key with a last comment; null where none is open. Never throws for a refusal. */
  closeIssue(issue: Pick<IssueDraft, 'key' | 'labels' | 'news'>, signal: AbortSignal): Promise<Posted | null>
}
