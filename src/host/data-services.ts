import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FoundRule } from '../backends/remote/reach.ts'
import type { Project } from '../config/project.ts'
import { InputError } from '../core/faults.ts'
import type { Logger } from '../ports/host.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import type { RemoteData, TrackedData } from '../ports/remote-data.ts'
import type { Tracker } from '../ports/tracker.ts'
import { type Environment, readTrust, systemClock } from './environment.ts'
import { createTrackers } from './trackers.ts'

export interface DataServicesRequest {
  readonly environment: Environment
  readonly temporaryFolder: string
  readonly logger: Logger
  readonly signal: AbortSignal
  /** The work tree's project; null where there is none. */
  readonly project: () => Promise<Project | null>
  /** The project where flags alone do not do without it; null else. */
  readonly startedProject: () => Promise<Project | null>
  readonly projectAt: (tree: PolicyTree) => Promise<Project>
  /** The files of the base of record; of the remote's default branch where the event has none. */
  readonly openTree: () => Promise<PolicyTree>
}

/** Data that is not in the work tree; what fetches it is loaded at its first use. */
export function createDataServices(request: DataServicesRequest): {
  readonly remote: RemoteData
  readonly tracked: TrackedData
  readonly trackers: Tracker
  readonly findRule: () => Promise<FoundRule>
} {
  const { environment, temporaryFolder, logger, signal } = request
  const { variables } = environment
  let opened: Promise<RemoteData> | undefined
  const open = () => {
    opened ??= import('../backends/remote/remote-data.ts').then(({ createRemoteData }) =>
      createRemoteData({
        variables,
        temporaryFolder,
        logger,
        signal,
        now: () => systemClock.now(),
        findRule: () => findRule(request),
        findMaxSize: async () => (await request.startedProject())?.network.maxSize ?? null,
      }),
    )
    return opened
  }
  const remote: RemoteData = {
    fetch: async (location, origin) => (await open()).fetch(location, origin),
    fetchObject: async (location, settings) => (await open()).fetchObject(location, settings),
    statObject: async (location, settings, version) => (await open()).statObject(location, settings, version),
    listObjects: async (location, settings) => (await open()).listObjects(location, settings),
    close: async () => (await opened)?.close(),
  }
  const trackers = createTrackers({ variables, signal, temporaryFolder, findRule: () => findRule(request) })
  return { remote, tracked: createTracked(remote, request), trackers, findRule: () => findRule(request) }
}

/** DVC is asked only where the path lies in a repository of its own. */
function createTracked(remote: RemoteData, { temporaryFolder, logger, signal }: DataServicesRequest): TrackedData {
  let opened: Promise<TrackedData> | undefined
  const open = () => {
    opened ??= import('../backends/dvc/tracked-data.ts').then(({ createDvcData }) =>
      createDvcData({ remote, temporaryFolder, logger, signal }),
    )
    return opened
  }
  const known = new Map<string, Promise<boolean>>()
  const isTracked = (folder: string): Promise<boolean> => {
    const found =
      known.get(folder) ??
      hasDvc(folder).then((has) => has || (dirname(folder) !== folder && isTracked(dirname(folder))))
    known.set(folder, found)
    return found
  }
  return {
    list: async (path) => ((await isTracked(path)) ? (await open()).list(path) : []),
    fetch: async (file) => (await open()).fetch(file),
    fetchRecorded: async (path, readText) =>
      (await isTracked(dirname(path))) ? (await open()).fetchRecorded(path, readText) : null,
    compare: async (path) => ((await isTracked(dirname(path))) ? (await open()).compare(path) : undefined),
    close: async () => (await opened)?.close(),
  }
}

async function hasDvc(folder: string): Promise<boolean> {
  return stat(join(folder, '.dvc/config')).then(
    (found) => found.isFile(),
    () => false,
  )
}

/**
 * What files may reach: by the policy of the work tree, or where a stranger may have written it, by that of the base
 * branch (of the default branch, where the event has no base).
 *
 * @throws InputError where that policy cannot be read.
 */
async function findRule({ environment, project, projectAt, openTree }: DataServicesRequest): Promise<FoundRule> {
  if (readTrust(environment) !== 'pull_request') {
    const own = await project()
    return own === null
      ? { rule: { allow: [], maxSize: 0 }, file: 'modelgate.yml (there is none)' }
      : { rule: own.network, file: own.file }
  }
  try {
    const tree = await openTree()
    const base = await projectAt(tree)
    return { rule: base.network, file: `${base.file} at ${tree.ref}` }
  } catch (error) {
    throw new InputError(
      {
        message: `a file names data over the network, and the base branch's policy that could allow it cannot be read: ${(error as Error).message}`,
        help: 'merge a modelgate.yml with network.allow first, or name the data by a flag',
      },
      { cause: error },
    )
  }
}
