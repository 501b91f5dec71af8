import type { Baseline, Changes, CheckResult, Figure, Material, PolicyReference, Result } from '../core/result.ts'
import { combineVerdicts, type Verdict } from '../core/verdict.ts'
import { dayOf, type Waiver } from '../core/waiver.ts'
import { applyWaivers, describeWaived } from '../policy/waivers.ts'
import type { Services } from './services.ts'

/** What a command found out itself; the rest of a result is the same for all commands. */
export interface ResultDraft {
  readonly command: string
  readonly model: string | null
  /** One plain sentence, the worst first; a function where the words rest on the verdict or on what waivers left. */
  readonly summary: string | ((verdict: Verdict, blocks: boolean, checks: readonly CheckResult[]) => string)
  readonly checks: readonly CheckResult[]
  /** Inconclusive checks (by reference) that the policy lets through in silence. */
  readonly silent?: ReadonlySet<unknown>
  /** Those that count in this run (commands/waivers.ts); default none. */
  readonly waivers?: readonly Waiver[]
  readonly baseline?: Baseline | null
  readonly changes?: Changes
  readonly figures?: readonly Figure[]
  readonly materials: readonly Material[]
  /** null with flags alone. */
  readonly policy: PolicyReference | null
  /** Name and version of the engine that measured; null where none was needed. */
  readonly engine: string | null
}

/** Completes a draft: waivers, schema, verdict, trust, tool, source and times. */
export function finishResult(
  draft: ResultDraft,
  services: Pick<Services, 'provenance' | 'clock'>,
  startedAt: Date,
): Result {
  const { provenance } = services
  const checks = applyWaivers(draft.checks, draft.waivers ?? [], dayOf(services.clock.now()))
  const silent = new Set<unknown>(
    checks.filter((check, index) => check.waiver === null && draft.silent?.has(draft.checks[index])),
  )
  const { verdict, blocks } = combineVerdicts(checks, (check) => silent.has(check))
  const summary = typeof draft.summary === 'string' ? draft.summary : draft.summary(verdict, blocks, checks)
  return {
    schema: 'modelgate.result/v1',
    command: draft.command,
    model: draft.model,
    verdict,
    blocks,
    summary: summary + describeWaived(checks),
    checks,
    baseline: draft.baseline ?? null,
    changes: draft.changes ?? { parameters: [], data: [], environment: [], code: {} },
    figures: draft.figures ?? [],
    materials: draft.materials,
    policy: draft.policy,
    trust: provenance.trust,
    tool: { ...provenance.tool, engine: draft.engine },
    source: provenance.source,
    startedAt: formatInstant(startedAt),
    finishedAt: formatInstant(services.clock.now()),
  }
}

/** UTC to the second, as results write it: `2026-11-21T08:00:00Z`. */
function formatInstant(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z')
}
