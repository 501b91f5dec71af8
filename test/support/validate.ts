import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import type { Services } from '../../src/commands/services.ts'
import type { ValidateValues } from '../../src/commands/validate/request.ts'
import { runValidate } from '../../src/commands/validate/run.ts'
import type { Project } from '../../src/config/project.ts'
import type { ContractCheckResult, Result } from '../../src/core/result.ts'
import type { RemoteData } from '../../src/ports/remote-data.ts'
import { openTestEngine, silentLogger } from './engine.ts'
import { LOCAL_SERVICES } from './local-services.ts'

type Flags = Partial<Omit<ValidateValues, 'model'>> & { readonly model?: readonly string[] }

/** Services over the real engine and file system of a folder, closed by the caller. */
async function openValidateServices(folder: string, project: Project | null, remote: RemoteData | undefined) {
  const engine = await openTestEngine()
  const missing = () => Promise.reject(new Error('validate asks for no such thing'))
  const services: Services = {
    ...LOCAL_SERVICES,
    workspace: createWorkspace({
      root: folder,
      findBoundary: async () => folder,
      ...(remote === undefined ? {} : { remote }),
    }),
    logger: silentLogger,
    clock: { now: () => new Date('2026-11-21T08:00:00Z') },
    provenance: {
      trust: 'local',
      source: null,
      tool: { name: 'modelgate', version: '0.0.0' },
      identity: null,
      isInteractive: false,
    },
    signal: new AbortController().signal,
    resultsFolder: folder,
    engine: async () => engine,
    compute: async () => null,
    project: async () => project,
    projectAt: missing,
    gates: missing,
    registry: missing,
    readAt: missing,
    readBase: () => Promise.resolve(null),
    revision: () => Promise.reject(new Error('no revision is looked at here')),
    commands: () => Promise.reject(new Error('no command is run here')),
    trackers: {
      read: () => Promise.reject(new Error('no run is asked for here')),
      artifact: () => Promise.reject(new Error('no run is asked for here')),
    },
    countChanges: () => Promise.resolve(null),
  }
  return { services, close: () => engine.close() }
}

/** Runs `validate` in a folder and gives its outcome. */
export async function validateIn(folder: string, flags: Flags, project: Project | null = null, remote?: RemoteData) {
  const { services, close } = await openValidateServices(folder, project, remote)
  try {
    const values = { model: [], operands: [], 'dry-run': false, ...flags } as unknown as ValidateValues
    return await runValidate(values, services)
  } finally {
    close()
  }
}

/** The one result of a run with flags, its checks by id without the leading `contract/`. */
export async function validateFiles(folder: string, flags: Flags) {
  const { results } = await validateIn(folder, flags)
  const result = results[0] as Result
  const checks = new Map(
    result.checks.map((check) => [check.id.replace('contract/', ''), check as ContractCheckResult] as const),
  )
  return { result, checks }
}
