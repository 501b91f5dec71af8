import { SystemError } from '../../core/faults.ts'
import type { CodeHost, Posted } from '../../ports/code-host.ts'
import { putCheckRun } from './check-runs.ts'
import { type CodeHostOptions, createClient } from './client.ts'
import { createReportComments } from './comments.ts'
import { findDispatched, sendDispatch } from './dispatches.ts'
import { createIdentity } from './identity.ts'
import { OwnIssues } from './issues.ts'
import { findEnvironment, listApprovals, listTagRules } from './protection.ts'
import { findPulls, findPullsOfCommit, getPull } from './pulls.ts'
import { putRelease } from './releases.ts'
import { findLastSuccess } from './workflow-runs.ts'

/** GitHub behind the port, and what ends its connections. */
export type OpenCodeHost = CodeHost & { close(): Promise<void> }

/** Pull requests, comments, check runs, releases, dispatches, rules and issues of a repository; what asks for them is loaded with the first request. */
export function createCodeHost(options: CodeHostOptions): OpenCodeHost {
  const client = createClient(options)
  const identity = createIdentity(client)
  const comments = createReportComments(client, identity)
  const issues = new OwnIssues(client, identity, comments)
  const { callMs } = client.waits
  const read = <T>(signal: AbortSignal, doing: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    limitTime(signal, callMs, run, (late) => {
      throw new SystemError(`cannot ${doing}: ${late}`, { help: 'run it again' })
    })
  const post = (signal: AbortSignal, doing: string, run: (signal: AbortSignal) => Promise<Posted>): Promise<Posted> =>
    limitTime(signal, callMs, run, (late) => ({
      kind: 'refused',
      reason: `cannot ${doing}: ${late}`,
      permission: null,
    }))
  return {
    pull: (number, signal) =>
      read(signal, `read pull request ${number}`, (limited) => getPull(client, number, limited)),
    findPulls: (head, signal) =>
      read(signal, `list the pull requests of ${head.repository}`, (limited) => findPulls(client, head, limited)),
    findComment: (pull, key, signal) =>
      read(signal, `read the comments of pull request ${pull}`, (limited) => comments.find({ pull, key }, limited)),
    putComment: (pull, key, render, signal) =>
      post(signal, `comment on pull request ${pull}`, (limited) => comments.put({ pull, key }, render, limited)),
    putCheckRun: (draft, signal) =>
      post(signal, `make check run ${draft.name}`, (limited) => putCheckRun(client, draft, limited)),
    findLastSuccess: (run, signal) =>
      read(signal, `find the last run of ${run.workflow}`, (limited) => findLastSuccess(client, run, limited)),
    findPullsOfCommit: (commit, signal) =>
      read(signal, `find the pull request of ${commit.slice(0, 12)}`, (limited) =>
        findPullsOfCommit(client, commit, limited),
      ),
    putRelease: (draft, signal) =>
      post(signal, `make the release of ${draft.tag}`, (limited) => putRelease(client, draft, limited)),
    dispatch: (dispatch, signal) =>
      post(signal, 'dispatch what comes next', (limited) => sendDispatch(client, dispatch, limited)),
    findDispatched: (run, signal) =>
      read(signal, `list the runs of ${run.workflow}`, (limited) => findDispatched(client, run, limited)),
    tagRules: (signal) =>
      limitTime(
        signal,
        callMs,
        (limited) => listTagRules(client, limited),
        (late) => ({ kind: 'unknown', reason: late }),
      ),
    environment: (name, signal) =>
      limitTime(
        signal,
        callMs,
        (limited) => findEnvironment(client, name, limited),
        (late) => ({ kind: 'unknown', reason: late }),
      ),
    approvals: (run, signal) =>
      read(signal, `read who approved run ${run}`, (limited) => listApprovals(client, run, limited)),
    putIssue: (draft, signal) =>
      post(signal, `open the issue "${draft.title}"`, (limited) => issues.put(draft, limited)),
    closeIssue: (issue, signal) =>
      limitTime<Posted | null>(
        signal,
        callMs,
        (limited) => issues.close(issue, limited),
        (late) => ({
          kind: 'refused',
          reason: `cannot close an issue: ${late}`,
          permission: null,
        }),
      ),
    close: () => client.close(),
  }
}

/** @throws the signal's reason where the caller stops it. */
async function limitTime<T>(
  signal: AbortSignal,
  limitMs: number,
  run: (signal: AbortSignal) => Promise<T>,
  giveUp: (late: string) => T,
): Promise<T> {
  const limit = AbortSignal.timeout(limitMs)
  try {
    return await run(AbortSignal.any([signal, limit]))
  } catch (error) {
    if (signal.aborted || !limit.aborted) throw error
    return giveUp(`it took longer than ${Math.ceil(limitMs / 60_000)} min`)
  }
}
