import { formatCount, formatPlural } from '../../core/count.ts'
import { showLocation } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { Result } from '../../core/result.ts'
import type { CodedColumn, KeyColumn } from '../../evaluation/join/evaluation-columns.ts'
import { type LabelledSample, openLabelledSample } from '../../evaluation/labels/labelled-sample.ts'
import type { MetricComparison } from '../../evaluation/metric-comparison.ts'
import { judgeGates } from '../../policy/gate-checks.ts'
import { findNamedMetric, listGateMetrics } from '../../policy/gate-metrics.ts'
import { formatInterval, formatSigned } from '../../policy/gate-numbers.ts'
import { unguardFormula } from '../../text/csv.ts'
import { finishResult } from '../result-draft.ts'
import type { Services } from '../services.ts'
import { readColumns } from './columns.ts'
import { makeMetricCheck } from './metric-checks.ts'
import { selectMetrics } from './metric-selection.ts'
import { listOwnMetrics } from './own-comparison.ts'
import type { CompareRequest, FileRequest } from './request.ts'
import { hashStoredFiles } from './stored-files.ts'
import { type SummaryFacts, summarize } from './summary.ts'
import { readUnlabelled, type UnlabelledFiles } from './unlabelled-files.ts'

/**
 * Compares two models by the labels of rows that were chosen where they count: each labelled row stands for its stratum,
 * and rows on which the models agree need none for what counts right and wrong. Gates on slices, and on what is not
 * measured by rows, stay open.
 *
 * @throws InputError where the list does not belong to these predictions, or metrics and gates are none.
 */
export async function compareByLabelList(
  request: CompareRequest,
  list: FileRequest,
  services: Services,
): Promise<Result> {
  const startedAt = services.clock.now()
  const { task, gates, confidence, costs } = request
  const own = listOwnMetrics(request).map(({ metric }) => metric)
  const { metrics } = selectMetrics(request, listOwnMetrics(request))
  refuseWeights(request)
  const files = await readUnlabelled(request, services)
  const sample = await openList(request, list, files, services)
  const asked = listAsked(request, metrics, own)
  const measure = (metric: MetricInfo, at: number) =>
    metric.needs === 'run' ? leaveOpen(metric, NOT_BY_ROWS) : sample.measure([metric], at, costs)[0]!
  const overall = asked.map((metric) => measure(metric, confidence))
  const judged = judgeGates(
    gates,
    [],
    [],
    (metric, slice, at, column) =>
      slice === null && column === null ? measure(metric, at ?? confidence) : leaveOpen(metric, NO_SLICES),
    {
      task,
      ownMetrics: own,
      baseline: { kind: 'comparable' },
      baselineName: files.baseline.name,
      obstacle: null,
      confidence,
      power: request.power,
      minRows: request.minRows,
    },
  )
  const note = `${formatPlural(sample.labelled, 'labelled row')} ${sample.labelled === 1 ? 'stands' : 'stand'} for ${formatCount(sample.rows)}`
  const facts = { subjects: judged.subjects, overall, baseline: files.baseline, confidence, obstacle: null }
  const { digest } = await services.workspace.digest(list.location, list.origin)
  const uri = showLocation(list.location)
  const draft = {
    command: 'compare',
    model: request.model,
    summary: (verdict: Result['verdict']) =>
      `${describeDifference(overall, facts) ?? summarize(facts, verdict)} In it ${note}.`,
    checks: [...judged.checks, ...overall.map((comparison) => makeMetricCheck(comparison, { note }))],
    silent: judged.silent,
    ...(request.waivers === undefined ? {} : { waivers: request.waivers }),
    baseline: files.baseline.statement,
    materials: [
      ...files.materials,
      { name: 'evaluation', uri, digest, rows: sample.labelled, derived: false },
      ...(await hashStoredFiles(request.storedFiles ?? [], services)),
    ],
    policy: request.policy,
    engine: files.engine,
  }
  return finishResult(draft, services, startedAt)
}

/** Where nothing is judged and only differences are known: the first of them. */
function describeDifference(overall: readonly MetricComparison[], { subjects, baseline }: SummaryFacts): string | null {
  if (subjects.length > 0 || overall.some(({ candidate }) => candidate.value !== null)) return null
  const first = overall.find(({ difference }) => difference !== null && difference.interval !== null)
  if (!first?.difference?.interval) return null
  const { value, interval, confidence } = first.difference
  const range = formatInterval(interval, confidence, 3, true)
  return `Against ${baseline.label}: ${first.metric.title} ${formatSigned(value!, 3)} (${range}); no gates to pass.`
}

/** What flags, settings and gates name; where they name nothing, all that can be measured by rows. */
function listAsked(
  { task, gates, metrics: named }: CompareRequest,
  metrics: readonly MetricInfo[],
  ownMetrics: readonly MetricInfo[],
): readonly MetricInfo[] {
  const names = { task, ownMetrics }
  const wanted = [...named.flatMap((name) => findNamedMetric(name, names) ?? []), ...listGateMetrics(gates, names)]
  return wanted.length === 0
    ? metrics.filter(({ needs }) => needs !== 'run')
    : metrics.filter(({ name }) => wanted.some((metric) => metric.name === name))
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
    {
      uri: source.uri,
      ids: unguardIds(ids as KeyColumn),
      labels: labels as CodedColumn,
      strata: strata as CodedColumn,
    },
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

/** Ids as they were before the list was made safe for spreadsheets. */
function unguardIds(ids: KeyColumn): KeyColumn {
  return ids instanceof Float64Array ? ids : ids.map((id) => (id === null ? null : unguardFormula(id)))
}

/** Weights and groups stand with the labels of all rows, and the list has labels of a few. */
function refuseWeights({ columns: { weight, group } }: CompareRequest): void {
  const faults = [
    { key: 'weight', column: weight },
    { key: 'group', column: group },
  ].flatMap(({ key, column }) => {
    const message = `${key} ${column}: rows of a label list count by their strata, each by itself`
    return column === null
      ? []
      : [{ message, help: `leave ${key} out, or label rows at random and compare with --data` }]
  })
  if (faults.length > 0) throw new InputError(faults)
}

const NO_SLICES = 'the labels of a list were chosen for all rows together; slices need labels of their own'
const NOT_BY_ROWS = 'a label list measures what is counted by rows, and this is not'

function leaveOpen(metric: MetricInfo, reason: string): MetricComparison {
  return {
    metric,
    rows: 0,
    method: null,
    candidate: { value: null, interval: null },
    baseline: null,
    difference: null,
    standardError: null,
    reason,
  }
}
