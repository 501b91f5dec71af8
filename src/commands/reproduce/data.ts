import type { ModelSettings } from '../../config/project.ts'
import { isRemote } from '../../core/data-location.ts'
import { InputError, OtherBytesError, SystemError } from '../../core/faults.ts'
import { hasNamePattern } from '../../core/name-pattern.ts'
import type { CheckResult } from '../../core/result.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { OpenCheckout, Services } from '../services.ts'
import { reproduceCheck, shortenDigest } from './checks.ts'

type RecordedData = ModelRecord['data'][number]

/** What is known of a data set before anything runs. */
export interface DataState {
  readonly data: RecordedData
  /** Where it lies, from the checkout's working directory. */
  readonly path: string
  /**
   * `present`: with the bytes of the record. `lost`: whoever kept it has it no more, or has other bytes. `silent`: nobody
   * could be asked. `unkept`: only its digest is known, so setup or train have to make it.
   */
  readonly kind: 'present' | 'lost' | 'silent' | 'unkept'
  /** In words; null where it is present. */
  readonly reason: string | null
}

/**
 * Brings the data of a record into a checkout; what is there with the recorded bytes stays.
 *
 * @param isDryRun whether to ask only who has it.
 */
export async function bringData(
  record: ModelRecord,
  model: ModelSettings,
  checkout: OpenCheckout,
  isDryRun: boolean,
  services: Services,
): Promise<readonly DataState[]> {
  const states: DataState[] = []
  for (const data of record.data) {
    const path = locateData(data, model)
    states.push({ data, path, ...(await bring(data, path, checkout, isDryRun, services)) })
  }
  return states
}

/** The settings say where a data set lies for who works here; the record names it from the root of the repository. */
function locateData({ name, uri }: RecordedData, { data, evaluation }: ModelSettings): string {
  const key = name === 'evaluation' ? (evaluation?.data ?? name) : name
  return Object.hasOwn(data, key) ? data[key]!.path : uri
}

async function bring(
  data: RecordedData,
  path: string,
  checkout: OpenCheckout,
  isDryRun: boolean,
  services: Services,
): Promise<Pick<DataState, 'kind' | 'reason'>> {
  const present = { kind: 'present', reason: null } as const
  const { version = null } = data
  if (version === null || version.tool === 'git' || isRemote(path)) {
    const at = await findDigest(path, checkout)
    if (at.sha256 === data.digest.sha256) {
      if (!isDryRun) await settle(path, checkout)
      return present
    }
    const found = at.sha256 === null ? (at.reason ?? `${path} is not there`) : describeOther(path, at.sha256)
    if (version !== null) return { kind: 'lost', reason: `commit ${checkout.commit.slice(0, 12)}: ${found}` }
    return { kind: 'unkept', reason: `${found}, and the record does not say who keeps the data` }
  }
  const keeper = await services.dataVersions()
  const ask = () => keeper.prove(data, checkout.commit, services.signal)
  if (isDryRun) {
    const { kind, ...told } = await ask()
    if (kind === 'present') return present
    return { kind: kind === 'missing' ? 'lost' : 'silent', reason: 'reason' in told ? told.reason : null }
  }
  try {
    await keeper.restore(data, checkout.folder, services.signal)
  } catch (error) {
    if (!(error instanceof SystemError || error instanceof InputError) || services.signal.aborted) throw error
    const reason = error.message.split('\n')[0]!
    // whether an object is there is asked by its name and size alone
    const isLost = error instanceof OtherBytesError || (await ask()).kind === 'missing'
    return { kind: isLost ? 'lost' : 'silent', reason }
  }
  const restored = await findDigest(path, checkout)
  if (restored.sha256 === data.digest.sha256) return present
  const reason =
    restored.sha256 === null ? (restored.reason ?? `${path} is not there`) : describeOther(path, restored.sha256)
  return { kind: 'lost', reason }
}

