import { checkId } from '../../core/check-id.ts'
import type { CheckResult } from '../../core/result.ts'
import { type CheckVerdict, isBlocking, type Severity } from '../../core/verdict.ts'

/** What is said of one part of a version that was made again. */
interface ReproduceCheckDraft {
  /** Parts of the id after `reproduce/`. */
  readonly id: readonly string[]
  /** What holds where the check passes. */
  readonly title: string
  readonly verdict: CheckVerdict
  /** Default `error`. */
  readonly severity?: Severity
  readonly observed?: string | number | null
  readonly expected?: string | null
  readonly statistics?: Readonly<Record<string, unknown>>
  readonly help?: string | null
}

/** A check of kind `evidence` under `reproduce/`; one that is inconclusive blocks, since nothing was shown. */
export function reproduceCheck(draft: ReproduceCheckDraft): CheckResult {
  const { verdict, severity = 'error' } = draft
  return {
    id: checkId('reproduce', ...draft.id),
    kind: 'evidence',
    title: draft.title,
    verdict,
    severity,
    blocks: isBlocking(verdict, severity, 'fail'),
    target: { object: null, column: null, metric: null, slice: null },
    observed: draft.observed ?? null,
    expected: draft.expected ?? null,
    unit: null,
    statistics: draft.statistics ?? {},
    samples: [],
    source: null,
    waiver: null,
    help: draft.help ?? null,
  }
}

/** A digest as a person compares it: its first digits. */
export function shortenDigest(sha256: string): string {
  return `sha256:${sha256.slice(0, 12)}…`
}

/**
 * How far two numbers may be apart: absolutely where the recorded one is below 1, else as a share of it.
 *
 * @example allowedDistance(0.84, 1e-6) // 1e-6
 * @example allowedDistance(2500, 1e-6) // 0.0025
 */
export function allowedDistance(recorded: number, tolerance: number): number {
  return tolerance * Math.max(1, Math.abs(recorded))
}

/** Whether two numbers are the same within the tolerance; two that are missing are, and infinities of one sign. */
export function isClose(recorded: number, fresh: number, tolerance: number): boolean {
  if (Object.is(recorded, fresh) || recorded === fresh) return true
  if (!Number.isFinite(recorded)) return false
  return Math.abs(fresh - recorded) <= allowedDistance(recorded, tolerance)
}
