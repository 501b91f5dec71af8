import type { PullRequest } from '../../core/run-event.ts'
import type { CommitPull } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { failReading } from './failures.ts'

/** Of a pull request as REST and events describe it, what is read. */
export interface DescribedPull {
  readonly number: number
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null }
  readonly base: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } }
}

interface PullHead {
  readonly repository: string
  readonly commit: string
  readonly branch: string | null
}

/** Pages of 100 that are read where no branch narrows the list. */
const MOST_PAGES = 20
const PERMISSION = 'pull-requests: read'

/** What GitHub says of a pull request, as a command knows it. */
export function readPull({ number, head, base }: DescribedPull): PullRequest {
  const headRepository = head.repo?.full_name ?? null
  return {
    number,
    headCommit: head.sha,
    headRepository,
    headBranch: head.ref,
    baseBranch: base.ref,
    baseCommit: base.sha,
    isFork: headRepository !== base.repo.full_name,
  }
}

/** One pull request; null where there is none of that number. @throws SystemError */
export async function getPull(client: GitHubClient, number: number, signal: AbortSignal): Promise<PullRequest | null> {
  const { owner, repo } = client
  try {
    return await client.work(signal, async (octokit, request) => {
      const { data } = await octokit.rest.pulls.get({ owner, repo, pull_number: number, request })
      return readPull(data)
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const failure = client.explain(error)
    if (failure.kind === 'gone') return null
    throw failReading(`read pull request ${number}`, failure, PERMISSION, error)
  }
}

/**
 * Open pull requests of a head repository and commit. GitHub's own question by commit leaves those of forks out, so the
 * list is read: of the branch where it is known, else the 2,000 that changed last.
 *
 * @throws SystemError
 */
export async function findPulls(
  client: GitHubClient,
  head: PullHead,
  signal: AbortSignal,
): Promise<readonly PullRequest[]> {
  const { owner, repo } = client
  const [headOwner = ''] = head.repository.split('/')
  const narrow = head.branch === null ? {} : { head: `${headOwner}:${head.branch}` }
  try {
    return await client.work(signal, async (octokit, request) => {
      const parameters = { owner, repo, state: 'open', sort: 'updated', direction: 'desc', per_page: 100 } as const
      const found: PullRequest[] = []
      let pages = 0
      for await (const { data } of octokit.paginate.iterator(octokit.rest.pulls.list, {
        ...parameters,
        ...narrow,
        request,
      })) {
        found.push(...data.map(readPull).filter((pull) => isHead(pull, head)))
        pages += 1
        if (pages === MOST_PAGES) break
      }
      return found
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw failReading(`list the pull requests of ${head.repository}`, client.explain(error), PERMISSION, error)
  }
}

/**
 * Pull requests that a commit belongs to; of one on the default branch GitHub names the one whose merge brought it.
 *
 * @throws SystemError
 */
export async function findPullsOfCommit(
  client: GitHubClient,
  commit: string,
  signal: AbortSignal,
): Promise<readonly CommitPull[]> {
  const { owner, repo } = client
  try {
    return await client.work(signal, async (octokit, request) => {
      const parameters = { owner, repo, commit_sha: commit, per_page: 100, request }
      const pulls = await octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, parameters)
      return pulls.map(({ number, html_url: url, merged_at: mergedAt, merge_commit_sha: mergeCommit }) => ({
        ...{ number, url, mergedAt, mergeCommit },
      }))
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const doing = `find the pull request that brought ${commit.slice(0, 12)}`
    throw failReading(doing, client.explain(error), PERMISSION, error)
  }
}

/** Names of repositories differ by more than their case. */
function isHead(pull: PullRequest, { repository, commit }: PullHead): boolean {
  return pull.headCommit === commit && pull.headRepository?.toLowerCase() === repository.toLowerCase()
}
