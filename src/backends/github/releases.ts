import type { Posted, ReleaseDraft } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { refusePosting } from './failures.ts'

/** What GitHub takes of a body, in characters. */
const LONGEST_BODY = 125_000
const PERMISSION = 'contents: write'

/**
 * The release of a tag: the one that is there, else a new one, which is not offered as the repository's latest, since
 * models are released beside code. A request whose answer was lost is known by what stands afterwards. Throws only where
 * the signal is aborted.
 */
export async function putRelease(client: GitHubClient, draft: ReleaseDraft, signal: AbortSignal): Promise<Posted> {
  const { owner, repo } = client
  const doing = `make the release of ${draft.tag}`
  try {
    const standing = await findRelease(client, draft.tag, signal)
    if (standing !== null) return { kind: 'posted', url: standing, isNew: false }
    try {
      const { data } = await client.work(signal, (octokit, request) =>
        octokit.rest.repos.createRelease({
          ...{ owner, repo, tag_name: draft.tag, name: draft.title, make_latest: 'false', request },
          body: draft.body.length > LONGEST_BODY ? `${draft.body.slice(0, LONGEST_BODY - 1)}…` : draft.body,
        }),
      )
      return { kind: 'posted', url: data.html_url, isNew: true }
    } catch (error) {
      if (signal.aborted) throw error
      const { kind } = client.explain(error)
      // another run was quicker, or ours came through without a word of it
      const made = kind === 'unclear' || kind === 'invalid' ? await findRelease(client, draft.tag, signal) : null
      if (made === null) throw error
      return { kind: 'posted', url: made, isNew: kind === 'unclear' }
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    return refusePosting(doing, client.explain(error), PERMISSION)
  }
}

/** Address of the release of a tag; null where there is none. */
async function findRelease(client: GitHubClient, tag: string, signal: AbortSignal): Promise<string | null> {
  const { owner, repo } = client
  try {
    const { data } = await client.work(signal, (octokit, request) =>
      octokit.rest.repos.getReleaseByTag({ owner, repo, tag, request }),
    )
    return data.html_url
  } catch (error) {
    if (signal.aborted || client.explain(error).kind !== 'gone') throw error
    return null
  }
}
