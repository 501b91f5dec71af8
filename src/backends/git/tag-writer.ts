import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Clock } from '../../ports/host.ts'
import type { BareRepository } from './bare-repository.ts'
import { describeRefusal } from './push-refusal.ts'
import type { Person } from './record-writing.ts'
import type { RegistryState } from './registry-state.ts'
import type { RemoteRef } from './tag-listing.ts'
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

/**
 * Who loses a number lost it to somebody who has it now, so that all come through in the end: fifty at the same moment,
 * who wait as long as `chooseDelay` says, need up to a dozen attempts each.
 */
const MAX_ATTEMPTS = 60
const FIRST_DELAY_MS = 100
const LONGEST_DELAY_MS = 4000
/** So far may a machine's clock be behind that of another one: a day covers local time that is taken for UTC. */
const SLOW_CLOCK_S = 86_400

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
      message: 'nobody is named who writes the tags',
      help: 'set user.name and user.email with git config, or GIT_COMMITTER_NAME and GIT_COMMITTER_EMAIL',
    })
  }

  /**
   * Seconds. Never before what is there already, so that times agree with numbers where a clock is slow. A tag of the far
   * future is not followed: all that comes after it would have to be dated there too, for ever.
   */
  chooseTime(state: RegistryState): number {
    const now = Math.floor(this.options.clock.now().getTime() / 1000)
    const times = state.tags.map((tag) => (tag.details === null ? 0 : (tag.time ?? 0)))
    return times.filter((time) => time <= now + SLOW_CLOCK_S).reduce((latest, time) => Math.max(latest, time), now)
  }

  /**
   * Pushes and reads back: after a connection that broke, the remote says whether the tags arrived; and a rule against
   * moving tags may be what the server names where somebody else was quicker.
   *
   * @throws SystemError where the remote does not answer any more
   */
  async push(
    tags: readonly { readonly tag: string; readonly commit: string }[],
    signal: AbortSignal,
  ): Promise<PushOutcome> {
    const { repository } = this.options
    const names = tags.map(({ tag }) => tag)
    const outcome = await pushTags(repository, names, signal)
    const [remote, own] = await Promise.all([
      listByName(repository, signal).catch((error: Error) => {
        if (outcome.kind === 'refused') return null
        throw signal.aborted ? error : describeSilence(repository.location, names, outcome, error)
      }),
      repository.readOwnTags(names, signal),
    ])
    if (remote === null) return outcome
    const isThere = tags.every(
      ({ tag, commit }, index) => remote.get(tag)?.id === own[index] && remote.get(tag)?.peeled === commit,
    )
    if (isThere) return { kind: 'pushed' }
    if (outcome.kind === 'refused' && names.some((name) => remote.has(name))) return { ...outcome, kind: 'taken' }
    if (outcome.kind !== 'pushed') return outcome
    return { kind: 'refused', reason: 'it accepted the tags and does not show them' }
  }

  /** Tries again while others take the numbers, each time on what is there then; one writer at a time in this process. */
  async repeat<T>(attempt: () => Promise<Attempt<T>>, signal: AbortSignal): Promise<T> {
    const turn = this.lastWrite.then(() => this.repeatNow(attempt, signal))
    this.lastWrite = turn.catch(() => undefined)
    return turn
  }

  private async repeatNow<T>(attempt: () => Promise<Attempt<T>>, signal: AbortSignal): Promise<T> {
    const { location } = this.options.repository
    let reason = ''
    for (let count = 0; count < MAX_ATTEMPTS; count += 1) {
      const { value, tags, outcome } = await attempt()
      if (outcome.kind === 'pushed') return value
      reason = outcome.reason
      if (outcome.kind === 'taken') {
        await wait(chooseDelay(this.options.repository.path, count), undefined, { signal })
        continue
      }
      throw new SystemError(`${location} did not take ${tags.join(' and ')}: ${reason}`, {
        help: outcome.kind === 'refused' ? describeRefusal(reason) : 'nothing was changed; try again',
      })
    }
    throw new SystemError(`${location} was changed by others ${MAX_ATTEMPTS} times in a row: ${reason}`, {
      help: 'try again later',
    })
  }
}

/** Nobody knows then whether the tags arrived; the command itself finds out when it is run again. */
function describeSilence(location: string, tags: readonly string[], outcome: PushOutcome, error: Error): SystemError {
  const said = outcome.kind === 'pushed' ? 'it took them' : outcome.reason
  return new SystemError(
    `${location} was sent ${tags.join(' and ')} (${said}) and cannot be asked whether they are there: ${error.message.split('\n')[0]}`,
    { cause: error, help: 'run the same command again: it completes what is missing, or finds it done' },
  )
}

/**
 * Up to twice as long each time: who pushes again at once meets all the others again. Our own folder's name, which
 * nobody else has, says how much of it.
 */
function chooseDelay(folder: string, count: number): number {
  const share = createHash('sha256').update(`${folder} ${count}`).digest().readUInt32BE() / 2 ** 32
  return share * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** count)
}

/** The remote's tags as of now. */
async function listByName(repository: BareRepository, signal: AbortSignal): Promise<ReadonlyMap<string, RemoteRef>> {
  const tags = new Map<string, RemoteRef>()
  await repository.listTags(signal, () => {
    tags.clear()
    return (tag, ref) => tags.set(tag, ref)
  })
  return tags
}
