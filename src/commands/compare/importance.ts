import type { DataSource } from '../../core/data-source.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { MetricInfo } from '../../core/metric.ts'
import type { Figure } from '../../core/result.ts'
import {
  type ColumnImportance,
  computeImportance,
  describeImportance,
  drawImportance,
  type ExplainedModel,
  planShuffle,
  type ShufflePlan,
} from '../../evaluation/importance/importance.ts'
import { keepsOrder, measureBlocks } from '../../evaluation/importance/importance-blocks.ts'
import type { MetricContext } from '../../evaluation/statistic.ts'
import type { Services } from '../services.ts'
import type { ChosenBaseline } from './baseline.ts'
import { readEvaluationFile } from './evaluation-reading.ts'
import type { PreparedPredictions } from './predict.ts'
import { openBaselineModel, openCandidateModel } from './predict-models.ts'
import type { ModelFile, PredictRequest } from './predict-request.ts'
import { chooseEnding, endingOf, runPredict } from './predict-run.ts'
import type { CompareRequest } from './request.ts'

/** What is explained: the rows, the columns with a meaning, and the metric that falls. */
export type ExplainRequest = PredictRequest &
  Pick<CompareRequest, 'task' | 'columns' | 'positive' | 'threshold' | 'seed'> & {
    /** The headline metric; one of which neither end is better explains nothing. */
    readonly metric: MetricInfo
    readonly context: MetricContext
  }

export interface Explanation {
  readonly figure: Figure | null
  /** One plain sentence; null where there is none to say. */
  readonly sentence: string | null
  /** What was left out or failed, and why. */
  readonly notes: readonly string[]
}

/** Of each model's run, which is stopped then. */
const MOST_SECONDS = 600
/** Of the time, what is planned for: loading and the machine's moods take the rest. */
const PLANNED_SHARE = 0.5

/**
 * Permutation importance: each column is shuffled by itself and both models predict again, once each, all shuffles in one
 * file. Never an error: what cannot be explained is said. Nothing where `explain` is not set.
 *
 * @param costs what the predictions took, by which the rows are bounded.
 * @see Breiman, L. (2001), Random forests, Machine Learning 45; Fisher, A., Rudin, C. & Dominici, F. (2019), All models are wrong, but many are useful, JMLR 20.
 */
export async function explainModels(
  request: ExplainRequest,
  { baseline, costs }: Pick<PreparedPredictions, 'baseline' | 'costs'>,
  services: Services,
): Promise<Explanation> {
  const { predict, data, metric, task } = request
  const nothing = (...notes: readonly string[]): Explanation => ({ figure: null, sentence: null, notes })
  if (predict === null || !predict.isExplained) return nothing()
  if (data === null || task === 'graded') return nothing('not explained: there are no labelled rows of columns')
  if (metric.better === 'none') return nothing(`not explained: of ${metric.title} neither end is better`)
  const { refusal } = await services.commands()
  if (refusal !== null) return nothing(`not explained: ${refusal}`)
  try {
    const source = await services.workspace.openData(data.location, data.origin, data.csv)
    const known = [costs.candidate.latency, costs.baseline?.latency ?? null].filter((latency) => latency !== null)
    const plan = await planExam(request, source, known.length === 0 ? null : Math.max(...known), services)
    if (plan === null) return nothing('not explained: no column could be shuffled in the time there is')
    const models = await explainEach(request, source, plan, baseline, services)
    const [own] = models.explained
    if (own === undefined) return nothing(...models.notes)
    const notes = [...describeOmitted(plan), ...models.notes]
    return {
      figure: drawImportance(metric, models.explained, plan.shuffle.repeats),
      sentence: describeImportance(metric, [own, ...models.explained.slice(1, 2)] as [ExplainedModel, ExplainedModel?]),
      notes,
    }
  } catch (error) {
    return nothing(`not explained: ${explain(error, services)}`)
  }
}

