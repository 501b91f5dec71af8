import type { ReportComment } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { markBody, readMarked } from './comment-marker.ts'
import type { Identity } from './identity.ts'

/** One of ours, with the text behind the marker. */
export interface OwnComment extends ReportComment {
  readonly updatedAt: string
}

export interface CommentPlace {
  readonly pull: number
  readonly key: string
}

/**
 * Our comments of one key on one pull request. Ours have the key's marker in their first line and are by the token's
 * own user: a stranger's copy of the marker is neither believed nor touched. All throw what octokit does.
 */
export class OwnComments {
  private readonly client: GitHubClient
  private readonly identity: Identity
  private readonly place: CommentPlace
  private readonly signal: AbortSignal

  constructor(client: GitHubClient, identity: Identity, place: CommentPlace, signal: AbortSignal) {
    this.client = client
    this.identity = identity
    this.place = place
    this.signal = signal
  }

  /** Of all pages, oldest first. Whose token it is matters only where some comment has the marker. */
  async list(): Promise<readonly OwnComment[]> {
    const { client, place, signal } = this
    const marked = await client.work(signal, async (octokit, request) => {
      const parameters = { owner: client.owner, repo: client.repo, issue_number: place.pull, per_page: 100, request }
      const found: (OwnComment & { readonly login: string | undefined })[] = []
      for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listComments, parameters)) {
        for (const comment of data) {
          const own = readOwn(place.key, comment)
          if (own !== null) found.push({ ...own, login: comment.user?.login })
        }
      }
      return found
    })
    if (marked.length === 0) return []
    const login = await this.identity.find(signal)
    return marked.filter((comment) => comment.login === login).sort((left, right) => left.id - right.id)
  }

  async create(text: string): Promise<OwnComment> {
    const { owner, repo } = this.client
    const { pull, key } = this.place
    const { data } = await this.client.work(this.signal, (octokit, request) =>
      octokit.rest.issues.createComment({ owner, repo, issue_number: pull, body: markBody(key, text), request }),
    )
    if (data.user) this.identity.learn(data.user.login)
    return { id: data.id, body: text, url: data.html_url, updatedAt: data.updated_at }
  }

  /** null where it is gone, or lost its marker. */
  async read(id: number): Promise<OwnComment | null> {
    const { owner, repo } = this.client
    try {
      const { data } = await this.client.work(this.signal, (octokit, request) =>
        octokit.rest.issues.getComment({ owner, repo, comment_id: id, request }),
      )
      return readOwn(this.place.key, data)
    } catch (error) {
      if (!this.signal.aborted && this.client.explain(error).kind === 'gone') return null
      throw error
    }
  }

  /** Whether there is such a comment still. */
  async change(id: number, text: string): Promise<boolean> {
    const { owner, repo } = this.client
    try {
      await this.client.work(this.signal, (octokit, request) =>
        octokit.rest.issues.updateComment({
          owner,
          repo,
          comment_id: id,
          body: markBody(this.place.key, text),
          request,
        }),
      )
      return true
    } catch (error) {
      if (this.signal.aborted) throw error
      const { kind } = this.client.explain(error)
      // GitHub says the same of what is gone and of what a token may not change
      if ((kind === 'gone' || kind === 'invalid') && (await this.read(id)) === null) return false
      throw error
    }
  }

  /** Another run may have taken it away, and one that stays does no harm. */
  async remove(id: number): Promise<void> {
    const { owner, repo } = this.client
    try {
      await this.client.work(this.signal, (octokit, request) =>
        octokit.rest.issues.deleteComment({ owner, repo, comment_id: id, request }),
      )
    } catch (error) {
      if (this.signal.aborted) throw error
      this.client.options.logger.debug(`comment ${id} is left: ${this.client.explain(error).said}`)
    }
  }
}

/** The one written last; undefined of none. */
export function findLatest(comments: readonly OwnComment[]): OwnComment | undefined {
  return comments.toSorted(
    (left, right) => Date.parse(right.updatedAt) - Date.parse(left.updatedAt) || right.id - left.id,
  )[0]
}

interface DescribedComment {
  readonly id: number
  readonly body?: string | undefined
  readonly html_url: string
  readonly updated_at: string
}

function readOwn(key: string, { id, body, html_url, updated_at }: DescribedComment): OwnComment | null {
  const text = readMarked(key, body ?? '')
  return text === null ? null : { id, body: text, url: html_url, updatedAt: updated_at }
}
