import type { IssueDraft, Posted } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { markBody, readMarked } from './comment-marker.ts'
import type { ReportComments } from './comments.ts'
import { refusePosting } from './failures.ts'
import type { Identity } from './identity.ts'

const PERMISSION = 'issues: write'
/** Pages of 100 that are looked through, of issues with our labels. */
const MOST_PAGES = 5
/** GitHub refuses a longer one. */
const LONGEST = { title: 256, body: 65_536 }

interface OwnIssue {
  readonly number: number
  readonly url: string
  readonly title: string
  /** Behind the marker. */
  readonly text: string
  readonly isOpen: boolean
}

type IssueAddress = Pick<IssueDraft, 'key' | 'labels' | 'news'>

/** Issues of a repository that are ours: marked by their key and written by the token's own user. */
export class OwnIssues {
  private readonly client: GitHubClient
  private readonly identity: Identity
  private readonly comments: ReportComments

  constructor(client: GitHubClient, identity: Identity, comments: ReportComments) {
    this.client = client
    this.identity = identity
    this.comments = comments
  }

  /** Opens one, or brings the open one up to date. Throws only where the signal is aborted. */
  async put(draft: IssueDraft, signal: AbortSignal): Promise<Posted> {
    const doing = `open the issue "${draft.title}"`
    try {
      const own = await this.list(draft, signal)
      const open = own.find(({ isOpen }) => isOpen)
      if (open !== undefined) return await this.update(open, draft, signal)
      const told = own.find(({ text }) => readMarked(draft.news.key, text) !== null)
      if (told !== undefined) return { kind: 'posted', url: told.url, isNew: false }
      return await this.create(draft, signal)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      return refusePosting(doing, this.client.explain(error), PERMISSION)
    }
  }

  /** Closes the open one with a last comment; null where there is none. Throws only where the signal is aborted. */
  async close(address: IssueAddress, signal: AbortSignal): Promise<Posted | null> {
    const { owner, repo } = this.client
    try {
      const open = (await this.list(address, signal)).find(({ isOpen }) => isOpen)
      if (open === undefined) return null
      const said = await this.comment(open, address.news, signal)
      await this.client.work(signal, (octokit, request) =>
        octokit.rest.issues.update({
          ...{ owner, repo, issue_number: open.number, state: 'closed', state_reason: 'completed', request },
        }),
      )
      return said.kind === 'refused' ? said : { kind: 'posted', url: open.url, isNew: false }
    } catch (error) {
      if (signal.aborted) throw signal.reason
      return refusePosting('close an issue', this.client.explain(error), PERMISSION)
    }
  }

  /** Of that key, newest first. */
  private async list({ key, labels }: IssueAddress, signal: AbortSignal): Promise<readonly OwnIssue[]> {
    const { owner, repo } = this.client
    const found = await this.client.work(signal, async (octokit, request) => {
      const parameters = { owner, repo, labels: labels.join(','), state: 'all', per_page: 100, request } as const
      const marked: (OwnIssue & { readonly login: string | undefined })[] = []
      let pages = 0
      for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listForRepo, parameters)) {
        for (const issue of data) {
          const text = issue.pull_request === undefined ? readMarked(key, issue.body ?? '') : null
          if (text === null) continue
          const { number, html_url: url, title, state, user } = issue
          marked.push({ number, url, title, text, isOpen: state === 'open', login: user?.login })
        }
        pages += 1
        if (pages === MOST_PAGES) break
      }
      return marked
    })
    if (found.length === 0) return []
    const login = await this.identity.find(signal)
    return found.filter((issue) => issue.login === login)
  }

  private async create(draft: IssueDraft, signal: AbortSignal): Promise<Posted> {
    const { owner, repo } = this.client
    const send = () =>
      this.client.work(signal, (octokit, request) =>
        octokit.rest.issues.create({
          ...{ owner, repo, labels: [...draft.labels], request },
          ...describe(draft),
        }),
      )
    try {
      const { data } = await send()
      if (data.user) this.identity.learn(data.user.login)
      return { kind: 'posted', url: data.html_url, isNew: true }
    } catch (error) {
      if (signal.aborted || this.client.explain(error).kind !== 'unclear') throw error
      // it may have come through all the same
      const [made] = await this.list(draft, signal)
      if (made === undefined) throw error
      return { kind: 'posted', url: made.url, isNew: true }
    }
  }

  private async update(open: OwnIssue, draft: IssueDraft, signal: AbortSignal): Promise<Posted> {
    const { owner, repo } = this.client
    const { title, body } = describe(draft)
    const posted: Posted = { kind: 'posted', url: open.url, isNew: false }
    // a run that says it again may know less of it than the one that did it
    if (readMarked(draft.news.key, open.text) !== null) return posted
    const said = await this.comment(open, draft.news, signal)
    if (said.kind === 'refused') return said
    // last, so that a run which was cut off before it says it all again
    await this.client.work(signal, (octokit, request) =>
      octokit.rest.issues.update({ owner, repo, issue_number: open.number, title, body, request }),
    )
    return posted
  }

  private comment({ number }: OwnIssue, { key, text }: IssueDraft['news'], signal: AbortSignal): Promise<Posted> {
    return this.comments.put({ pull: number, key }, () => text, signal)
  }
}

/** The body ends with nothing of ours: both markers stand before it. */
function describe({ key, title, body, news }: IssueDraft): { readonly title: string; readonly body: string } {
  const marked = markBody(key, markBody(news.key, body))
  const cut = marked.length > LONGEST.body ? `${marked.slice(0, LONGEST.body - 1)}…` : marked
  return { title: title.slice(0, LONGEST.title), body: cut }
}
