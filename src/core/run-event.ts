/** A pull request as an event or the code host describes it. */
export interface PullRequest {
  readonly number: number
  readonly headCommit: string
  /** `owner/name`; null where the fork is gone. */
  readonly headRepository: string | null
  readonly headBranch: string
  readonly baseBranch: string
  /** What the base branch stood on at the event. */
  readonly baseCommit: string
  /** Whether its commits come from another repository. */
  readonly isFork: boolean
}

/** A finished run that started this one (`workflow_run`); its files are untrusted. */
export interface FinishedRun {
  readonly id: number
  /** Event of that run: `pull_request`. */
  readonly event: string
  readonly headCommit: string
  readonly headRepository: string | null
  readonly headBranch: string | null
  /** Its page. */
  readonly url: string
}

/** What started this run, as far as a command may know it. */
export interface RunEvent {
  /** `pull_request`, `merge_group`, `push`, `schedule`, …; `local` outside of Actions. */
  readonly name: string
  /** `owner/name`; null outside of Actions. */
  readonly repository: string | null
  /** The commit that the run is about: a pull request's own head, not the merge commit; null outside of git. */
  readonly headCommit: string | null
  /** null where the event is about none. */
  readonly pull: PullRequest | null
  readonly finishedRun: FinishedRun | null
  /** Of `merge_group`: the commit that the group is merged onto; null for all other events. */
  readonly mergeGroupBase: string | null
  /** Of `push`: what the branch stood on before; null where it is new, and for all other events. */
  readonly pushedBefore: string | null
  /** Of an event on a branch: the branch; null for all others. */
  readonly branch: string | null
  /** null where the event does not name it. */
  readonly defaultBranch: string | null
  /** Web address of the repository, `https://github.com/owner/name`; null outside of Actions. */
  readonly repositoryUrl: string | null
  /** Web page of this run; null outside of Actions. */
  readonly runUrl: string | null
  /** Path of the workflow file, `.github/workflows/model-ci.yml`; null outside of Actions. */
  readonly workflow: string | null
  readonly job: string | null
}
