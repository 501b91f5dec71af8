import type { CheckResult } from '../../core/result.ts'
import type { CodeHost, EnvironmentProtection, TagRules } from '../../ports/code-host.ts'
import type { Services } from '../services.ts'
import { listRegistryRefs, verifyEnvironment, verifyProtection } from './protection.ts'
import type { PromotionRequest } from './verification.ts'

/** A promotion does not wait longer for what is advice. */
const LONGEST_MS = 30_000

const NO_HOST = 'there is no token, or no address of the API, to ask GitHub with'

/**
 * What GitHub itself enforces around a promotion: rulesets for the registry's tags, reviewers of the stage's environment.
 * Nothing of it blocks. None where the repository is not known to be on a server.
 */
export async function adviseOnHost(
  { model, stage }: Pick<PromotionRequest, 'model' | 'stage'>,
  version: string,
  services: Pick<Services, 'codeHost' | 'provenance' | 'signal'>,
): Promise<CheckResult[]> {
  if (services.provenance.source?.repository == null) return []
  const refs = listRegistryRefs(
    model.name,
    model.stages.map(({ name }) => name),
    version,
  )
  const environment = stage?.environment ?? null
  const [rules, protection] = await Promise.all([
    ask<TagRules>(services, (host, signal) => host.tagRules(signal)),
    environment === null
      ? null
      : ask<EnvironmentProtection>(services, (host, signal) => host.environment(environment, signal)),
  ])
  return [
    verifyProtection(rules, refs),
    ...(protection === null ? [] : [verifyEnvironment(stage!.name, environment!, protection)]),
  ]
}

type Unknown = { readonly kind: 'unknown'; readonly reason: string }

async function ask<T>(
  { codeHost, signal }: Pick<Services, 'codeHost' | 'signal'>,
  question: (host: CodeHost, signal: AbortSignal) => Promise<T>,
): Promise<T | Unknown> {
  const limit = AbortSignal.timeout(LONGEST_MS)
  try {
    const host = await codeHost()
    return host === null ? { kind: 'unknown', reason: NO_HOST } : await question(host, AbortSignal.any([signal, limit]))
  } catch (error) {
    if (signal.aborted) throw error
    const reason = limit.aborted ? `no answer within ${LONGEST_MS / 1000} s` : (error as Error).message.split('\n')[0]!
    return { kind: 'unknown', reason }
  }
}
