import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, parse, relative, resolve, sep } from 'node:path'
import { createWorkspace } from '../backends/filesystem/workspace.ts'
import type { OpenedRegistry } from '../backends/git/registry.ts'
import type { RepositoryFacts } from '../backends/git/repository.ts'
import type { Services } from '../commands/services.ts'
import type { GatesFile } from '../config/gates-file.ts'
import type { Project } from '../config/project.ts'
import type { ProjectLocation } from '../config/project-loader.ts'
import { InputError, SystemError } from '../core/faults.ts'
import type { Engine } from '../ports/engine.ts'
import type { Logger, Provenance } from '../ports/host.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import type { RevisionFiles } from '../ports/revision-files.ts'
import { createDataServices } from './data-services.ts'
import {
  type Environment,
  isOnDefaultBranch,
  readBaseBranch,
  readBaseCommit,
  readIdentity,
  readTrust,
  systemClock,
} from './environment.ts'
import type { ParsedInputs } from './inputs.ts'
import { createProgressDisplay } from './progress.ts'
import { createRepositoryServices } from './repository-services.ts'
import { VERSION } from './version.ts'

export interface ServicesRequest {
  readonly environment: Environment
  readonly logger: Logger
  readonly inputs: ParsedInputs
}

/** Services that hold something open. */
export type OpenServices = Services & { close(): Promise<void> }

/** Puts the backends behind the ports; each is loaded at its first use. */
export async function openServices({ environment, inputs, ...request }: ServicesRequest): Promise<OpenServices> {
  const { cwd, variables } = environment
  const { logger, onProgress } = createProgressDisplay({
    terminal: environment.isTerminal && inputs['quiet'] !== true ? errorTerminal() : null,
    logger: request.logger,
    now: () => performance.now(),
  })
  const { signal, ignore } = listenForStop()
  const repository = await readFacts(environment, signal)
  const config = typeof inputs['config'] === 'string' ? inputs['config'] : null
  const depth = repository === null ? 20 : countFolders(relative(repository.topLevel, cwd))

  const findLocation = once(async (): Promise<ProjectLocation | null> => {
    const [{ findProject }, { createConfigFiles }] = await Promise.all([
      import('../config/project-loader.ts'),
      import('../backends/filesystem/config-files.ts'),
    ])
    return findProject(createConfigFiles(cwd, parse(cwd).root), depth, config)
  })
  const boundary = once(async () => {
    const { findBoundary } = await import('../backends/filesystem/path-jail.ts')
    return findBoundary(resolve(cwd, (await findLocation())?.file ?? 'modelgate.yml'), variables['GITHUB_WORKSPACE'])
  })
  const temporaryFolder = variables['RUNNER_TEMP'] ?? tmpdir()
  const data = createDataServices({
    environment,
    temporaryFolder,
    logger,
    signal,
    project: () => project(),
    startedProject: async () => (config === null ? (project.started() ?? null) : project()),
    projectAt: (tree) => projectAt(tree),
    openTree: async (at) =>
      at === null ? (await registry()).policyFiles(signal) : (await registry()).policyFilesAt(at, signal),
  })
  const workspace = createWorkspace({ root: cwd, findBoundary: boundary, ...data })
  const project = once(async (): Promise<Project | null> => {
    const location = await findLocation()
    if (location === null) return null
    const [{ loadProject }, { createConfigFiles }] = await Promise.all([
      import('../config/project-loader.ts'),
      import('../backends/filesystem/config-files.ts'),
    ])
    return loadProject(createConfigFiles(cwd, await boundary()), location, { environment: variables, sha256 })
  })
  const projectAt = async (tree: PolicyTree): Promise<Project> => {
    const [{ loadProject }, { readTree }] = await Promise.all([
      import('../config/project-loader.ts'),
      import('../config/config-reader.ts'),
    ])
    const location = await findLocation()
    if (location === null) throw new Error('a policy was asked for without a configuration')
    const folder = repository === null ? '' : relative(repository.topLevel, cwd).split(sep).join('/')
    return loadProject(readTree(tree, folder), location, { environment: variables, sha256 })
  }
  const engine = once(async (): Promise<Engine> => {
    const [{ createActionsCache }, settings] = await Promise.all([
      import('../backends/cache/actions-cache.ts'),
      // with flags alone nobody reads the project, and then a broken one is nobody's fault
      config === null ? project.started() : project(),
    ])
    const limits = settings?.engine ?? { memory: '4GB', threads: null, timeoutMs: 600_000, folder: null }
    const options = {
      ...limits,
      // every file in it is checked against a pinned digest, so it may lie anywhere
      folder: limits.folder === null ? null : await workspace.resolve(limits.folder, 'caller'),
      programFolder: import.meta.dirname,
      packageFolder: join(import.meta.dirname, '../engine'),
      environment: variables,
      execPath: process.execPath,
      logger,
      cache: environment.isGitHubActions ? createActionsCache(logger) : null,
      savesCache: isOnDefaultBranch(environment),
      entry: join(import.meta.dirname, '../engine-process/index.js'),
      ...(environment.isTerminal || variables['CI'] === 'true' || environment.isGitHubActions ? { onProgress } : {}),
    }
    if (readTrust(environment) !== 'pull_request') {
      const { createEngine } = await import('../backends/duckdb/engine.ts')
      return createEngine(options, signal)
    }
    const { createIsolatedEngine } = await import('../backends/duckdb/isolated-engine.ts')
    return createIsolatedEngine(options, signal)
  })
  const registry = once(async (): Promise<OpenedRegistry> => {
    const [{ openRegistry }, { registryRules }, settings] = await Promise.all([
      import('../backends/git/registry.ts'),
      import('../registry/rules.ts'),
      project(),
    ])
    const request = {
      folder: cwd,
      remote: settings?.registry.remote ?? 'origin',
      variables,
      isIsolated: variables['CI'] === 'true' || environment.isGitHubActions,
      token: readToken(environment, inputs),
      temporaryFolder,
      clock: systemClock,
      logger,
      rules: registryRules,
    }
    return openRegistry(request, signal)
  })
  const gates = async (file: string): Promise<GatesFile> => {
    const { readGates } = await import('../config/project-loader.ts')
    return readGates(await workspace.readText(file, 'caller'), file)
  }

  const { readAt, countChanges } = createRepositoryServices({ cwd, variables, signal })
  const commands = once(async () => {
    const { createCommandRunner } = await import('../backends/process/command-runner.ts')
    return createCommandRunner({ variables, temporaryFolder, logger })
  })
  const revision = async (name: string): Promise<RevisionFiles> => {
    const { openRevision } = await import('../backends/git/revision-files.ts')
    return openRevision(
      {
        folder: cwd,
        name,
        variables,
        temporaryFolder: (await (await commands()).makeFolder()).path,
        base: readBaseBranch(environment),
        remote: async () => registry(),
        tracked: data.tracked,
      },
      signal,
    )
  }

  const baseTree = once(async (commit: string) =>
    (await registry()).policyFilesAt({ ref: 'the base branch', commit }, signal),
  )
  const readBase = async (path: string): Promise<string | null> => {
    const commit = readBaseCommit(environment)
    if (commit === null || repository === null) return null
    try {
      return await readAt(commit, path)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      // a shallow clone has not got it
      const inside = relative(repository.topLevel, resolve(cwd, path)).split(sep).join('/')
      return (await baseTree(commit)).readText(inside)
    }
  }

  return {
    workspace,
    logger,
    clock: systemClock,
    provenance: describeProvenance(environment, repository),
    signal,
    resultsFolder: variables['MODELGATE_RESULTS_DIR'] ?? join(temporaryFolder, 'modelgate', 'results'),
    engine,
    project,
    projectAt,
    gates,
    registry,
    readAt,
    readBase,
    revision,
    commands,
    trackers: data.trackers,
    countChanges,
    close: async () => {
      const open = await Promise.allSettled([engine.started(), registry.started(), commands.started()])
      for (const service of open) if (service.status === 'fulfilled') await service.value?.close()
      await Promise.all([data.remote.close(), data.tracked.close(), data.trackers.close()])
      ignore()
      // children of a child that was stopped may hold its pipes open, and nobody waits for them any more
      if (signal.aborted) setTimeout(() => process.exit(), 500).unref()
    },
  }
}

