import type { Dispatch, DispatchedRun, Posted } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { failReading, refusePosting } from './failures.ts'

/** Runs that are looked through. */
const MOST_RUNS = 100

/** Starts a workflow, or sends an event; never a second time. Throws only where the signal is aborted. */
export async function sendDispatch(client: GitHubClient, dispatch: Dispatch, signal: AbortSignal): Promise<Posted> {
  const { owner, repo } = client
  const pages = `${findWebAddress(client.options.apiUrl)}/${owner}/${repo}/actions`
  try {
    if (dispatch.kind === 'workflow') {
      const url = await startWorkflow(client, dispatch, signal)
      const page = `${pages}/workflows/${encodeURIComponent(dispatch.workflow)}`
      return { kind: 'posted', url: url ?? page, isNew: true }
    }
    await client.work(signal, (octokit, request) =>
      octokit.rest.repos.createDispatchEvent({
        ...{ owner, repo, event_type: dispatch.type, request },
        client_payload: dispatch.payload,
      }),
    )
    return { kind: 'posted', url: `${pages}?query=event%3Arepository_dispatch`, isNew: true }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const failure = client.explain(error)
    const [doing, permission] =
      dispatch.kind === 'workflow'
        ? [`dispatch ${dispatch.workflow} on ${dispatch.branch}`, 'actions: write']
        : [`dispatch the event ${dispatch.type}`, 'contents: write']
    const said = failure.kind === 'unclear' ? `${failure.said}; it may have begun all the same` : failure.said
    return refusePosting(doing, { ...failure, said }, permission)
  }
}

/** `https://github.com` of `https://api.github.com`, and of `https://git.acme.example/api/v3` the server itself. */
function findWebAddress(apiUrl: string): string {
  const { protocol, host } = new URL(apiUrl)
  return `${protocol}//${host.replace(/^api\./, '')}`
}

/** Address of the run, where the server tells it. */
async function startWorkflow(
  client: GitHubClient,
  { workflow, branch, inputs }: Extract<Dispatch, { kind: 'workflow' }>,
  signal: AbortSignal,
): Promise<string | null> {
  const { owner, repo } = client
  const send = (more: { readonly return_run_details?: true }) =>
    client.work(signal, (octokit, request) =>
      octokit.rest.actions.createWorkflowDispatch({
        ...{ owner, repo, workflow_id: workflow, ref: branch, inputs, request },
        ...more,
      }),
    )
  try {
    const { data } = await send({ return_run_details: true })
    return (data as { readonly html_url?: string } | undefined)?.html_url ?? null
  } catch (error) {
    // servers of one's own learn it later
    const isUnknown = !signal.aborted && /return_run_details/.test(client.explain(error).said)
    if (!isUnknown) throw error
    await send({})
    return null
  }
}

/** Runs that dispatches started, newest first. @throws SystemError */
export async function findDispatched(
  client: GitHubClient,
  { workflow, branch, since }: { readonly workflow: string; readonly branch: string; readonly since: string },
  signal: AbortSignal,
): Promise<readonly DispatchedRun[]> {
  const { owner, repo } = client
  try {
    return await client.work(signal, async (octokit, request) => {
      const { data } = await octokit.rest.actions.listWorkflowRuns({
        ...{ owner, repo, workflow_id: workflow, branch, event: 'workflow_dispatch', request },
        per_page: MOST_RUNS,
      })
      return data.workflow_runs
        .filter((run) => Date.parse(run.created_at) >= Date.parse(since))
        .map((run) => ({ url: run.html_url, title: run.display_title, createdAt: run.created_at }))
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw failReading(`list the runs of ${workflow}`, client.explain(error), 'actions: read', error)
  }
}
