import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InputError } from '../../core/faults.ts'
import type { RunEvent } from '../../core/run-event.ts'
import { closedEnvironment, type Variables } from './git-environment.ts'
import { parseCommitObject } from './git-objects.ts'
import { expectGit, runGit } from './git-process.ts'
import type { ObjectView } from './object-view.ts'
import { type RepositoryPlace, readHead } from './repository.ts'
import { askGit } from './revision-blobs.ts'

/** What a change is measured against. */
export interface BaseOfRecord {
  readonly commit: string
  /** As a sentence ends: `the first parent of the merge commit`. */
  readonly found: string
}

export interface BaseRequest {
  readonly view: ObjectView
  readonly place: RepositoryPlace
  readonly variables: Variables
  readonly event: Pick<RunEvent, 'name' | 'pull' | 'mergeGroupBase' | 'pushedBefore' | 'defaultBranch'>
  /** The commit that is checked out. */
  readonly head: string
  /** A revision that the user names; null: the event's base. */
  readonly base: string | null
  /** Told why there is no base where one could be expected. */
  readonly note: (sentence: string) => void
}

const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
/** How far back histories are fetched until they meet: commits alone, of which thousands come to little. */
const HISTORIES = [250, 2_147_483_647]

/**
 * What the change that is checked out is measured against: what the user names, else what the event says. null where
 * there is nothing to compare with: a schedule, a dispatch, a branch that begins here, a base that is gone.
 *
 * @throws InputError where nobody knows the named revision, SystemError where the remote has to be asked and does not answer
 */
export async function findBase(request: BaseRequest, signal: AbortSignal): Promise<BaseOfRecord | null> {
  const { event, base } = request
  if (base !== null) return findNamed(request, base, signal)
  if (event.mergeGroupBase !== null) {
    return keepKnown(request, event.mergeGroupBase, 'the base of the merge group', signal)
  }
  if (event.name === 'push') return findPushed(request, signal)
  return event.pull === null ? null : findOfPull(request, event.pull, signal)
}

/** GitHub checks out a merge of the base with the head: its first parent is the base. */
async function findOfPull(
  request: BaseRequest,
  pull: NonNullable<RunEvent['pull']>,
  signal: AbortSignal,
): Promise<BaseOfRecord | null> {
  const { view, head, note } = request
  const commit = await expectGit(view.call(['cat-file', 'commit', head], signal), 'read the commit that is checked out')
  const { parents } = parseCommitObject(commit.toString('utf8'))
  if (isMergeOf(pull, head, parents, request.variables) && (await isKnown(request, parents[0]!, signal))) {
    return { commit: parents[0]!, found: 'the first parent of the merge commit' }
  }
  const start = await findMergeBase(request, pull.baseCommit, signal)
  if (start === head) {
    note(`what is checked out is part of ${pull.baseBranch}, so there is no change to look at`)
    return null
  }
  if (start !== null) {
    return keepKnown(request, start, `the merge base of ${pull.baseBranch} and what is checked out`, signal)
  }
  const found = `what ${pull.baseBranch} stood on at the event: it shares no commit with what is checked out`
  return keepKnown(request, pull.baseCommit, found, signal)
}

/**
 * The base that GitHub merged a pull request onto, where its merge commit is checked out, which may be a shallow clone's
 * only commit; null where something else is.
 */
export async function findMergedBase(
  place: RepositoryPlace,
  variables: Variables,
  pull: NonNullable<RunEvent['pull']>,
  signal: AbortSignal,
): Promise<string | null> {
  const { commit: head } = await readHead(place)
  if (head === null) return null
  const environment = closedEnvironment(place.gitFolder, variables)
  const { code, stdout } = await runGit({ args: ['cat-file', 'commit', head], environment, signal })
  if (code !== 0) return null
  const { parents } = parseCommitObject(stdout.toString('utf8'))
  return isMergeOf(pull, head, parents, variables) ? parents[0]! : null
}

/**
 * Whether a commit is GitHub's own merge of the pull request, whose first parent is the base. Anybody can push a merge of
 * the head with whatever else: the commit that GitHub says this run is about has to be the merge, or under
 * pull_request_target the base.
 */
function isMergeOf(
  pull: NonNullable<RunEvent['pull']>,
  commit: string,
  parents: readonly string[],
  variables: Variables,
): boolean {
  const named = variables['GITHUB_SHA']
  return parents.length === 2 && parents[1] === pull.headCommit && (!named || named === commit || named === parents[0])
}

