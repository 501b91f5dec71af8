import { delimiter, join } from 'node:path'
import { InputError } from '../../core/faults.ts'
import type { PolicyTree } from '../../ports/model-registry.ts'
import type { BareRepository } from './bare-repository.ts'
import { parseBatch } from './git-objects.ts'
import { expectGit, runGit } from './git-process.ts'
import { type RepositoryPlace, readHead } from './repository.ts'
import { followLinks, type LinkReader, parseTreeFiles } from './tree-links.ts'

const MAX_FILE_BYTES = 10 * 1024 * 1024

/**
 * The tree of the remote's default branch; where the remote has none, of the local HEAD. Only file names are fetched,
 * a file's text when it is asked for, through links too; a link that leads out of the repository counts as not there.
 *
 * @throws InputError where neither has a commit
 */
export async function openPolicyTree(
  repository: BareRepository,
  place: RepositoryPlace,
  signal: AbortSignal,
): Promise<PolicyTree> {
  const remote = await repository.findRemoteHead(signal)
  if (remote !== null) {
    await repository.fetch([remote.commit], 'blob:none', signal)
    return openTree(repository, remote, null, signal)
  }
  const { commit } = await readHead(place)
  if (commit === null) {
    throw new InputError({
      message: `neither the remote ${repository.location} nor this repository has a commit that could hold the policy`,
      help: 'commit modelgate.yml and push the default branch',
    })
  }
  return openTree(repository, { ref: 'HEAD', commit }, lendObjects(place), signal)
}

/**
 * The tree of a commit, from the remote, else from the user's own repository, which may be shallow.
 *
 * @param ref what the commit is called in messages.
 * @throws InputError where neither has it, SystemError where the remote does not answer and the repository lacks it
 */
export async function openTreeAt(
  repository: BareRepository,
  place: RepositoryPlace,
  at: { readonly ref: string; readonly commit: string },
  signal: AbortSignal,
): Promise<PolicyTree> {
  const isLocal = await hasLocalCommit(repository, place, at.commit, signal)
  try {
    if (await repository.hasRemoteCommit(at.commit, signal)) {
      await repository.fetch([at.commit], 'blob:none', signal)
      return await openTree(repository, at, null, signal)
    }
  } catch (error) {
    if (!isLocal || signal.aborted) throw error
  }
  if (isLocal) return openTree(repository, at, lendObjects(place), signal)
  throw new InputError({
    message: `neither the remote ${repository.location} nor this clone has ${at.ref} (${at.commit})`,
    help: 'let actions/checkout fetch it: fetch-depth: 0',
  })
}

/** Whether the user's own repository has that commit. */
export async function hasLocalCommit(
  repository: BareRepository,
  place: RepositoryPlace,
  commit: string,
  signal: AbortSignal,
): Promise<boolean> {
  const call = repository.call(['cat-file', '-e', `${commit}^{commit}`], signal, { environment: lendObjects(place) })
  const { code } = await runGit(call)
  return code === 0
}

/**
 * The objects of the work tree's repository are lent to ours, so that none of its configuration is read.
 *
 * @param more further folders of objects.
 */
export function lendObjects(place: RepositoryPlace, ...more: readonly string[]): Readonly<Record<string, string>> {
  const folders = [join(place.commonFolder, 'objects'), ...more]
  return { GIT_ALTERNATE_OBJECT_DIRECTORIES: folders.map(quotePath).join(delimiter) }
}

/** Several folders may stand there: one whose name holds the separator or begins with a quote is quoted. */
function quotePath(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

async function openTree(
  repository: BareRepository,
  at: { readonly ref: string; readonly commit: string },
  lent: Readonly<Record<string, string>> | null,
  signal: AbortSignal,
): Promise<PolicyTree> {
  const environment = lent ?? {}
  const doing = `read the policy at ${at.ref} of ${repository.location}`
  const call = repository.call(['ls-tree', '-r', '-z', '--full-tree', at.commit], signal, { environment })
  const listing = await expectGit(call, doing)
  const files = parseTreeFiles(listing)
  const read = async (id: string) => {
    if (lent === null) await repository.fetch([id], null, signal)
    return expectGit(repository.call(['cat-file', 'blob', id], signal, { environment }), doing)
  }
  const links: LinkReader = { find: async () => files, readTarget: async (id) => (await read(id)).toString('utf8') }
  const ahead = new Map<string, Buffer>()
  return {
    ref: at.ref,
    commit: at.commit,
    readAhead: async (paths) => {
      const ids = [...new Set(paths.flatMap((path) => files.get(path)?.id ?? []))].filter((id) => !ahead.has(id))
      if (ids.length < 2) return
      if (lent === null) await repository.fetch(ids, null, signal)
      const call = repository.call(['cat-file', '--batch'], signal, { environment, input: `${ids.join('\n')}\n` })
      for (const [id, { content }] of parseBatch(await expectGit(call, doing))) ahead.set(id, content)
    },
    list: async () => [...files].flatMap(([path, { isLink }]) => (isLink ? [] : [path])),
    readText: async (path) => {
      const file = await followLinks(path, links)
      return file && decodeText(ahead.get(file.id) ?? (await read(file.id)), path, at.ref)
    },
  }
}

function decodeText(bytes: Buffer, path: string, ref: string): string {
  if (bytes.length > MAX_FILE_BYTES) throw new InputError(`${path} at ${ref} is larger than ${MAX_FILE_BYTES} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new InputError({ message: `${path} at ${ref} is not UTF-8`, help: 'save it as UTF-8' }, { cause: error })
  }
}
