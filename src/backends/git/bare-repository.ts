import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { SystemError } from '../../core/faults.ts'
import { exportBlob } from './blob-export.ts'
import { GLOBAL_CONFIG_FILE } from './git-environment.ts'
import { type GitObject, parseBatch } from './git-objects.ts'
import { describeFailure, expectGit, type GitCall, type GitOutput, runGit } from './git-process.ts'
import { isAboutCredentials } from './push-refusal.ts'
import { REMOTE } from './remote-address.ts'
import { type MeetTag, TagListing } from './tag-listing.ts'

/** What keeps large files out of a fetch: everything but tags and commits, or files of more than 128 kB. */
export type FetchFilter = 'tree:0' | 'blob:none' | 'blob:limit=131072' | null

/** Files up to this size come with a record's tree. */
export const SMALL_FILE_BYTES = 131_072

export interface BareRepositoryOptions {
  /** Our own folder; the repository is made below it. */
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  readonly globalConfig: string
  readonly objectFormat: string
  /** For messages, without credentials. */
  readonly location: string
  readonly secrets: readonly string[]
}

/** What passes again by itself now and then. */
const PASSING =
  /could not resolve host|timed out|connection (reset|refused|closed)|early eof|hung up unexpectedly|returned error: (429|5\d\d)|rpc failed|tls connection/i
/** What servers say of an object that they do not have, or that no reference leads to. */
const NOT_THERE = /not our ref|unadvertised object|no such remote ref|bad object|could not find|couldn't find/i
const RETRY_DELAYS_MS = [300, 1500]
const NETWORK_TIMEOUT_MS = 300_000

/**
 * A repository of our own, made empty for one run: what is fetched from or pushed to the remote passes through here, and
 * nothing of the user's work tree or its configuration has a say in it.
 */
export class BareRepository {
  readonly location: string
  private readonly options: BareRepositoryOptions
  private readonly fetched = new Set<string>()
  private queue: Promise<unknown> = Promise.resolve()

  private constructor(options: BareRepositoryOptions) {
    this.options = options
    this.location = options.location
  }

  static async create(options: BareRepositoryOptions, signal: AbortSignal): Promise<BareRepository> {
    const repository = new BareRepository(options)
    await mkdir(options.folder, { recursive: true })
    await writeFile(join(options.folder, GLOBAL_CONFIG_FILE), options.globalConfig)
    const init = ['init', '--quiet', '--bare', '--template=', `--object-format=${options.objectFormat}`]
    const make = (path: string) =>
      expectGit({ args: [...init, path], environment: options.environment, signal }, 'make a temporary repository')
    await Promise.all([make(repository.path), make(repository.inbox)])
    await mkdir(join(repository.path, 'objects/info'), { recursive: true })
    await writeFile(join(repository.path, 'objects/info/alternates'), `${join(repository.inbox, 'objects')}\n`)
    return repository
  }

  /** Where objects are written and read. */
  get path(): string {
    return join(this.options.folder, 'repository.git')
  }

  /**
   * Where fetched objects arrive, for `path` to see. A repository that was fetched into with a filter asks the remote
   * for each object that it misses, unbidden; kept apart, what was left out is simply not there.
   */
  private get inbox(): string {
    return join(this.options.folder, 'inbox.git')
  }

  /** A call of git in this repository. */
  call(args: readonly string[], signal: AbortSignal, more: Partial<GitCall> = {}): GitCall {
    const environment = { ...this.options.environment, ...more.environment, GIT_DIR: this.path }
    return { ...more, args, environment, signal, secrets: this.options.secrets }
  }

  /**
   * The remote's tags as of one moment.
   *
   * @param begin gives for each attempt who is told of each tag as it arrives: where the network failed, all arrive again.
   */
  async listTags(signal: AbortSignal, begin: () => MeetTag): Promise<void> {
    let listing: TagListing | null = null
    const beginListing = () => {
      const next = new TagListing(begin())
      listing = next
      return (chunk: Buffer) => next.add(chunk)
    }
    await this.ask(['ls-remote', '--quiet', '--tags', REMOTE], signal, { begin: beginListing })
    listing!.end()
  }

