import { InputError, SystemError } from '../core/faults.ts'
import type { CheckResult } from '../core/result.ts'
import { evidenceCheck, skippedEvidenceCheck } from '../evidence/evidence-check.ts'
import type { Presence } from '../ports/data-versions.ts'
import type { ModelRecord } from '../registry/model-version.ts'
import type { Services } from './services.ts'
import { untilAborted } from './until-aborted.ts'

/** A question that is not answered by then is an open one: 30 seconds. */
const DEFAULT_LIMIT_MS = 30_000
/** A warning is not worth more of a promotion's time. */
const WARNING_LIMIT_MS = 5000

type DataServices = Pick<Services, 'dataVersions' | 'logger' | 'signal'>
type RecordedData = ModelRecord['data'][number]

export interface PresenceOptions {
  /** What to do where data is missing. */
  readonly advice?: string
  /** How long all of them together may take, in milliseconds. */
  readonly limitMs?: number
}

/**
 * Whether the data of a version could be had again: each set asked for where its record says that it is kept, all at the
 * same time. What is not there fails and blocks; what nobody could be asked for is a skip with the reason, and so is
 * missing data that was only declared: nothing was judged on it, and the version serves without it.
 */
export async function provePresence(
  record: ModelRecord,
  services: DataServices,
  { advice = 'bring it back before anything replaces the version', limitMs = DEFAULT_LIMIT_MS }: PresenceOptions = {},
): Promise<CheckResult[]> {
  const { logger } = services
  const label = `${record.model} ${record.version}`
  return Promise.all(
    (await askAll(record, services, limitMs)).map(async ({ data, asked }) => {
      const presence = await asked
      const id = ['way-back', 'data', data.name]
      const subject = `data ${data.name} of ${label}`
      const title = `${subject} is in place`
      if (presence.kind === 'unknown' || (presence.kind === 'missing' && data.declared)) {
        if (data.version) logger.warning(`${subject}: ${presence.reason}`)
        const open =
          presence.kind === 'unknown' ? `whether ${title}` : `${subject} is gone, and nothing was judged on it`
        return skippedEvidenceCheck(id, open, presence.reason)
      }
      if (presence.kind === 'present') return evidenceCheck({ id, title, observed: presence.where, problem: null })
      const push = pushOf(data)
      const mend = push === null ? '' : `; ${push} from a clone that has the data brings it back`
      const help = `${label} could not be brought back (data ${data.name}, ${data.uri}: ${presence.reason}): ${advice}${mend}`
      return evidenceCheck({ id, title, observed: presence.reason, problem: { name: 'irreversible', help } })
    }),
  )
}

/**
 * Warns of each data set of a version to come that is not where its record says: it was judged from a copy that lies here
 * alone. Never stops anything; what cannot be found out is left to whoever replaces the version, and what git itself keeps
 * to the warnings about its commit.
 */
export async function warnOfMissingData(
  { data, codeCommit }: Pick<ModelRecord, 'data' | 'codeCommit'>,
  services: DataServices,
): Promise<void> {
  const { logger, signal } = services
  const kept = data.filter(({ version }) => version && version.tool !== 'git')
  try {
    const questions = await askAll({ data: kept, codeCommit }, services, WARNING_LIMIT_MS)
    await Promise.all(
      questions.map(async ({ data: entry, asked }) => {
        const presence = await asked
        if (presence.kind !== 'missing') return
        const loss = entry.declared
          ? 'reproduce cannot make this version again'
          : 'the next promotion cannot prove the way back to this version'
        logger.warning(
          `data ${entry.name} (${entry.uri}): ${presence.reason}: ${pushOf(entry) ?? 'put it there'}, or ${loss}`,
        )
      }),
    )
  } catch (error) {
    if (signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    logger.debug(`whether data is where its record says was not found out: ${error.message}`)
  }
}

/** Asks for all of them at the same time; what is not answered in time is unknown. */
async function askAll(
  { data, codeCommit }: Pick<ModelRecord, 'data' | 'codeCommit'>,
  services: DataServices,
  limitMs: number,
): Promise<readonly { readonly data: RecordedData; readonly asked: Promise<Presence> }[]> {
  const { signal } = services
  const limit = AbortSignal.timeout(limitMs)
  const stop = AbortSignal.any([signal, limit])
  const versions = data.some(({ version }) => version) ? await services.dataVersions() : null
  const ask = async (entry: RecordedData): Promise<Presence> => {
    if (versions === null || !entry.version) return { kind: 'unknown', reason: describeUnkept(entry.uri) }
    try {
      return await untilAborted(versions.prove(entry, codeCommit, stop), stop)
    } catch (error) {
      if (signal.aborted || !limit.aborted) throw error
      return { kind: 'unknown', reason: `${entry.uri} was not found out about within ${limitMs / 1000} s` }
    }
  }
  return data.map((entry) => ({ data: entry, asked: ask(entry) }))
}

/** What brings bytes to where a pointer says that they are; null where no one command does. */
function pushOf({ version }: RecordedData): string | null {
  if (version?.tool === 'dvc') return 'dvc push'
  return version?.tool === 'lfs' ? 'git lfs push' : null
}

const describeUnkept = (uri: string): string =>
  `the record names ${uri} by its digest and not who keeps its bytes: nobody was asked`
