import { setTimeout as wait } from 'node:timers/promises'
import type { Posted } from '../../ports/code-host.ts'
import type { GitHubClient } from './client.ts'
import { LONGEST_COMMENT, MARKER_LENGTH } from './comment-marker.ts'
import { findLatest, type OwnComment, type OwnComments } from './own-comments.ts'

/** A text of which nobody knows yet whether it stands: the answer to its request was lost. */
interface LostText {
  readonly text: string
  readonly isNew: boolean
}

const ATTEMPTS = 4

/**
 * Brings one report into one comment, over as many attempts as it takes.
 *
 * GitHub has no conditional update of comments. What stands is read again just before it is written, so that a run
 * which wrote meanwhile is seen; of two that write within the same moment both succeed, and the later one stands.
 */
export class CommentWriter {
  private readonly client: GitHubClient
  private readonly comments: OwnComments
  private readonly render: (before: string | null) => string | null
  private lost: LostText | null = null

  constructor(client: GitHubClient, comments: OwnComments, render: (before: string | null) => string | null) {
    this.client = client
    this.comments = comments
    this.render = render
  }

  /** null where others change it all the time. @throws what octokit and `render` do */
  async put(signal: AbortSignal): Promise<Posted | null> {
    for (let attempt = 1; ; attempt += 1) {
      const posted = await this.attempt(attempt === ATTEMPTS)
      if (posted !== null || attempt === ATTEMPTS) return posted
      await wait(attempt ** 2 * this.client.waits.secondMs, undefined, { signal })
    }
  }

  /** null: what was read is out of date, or nobody knows whether it was written; look again. */
  private async attempt(isLast: boolean): Promise<Posted | null> {
    const ours = await this.comments.list()
    if (ours.length > 0) return this.update(ours, null, isLast)
    const text = this.render(null)
    if (text === null) return refuseUnwanted(null)
    if (isTooLong(text)) return refuseLength(text)
    const made = await this.write({ text, isNew: true }, isLast, () => this.comments.create(text))
    if (made === null) return null
    // another run may have done the same at the same time
    const others = (await this.comments.list()).filter(({ id }) => id !== made.id)
    return others.length === 0 ? { kind: 'posted', url: made.url, isNew: true } : this.update(others, made, isLast)
  }

  /** Brings the report into the oldest of ours and takes the others away. */
  private async update(
    others: readonly OwnComment[],
    made: OwnComment | null,
    isLast: boolean,
  ): Promise<Posted | null> {
    const standing: OwnComment[] = []
    for (const { id } of others) {
      const comment = await this.comments.read(id)
      if (comment === null) return null
      standing.push(comment)
    }
    const ours = [...standing, ...(made === null ? [] : [made])].sort((left, right) => left.id - right.id)
    const oldest = ours[0]!
    const { text, isOurs } = this.chooseText(standing)
    if (isTooLong(text)) return refuseLength(text)
    if (!isSameText(text, oldest.body)) {
      const change = () => this.comments.change(oldest.id, text)
      if (!(await this.write({ text, isNew: false }, isLast, change))) return null
    }
    for (const { id } of ours.slice(1)) await this.comments.remove(id)
    if (!isOurs) return refuseUnwanted(oldest.url)
    const isNew = oldest.id === made?.id || (this.lost?.isNew === true && isSameText(this.lost.text, text))
    return { kind: 'posted', url: oldest.url, isNew }
  }

  /** Our text after what stands, unless one of those is a later run's, which stays. */
  private chooseText(standing: readonly OwnComment[]): { readonly text: string; readonly isOurs: boolean } {
    const latest = findLatest(standing)!
    // what came through all the same is not what stood before
    if (this.lost !== null && isSameText(this.lost.text, latest.body)) return { text: latest.body, isOurs: true }
    const text = this.render(latest.body)
    const later = standing.filter((comment) => (comment === latest ? text : this.render(comment.body)) === null)
    const kept = findLatest(later)
    return kept === undefined ? { text: text!, isOurs: true } : { text: kept.body, isOurs: false }
  }

  /** null where nobody knows whether it was written, and there is another attempt to find out. */
  private async write<T>(lost: LostText, isLast: boolean, send: () => Promise<T>): Promise<T | null> {
    try {
      return await send()
    } catch (error) {
      if (isLast || this.client.explain(error).kind !== 'unclear') throw error
      this.lost = lost
      return null
    }
  }
}

/** GitHub may keep a body with other line ends than it was sent with. */
function isSameText(left: string, right: string): boolean {
  const tidy = (text: string) => text.replaceAll('\r\n', '\n').trimEnd()
  return tidy(left) === tidy(right)
}

function isTooLong(text: string): boolean {
  return text.length + MARKER_LENGTH > LONGEST_COMMENT
}

function refuseLength(text: string): Posted {
  const reason = `the comment has ${text.length} characters; with its marker ${LONGEST_COMMENT} are allowed`
  return { kind: 'refused', reason, permission: null }
}

function refuseUnwanted(url: string | null): Posted {
  const reason = url === null ? 'there is nothing to post' : `the comment that stands is left as it is: ${url}`
  return { kind: 'refused', reason, permission: null }
}
