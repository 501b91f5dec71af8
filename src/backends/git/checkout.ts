import { join } from 'node:path'
import { InputError } from '../../core/faults.ts'
import type { CodeCheckout } from '../../ports/code-checkout.ts'
import type { BareRepository } from './bare-repository.ts'
import { makeEmptyFolder } from './checkout-folder.ts'
import { expectGit } from './git-process.ts'
import { hasLocalCommit } from './policy-tree.ts'
import { REMOTE } from './remote-address.ts'
import type { RepositoryPlace } from './repository.ts'

export interface CheckoutRequest {
  /** Our repository in front of the remote: address and credentials are its. */
  readonly repository: BareRepository
  /** The user's own repository, for a commit that the remote has not got. */
  readonly place: RepositoryPlace
  /** A whole commit id. */
  readonly commit: string
  /** Absolute; made where it is not there, and empty where it is. */
  readonly folder: string
}

const TIMEOUT_MS = 600_000
/** Mode of an entry that stands for a commit of another repository. */
const SUBMODULE = /^160000 commit [0-9a-f]+\t(.+)$/s

/**
 * Checks one commit out into a folder as a repository of its own: no history, no remote, no hooks, no configuration of
 * user, machine or clone, so no filter of `.gitattributes` runs (pointers of Git LFS stay pointers).
 *
 * @throws InputError where something is in the folder, it cannot be made, or neither remote nor clone has the commit.
 * @throws SystemError where the remote does not answer.
 */
export async function checkOutCommit(request: CheckoutRequest, signal: AbortSignal): Promise<CodeCheckout> {
  const { repository, place, commit, folder } = request
  await makeEmptyFolder(folder)
  const from = await findCommit(request, signal)
  const run = async (args: readonly string[], doing: string, more: Readonly<Record<string, string>> = {}) => {
    const call = repository.call(args, signal, { timeoutMs: TIMEOUT_MS })
    // not those of `call`, which speak of the repository in front of the remote
    const environment = { ...call.environment, GIT_DIR: join(folder, '.git'), GIT_WORK_TREE: folder, ...more }
    return expectGit({ ...call, environment }, doing)
  }
  const nobodys = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  const format = commit.length === 64 ? 'sha256' : 'sha1'
  await run(['init', '--quiet', '--template=', `--object-format=${format}`], `make a repository in ${folder}`, nobodys)
  const source = from === 'remote' ? REMOTE : place.commonFolder
  const options = ['--quiet', '--depth=1', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules']
  const shown = commit.slice(0, 12)
  await run(['fetch', ...options, source, commit], `fetch the files of commit ${shown} from ${repository.location}`)
  await run(['checkout', '--quiet', '--detach', commit], `check out commit ${shown}`, nobodys)
  const listing = await run(['ls-tree', '-r', '-z', '--full-tree', commit], `list the files of ${shown}`, nobodys)
  const submodules = listing
    .toString('utf8')
    .split('\0')
    .flatMap((entry) => SUBMODULE.exec(entry)?.[1] ?? [])
  return { folder, commit, from, submodules }
}

async function findCommit(
  { repository, place, commit }: CheckoutRequest,
  signal: AbortSignal,
): Promise<CodeCheckout['from']> {
  const isLocal = await hasLocalCommit(repository, place, commit, signal)
  try {
    if (await repository.hasRemoteCommit(commit, signal)) return 'remote'
  } catch (error) {
    if (!isLocal || signal.aborted) throw error
  }
  if (isLocal) return 'clone'
  throw new InputError({
    message: `neither ${repository.location} nor this clone has the commit ${commit}`,
    help: 'push it to the remote again from a clone that has it',
  })
}
