import type { GateSettings, ModelSettings } from '../../config/project.ts'
import type { InputError } from '../../core/faults.ts'
import { makeOwnMetric } from '../../core/metric.ts'
import type { PolicyReference, Result } from '../../core/result.ts'
import type { Waiver } from '../../core/waiver.ts'
import type { MeasuredMetric } from '../../policy/gate.ts'
import { judgeGates } from '../../policy/gate-checks.ts'
import { findNamedMetric } from '../../policy/gate-metrics.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'

/** Gates that nothing could be measured for. */
export interface OpenGates {
  readonly model: string | null
  readonly task: ModelSettings['task']
  readonly gates: readonly GateSettings[]
  /** Declared slice columns. */
  readonly slices: readonly string[]
  readonly waivers: readonly Waiver[]
  readonly policy: PolicyReference | null
}

/** Every gate inconclusive by name, with the reason: what was not measured is never a pass. */
export function leaveGatesOpen(
  { model, task, gates, slices, waivers, policy }: OpenGates,
  reason: InputError,
  services: Services,
): Result {
  const text = reason.faults.map(({ message }) => message).join('; ')
  const obstacle = `what the base branch asks does not fit this change (${text})`
  const ownMetrics = gates.flatMap((gate) =>
    gate.kind === 'expr' || findNamedMetric(gate.metric, { task }) ? [] : [makeOwnMetric(gate.metric, 'none')],
  )
  const judged = judgeGates(gates, [], slices, (metric): MeasuredMetric => ({ ...NOTHING, metric, reason: obstacle }), {
    ...{ task, ownMetrics, obstacle, baseline: { kind: 'obstacle', reason: obstacle }, baselineName: 'the baseline' },
    ...{ confidence: 0.95, power: 0.8, minRows: 100 },
  })
  const help = `Cannot be judged: ${obstacle}. Merge the change of the policy or of the exam by itself first, or a waiver of this check.`
  const checks = judged.checks.map((check) => ({ ...check, help }))
  const draft = {
    command: 'compare',
    model,
    summary:
      gates.length === 0
        ? `Nothing to judge: the base branch names no gate, and ${obstacle}.`
        : `Not comparable: ${obstacle}.`,
    checks,
    silent: new Set(checks.filter((_, index) => judged.silent.has(judged.checks[index]!))),
    ...{ waivers, policy, materials: [], engine: null },
  }
  return finishResult(draft, services, services.clock.now())
}

const NOTHING: Omit<MeasuredMetric, 'metric' | 'reason'> = {
  rows: null,
  method: null,
  candidate: { value: null, interval: null },
  baseline: null,
  standardError: null,
  difference: null,
}