/** Standard error as a terminal, whose width a person may change. */
function errorTerminal() {
  return {
    get width() {
      return process.stderr.columns || 80
    },
    write: (text: string) => void process.stderr.write(text),
  }
}

/** In a job GITHUB_REPOSITORY names the repository; then two small files tell the rest, and no git is started. */
async function readFacts(environment: Environment, signal: AbortSignal): Promise<RepositoryFacts | null> {
  const { cwd, variables, isGitHubActions } = environment
  const { findRepository, readHead, readRepository } = await import('../backends/git/repository.ts')
  const slug = variables['GITHUB_REPOSITORY']
  if (!isGitHubActions || !slug) return readRepository(cwd, variables, signal)
  const place = await findRepository(cwd)
  if (place === null) return null
  const { ref, commit } = await readHead(place)
  return { topLevel: place.topLevel, head: commit, ref, slug }
}

function describeProvenance(environment: Environment, repository: RepositoryFacts | null): Provenance {
  const { variables, isGitHubActions } = environment
  const [server, slug, run] = [
    variables['GITHUB_SERVER_URL'],
    variables['GITHUB_REPOSITORY'],
    variables['GITHUB_RUN_ID'],
  ]
  const source =
    repository === null
      ? null
      : {
          repository: repository.slug,
          commit: repository.head,
          run: isGitHubActions && server && slug && run ? `${server}/${slug}/actions/runs/${run}` : null,
        }
  return {
    trust: readTrust(environment),
    source,
    tool: { name: 'modelgate', version: VERSION },
    identity: readIdentity(environment),
    isInteractive: environment.isTerminal,
  }
}

/** The job's token, for https remotes of the job's own server alone. */
function readToken({ variables }: Environment, inputs: ParsedInputs): { value: string; origin: string } | null {
  const value = typeof inputs['token'] === 'string' ? inputs['token'] : variables['GITHUB_TOKEN']
  const server = variables['GITHUB_SERVER_URL']
  return value && server ? { value, origin: new URL(server).origin } : null
}

/** Ends outside calls when the job is cancelled or a person presses Ctrl-C. */
function listenForStop(): { readonly signal: AbortSignal; ignore(): void } {
  const controller = new AbortController()
  const stop = (name: NodeJS.Signals) => controller.abort(new SystemError(`stopped by ${name}`))
  process.once('SIGINT', stop).once('SIGTERM', stop)
  return { signal: controller.signal, ignore: () => void process.off('SIGINT', stop).off('SIGTERM', stop) }
}

/** Starts at the first call and gives the same answer to all. */
function once<T, A extends readonly unknown[] = []>(
  start: (...given: A) => Promise<T>,
): ((...given: A) => Promise<T>) & { started(): Promise<T> | undefined } {
  let promise: Promise<T> | undefined
  const call = (...given: A) => {
    promise ??= start(...given)
    return promise
  }
  return Object.assign(call, { started: () => promise })
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

const countFolders = (path: string): number => (path === '' ? 0 : path.split(sep).length)
