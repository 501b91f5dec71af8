import { checkId } from '../core/check-id.ts'
import type { CheckResult } from '../core/result.ts'

interface RegistryCheckDraft {
  /** Parts of the id after `registry/`. */
  readonly id: readonly string[]
  /** What holds where the check passes. */
  readonly title: string
  readonly verdict: 'pass' | 'fail' | 'inconclusive'
  readonly observed: string | null
  readonly expected: string
  readonly statistics?: Readonly<Record<string, unknown>>
  /** What to do; null where it passes. */
  readonly help: string | null
}

/** A check of kind `evidence` under `registry/`; only one that fails blocks. */
export function registryCheck({ id, verdict, statistics = {}, ...said }: RegistryCheckDraft): CheckResult {
  return {
    id: checkId('registry', ...id),
    kind: 'evidence',
    title: said.title,
    verdict,
    severity: 'error',
    blocks: verdict === 'fail',
    target: { object: null, column: null, metric: null, slice: null },
    observed: said.observed,
    expected: said.expected,
    unit: null,
    statistics,
    samples: [],
    source: null,
    waiver: null,
    help: said.help,
  }
}
