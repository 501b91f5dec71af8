import { relative, resolve, sep } from 'node:path'
import type { Services } from '../commands/services.ts'
import { InputError } from '../core/faults.ts'

interface RepositoryRequest {
  readonly cwd: string
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
}

/** What is asked of the commits of the repository at hand, without its remote; loaded at the first use. */
export function createRepositoryServices({
  cwd,
  variables,
  signal,
}: RepositoryRequest): Pick<Services, 'readAt' | 'countChanges'> {
  return {
    async readAt(revision, path) {
      const [{ findRepository }, { readFileAt }] = await Promise.all([
        import('../backends/git/repository.ts'),
        import('../backends/git/file-at-revision.ts'),
      ])
      const place = await findRepository(cwd)
      if (place === null) throw new InputError({ message: `${cwd} lies in no git repository`, help: 'run in a clone' })
      const inside = relative(place.topLevel, resolve(cwd, path)).split(sep).join('/')
      return readFileAt(place, variables, revision, inside, signal)
    },
    async countChanges(before, after) {
      const [{ findRepository }, { countChangesBetween }] = await Promise.all([
        import('../backends/git/repository.ts'),
        import('../backends/git/commit-range.ts'),
      ])
      const place = await findRepository(cwd)
      return place === null ? null : countChangesBetween(place, variables, before, after, signal)
    },
  }
}
