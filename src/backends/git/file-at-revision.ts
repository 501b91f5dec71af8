import { InputError } from '../../core/faults.ts'
import { closedEnvironment, type Variables } from './git-environment.ts'
import { runGit } from './git-process.ts'
import type { RepositoryPlace } from './repository.ts'

/** The largest text that is read. */
const MAX_BYTES = 10 * 1024 * 1024

/**
 * A file as a revision of the user's own repository has it (`main`, `HEAD~1`, `v1.2.0`, a commit), without a look at the
 * work tree: no hook, filter or remote has a say.
 *
 * @param path from the repository's root, with `/`.
 * @returns null where the revision has no such file.
 * @throws InputError where the repository does not know the revision, or the file is larger than 10 MB or not UTF-8.
 */
export async function readFileAt(
  place: RepositoryPlace,
  variables: Variables,
  revision: string,
  path: string,
  signal: AbortSignal,
): Promise<string | null> {
  const environment = closedEnvironment(place.gitFolder, variables)
  const run = (...args: readonly string[]) => runGit({ args, environment, signal, timeoutMs: 20_000 })
  const found = await run('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
  const commit = found.stdout.toString('latin1').trim()
  if (found.code !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) {
    throw new InputError({
      message: `the repository knows no revision "${revision}"`,
      help: 'name a branch, a tag or a commit that is in this clone; a shallow clone has to be deepened: git fetch --deepen=50',
    })
  }
  const entry = await run('ls-tree', '-z', '--full-tree', commit, '--', path)
  const id = /^100(?:644|755) blob ([0-9a-f]+)\t/.exec(entry.stdout.toString('utf8'))?.[1]
  if (id === undefined) return null
  const { code, stdout } = await run('cat-file', 'blob', id)
  const shown = `${path} at ${revision}`
  if (code !== 0) {
    throw new InputError({ message: `${shown} is not in this clone`, help: `git fetch origin ${revision}` })
  }
  if (stdout.length > MAX_BYTES) throw new InputError(`${shown} is larger than ${MAX_BYTES} bytes`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(stdout)
  } catch (error) {
    throw new InputError({ message: `${shown} is not UTF-8`, help: 'save it as UTF-8' }, { cause: error })
  }
}
