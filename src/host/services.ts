import { availableParallelism, tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { createWorkspace } from '../backends/filesystem/workspace.ts'
import type { OpenedRegistry } from '../backends/git/registry.ts'
import type { RepositoryFacts } from '../backends/git/repository.ts'
import type { Services } from '../commands/services.ts'
import type { GatesFile } from '../config/gates-file.ts'
import { InputError, SystemError } from '../core/faults.ts'
import type { StoredReference } from '../ports/artifact-store.ts'
import type { Engine } from '../ports/engine.ts'
import type { Logger, Provenance } from '../ports/host.ts'
import { createCheckouts } from './checkouts.ts'
import { createDataServices } from './data-services.ts'
import { createTargets } from './deployment-target.ts'
import {
  type Environment,
  findResultsFolder,
  isOnDefaultBranch,
  readIdentity,
  readTrust,
  systemClock,
} from './environment.ts'
import type { ParsedInputs } from './inputs.ts'
import { once } from './once.ts'
import { narrowPath } from './program-path.ts'
import { createProgressDisplay } from './progress.ts'
import { createProjectServices } from './project-services.ts'
import { createReleaseServices } from './release-services.ts'
import { createRepositoryServices } from './repository-services.ts'
import { VERSION } from './version.ts'

/** Each holds numbers of its own beside the rows that all share. */
const MOST_THREADS = 8

export interface ServicesRequest {
  readonly environment: Environment
  readonly logger: Logger
  readonly inputs: ParsedInputs
  /** Whether an absolute path counts only as it lies in the work tree, also where DVC could give it; default: none does. */
  readonly isMadeHere?: (absolute: string) => boolean
}

/** Services that hold something open. */
export type OpenServices = Services & { close(): Promise<void> }

/** Puts the backends behind the ports; each is loaded at its first use. */
export async function openServices({ environment, inputs, ...request }: ServicesRequest): Promise<OpenServices> {
  const { cwd, variables } = environment
  // for what is ours; commands of the repository get PATH as the job has it
  const tools = narrowPath(environment)
  const { logger, onProgress } = createProgressDisplay({
    terminal: environment.isTerminal && inputs['quiet'] !== true ? errorTerminal() : null,
    logger: request.logger,
    now: () => performance.now(),
  })
  const { signal, ignore } = listenForStop()
  const repository = await readFacts(environment, signal)
  const config = typeof inputs['config'] === 'string' ? inputs['config'] : null
  const depth = repository === null ? 20 : countFolders(relative(repository.topLevel, cwd))

  const workingFolder = repository === null ? '' : relative(repository.topLevel, cwd).split(sep).join('/')

  const { findLocation, boundary, project, outline, projectAt, locateAt, ruleBy, ruling } = createProjectServices({
    ...{ cwd, variables, config, depth, workingFolder },
  })
  const temporaryFolder = variables['RUNNER_TEMP'] ?? tmpdir()
  const data = createDataServices({
    environment,
    temporaryFolder,
    logger,
    signal,
    project: ruling,
    startedProject: async () => (config === null && project.started() === undefined ? null : ruling()),
    projectAt: async (tree) => projectAt(tree, (await findLocation())?.file ?? 'modelgate.yml'),
    openTree: async () => (await ofRepository.policyTree()) ?? (await registry()).policyFiles(signal),
  })
  const workspace = createWorkspace({
    root: cwd,
    ...(repository === null ? {} : { repositoryRoot: repository.topLevel }),
    findBoundary: boundary,
    ...data,
    ...(request.isMadeHere === undefined ? {} : { isMadeHere: request.isMadeHere }),
  })
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
      environment: tools.variables,
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
  // whoever needs more of a configuration than that name refuses a damaged one by itself
  const findRemoteName = async () => {
    const settings = await outline().catch((error: unknown) => {
      if (error instanceof InputError && config === null) return null
      throw error
    })
    return settings?.remote ?? 'origin'
  }
  const registry = once(async (): Promise<OpenedRegistry> => {
    const [{ openRegistry }, { registryRules }, remote] = await Promise.all([
      import('../backends/git/registry.ts'),
      import('../registry/rules.ts'),
      findRemoteName(),
    ])
    const request = {
      folder: cwd,
      remote,
      variables: tools.variables,
      isIsolated: variables['CI'] === 'true' || environment.isGitHubActions,
      token: readToken(environment, inputs),
      temporaryFolder,
      clock: systemClock,
      logger,
      rules: registryRules,
      stores: { fetch: (file: StoredReference, stop: AbortSignal) => release.stores.fetch(file, stop) },
    }
    return openRegistry(request, signal)
  })
  const gates = async (file: string): Promise<GatesFile> => {
    const { readGates } = await import('../config/project-loader.ts')
    return readGates(await workspace.readText(file, 'caller'), file)
  }

  const compute = once(async () => {
    const settings = await (config === null ? project.started() : project())
    const threads = Math.min(availableParallelism(), settings?.engine.threads ?? MOST_THREADS, MOST_THREADS)
    if (threads < 2) return null
    const { createCompute } = await import('../backends/threads/compute.ts')
    return createCompute({ entry: join(import.meta.dirname, '../compute-thread/index.js'), threads })
  })
  const commands = once(async () => {
    const { createCommandRunner } = await import('../backends/process/command-runner.ts')
    return createCommandRunner({ variables, temporaryFolder, logger })
  })
  const { tracked } = data
  const token = typeof inputs['token'] === 'string' ? inputs['token'] : (variables['GITHUB_TOKEN'] ?? null)
  const ofRepository = createRepositoryServices({
    ...{ environment: tools, repository, signal, logger, token },
    ...{ registry, commands, tracked },
  })
  const release = createReleaseServices({
    ...{ environment, temporaryFolder, logger, signal, token, registry, project: ruling },
    toolVariables: tools.variables,
    repository: ofRepository.event.repository ?? repository?.slug ?? null,
    topLevel: repository?.topLevel ?? null,
    findRule: data.findRule,
    ...{ remote: data.remote, tracked: data.tracked, trackers: data.trackers },
  })

  return {
    workspace,
    logger,
    clock: systemClock,
    provenance: describeProvenance(environment, repository),
    signal,
    resultsFolder: findResultsFolder(environment),
    engine,
    compute,
    project,
    outline,
    projectAt,
    locateAt,
    ruleBy,
    gates,
    registry,
    commands,
    installProgram: async () => {
      if (!environment.isGitHubActions) return null
      const { installLauncher } = await import('./program-launcher.ts')
      return installLauncher(join(temporaryFolder, 'modelgate', 'bin'), process.execPath)
    },
    trackers: data.trackers,
    ...createTargets({ cwd, commands }),
    ...createCheckouts({
      ...{ environment, inputs, logger, signal, workingFolder, registry, commands, open: openServices },
    }),
    ...ofRepository,
    ...release,
    close: async () => {
      const open = await Promise.allSettled([
        ...[engine.started(), compute.started()],
        ...[registry.started(), commands.started()],
      ])
      for (const service of open) if (service.status === 'fulfilled') await service.value?.close()
      await release.close()
      await Promise.all([data.remote.close(), data.tracked.close(), data.trackers.close(), ofRepository.close()])
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

/** What pushes: the registry's own token where one is given, else the job's; for https remotes of the job's server alone. */
function readToken({ variables }: Environment, inputs: ParsedInputs): { value: string; origin: string } | null {
  const given = [inputs['registry-token'], inputs['token']].find((token) => typeof token === 'string')
  const value = (given as string | undefined) ?? variables['GITHUB_TOKEN']
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

const countFolders = (path: string): number => (path === '' ? 0 : path.split(sep).length)
