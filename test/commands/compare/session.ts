import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createDvcData } from '../../../src/backends/dvc/tracked-data.ts'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { openRevision } from '../../../src/backends/git/revision-files.ts'
import { createCommandRunner } from '../../../src/backends/process/command-runner.ts'
import type { Outcome } from '../../../src/commands/command.ts'
import type { CompareValues } from '../../../src/commands/compare/request.ts'
import { runCompare } from '../../../src/commands/compare/run.ts'
import type { Services } from '../../../src/commands/services.ts'
import { findProject, loadProject, readGates } from '../../../src/config/project-loader.ts'
import { InputError } from '../../../src/core/faults.ts'
import { makeNamePattern } from '../../../src/core/name-pattern.ts'
import type { GateCheckResult, MetricCheckResult, Result } from '../../../src/core/result.ts'
import type { RemoteData } from '../../../src/ports/remote-data.ts'
import type { ModelRecord } from '../../../src/registry/model-version.ts'
import { openTestEngine, silentLogger } from '../../support/engine.ts'
import { GIT_VARIABLES } from '../../support/git.ts'
import { makeDraft, makeRemote, openTestRegistry } from '../../support/git-remote.ts'
import { LOCAL_SERVICES } from '../../support/local-services.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

type Flags = Partial<{ [K in keyof CompareValues]: CompareValues[K] | undefined }>

/** What flags alone need beside the files. */
const FLAGS: Flags = { candidate: 'new.csv', id: 'id', label: 'label', score: ['score'] }

export interface Session {
  readonly services: Services
  readonly folder: string
  /** The remote; null outside a repository. */
  readonly bare: string | null
  compare(flags?: Flags): Promise<Outcome>
}

/** The real services over a folder that has these files; a git repository with a remote where one is asked for. */
export async function openSession(
  files: Readonly<Record<string, string>>,
  options: {
    readonly isRepository?: boolean
    readonly data?: RemoteData
    readonly variables?: Readonly<Record<string, string>>
    readonly trackers?: Services['trackers']
  } = {},
): Promise<Session> {
  const remote = options.isRepository ? makeRemote(files) : null
  const folder = remote?.clone ?? makeFolder(files)
  const workspace = createWorkspace({ root: folder, ...(options.data === undefined ? {} : { remote: options.data }) })
  const engine = await openTestEngine()
  onTestFinished(() => engine.close())
  const reader = {
    readText: async (path: string) =>
      (await workspace.exists(path, 'caller')) ? readFileSync(join(folder, path), 'utf8') : null,
    list: async (glob: string) => {
      const names = await readdir(folder, { recursive: true })
      return names.filter(makeNamePattern(glob)).sort()
    },
  }
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const commands = createCommandRunner({
    variables: { PATH: process.env['PATH'], ...options.variables },
    temporaryFolder: makeFolder(),
    logger: silentLogger,
  })
  const services: Services = {
    ...LOCAL_SERVICES,
    workspace,
    logger: silentLogger,
    clock: { now: () => new Date('2026-11-21T08:00:00Z') },
    provenance: {
      trust: 'local',
      source: { repository: null, commit: 'b'.repeat(40), run: null },
      tool: { name: 'modelgate', version: '0.1.0' },
      identity: null,
      isInteractive: false,
    },
    signal: new AbortController().signal,
    resultsFolder: join(folder, 'results'),
    engine: async () => engine,
    compute: async () => null,
    project: async () => {
      const location = await findProject(reader, 0)
      return location && loadProject(reader, location, { environment: {}, sha256 })
    },
    projectAt: () => Promise.reject(new Error('no commit is looked at here')),
    gates: async (file) => readGates(await workspace.readText(file, 'caller'), file),
    registry: () => openTestRegistry(folder),
    readAt: () => Promise.resolve(null),
    readBase: () => Promise.resolve(null),
    revision: (name) =>
      openRevision(
        {
          folder,
          name,
          variables: GIT_VARIABLES,
          temporaryFolder: makeFolder(),
          base: null,
          remote: () => openTestRegistry(folder),
          tracked: createDvcData({
            remote: options.data ?? ({} as RemoteData),
            temporaryFolder: makeFolder(),
            logger: silentLogger,
            signal: new AbortController().signal,
          }),
        },
        new AbortController().signal,
      ),
    commands: async () => commands,
    trackers: options.trackers ?? {
      read: () => Promise.reject(new Error('no run is asked for here')),
      artifact: () => Promise.reject(new Error('no run is asked for here')),
    },
    countChanges: () => Promise.resolve(null),
  }
  const none: CompareValues = {
    ...({} as CompareValues),
    model: [],
    operands: [],
    'dry-run': false,
    score: [],
    slice: [],
    metric: [],
    plan: false,
  }
  return {
    services,
    folder,
    bare: remote?.bare ?? null,
    compare: (flags = {}) => runCompare({ ...none, ...FLAGS, ...flags } as CompareValues, services),
  }
}

