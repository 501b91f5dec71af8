import type { CodeHost, Posted, ReportComment } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { CommentWriter } from './comment-writer.ts'
import { failReading, refusePosting } from './failures.ts'
import type { Identity } from './identity.ts'
import { type CommentPlace, findLatest, OwnComments } from './own-comments.ts'

/** The comments of a repository's pull requests that are ours. */
export interface ReportComments {
  /** Of several the one written last; null where there is none. @throws SystemError */
  find(place: CommentPlace, signal: AbortSignal): Promise<ReportComment | null>
  /** Writes ours in place, or anew. Throws only what `render` does, and where the signal is aborted. */
  put(place: CommentPlace, render: Parameters<CodeHost['putComment']>[2], signal: AbortSignal): Promise<Posted>
}

/** Report comments by a client's token. */
export function createReportComments(client: GitHubClient, identity: Identity): ReportComments {
  return {
    async find(place, signal) {
      try {
        const latest = findLatest(await new OwnComments(client, identity, place, signal).list())
        return latest === undefined ? null : { id: latest.id, body: latest.body, url: latest.url }
      } catch (error) {
        if (signal.aborted) throw signal.reason
        const doing = `read the comments of pull request ${place.pull}`
        throw failReading(doing, client.explain(error), 'pull-requests: read', error)
      }
    },
    async put(place, render, signal) {
      const doing = `comment on pull request ${place.pull}`
      try {
        const posted = await new CommentWriter(client, new OwnComments(client, identity, place, signal), render).put(
          signal,
        )
        return posted ?? { kind: 'refused', reason: `cannot ${doing}: others keep changing it`, permission: null }
      } catch (error) {
        if (signal.aborted) throw signal.reason
        return refusePosting(doing, client.explain(error), 'pull-requests: write')
      }
    },
  }
}
