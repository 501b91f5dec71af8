import type { CodeHost, CommitPull } from '../ports/code-host.ts'

/** The merged pull request that brought a commit: the one whose merge it is, else the one merged last; null where none did. */
export async function findCodePull(
  host: Pick<CodeHost, 'findPullsOfCommit'>,
  commit: string,
  signal: AbortSignal,
): Promise<CommitPull | null> {
  const merged = (await host.findPullsOfCommit(commit, signal)).filter(({ mergedAt }) => mergedAt !== null)
  const own = merged.find(({ mergeCommit }) => mergeCommit === commit)
  return own ?? merged.toSorted((left, right) => right.mergedAt!.localeCompare(left.mergedAt!))[0] ?? null
}