/** The one result of a comparison by flags alone. */
export async function compareFiles(files: Readonly<Record<string, string>>, flags: Flags = {}): Promise<Result> {
  const { compare } = await openSession(files)
  const { results } = await compare(flags)
  return results[0]!
}

/** The faults of a comparison that is unusable. */
export async function findFaults(
  files: Readonly<Record<string, string>>,
  flags: Flags = {},
): Promise<readonly string[]> {
  try {
    await compareFiles(files, flags)
  } catch (error) {
    if (error instanceof InputError)
      return error.faults.map(({ message, help }) => (help ? `${message} → ${help}` : message))
    throw error
  }
  return []
}

export function gatesOf(result: Result): readonly GateCheckResult[] {
  return result.checks.filter((check): check is GateCheckResult => check.kind === 'gate')
}

export function metricOf(result: Result, id: string): MetricCheckResult {
  const found = result.checks.find((check): check is MetricCheckResult => check.kind === 'metric' && check.id === id)
  if (!found) throw new Error(`no ${id} among ${result.checks.map((check) => check.id).join(' ')}`)
  return found
}

export interface Row {
  readonly id: string | number
  readonly label: string | number
  readonly score: string | number
  readonly [column: string]: string | number
}

/** CSV text of rows, header from the first. */
export function writeCsv(rows: readonly Readonly<Record<string, string | number>>[], end = '\n'): string {
  const names = Object.keys(rows[0]!)
  return [names.join(','), ...rows.map((row) => names.map((name) => row[name]).join(','))].join(end) + end
}

/**
 * Rows of a made model: labels alternate, scores follow a fixed sequence that leans to the label by `skill` (0: chance, 1: perfect).
 */
export function makeRows(count: number, skill: number, salt = 0): Row[] {
  return Array.from({ length: count }, (_, id) => {
    const label = id % 2
    const noise = ((id * 7919 + salt * 104_729 + ((id * id) % 97) * 31) % 1000) / 1000
    const score = skill * (label === 1 ? 0.8 : 0.2) + (1 - skill) * noise
    return { id: `c${id}`, label, score: score.toFixed(6), region: id % 3 === 0 ? 'north' : 'south' }
  })
}

/** Registers a version of `churn` that holds production, with these predictions; null: without any. */
export async function storeVersion(
  { folder }: Session,
  predictions: string | null,
  record: Partial<ModelRecord> = {},
): Promise<void> {
  const registry = await openTestRegistry(folder)
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const draft = makeDraft('churn', 'model', { stage: 'production' })
  const path = 'artifacts/predictions.csv'
  const artifacts = [...draft.record.artifacts]
  const files = [...draft.files]
  if (predictions !== null) {
    const digest = { sha256: hash(predictions) }
    artifacts.push({ path, uri: 'out/predictions.csv', digest, size: predictions.length, location: 'git' })
    files.push({ path, file: { bytes: Buffer.from(predictions) } })
  }
  await registry.register(
    { ...draft, files, record: { ...draft.record, ...record, artifacts } },
    new AbortController().signal,
  )
}
