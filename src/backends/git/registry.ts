import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { InputError } from '../../core/faults.ts'
import type { ArtifactStores } from '../../ports/artifact-store.ts'
import type { Clock, Logger } from '../../ports/host.ts'
import type { ModelRegistry } from '../../ports/model-registry.ts'
import type { RegistryRules } from '../../registry/rules.ts'
import { BareRepository } from './bare-repository.ts'
import { type GitConfig, lastValue, parseConfigList } from './git-config.ts'
import { gitEnvironment, globalConfigText, type Variables } from './git-environment.ts'
import { runGit } from './git-process.ts'
import { GitRegistry } from './git-registry.ts'
import type { Person } from './record-writing.ts'
import { type GitToken, resolveRemote } from './remote-address.ts'
import { findRepository, readRepositoryConfig } from './repository.ts'

export interface OpenRegistryRequest {
  /** Folder inside the user's work tree: the working directory. */
  readonly folder: string
  /** Name of the remote that holds the registry: `origin`. */
  readonly remote: string
  readonly variables: Variables
  /** true in CI: configuration and home folder of the machine are left out, as earlier steps may have written them. */
  readonly isIsolated: boolean
  /** For https remotes of that server; null: the address's own credentials, or outside CI git's. */
  readonly token: GitToken | null
  /** Folder under which a temporary one is made. */
  readonly temporaryFolder: string
  readonly clock: Clock
  readonly logger: Logger
  /** Files of records that are kept elsewhere. */
  readonly stores: Pick<ArtifactStores, 'fetch'>
  readonly rules: RegistryRules
}

/** A registry that leaves temporary files until it is closed. */
export type OpenedRegistry = ModelRegistry &
  Pick<GitRegistry, 'policyFilesAt' | 'remoteFiles'> & {
    /** Our repository in front of the remote. */
    readonly repository: BareRepository
    close(): Promise<void>
  }

/**
 * Opens the registry in the remote of the repository that `folder` lies in. Nothing is asked of the remote yet.
 *
 * @throws InputError where there is no git repository, or no such remote
 * @throws SystemError where git is not installed
 */
export async function openRegistry(request: OpenRegistryRequest, signal: AbortSignal): Promise<OpenedRegistry> {
  const { variables, isIsolated } = request
  const place = await findRepository(request.folder)
  if (place === null) {
    throw new InputError({
      message: `${request.folder} lies in no git repository, and the registry lives in a repository's remote`,
      help: 'run in a clone with a work tree (in a workflow after actions/checkout; a bare one has none), or start with git init and git remote add origin URL',
    })
  }
  const folder = await realpath(await mkdtemp(join(request.temporaryFolder, 'modelgate-registry-')))
  const close = () => rm(folder, { recursive: true, force: true, maxRetries: 3 })
  try {
    const [config, userConfig] = await Promise.all([
      readRepositoryConfig(place, variables, signal),
      readUserConfig(variables, folder, signal),
    ])
    const address = resolveRemote({
      name: request.remote,
      topLevel: place.topLevel,
      config,
      userConfig,
      isIsolated,
      token: request.token,
    })
    for (const warning of address.warnings) request.logger.warning(warning)
    const repository = await BareRepository.create(
      {
        folder,
        environment: gitEnvironment({ variables, isIsolated, folder, settings: address.settings }),
        globalConfig: globalConfigText({ variables, isIsolated }),
        objectFormat: lastValue(config, 'extensions.objectformat') === 'sha256' ? 'sha256' : 'sha1',
        location: address.location,
        secrets: address.secrets,
      },
      signal,
    )
    const registry = new GitRegistry({
      repository,
      place,
      workingFolder: findWorkingFolder(place.topLevel, request.folder),
      rules: request.rules,
      stores: request.stores,
      clock: request.clock,
      user: findUser(config) ?? findUser(userConfig),
      folder: join(folder, 'artifacts'),
    })
    return Object.assign(registry, { repository, close })
  } catch (error) {
    await close()
    throw error
  }
}

function findWorkingFolder(top: string, folder: string): string | null {
  const path = relative(top, folder).split(sep).join('/')
  return path === '..' || path.startsWith('../') || /^(?:\/|[a-z]:)/i.test(path) ? null : path
}

/** The configuration of user and machine, read as data; empty where it cannot be read. */
async function readUserConfig(variables: Variables, folder: string, signal: AbortSignal): Promise<GitConfig> {
  const names = [
    'PATH',
    'SystemRoot',
    'HOME',
    'USERPROFILE',
    'XDG_CONFIG_HOME',
    'GIT_CONFIG_GLOBAL',
    'GIT_CONFIG_SYSTEM',
    'GIT_CONFIG_NOSYSTEM',
  ]
  const environment = Object.fromEntries(
    names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  )
  // A folder that is no repository stands in for one, so that none is looked for.
  const { code, stdout } = await runGit({
    args: ['config', '--null', '--list', '--includes'],
    environment: { ...environment, GIT_DIR: folder, LC_ALL: 'C' },
    signal,
    timeoutMs: 20_000,
  })
  return parseConfigList(code === 0 ? stdout.toString('utf8') : '')
}

function findUser(config: GitConfig): Person | null {
  const [name, email] = [lastValue(config, 'user.name'), lastValue(config, 'user.email')]
  return name && email ? { name, email } : null
}
