import { uniqueIds } from '../../core/check-id.ts'
import { InputError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import type { MetricGate } from '../../policy/gate.ts'
import { findNamedMetric } from '../../policy/gate-metrics.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { type LabelListRequest, writeLabelList } from './label-list-file.ts'
import { planMargin } from './label-margin.ts'
import { describePlan, makePlanCheck } from './label-plan-result.ts'
import { selectMetrics } from './metric-selection.ts'
import { listOwnMetrics } from './own-comparison.ts'
import type { CompareRequest } from './request.ts'
import { readUnlabelled } from './unlabelled-files.ts'

/**
 * Says, before any row is labelled, how many labels each margin needs, drawn at random or chosen where they count; and
 * writes the chosen ones into a file, to be filled in.
 *
 * @throws InputError where no margin is named, gates name what is not there, or the files cannot be paired.
 */
export async function planLabels(
  request: CompareRequest,
  list: LabelListRequest | null,
  services: Services,
): Promise<Result> {
  const startedAt = services.clock.now()
  const margins = request.gates.filter((gate): gate is MetricGate => gate.kind === 'margin')
  const gates = margins.filter(({ slice }) => slice === null)
  if (gates.length === 0) {
    const help = 'name a gate with a margin, such as {metric: accuracy, margin: 0.01}, in --gates FILE or modelgate.yml'
    throw new InputError({ message: 'no margin over all rows is named, so there is nothing to plan for', help })
  }
  const open = listOwnMetrics(request)
  selectMetrics(request, open)
  const ownMetrics = open.map(({ metric }) => metric)
  const { paired, baseline, materials, engine } = await readUnlabelled(request, services)
  const rows = paired.answers.candidate.predictions.length
  const needs = gates.map((gate) =>
    planMargin(gate, findNamedMetric(gate.metric, { ...request, ownMetrics })!, paired, request),
  )
  const written = list === null ? null : await writeLabelList(list, needs, paired, request, services)
  const draft = {
    command: 'compare',
    model: request.model,
    summary: describePlan(needs, written, margins.length - gates.length),
    checks: uniqueIds(needs.map((one) => makePlanCheck(one, rows, request))),
    baseline: baseline.statement,
    materials,
    policy: request.policy,
    engine,
  }
  return finishResult(draft, services, startedAt)
}