async function planExam(
  { columns, seed, task, predict }: ExplainRequest,
  source: DataSource,
  secondsPerRow: number | null,
  { engine, signal }: Services,
): Promise<ShufflePlan | null> {
  const shapes = await (await engine()).describe(source, signal)
  const { id, label, weight, group, query } = columns
  const meant = new Set([id, label, weight, group, query])
  const features = shapes.map(({ name }) => name).filter((name) => !meant.has(name))
  const [counted] = await (await engine()).measure(source, [{ kind: 'rowCount' }], signal)
  const rows = counted?.measured ? (counted.value as number) : 0
  const seconds = Math.min(MOST_SECONDS, predict!.timeoutMs / 1000) * PLANNED_SHARE
  return planShuffle(features, rows, { seed, unit: task === 'ranking' ? query : null, seconds, secondsPerRow })
}

async function explainEach(
  request: ExplainRequest,
  source: DataSource,
  plan: ShufflePlan,
  baseline: ChosenBaseline,
  services: Services,
): Promise<{ readonly explained: readonly ExplainedModel[]; readonly notes: readonly string[] }> {
  const explained: ExplainedModel[] = []
  const notes: string[] = []
  const attempt = async (name: string, open: () => Promise<ModelFile | null>) => {
    try {
      const importance = await explainOne(request, source, plan, await open(), services)
      if (importance.length > 0) explained.push({ name, importance })
      else notes.push(`${name} is not explained: ${request.metric.title} could not be computed on the shuffled rows`)
    } catch (error) {
      notes.push(`${name} is not explained: ${explain(error, services)}`)
    }
  }
  await attempt('candidate', () => openCandidateModel(request, services))
  if (explained.length > 0 && baseline.model?.open) {
    await attempt(baseline.label, () => openBaselineModel(baseline, services))
  } else if (explained.length > 0 && baseline.model?.obstacle) {
    notes.push(`${baseline.label} is not explained: ${baseline.model.obstacle}`)
  }
  return { explained, notes }
}

async function explainOne(
  request: ExplainRequest,
  data: DataSource,
  { shuffle }: ShufflePlan,
  model: ModelFile | null,
  services: Services,
): Promise<readonly ColumnImportance[]> {
  const { columns, metric, context, predict } = request
  const { signal } = services
  const engine = await services.engine()
  const run = await runPredict(
    {
      plan: predict!,
      data,
      id: columns.id,
      without: columns.label === null ? [] : [columns.label],
      shuffle,
      model,
      ending: chooseEnding(request.candidate?.location ?? null, data),
      timeoutMs: Math.min(predict!.timeoutMs, MOST_SECONDS * 1000),
    },
    services,
  )
  // the same sample with its labels, which the command has not seen
  const target = run.folder.locate(`labelled${endingOf(data)}`)
  await engine.copy(data, { target, without: [], shuffle: { ...shuffle, columns: [], repeats: 1 } }, signal)
  const labelled = { ...data, uri: data.uri, files: [target], partitions: [] }
  const reference = await readEvaluationFile(
    request,
    [],
    engine,
    labelled,
    { labels: 'required', hasPredictions: false },
    signal,
  )
  const wish = { labels: 'optional', hasPredictions: true } as const
  const predictions = await readEvaluationFile(
    { ...request, columns: { ...columns, query: null } },
    [],
    engine,
    run.predictions,
    wish,
    signal,
  )
  if (!keepsOrder(reference.ids, predictions.ids)) {
    throw new InputError('predict does not answer every row once in the order of its data')
  }
  const { task, positive, threshold } = request
  const scoreClasses = columns.scores && Object.keys(columns.scores)
  const input = { task, positive, threshold, scoreClasses, columns }
  return computeImportance(measureBlocks(metric, input, reference, predictions, context), shuffle, metric)
}

function describeOmitted({ omitted, shuffle }: ShufflePlan): readonly string[] {
  if (omitted === 0) return []
  return [`${omitted} of ${omitted + shuffle.columns.length} columns were not shuffled, in the time there is`]
}

/** @throws what is no fault of the command's */
function explain(error: unknown, { signal }: Services): string {
  signal.throwIfAborted()
  if (!(error instanceof InputError || error instanceof SystemError)) throw error
  return (error instanceof InputError ? error.faults.map(({ message }) => message).join('; ') : error.message)
    .split('\n')[0]!
    .replace(/:$/, '')
}
