import { formatCount } from '../../core/count.ts'
import { formatDigest } from '../../core/digest.ts'
import { InputError } from '../../core/faults.ts'
import type { Changes, Material } from '../../core/result.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import { type Parameters, readParameterFile } from '../parameter-file.ts'
import type { Services } from '../services.ts'
import type { CompareRequest } from './request.ts'

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
  return file && readParameterFile(file.location, file.origin, services.workspace)
}

/** What differs from the baseline's record, as far as both sides say. */
export async function findChanges(
  record: ModelRecord | null,
  parameters: Parameters | null,
  materials: readonly Material[],
  request: CompareRequest,
  services: Services,
): Promise<Changes> {
  const none: Changes = { parameters: [], data: [], environment: [], code: {} }
  if (record === null) return none
  const after = services.provenance.source?.commit ?? null
  const before = record.codeCommit
  const isMoved = before !== null && after !== null && before !== after
  return {
    ...none,
    parameters: parameters === null ? [] : compareParameters(record.parameters, parameters),
    data: await findDataChanges(record, materials, request, services),
    code: isMoved ? { before, after } : {},
  }
}

async function findDataChanges(
  record: ModelRecord,
  materials: readonly Material[],
  request: CompareRequest,
  services: Services,
): Promise<Changes['data']> {
  const now = new Map<string, Pick<Material, 'digest' | 'rows'>>()
  for (const { key, path } of request.dataSets) {
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

async function digestIfThere(path: string, { workspace }: Services): Promise<Material['digest'] | null> {
  try {
    return (await workspace.digest(path, 'config')).digest
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

function describeData(data: Pick<Material, 'digest' | 'rows'>): string {
  const digest = formatDigest(data.digest).slice(0, 'sha256:'.length + 12)
  return data.rows === null ? digest : `${formatCount(data.rows)} rows, ${digest}`
}
