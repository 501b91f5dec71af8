import { relative, resolve, sep } from 'node:path'
import type { OpenedRegistry } from '../backends/git/registry.ts'
import type { RepositoryFacts } from '../backends/git/repository.ts'
import type { Services } from '../commands/services.ts'
import { InputError } from '../core/faults.ts'
import type { RunEvent } from '../core/run-event.ts'
import type { CommandRunner } from '../ports/command-runner.ts'
import type { Logger } from '../ports/host.ts'
import type { TrackedData } from '../ports/remote-data.ts'
import { type Environment, isForeignEvent } from './environment.ts'
import { once } from './once.ts'
import { readRunEvent } from './run-event.ts'
import { VERSION } from './version.ts'

interface RepositoryRequest {
  readonly environment: Environment
  /** null outside of git. */
  readonly repository: RepositoryFacts | null
  readonly signal: AbortSignal
  readonly logger: Logger
  /** The job's token; null where there is none. */
  readonly token: string | null
  readonly registry: () => Promise<OpenedRegistry>
  readonly commands: () => Promise<CommandRunner>
  readonly tracked: TrackedData
}

/** What is asked of the repository at hand, its commits, its change and its pull requests; loaded at the first use. */
export function createRepositoryServices(
  request: RepositoryRequest,
): Pick<
  Services,
  'readAt' | 'countChanges' | 'readBase' | 'revision' | 'event' | 'changeSet' | 'policyTree' | 'codeHost'
> & { close(): Promise<void> } {
  const { environment, repository, signal, logger, registry } = request
  const { cwd, variables } = environment
  const event = readRunEvent(environment, repository?.head ?? null)
  const findPlace = async () => (await import('../backends/git/repository.ts')).findRepository(cwd)

  const readAt: Services['readAt'] = async (revision, path) => {
    const [place, { readFileAt }] = await Promise.all([findPlace(), import('../backends/git/file-at-revision.ts')])
    if (place === null) throw new InputError({ message: `${cwd} lies in no git repository`, help: 'run in a clone' })
    const inside = relative(place.topLevel, resolve(cwd, path)).split(sep).join('/')
    return readFileAt(place, variables, revision, inside, signal)
  }
  // what GitHub merged the change onto is younger than what its event names, and never as old as where a branch began
  const findPolicyBase = async (pull: NonNullable<RunEvent['pull']>) => {
    const [place, { findMergedBase }] = await Promise.all([findPlace(), import('../backends/git/base-of-record.ts')])
    return (place && (await findMergedBase(place, variables, pull, signal))) ?? pull.baseCommit
  }
  const policyTree = once(async () => {
    if (repository === null) return null
    if (event.pull === null && /^pull_request(?:_|$)/.test(event.name)) {
      throw new InputError('the payload of the event names no pull request, so nobody knows whose policy judges')
    }
    if (event.mergeGroupBase === null && event.name === 'merge_group') {
      throw new InputError('the payload of the event names no base_sha, so nobody knows whose policy judges')
    }
    // a comment and the like may be about a pull request whose head a workflow checks out
    if (isForeignEvent(environment)) return (await registry()).policyFiles(signal)
    const commit = event.mergeGroupBase ?? (event.pull === null ? null : await findPolicyBase(event.pull))
    if (commit === null) return null
    const ref = event.pull === null ? 'the base of the merge group' : `refs/heads/${event.pull.baseBranch}`
    return (await registry()).policyFilesAt({ ref, commit }, signal)
  })
  const codeHost = once(async () => {
    const apiUrl = variables['GITHUB_API_URL']
    const name = event.repository ?? repository?.slug ?? null
    if (!apiUrl || name === null || request.token === null) return null
    const { createCodeHost } = await import('../backends/github/code-host.ts')
    // the job's own token is the Actions app's; any other is asked whose it is
    return createCodeHost({
      apiUrl,
      repository: name,
      token: request.token,
      variables,
      logger,
      userAgent: `modelgate/${VERSION}`,
    })
  })
  return {
    event,
    readAt,
    async countChanges(before, after) {
      const [place, { countChangesBetween }] = await Promise.all([
        findPlace(),
        import('../backends/git/commit-range.ts'),
      ])
      return place === null ? null : countChangesBetween(place, variables, before, after, signal)
    },
    async readBase(path) {
      const tree = await policyTree()
      if (tree === null || repository === null) return null
      return tree.readText(relative(repository.topLevel, resolve(cwd, path)).split(sep).join('/'))
    },
    async revision(name) {
      const { openRevision } = await import('../backends/git/revision-files.ts')
      return openRevision(
        {
          folder: cwd,
          name,
          variables,
          temporaryFolder: (await (await request.commands()).makeFolder()).path,
          base: event.pull && { name: event.pull.baseBranch, commit: event.pull.baseCommit },
          remote: registry,
          tracked: request.tracked,
        },
        signal,
      )
    },
    async changeSet(base) {
      const { findChangeSet } = await import('../backends/git/change-set.ts')
      const remote = async () => (await registry()).repository
      const makeFolder = async () => (await (await request.commands()).makeFolder()).path
      const note = (sentence: string) => logger.info(sentence)
      return findChangeSet({ folder: cwd, variables, event, base, makeFolder, remote, note }, signal)
    },
    policyTree,
    codeHost,
    close: async () => (await codeHost.started())?.close(),
  }
}
