import type { CheckResult, Result } from '../core/result.ts'
import { evidenceCheck } from './evidence-check.ts'

/** The version that a stage holds now. */
export interface StageHolder {
  readonly version: string
  readonly commit: string
}

/** A baseline that the policy allows. */
export interface PolicyBaseline {
  readonly kind: 'stage' | 'version' | 'ref' | 'file' | 'mlflow'
  readonly value: string
}

/** A stage that holds another version than the one that was compared with: somebody else was quicker, or the evidence is old. */
export interface StageMove {
  readonly stage: string
  /** As the evidence has it: `v1.2.0`; null: the stage was empty. */
  readonly compared: string | null
  readonly holder: StageHolder | null
}

/**
 * The stage whose version is no longer the one that a comparison rested on; null where all is as it was. Stages that stand
 * before the one compared with, in the policy's order, must still be empty: otherwise they would have been the baseline.
 */
export function findStageMove(
  baseline: Result['baseline'],
  allowed: readonly PolicyBaseline[],
  holderOf: (stage: string) => StageHolder | null,
): StageMove | null {
  const used = allowed.findIndex((entry) => baseline?.source === `${entry.kind}:${entry.value}`)
  for (const [position, entry] of allowed.entries()) {
    if (entry.kind !== 'stage' || (used >= 0 && position > used)) continue
    const isUsed = position === used
    const holder = holderOf(entry.value)
    const compared = isUsed ? (baseline?.commit ?? null) : null
    if ((holder?.commit ?? null) !== compared) {
      return { stage: entry.value, compared: isUsed ? (baseline?.version ?? null) : null, holder }
    }
  }
  return null
}

/** Whether a comparison was made with a baseline that the policy names. */
export function verifyBaseline(result: Result, allowed: readonly PolicyBaseline[]): CheckResult {
  const sources = allowed.map(({ kind, value }) => `${kind}:${value}`)
  const isAllowed = result.baseline === null ? sources.length === 0 : sources.includes(result.baseline.source)
  return evidenceCheck({
    id: [result.command, 'baseline'],
    title: `${result.command} compared with the baseline of the policy`,
    observed: result.baseline?.source ?? 'none',
    expected: sources.length > 0 ? sources.join(' or ') : 'none',
    problem: isAllowed
      ? null
      : {
          name: 'insufficient',
          help: `run ${result.command} with the baseline that the policy names, without flags that replace it`,
        },
  })
}
