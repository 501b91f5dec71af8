import { closedEnvironment, type Variables } from './git-environment.ts'
import { runGit } from './git-process.ts'
import type { RepositoryPlace } from './repository.ts'

/**
 * How much lies between two commits of the user's own repository, without a look at the work tree: no hook, filter or
 * remote has a say. `commits` is null where the clone is shallow, so that some of them may be missing.
 *
 * @returns null where the repository does not know one of them.
 */
export async function countChangesBetween(
  place: RepositoryPlace,
  variables: Variables,
  before: string,
  after: string,
  signal: AbortSignal,
): Promise<{ readonly commits: number | null; readonly files: number } | null> {
  if (![before, after].every((commit) => /^[0-9a-f]{40,64}$/.test(commit))) return null
  const environment = closedEnvironment(place.gitFolder, variables)
  const run = (...args: readonly string[]) => runGit({ args, environment, signal, timeoutMs: 20_000 })
  const changed = await run(
    'diff-tree',
    '-r',
    '-z',
    '--name-only',
    '--no-renames',
    '--no-ext-diff',
    before,
    after,
    '--',
  )
  if (changed.code !== 0) return null
  const files = changed.stdout.toString('latin1').split('\0').length - 1
  const shallow = await run('rev-parse', '--is-shallow-repository')
  if (shallow.stdout.toString('latin1').trim() !== 'false') return { commits: null, files }
  const counted = await run('rev-list', '--count', `${before}..${after}`, '--')
  const commits = Number(counted.stdout.toString('latin1').trim())
  return { commits: counted.code === 0 && Number.isInteger(commits) ? commits : null, files }
}
