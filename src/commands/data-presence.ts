import type { CheckResult } from '../core/result.ts'
import { evidenceCheck, skippedEvidenceCheck } from '../evidence/evidence-check.ts'
import type { Presence } from '../ports/data-versions.ts'
import type { ModelRecord } from '../registry/model-version.ts'
import type { Services } from './services.ts'

/** A question that is not answered by then is an open one: 30 seconds. */
const DEFAULT_LIMIT_MS = 30_000

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
  services: Pick<Services, 'dataVersions' | 'logger' | 'signal'>,
  { advice = 'bring it back before anything replaces the version', limitMs = DEFAULT_LIMIT_MS }: PresenceOptions = {},
): Promise<CheckResult[]> {
  const { signal, logger } = services
  const limit = AbortSignal.timeout(limitMs)
  const stop = AbortSignal.any([signal, limit])
  const isKept = record.data.some(({ version }) => version)
  const versions = isKept ? await services.dataVersions() : null
  const ask = async (data: ModelRecord['data'][number]): Promise<Presence> => {
    if (versions === null || !data.version) return { kind: 'unknown', reason: describeUnkept(data.uri) }
    try {
      return await untilAborted(versions.prove(data, record.codeCommit, stop), stop)
    } catch (error) {
      if (signal.aborted || !limit.aborted) throw error
      return { kind: 'unknown', reason: `${data.uri} was not found out about within ${limitMs / 1000} s` }
    }
  }
  const label = `${record.model} ${record.version}`
  return Promise.all(
    record.data.map(async (data) => {
      const presence = await ask(data)
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
      const help = `${label} could not be brought back (data ${data.name}, ${data.uri}: ${presence.reason}): ${advice}`
      return evidenceCheck({ id, title, observed: presence.reason, problem: { name: 'irreversible', help } })
    }),
  )
}

const describeUnkept = (uri: string): string =>
  `the record names ${uri} by its digest and not who keeps its bytes: nobody was asked`

/** What asks may not notice the signal before its next question. */
async function untilAborted(work: Promise<Presence>, signal: AbortSignal): Promise<Presence> {
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
