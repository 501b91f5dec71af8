import { InputError, SystemError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import { isDvcPipeline, isRunReference } from '../../core/run-reference.ts'
import { type Parameters, readNamedParameters } from '../parameter-file.ts'
import type { OpenCheckout } from '../services.ts'
import { reproduceCheck } from './checks.ts'
import type { Recorded } from './judgement.ts'

/** As many differences are told. */
const MOST_SHOWN = 3

/**
 * The check `reproduce/parameters` where the commit's own file of parameters has others than the record: then no seed is
 * to blame. None where they are the same, or where the commit has no such file, as one that the training writes.
 */
export async function judgeParameters(
  { record, model }: Pick<Recorded, 'record' | 'model'>,
  { commit, services }: Pick<OpenCheckout, 'commit' | 'services'>,
): Promise<readonly CheckResult[]> {
  const location = model.candidate?.parameters
  if (!location || isRunReference(location) || isDvcPipeline(location)) return []
  try {
    const file = await (await services.revision(commit)).file(location)
    if (file === null || !(await services.workspace.exists(location, 'config'))) return []
    // the training may have written it anew
    const { digest } = await services.workspace.digest(location, 'config')
    if (digest.sha256 !== file.sha256) return []
    const help = describeDifference(record.parameters, await readNamedParameters(location, 'config', services))
    if (help === null) return []
    const title = 'the parameters are those of the record'
    return [reproduceCheck({ id: ['parameters'], title, verdict: 'fail', severity: 'warning', help })]
  } catch (error) {
    if (services.signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    services.logger.debug(`parameters were not compared with those of the commit: ${error.message}`)
    return []
  }
}

/** What the record says and the commit does not; null where both say the same, or the record says nothing. */
export function describeDifference(recorded: Parameters, own: Parameters): string | null {
  const names = Object.keys(recorded)
  if (names.length === 0) return null
  const differing = [...new Set([...names, ...Object.keys(own)])].filter((name) => recorded[name] !== own[name]).sort()
  if (differing.length === 0) return null
  const shown = differing.slice(0, MOST_SHOWN)
  const list = (from: Parameters) =>
    shown.map((name) => (name in from ? `${name}=${from[name]}` : `no ${name}`)).join(', ')
  const more = differing.length > MOST_SHOWN ? ` (and ${differing.length - MOST_SHOWN} more)` : ''
  return `the record was made with ${list(recorded)}, the commit has ${list(own)}${more}: it was promoted from files that were not committed`
}
