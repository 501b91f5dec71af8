import { InputError, SystemError } from '../../core/faults.ts'
import type { Clock } from '../../ports/host.ts'
import type { BareRepository } from './bare-repository.ts'
import type { Person } from './record-writing.ts'
import type { RegistryState } from './registry-state.ts'
import { type PushOutcome, pushTags } from './tag-push.ts'

export interface TagWriterOptions {
  readonly repository: BareRepository
  readonly clock: Clock
  /** Who tags where the draft names nobody; null where git's configuration names nobody either. */
  readonly user: Person | null
}

/** One try to create tags: what they mean, which they are, and whether the remote took them. */
export interface Attempt<T> {
  readonly value: T
  readonly tags: readonly string[]
  readonly outcome: PushOutcome
}

/** As many as may push the same model at the same moment, with room to spare. */
const MAX_ATTEMPTS = 40

/** Who writes tags, when, and again while others take their numbers. */
export class TagWriter {
  private readonly options: TagWriterOptions
  private lastWrite: Promise<unknown> = Promise.resolve()

  constructor(options: TagWriterOptions) {
    this.options = options
  }

  /** @throws InputError where nobody is named */
  findPerson(identity: Person | null): Person {
    const person = identity ?? this.options.user
    if (person !== null) return person
    throw new InputError({
      message: 'nobody is named who registers the version',
      help: 'set user.name and user.email with git config, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL',
    })
  }

  /** Seconds. Never before what is there already, so that times agree with numbers where a clock is slow. */
  chooseTime(state: RegistryState): number {
    const times = state.tags.map((tag) => (tag.details === null ? 0 : Date.parse(tag.at ?? '') / 1000 || 0))
    return times.reduce((latest, time) => Math.max(latest, time), Math.floor(this.options.clock.now().getTime() / 1000))
  }

  /** Pushes and reads back: after a connection that broke, the remote says whether the tags arrived. */
  async push(
    tags: readonly { readonly tag: string; readonly commit: string }[],
    signal: AbortSignal,
  ): Promise<PushOutcome> {
    const { repository } = this.options
    const names = tags.map(({ tag }) => tag)
    const outcome = await pushTags(repository, names, signal)
    if (outcome.kind === 'refused') return outcome
    const [remote, own] = await Promise.all([repository.listTags(signal), repository.readOwnTags(names, signal)])
    const isThere = tags.every(
      ({ tag, commit }, index) => remote.get(tag)?.id === own[index] && remote.get(tag)?.peeled === commit,
    )
    if (isThere) return { kind: 'pushed' }
    if (outcome.kind !== 'pushed') return outcome
    return { kind: 'refused', reason: 'it accepted the tags and does not show them' }
  }

  /** Tries again while others take the numbers, each time on what is there then; one writer at a time in this process. */
  async repeat<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
    const turn = this.lastWrite.then(() => this.repeatNow(attempt))
    this.lastWrite = turn.catch(() => undefined)
    return turn
  }

  private async repeatNow<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
    const { location } = this.options.repository
    let reason = ''
    for (let count = 0; count < MAX_ATTEMPTS; count += 1) {
      const { value, tags, outcome } = await attempt()
      if (outcome.kind === 'pushed') return value
      reason = outcome.reason
      if (outcome.kind === 'taken') continue
      throw new SystemError(`${location} did not take ${tags.join(' and ')}: ${reason}`, {
        help:
          outcome.kind === 'refused'
            ? 'nothing was changed; the job needs permission contents: write, and rulesets and hooks must allow new tags'
            : 'nothing was changed; try again',
      })
    }
    throw new SystemError(`${location} was changed by others ${MAX_ATTEMPTS} times in a row: ${reason}`, {
      help: 'try again later',
    })
  }
}
