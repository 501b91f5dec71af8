import type { GitHubClient } from './client.ts'
import { failReading } from './failures.ts'

const PERMISSION = 'actions: read'

/** The commit of the last run of a workflow on a branch that succeeded; null where there was none. @throws SystemError */
export async function findLastSuccess(
  client: GitHubClient,
  { workflow, branch }: { readonly workflow: string; readonly branch: string },
  signal: AbortSignal,
): Promise<string | null> {
  const { owner, repo } = client
  // GitHub takes a workflow's file by its name alone
  const name = workflow.slice(workflow.lastIndexOf('/') + 1)
  try {
    return await client.work(signal, async (octokit, request) => {
      const parameters = { owner, repo, workflow_id: name, branch, status: 'success', per_page: 1 } as const
      const { data } = await octokit.rest.actions.listWorkflowRuns({ ...parameters, request })
      return data.workflow_runs[0]?.head_sha ?? null
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw failReading(`find the last run of ${name} that succeeded`, client.explain(error), PERMISSION, error)
  }
}