const describeOther = (path: string, sha256: string): string => `${path} has other bytes, ${shortenDigest(sha256)}`

/** Digest of what lies there, fetched where it is only tracked; null, with the reason, where nothing can be had. */
async function findDigest(
  path: string,
  { services }: OpenCheckout,
): Promise<{ readonly sha256: string | null; readonly reason: string | null }> {
  try {
    return { sha256: (await services.workspace.digest(path, 'config')).digest.sha256, reason: null }
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SystemError) || services.signal.aborted) throw error
    return { sha256: null, reason: error.message.split('\n')[0]! }
  }
}

/** The model's other data sets: the commit, or the commands, have to bring them. */
export function listUnrecorded(record: ModelRecord, model: ModelSettings): readonly CheckResult[] {
  return findUnrecorded(record, model).map(({ key, path }) =>
    reproduceCheck({
      id: ['data', key],
      title: `data ${key} has the bytes of the record`,
      verdict: 'skip',
      severity: 'info',
      help: `the record has no digest of it: ${path} is taken as the commit or the commands bring it`,
    }),
  )
}

function findUnrecorded(record: ModelRecord, { data, evaluation }: ModelSettings) {
  const known = new Set(record.data.map(({ name }) => (name === 'evaluation' ? (evaluation?.data ?? name) : name)))
  return Object.values(data).filter(({ key, production }) => !production && !known.has(key))
}

/** Brings those too that the record does not name, as far as the commit says where they are. */
export async function bringUnrecorded(
  record: ModelRecord,
  model: ModelSettings,
  checkout: OpenCheckout,
): Promise<void> {
  for (const { path } of findUnrecorded(record, model)) await settle(path, checkout)
}

/** A file that only DVC has is looked at where it was fetched to; commands want it in its place. */
async function settle(path: string, checkout: OpenCheckout): Promise<void> {
  if (isRemote(path) || hasNamePattern(path)) return
  try {
    await checkout.settle(path)
  } catch (error) {
    if (!(error instanceof InputError || error instanceof SystemError) || checkout.services.signal.aborted) throw error
    checkout.services.logger.debug(error.message)
  }
}

/** Data that is lost or about which nobody answers: nothing can be made again without it. */
export function findMissing(states: readonly DataState[]): readonly DataState[] {
  return states.filter(({ kind }) => kind === 'lost' || kind === 'silent')
}

/**
 * The checks `reproduce/data/NAME`: that the bytes are those of the record.
 *
 * @param hasRun whether the commands ran, which may have made what nobody kept, or changed what was there.
 */
export async function judgeData(
  states: readonly DataState[],
  checkout: OpenCheckout,
  hasRun: boolean,
): Promise<readonly CheckResult[]> {
  const checks: CheckResult[] = []
  for (const state of states) {
    const { data, path, kind, reason } = state
    const draft = {
      id: ['data', data.name],
      title: `data ${data.name} has the bytes of the record`,
      expected: shortenDigest(data.digest.sha256),
    }
    const after = hasRun ? await findDigest(path, checkout) : null
    const isSame = after === null ? kind === 'present' : after.sha256 === data.digest.sha256
    if (isSame) {
      checks.push(reproduceCheck({ ...draft, verdict: 'pass', observed: shortenDigest(data.digest.sha256) }))
    } else if (kind === 'lost' || (after !== null && after.sha256 !== null)) {
      const help = kind === 'present' ? `${path} was changed by the commands that ran` : reason
      const observed = after?.sha256 == null ? null : shortenDigest(after.sha256)
      checks.push(reproduceCheck({ ...draft, verdict: 'fail', observed, help }))
    } else {
      const help = `${after?.reason ?? reason}${kind === 'unkept' ? ': commit it, or let DVC or Git LFS keep it' : ''}`
      checks.push(reproduceCheck({ ...draft, verdict: 'inconclusive', help }))
    }
  }
  return checks
}
