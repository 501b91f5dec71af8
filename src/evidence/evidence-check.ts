import { checkId } from '../core/check-id.ts'
import type { CheckResult } from '../core/result.ts'

/**
 * What can be wrong with evidence. `tampered`: it or the bytes it speaks of are not what they were; `foreign`: it is about
 * another model, repository or run; `insufficient`: it is true and not enough; `replayed`: it was used up by the promotion
 * that it was made for; `stale`: it is older than the policy takes; `irreversible`: what is there now could not be brought
 * back. (Evidence of another policy or of a stage that moved is no verdict but a race lost.)
 */
export type EvidenceProblem = 'tampered' | 'foreign' | 'insufficient' | 'replayed' | 'stale' | 'irreversible'

export interface EvidenceCheckDraft {
  /** Parts of the id after `evidence/`. */
  readonly id: readonly string[]
  /** What holds where the check passes. */
  readonly title: string
  /** null: it holds. */
  readonly problem: { readonly name: EvidenceProblem; readonly help: string } | null
  readonly observed?: string | null
  readonly expected?: string | null
}

/** A check of kind `evidence`: pass, or a fail that blocks; `statistics.problem` names what is wrong. */
export function evidenceCheck(draft: EvidenceCheckDraft): CheckResult {
  return {
    id: checkId('evidence', ...draft.id),
    kind: 'evidence',
    title: draft.title,
    verdict: draft.problem ? 'fail' : 'pass',
    severity: 'error',
    blocks: draft.problem !== null,
    target: { object: null, column: null, metric: null, slice: null },
    observed: draft.observed ?? null,
    expected: draft.expected ?? null,
    unit: null,
    statistics: { problem: draft.problem?.name ?? null },
    samples: [],
    source: null,
    waiver: null,
    help: draft.problem?.help ?? null,
  }
}

/** The same for something that could not be looked at and need not be: `skip`, with the reason. */
export function skippedEvidenceCheck(id: readonly string[], title: string, reason: string): CheckResult {
  return { ...evidenceCheck({ id, title, problem: null }), verdict: 'skip', severity: 'info', help: reason }
}