async function findPushed(request: BaseRequest, signal: AbortSignal): Promise<BaseOfRecord | null> {
  const { event, view, head, note } = request
  const before = event.pushedBefore
  if (before !== null && (await isKnown(request, before, signal))) {
    return { commit: before, found: 'what the branch stood on before the push' }
  }
  const why = before === null ? 'the branch is new' : `${before.slice(0, 7)}, which the branch stood on before, is gone`
  const name = event.defaultBranch
  const commit = name === null ? null : await (await view.remote()).findRemoteCommit(name, signal)
  const start = commit === null ? null : await findMergeBase(request, commit, signal)
  if (start === null || start === head) {
    note(`${why}, and there is nothing else to compare with`)
    return null
  }
  return keepKnown(request, start, `the merge base of ${name} and what was pushed, since ${why}`, signal)
}

async function findNamed(request: BaseRequest, name: string, signal: AbortSignal): Promise<BaseOfRecord> {
  const commit = (await findOwn(request, name, signal)) ?? (await findAtRemote(request, name, signal))
  if (commit === null || !(await isKnown(request, commit, signal))) {
    throw new InputError({
      message: `neither this clone nor its remote knows a revision "${name}"`,
      help: 'name a branch, a tag or a whole commit id; what only the history knows (HEAD~1) needs a clone with history: git fetch --unshallow',
    })
  }
  const start = await findMergeBase(request, commit, signal)
  if (start === null || start === commit) {
    return { commit, found: COMMIT.test(name) ? 'the commit of that id' : `what ${name} stands on` }
  }
  const known = await keepKnown(request, start, `the merge base of ${name} and what is checked out`, signal)
  return known ?? { commit, found: `what ${name} stands on` }
}

async function findOwn({ place, variables }: BaseRequest, name: string, signal: AbortSignal): Promise<string | null> {
  const call = { args: [], environment: closedEnvironment(place.gitFolder, variables), signal, timeoutMs: 60_000 }
  for (const revision of [name, `refs/remotes/origin/${name}`]) {
    const found = await askGit(call, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
    if (found !== null && COMMIT.test(found)) return found
  }
  return COMMIT.test(name) ? name : null
}

async function findAtRemote({ view }: BaseRequest, name: string, signal: AbortSignal): Promise<string | null> {
  try {
    return await (await view.remote()).findRemoteCommit(name.replace(/^(?:refs\/remotes\/)?origin\//, ''), signal)
  } catch (error) {
    // without a remote the clone is all there is
    if (error instanceof InputError) return null
    throw error
  }
}

async function keepKnown(
  request: BaseRequest,
  commit: string,
  found: string,
  signal: AbortSignal,
): Promise<BaseOfRecord | null> {
  if (await isKnown(request, commit, signal)) return { commit, found }
  request.note(`${commit.slice(0, 7)}, ${found}, is neither in this clone nor at its remote`)
  return null
}

/** Whether the clone has the commit, or the remote gives it out: then it is fetched with its folders and without files. */
async function isKnown({ view }: BaseRequest, commit: string, signal: AbortSignal): Promise<boolean> {
  const { code } = await runGit(view.call(['cat-file', '-e', `${commit}^{commit}`], signal))
  if (code === 0) return true
  try {
    return await (await view.remote()).hasRemoteCommit(commit, signal, 'blob:none')
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

/** The best common ancestor with what is checked out; where the clone is shallow, by the remote's history. */
async function findMergeBase(
  { view, place, head }: BaseRequest,
  commit: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { code, stdout } = await runGit(view.call(['merge-base', head, commit], signal))
  if (code === 0) return stdout.toString('latin1').trim()
  const isShallow = await stat(join(place.commonFolder, 'shallow')).then(
    () => true,
    () => false,
  )
  // 1: both are here with all of their history, and it never meets
  if (code === 1 && !isShallow) return null
  const remote = await view.remote()
  for (const commits of HISTORIES) {
    // a commit that was never pushed has its history here alone
    if (!(await remote.hasRemoteCommit(head, signal)) || !(await remote.hasRemoteCommit(commit, signal))) return null
    await remote.fetch([head, commit], 'tree:0', signal, commits)
    const found = await remote.findMergeBase(head, commit, signal)
    if (found !== null) return found
  }
  return null
}
