import type { Result } from '../../core/result.ts'
import type { RunEvent } from '../../core/run-event.ts'
import type { CodeHost } from '../../ports/code-host.ts'

/** The pull request that a report belongs on, or why there is none. */
type FoundPull =
  | { readonly kind: 'found'; readonly number: number }
  | { readonly kind: 'none'; readonly reason: string }

/**
 * Where a report is to be posted. After an untrusted run only open pull requests of that run's head repository and head
 * commit come into question, whatever its files say; those may at most choose among them. A pull request that has moved on
 * since gets nothing: the run of its newer commit reports.
 *
 * @param wanted the number that the caller named; null: the event's.
 * @throws SystemError where the host cannot be asked.
 */
export async function findPull(
  host: CodeHost,
  results: readonly Result[],
  wanted: number | null,
  event: RunEvent,
  signal: AbortSignal,
): Promise<FoundPull> {
  if (event.finishedRun !== null) return findByRun(host, results, wanted, event.finishedRun, signal)
  if (event.name === 'workflow_run') return { kind: 'none', reason: 'the event does not say which run has finished' }
  const number = wanted ?? event.pull!.number
  const pull = await host.pull(number, signal)
  if (pull === null) return { kind: 'none', reason: `there is no pull request #${number} that this token may read` }
  const isOwn = event.pull !== null && event.pull.number === number
  if (isOwn && pull.headCommit !== event.pull.headCommit) return movedOn(number, event.pull.headCommit)
  return { kind: 'found', number }
}

async function findByRun(
  host: CodeHost,
  results: readonly Result[],
  wanted: number | null,
  run: NonNullable<RunEvent['finishedRun']>,
  signal: AbortSignal,
): Promise<FoundPull> {
  if (run.event !== 'pull_request') return { kind: 'none', reason: `the run was started by ${run.event}` }
  if (run.headRepository === null) return { kind: 'none', reason: 'the repository of the run is gone' }
  const head = { repository: run.headRepository, commit: run.headCommit, branch: run.headBranch }
  const pulls = await host.findPulls(head, signal)
  if (pulls.length === 0) {
    const commit = run.headCommit.slice(0, 7)
    return { kind: 'none', reason: `no open pull request of ${run.headRepository} stands at ${commit}` }
  }
  if (wanted !== null) {
    const named = pulls.find(({ number }) => number === wanted)
    return named === undefined
      ? { kind: 'none', reason: `#${wanted} is no open pull request of that run's commit` }
      : { kind: 'found', number: wanted }
  }
  // one branch may be offered to several others: the policy's branch tells them apart
  const bases = new Set(results.map(({ policy }) => policy?.ref))
  const chosen = pulls.length === 1 ? pulls : pulls.filter(({ baseBranch }) => bases.has(`refs/heads/${baseBranch}`))
  if (chosen.length === 1) return { kind: 'found', number: chosen[0]!.number }
  const numbers = pulls.map(({ number }) => `#${number}`).join(', ')
  return { kind: 'none', reason: `the run may belong to ${numbers}: name one by pull-request` }
}

function movedOn(number: number, commit: string): FoundPull {
  return { kind: 'none', reason: `#${number} has moved on since ${commit.slice(0, 7)}; the run of its head reports` }
}