  /** What the remote's HEAD stands on; null where it stands on nothing. */
  async findRemoteHead(signal: AbortSignal): Promise<{ readonly ref: string; readonly commit: string } | null> {
    const output = await this.ask(['ls-remote', '--quiet', '--symref', REMOTE, 'HEAD'], signal)
    const text = output.toString('utf8')
    const commit = /^([0-9a-f]{40,64})\tHEAD$/m.exec(text)?.[1]
    return commit === undefined ? null : { ref: /^ref: (\S+)\tHEAD$/m.exec(text)?.[1] ?? 'HEAD', commit }
  }

  /** The commit that a branch or a tag of that name stands on; null where the remote has neither. A branch comes first. */
  async findRemoteCommit(name: string, signal: AbortSignal): Promise<string | null> {
    const refs = [`refs/heads/${name}`, `refs/tags/${name}^{}`, `refs/tags/${name}`]
    const output = await this.ask(['ls-remote', '--quiet', REMOTE, ...refs], signal)
    const lines = output.toString('utf8').split('\n')
    const found = refs.map((ref) => lines.find((line) => line.endsWith(`\t${ref}`)))
    return found.find((line) => line !== undefined)?.split('\t')[0] ?? null
  }

  /**
   * Fetches objects by id in one go, each with what it refers to as far as `filter` lets through; once per run.
   *
   * @param commits how far back the history of a commit comes along.
   */
  async fetch(ids: readonly string[], filter: FetchFilter, signal: AbortSignal, commits = 1): Promise<void> {
    const key = commits === 1 ? `${filter}` : `${filter} ${commits}`
    const turn = this.queue.then(async () => {
      const missing = [...new Set(ids)].filter((id) => !this.fetched.has(`${key} ${id}`))
      if (missing.length === 0) return
      // Only commits have a depth: asked of trees and files it would be refused.
      const depth = filter === 'tree:0' || filter === 'blob:none' ? [`--depth=${commits}`] : []
      const filters = filter === null ? [] : [`--filter=${filter}`]
      const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-gc']
      await this.ask(['fetch', ...options, ...depth, ...filters, '--stdin', REMOTE], signal, {
        input: `${missing.join('\n')}\n`,
      })
      for (const id of missing) this.fetched.add(`${key} ${id}`)
    })
    // The next in line goes on whether this one came through or not.
    this.queue = turn.catch(() => undefined)
    await turn
  }

  /**
   * Whether the remote still gives out that commit, of which `filter` says what comes along.
   *
   * @throws SystemError where the remote does not answer
   */
  async hasRemoteCommit(id: string, signal: AbortSignal, filter: FetchFilter = 'tree:0'): Promise<boolean> {
    try {
      await this.fetch([id], filter, signal)
      return true
    } catch (error) {
      if (error instanceof SystemError && NOT_THERE.test(error.message)) return false
      throw error
    }
  }

  /** The best common ancestor of two commits by the history that was fetched; null where that shows none. */
  async findMergeBase(left: string, right: string, signal: AbortSignal): Promise<string | null> {
    const call = this.call(['merge-base', left, right], signal)
    // Where the history ends is known where it arrived.
    const environment = { ...call.environment, GIT_DIR: this.inbox, GIT_NO_LAZY_FETCH: '1' }
    const { code, stdout } = await runGit({ ...call, environment })
    return code === 0 ? stdout.toString('latin1').trim() : null
  }

