import { formatCount } from '../../core/count.ts'
import { formatDigest } from '../../core/digest.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Changes, Material } from '../../core/result.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import { type Parameters, readNamedParameters } from '../parameter-file.ts'
import type { Services } from '../services.ts'
import type { CompareRequest } from './request.ts'
import { listFolders } from './tracked-changes.ts'

/** Parameters that came, went or changed, by name. */
export function compareParameters(before: Parameters, after: Parameters): Changes['parameters'] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return names
    .filter((name) => (before[name] ?? null) !== (after[name] ?? null))
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
}

/** The candidate's parameters; null where none are named. @throws InputError */
export async function readParameters(request: CompareRequest, services: Services): Promise<Parameters | null> {
  const file = request.parameters
  return file && readNamedParameters(file.location, file.origin, services)
}

/** What of a comparison its changes are looked for by. */
export type ChangesRequest = Pick<CompareRequest, 'modelFile' | 'parameters' | 'candidate' | 'dataSets'>

/** What differs from the baseline's record, as far as both sides say. */
export async function findChanges(
  record: ModelRecord | null,
  parameters: Parameters | null,
  materials: readonly Material[],
  request: ChangesRequest,
  services: Services,
): Promise<Changes> {
  const none: Changes = { parameters: [], data: [], environment: [], code: {} }
  if (record === null) return none
  const before = record.codeCommit
  const folders = listFolders(listPaths(request))
  const data = await findDataChanges(record, materials, request, services)
  return {
    parameters: parameters === null ? [] : compareParameters(record.parameters, parameters),
    data: before === null ? data : [...data, ...(await findTrackedData(before, folders, record, request, services))],
    environment: before === null ? [] : await findEnvironment(before, folders, services),
    code: await findCodeRange(before, services),
  }
}

/** Paths of the model's own, for the folders in which what describes it may lie. */
function listPaths({ modelFile, parameters, candidate, dataSets }: ChangesRequest): readonly string[] {
  const files = [modelFile, parameters, candidate].flatMap((file) => (file?.origin === 'config' ? [file.location] : []))
  return [...files, ...dataSets.map(({ path }) => path)]
}

async function findCodeRange(before: string | null, services: Services): Promise<Changes['code']> {
  const after = services.provenance.source?.commit ?? null
  if (before === null || after === null || before === after) return {}
  const range = await services.countChanges(before, after)
  const commits = range?.commits ?? null
  return {
    before,
    after,
    ...(commits === null ? {} : { commits }),
    ...(range === null ? {} : { files: range.files }),
  }
}

async function findEnvironment(
  commit: string,
  folders: readonly string[],
  services: Services,
): Promise<Changes['environment']> {
  const { findEnvironmentChanges } = await import('./environment-changes.ts')
  return findEnvironmentChanges(commit, folders, services)
}

/** Of data that the record does not name, by what DVC tracks. */
async function findTrackedData(
  commit: string,
  folders: readonly string[],
  record: ModelRecord,
  { dataSets }: ChangesRequest,
  services: Services,
): Promise<Changes['data']> {
  const { findDvcChanges } = await import('./dvc-changes.ts')
  const recorded = new Set(record.data.map(({ name }) => name))
  const known = dataSets.filter(({ key }) => recorded.has(key)).map(({ path }) => path)
  return findDvcChanges(commit, folders, new Set([...known, ...record.data.map(({ uri }) => uri)]), services)
}

async function findDataChanges(
  record: ModelRecord,
  materials: readonly Material[],
  request: ChangesRequest,
  services: Services,
): Promise<Changes['data']> {
  const now = new Map<string, Pick<Material, 'digest' | 'rows'>>()
  const recorded = new Set(record.data.map(({ name }) => name))
  const isHashed = (key: string, path: string) => materials.some(({ name, uri }) => name === key || uri === path)
  for (const { key, path } of request.dataSets.filter((one) => recorded.has(one.key) && !isHashed(one.key, one.path))) {
    const digest = await digestIfThere(path, services)
    if (digest) now.set(key, { digest, rows: null })
  }
  for (const material of materials) {
    const key = material.name === 'evaluation' ? request.dataSets.find(({ path }) => path === material.uri)?.key : null
    now.set(material.name, material)
    if (key) now.set(key, material)
  }
  const changes = record.data.flatMap((data) => {
    const current = now.get(data.name)
    if (!current || current.digest.sha256 === data.digest.sha256) return []
    return [{ name: data.name, before: describeData(data), after: describeData(current) }]
  })
  const isRepeated = (change: Changes['data'][number]) =>
    change.name === 'evaluation' && changes.some(({ name, after }) => name !== 'evaluation' && after === change.after)
  return changes.filter((change) => !isRepeated(change))
}

/** null too where who keeps it does not give it: what changed is told for people, and decides nothing. */
async function digestIfThere(
  path: string,
  { workspace, logger, signal }: Services,
): Promise<Material['digest'] | null> {
  try {
    return (await workspace.digest(path, 'config')).digest
  } catch (error) {
    if (signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    logger.debug(`whether ${path} changed is not told: ${error.message}`)
    return null
  }
}

function describeData(data: Pick<Material, 'digest' | 'rows'>): string {
  const digest = formatDigest(data.digest).slice(0, 'sha256:'.length + 12)
  return data.rows === null ? digest : `${formatCount(data.rows)} rows, ${digest}`
}
