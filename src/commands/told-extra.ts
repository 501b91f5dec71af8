import type { CheckResult } from '../core/result.ts'
import { evidenceCheck, skippedEvidenceCheck } from '../evidence/evidence-check.ts'
import type { CodeHost, Posted } from '../ports/code-host.ts'
import type { Services } from './services.ts'

/** Something that is done for people beside what the command is for: a comment, a release, an issue, a dispatch. */
export interface Extra {
  /** Parts of the check's id after `evidence/told/`. */
  readonly id: string
  /** What holds where it is done: `churn@v1.2.0 has a release`. */
  readonly title: string
  /** What is missing where it is not: `release of churn@v1.2.0`. */
  readonly what: string
}

/** Why an extra was not even tried, and that nothing is wrong with that: it is told as information. */
export class NothingToTell extends Error {}

/**
 * Does an extra and tells what became of it by a check that changes no verdict, whose line people see. In a job a refusal
 * is a warning too, which stands at the top of the run's page. Nothing stops what is done already: not a refusal, a host
 * that does not answer, nor a job that is being cancelled.
 */
export async function tellExtra(
  { id, title, what }: Extra,
  { codeHost, logger, provenance }: Pick<Services, 'codeHost' | 'logger' | 'provenance'>,
  act: (host: CodeHost) => Promise<Posted>,
): Promise<CheckResult> {
  const posted = await attempt(codeHost, act)
  if (posted.kind === 'posted') {
    return extraCheck({ id, title }, posted.isNew ? posted.url : `${posted.url} (it was there)`)
  }
  const { reason, permission } = posted
  const isJob = provenance.source?.run != null
  if (isJob && permission !== undefined) {
    const lines = permission === null ? '' : `; add to the job\n  permissions:\n    ${permission}`
    logger.warning(`no ${what}: ${reason}${lines}`)
  }
  const advice = permission ? `; add \`${permission}\` to the job's permissions` : ''
  return skippedEvidenceCheck(['told', id], title, `no ${what}: ${reason}${advice}`)
}

/** What a dry run says of it. */
export function planExtra({ id, title }: Omit<Extra, 'what'>, plan: string): CheckResult {
  return skippedEvidenceCheck(['told', id], title, `${plan}. Nothing was done`)
}

/** That it is so, as information: it is nothing that a verdict rests on. */
function extraCheck({ id, title }: Omit<Extra, 'what'>, observed: string): CheckResult {
  return { ...evidenceCheck({ id: ['told', id], title, problem: null, observed }), severity: 'info' }
}

type Refused = { readonly kind: 'refused'; readonly reason: string; readonly permission?: string | null }

async function attempt(
  codeHost: Services['codeHost'],
  act: (host: CodeHost) => Promise<Posted>,
): Promise<Extract<Posted, { kind: 'posted' }> | Refused> {
  try {
    const host = await codeHost()
    if (host !== null) return await act(host)
    const reason = 'GITHUB_TOKEN (in an action the input token) or GITHUB_API_URL is not set'
    return { kind: 'refused', reason, permission: null }
  } catch (error) {
    if (error instanceof NothingToTell) return { kind: 'refused', reason: error.message }
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]!
    return { kind: 'refused', reason, permission: null }
  }
}