  /** Objects that are here, by id, in one git process. */
  async read(ids: Iterable<string>, signal: AbortSignal): Promise<ReadonlyMap<string, GitObject>> {
    const wanted = [...new Set(ids)]
    if (wanted.length === 0) return new Map()
    const call = this.call(['cat-file', '--batch'], signal, { input: `${wanted.join('\n')}\n` })
    return parseBatch(await expectGit(call, 'read objects of the registry'))
  }

  /** Sizes of those objects below the trees that are here; the others were too large to come along. */
  async listPresent(trees: Iterable<string>, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const input = `${[...new Set(trees)].join('\n')}\n`
    const args = ['rev-list', '--objects', '--no-object-names', '--missing=print', '--stdin']
    const listed = await expectGit(this.call(args, signal, { input }), 'list objects of the registry')
    const present = listed
      .toString('latin1')
      .split('\n')
      .filter((id) => /^[0-9a-f]+$/.test(id))
    const sizes = await expectGit(
      this.call(['cat-file', '--batch-check=%(objectname) %(objectsize)'], signal, {
        input: `${present.join('\n')}\n`,
      }),
      'read objects of the registry',
    )
    const lines = sizes
      .toString('latin1')
      .split('\n')
      .map((line) => line.split(' '))
    return new Map(lines.flatMap(([id, size]) => (size === undefined ? [] : [[id!, Number(size)]])))
  }

  /** Writes a file object's bytes to a path and gives their sha256 and size. */
  async exportFile(
    id: string,
    path: string,
    signal: AbortSignal,
  ): Promise<{ readonly sha256: string; readonly size: number }> {
    const call = this.call(['cat-file', 'blob', id], signal, { timeoutMs: NETWORK_TIMEOUT_MS })
    return exportBlob(call, path, `fetch a stored file from ${this.location}`)
  }

  /** Object ids of tags in this repository, in the order of their names. */
  async readOwnTags(tags: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
    const call = this.call(['rev-parse', ...tags.map((tag) => `refs/tags/${tag}`)], signal)
    return (await expectGit(call, 'read the tags that were made')).toString('latin1').trim().split('\n')
  }

  /** Sends references in one push whose end is told by the caller. */
  async push(args: readonly string[], signal: AbortSignal): Promise<GitOutput> {
    return runGit(this.call(['push', ...args], signal, { timeoutMs: NETWORK_TIMEOUT_MS }))
  }

  /**
   * Asks the remote, again after a moment where the network failed.
   *
   * @param more `begin` makes for each attempt what takes git's output as it arrives; nothing is given back then.
   */
  private async ask(
    args: readonly string[],
    signal: AbortSignal,
    { input = '', begin }: { readonly input?: string; readonly begin?: () => (chunk: Buffer) => void } = {},
  ): Promise<Buffer> {
    for (let attempt = 0; ; attempt += 1) {
      const call = this.call(args, signal, { input, timeoutMs: NETWORK_TIMEOUT_MS, use: begin?.() })
      const { code, stdout, stderr } = await runGit({
        ...call,
        environment: { ...call.environment, GIT_DIR: this.inbox },
      })
      if (code === 0) return stdout
      const delay = RETRY_DELAYS_MS[attempt]
      if (delay === undefined || !PASSING.test(stderr)) throw describeRemoteFailure(this.options, stderr)
      await wait(delay, undefined, { signal })
    }
  }
}

function describeRemoteFailure({ location, secrets }: BareRepositoryOptions, stderr: string): SystemError {
  const doing = `read the registry at ${location}`
  if (!isAboutCredentials(stderr)) {
    return describeFailure(doing, stderr, 'check the address of the remote and that this machine can reach it')
  }
  // git then looks for others, and what it says is that it found none
  const isRefused = secrets.length > 0 && /could not read (?:username|password)|authentication failed/i.test(stderr)
  const said = isRefused ? `fatal: the token or password that was given is not accepted\n${stderr}` : stderr
  return describeFailure(
    doing,
    said,
    'give a token that may read the repository (permission contents), or set up git credentials for it',
  )
}
