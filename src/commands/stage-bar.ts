import type { CheckResult } from '../core/result.ts'
import { evidenceCheck } from '../evidence/evidence-check.ts'
import { describeBar, describeLift } from '../registry/bar.ts'
import type { RegistrySnapshot } from '../registry/model-version.ts'

/** A model that was rolled back from a stage returns only after a person lifted the bar. */
export function verifyNotBarred(
  model: string,
  stage: string,
  digest: string | null,
  snapshot: RegistrySnapshot,
): CheckResult {
  const bar = snapshot.bars.find((entry) => entry.model === model && entry.stage === stage && entry.digest === digest)
  return evidenceCheck({
    id: ['stage', stage],
    title: `${stage} takes this model`,
    observed: bar ? `${digest} is barred` : null,
    problem: bar ? { name: 'insufficient', help: `this model is ${describeBar(bar)}: ${describeLift(bar)}` } : null,
  })
}
