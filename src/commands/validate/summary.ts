import { countRows, groupDigits } from '../../contract/wording.ts'
import type { ContractCheckResult } from '../../core/result.ts'
import type { ValidatedDataSet } from './data-set.ts'
import type { Moment } from './request.ts'

interface Found {
  readonly check: ContractCheckResult
  readonly uri: string
}

/** One plain sentence about a model's data, the worst first. */
export function summarizeValidation(dataSets: readonly ValidatedDataSet[]): string {
  const judged: readonly Found[] = dataSets.flatMap(({ uri, checks }) =>
    checks.filter(({ verdict }) => verdict !== 'skip').map((check) => ({ check, uri })),
  )
  const files = dataSets.map(({ uri }) => uri).join(', ')
  if (judged.length === 0) return `Nothing to validate: the contract of ${files} makes no demand that can be judged.`
  const pick = (verdict: string, isError: boolean) =>
    judged.filter(({ check }) => check.verdict === verdict && (check.severity === 'error') === isError)
  const [broken, unjudged, warned, unsure] = [
    pick('fail', true),
    pick('inconclusive', true),
    pick('fail', false),
    pick('inconclusive', false),
  ]
  const total = `of ${groupDigits(judged.length)} rules`
  const left = unjudged.length === 0 ? '' : `; ${unjudged.length} could not be judged`
  if (broken.length > 0) return `${broken[0]!.uri} breaks ${broken.length} ${total}${describeFirst(broken)}${left}.`
  if (unjudged.length > 0) {
    const { check, uri } = unjudged[0]!
    return `${uri}: ${unjudged.length} ${total} could not be judged${describeFirst(unjudged)}: ${check.help}.`
  }
  const keeps = `${files} ${dataSets.length === 1 ? 'keeps' : 'keep'}`
  if (warned.length > 0) {
    return `${keeps} the contract but for ${countRows(warned.length, 'warning')} ${total}${describeFirst(warned)}.`
  }
  if (unsure.length > 0) return `${keeps} the contract; ${unsure.length} ${total} could not be judged, and only warn.`
  return `${keeps} ${judged.length === 1 ? 'the one rule' : `all ${groupDigits(judged.length)} rules`} of the contract.`
}

/** ` Ages are counted to 2026-11-21T23:59:59.999Z, as --as-of says.`, for the end of a summary; empty where it is now. */
export function describeMoment({ instant, isAsked }: Moment): string {
  return isAsked ? ` Ages are counted to ${new Date(instant).toISOString()}, as --as-of says.` : ''
}

/** `, first "tenure is at least 0" (3 rows)`; without "first" where there is one. */
function describeFirst(found: readonly Found[]): string {
  const { title, statistics } = found[0]!.check
  const rows = statistics.failing ? ` (${countRows(statistics.failing)})` : ''
  return `${found.length === 1 ? ': ' : ', first '}"${title}"${rows}`
}
