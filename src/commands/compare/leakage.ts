import type { DataSettings } from '../../config/project.ts'
import { showLocation } from '../../core/data-location.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { GateCheckResult, Material } from '../../core/result.ts'
import { countLeaked, planLeakage, readLeakage } from '../../evaluation/leakage/leakage.ts'
import { judgeLeakage, leaveUnmeasured } from '../../evaluation/leakage/leakage-checks.ts'
import type { Workspace } from '../../ports/workspace.ts'
import type { Services } from '../services.ts'
import { digestWhole } from '../whole-bytes.ts'
import type { FileRequest } from './request.ts'

/** What leakage is looked for in. */
export interface LeakageRequest {
  readonly data: FileRequest | null
  /** The model's data set `train`; null: none is named. */
  readonly train: Pick<DataSettings, 'path' | 'csv' | 'place'> | null
  readonly columns: { readonly id: string; readonly label: string | null }
  /** Whether a gate on `leaked_rows` judges the count; then training data that is elsewhere is fetched for it. */
  readonly isGated: boolean
}

export interface Leakage {
  readonly checks: readonly GateCheckResult[]
  /** The metric `leaked_rows`; null where it could not be counted. */
  readonly leakedRows: number | null
  /** Why it could not; null where it could. */
  readonly reason: string | null
  /** The training data that was looked through: the verdict rests on its bytes; null where it was not. */
  readonly material: Material | null
}

/**
 * Looks for evaluation rows among the training data, by id and by all columns that both have. Training data that is not
 * here is fetched only where a gate asks for the count. No check where no training data is named.
 *
 * @throws InputError where the evaluation data cannot be read, SystemError where the engine fails.
 */
export async function findLeakage(request: LeakageRequest, services: Services): Promise<Leakage> {
  const { data, train, columns, isGated } = request
  if (train === null || data === null) {
    const reason = train === null ? 'no training data is named (data: {train: …})' : 'no labelled data is named'
    return { checks: [], leakedRows: null, reason, material: null }
  }
  const place = { file: train.place.file, line: train.place.line ?? null }
  const leave = (reason: string): Leakage => ({
    checks: isGated ? [] : [leaveUnmeasured(reason, false, place)],
    leakedRows: null,
    reason,
    material: null,
  })
  if (!isGated && !(await isHere(train.path, services))) {
    return leave(`${train.path} is not here; a gate on leaked_rows has it fetched`)
  }
  const { workspace, signal } = services
  const engine = await services.engine()
  const test = await workspace.openData(data.location, data.origin, data.csv)
  const shapes = await engine.describe(test, signal)
  const other = await openTraining(train, services)
  if ('reason' in other) return leave(other.reason)
  const plan = planLeakage({ columns: shapes }, { columns: await engine.describe(other, signal) }, columns)
  if (!plan.hasIds && plan.shared.length === 0) {
    return leave(`${train.path} has neither the column ${columns.id} nor any other of the evaluation data's`)
  }
  const tables = [
    { names: ['test'], source: test, columns: [] },
    { names: ['train'], source: other, columns: [] },
  ]
  const [measured] = await engine.measure(test, [{ kind: 'query', sql: plan.sql, tables }], signal)
  if (measured === undefined || !measured.measured) return leave(measured?.reason ?? 'it was not counted')
  const value = (measured.value as { readonly value?: unknown }).value
  const counts = readLeakage(String(value), plan)
  const material = await nameTraining(train, workspace)
  const leakedRows = countLeaked(counts)
  const reason = leakedRows === null ? 'there are no evaluation rows' : null
  return { checks: judgeLeakage(counts, isGated, place), leakedRows, reason, material }
}

async function nameTraining({ path }: NonNullable<LeakageRequest['train']>, workspace: Workspace): Promise<Material> {
  const { digest } = await digestWhole(path, 'config', workspace)
  return { name: 'train', uri: showLocation(path), digest, rows: null, derived: false }
}

/** Whether something of it is on this machine; addresses and buckets are not. */
export async function isHere(path: string, { workspace }: Pick<Services, 'workspace'>): Promise<boolean> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return false
  if (!/[*?[\]{}!()]/.test(path)) return workspace.exists(path, 'config')
  return (await workspace.glob(path, 'config')).length > 0
}

async function openTraining(
  { path, csv }: NonNullable<LeakageRequest['train']>,
  { workspace, engine, signal }: Services,
): Promise<DataSource | { readonly reason: string }> {
  try {
    const source = await workspace.openData(path, 'config', csv)
    await (await engine()).describe(source, signal)
    return source
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { reason: error.faults.map(({ message }) => message).join('; ') }
  }
}
