import { showLocation } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import type { Result } from '../../core/result.ts'
import type { CodedColumn, KeyColumn } from '../../evaluation/join/evaluation-columns.ts'
import { type LabelledSample, openLabelledSample } from '../../evaluation/labels/labelled-sample.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { judgeGates } from '../../policy/gate-checks.ts'
import { listGateMetrics } from '../../policy/gate-metrics.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { readColumns } from './columns.ts'
import { makeMetricCheck } from './metric-checks.ts'
import type { CompareRequest, FileRequest } from './request.ts'
import { summarize } from './summary.ts'
import { readUnlabelled, type UnlabelledFiles } from './unlabelled-files.ts'

/**
 * Compares two models by the labels of rows that were chosen where they count: each labelled row stands for its stratum,
 * and rows on which the models agree need none for what counts right and wrong. Gates on slices stay open.
 *
 * @throws InputError where the list does not belong to these predictions.
 */
export async function compareByLabelList(
  request: CompareRequest,
  list: FileRequest,
  services: Services,
): Promise<Result> {
  const startedAt = services.clock.now()
  const files = await readUnlabelled(request, services)
  const sample = await openList(request, list, files, services)
  const { task, gates, confidence } = request
  const metrics = listGateMetrics(gates, { task })
  const context = { costs: null, compared: null }
  const overall = sample.measure(metrics, confidence, context)
  const judged = judgeGates(
    gates,
    [],
    [],
    (metric, slice, asked, column) => {
      if (slice === null && column === null) return sample.measure([metric], asked ?? confidence, context)[0]!
      return leaveOpen(sample.measure([metric], confidence, context)[0]!)
    },
    {
      task,
      baseline: { kind: 'comparable' },
      baselineName: files.baseline.name,
      obstacle: null,
      confidence,
      power: request.power,
      minRows: request.minRows,
    },
  )
  const note = `${sample.labelled} labelled rows stand for ${sample.rows}`
  const facts = { subjects: judged.subjects, overall, baseline: files.baseline, confidence, obstacle: null }
  const { digest } = await services.workspace.digest(list.location, list.origin)
  const uri = showLocation(list.location)
  const draft = {
    command: 'compare',
    model: request.model,
    summary: (verdict: Result['verdict']) => `${summarize(facts, verdict)} By ${note}.`,
    checks: [...judged.checks, ...overall.map((comparison) => makeMetricCheck(comparison, { note }))],
    silent: judged.silent,
    ...(request.waivers === undefined ? {} : { waivers: request.waivers }),
    baseline: files.baseline.statement,
    materials: [...files.materials, { name: 'evaluation', uri, digest, rows: sample.labelled, derived: false }],
    policy: request.policy,
    engine: files.engine,
  }
  return finishResult(draft, services, startedAt)
}

async function openList(
  request: CompareRequest,
  { location, origin, csv }: FileRequest,
  { paired }: UnlabelledFiles,
  services: Services,
): Promise<LabelledSample> {
  const source = await services.workspace.openData(location, origin, csv)
  const { columns, task, positive, threshold } = request
  const label = columns.label ?? 'label'
  const wanted = [
    { name: columns.id, as: 'key', isOptional: false },
    { name: label, as: 'code', isOptional: false },
    { name: 'stratum', as: 'code', isOptional: false },
  ] as const
  const [ids, labels, strata] = await readColumns(await services.engine(), source, wanted, services.signal)
  const sample = openLabelledSample(
    { uri: source.uri, ids: ids as KeyColumn, labels: labels as CodedColumn, strata: strata as CodedColumn },
    paired,
    {
      task,
      positive,
      threshold,
      scoreClasses: columns.scores && Object.keys(columns.scores),
      columns: { ...columns, label },
    },
  )
  if (typeof sample === 'string') {
    throw new InputError({
      message: sample,
      help: 'make the list by compare --plan --label-list FILE, and fill in its label column',
    })
  }
  return sample
}

/** The labels were chosen for all rows together. */
function leaveOpen(comparison: MetricComparison): MetricComparison {
  const none = { value: null, interval: null }
  return {
    ...comparison,
    candidate: none,
    baseline: none,
    difference: null,
    reason: 'the labels of a list were chosen for all rows together; slices need labels of their own',
  }
}
