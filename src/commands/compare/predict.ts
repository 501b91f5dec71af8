import { showLocation } from '../../core/data-location.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Services } from '../services.ts'
import type { ChosenBaseline } from './baseline.ts'
import { measureModel, openBaselineModel, openCandidateModel } from './predict-models.ts'
import type { ModelFile, PredictPlan, PredictRequest, ReadyPredictions, RunNumbers } from './predict-request.ts'
import { chooseEnding, type PredictRun, runPredict } from './predict-run.ts'
import { listWatched, watchFiles } from './predict-watch.ts'

/** Predictions of both models, ready to be read, and what making them took. */
export interface PreparedPredictions {
  readonly candidate: ReadyPredictions
  /** The baseline that was given; where its model was predicted anew, with those predictions, else with why not. */
  readonly baseline: ChosenBaseline
  readonly costs: { readonly candidate: RunNumbers; readonly baseline: RunNumbers | null }
}

/** What both models are predicted with. */
interface Exam {
  readonly plan: PredictPlan
  readonly data: DataSource
  readonly ending: string
}

/**
 * Sees to it that the rows have predictions of both models. `predict` runs
 *
 * - for the candidate where its predictions are not there, or both have to be made in this run (`derived`, or somebody
 *   asks what a prediction takes); a file that a flag named is never replaced. They are also written to the path that
 *   `candidate.predictions` names, so that the same bytes can be stored.
 * - for the baseline likewise, and where its stored predictions belong to other evaluation data. Where it fails on the
 *   baseline's model, that is an obstacle and no error: the candidate's metrics can still be shown.
 *
 * @throws InputError where predictions are neither there nor can be made, or `predict` changed what it is judged by.
 * @throws SystemError where `predict` takes too long or is ended.
 */
export async function preparePredictions(
  request: PredictRequest,
  baseline: ChosenBaseline,
  services: Services,
): Promise<PreparedPredictions> {
  const isForced = request.predict !== null && (request.predict.isRequired || request.predict.isMeasured)
  const isThere = await hasPredictions(request, services)
  const isOwnPredicted = request.predict !== null && request.candidate?.origin !== 'caller' && (isForced || !isThere)
  const size = await measureModel(request, services)
  const runReason = request.predict === null ? 'no predict command is named' : 'predict was not run'
  const unknown = (modelSize: number | null, reason = runReason): RunNumbers => ({
    modelSize,
    latency: null,
    memory: null,
    reason,
  })
  const isOtherPredicted = await mayPredict(request, baseline, isForced, services)
  if (!isOwnPredicted && !isOtherPredicted) {
    const candidate = await openNamed(request, services)
    const other = baseline.model && unknown(baseline.model.size)
    return { candidate, baseline, costs: { candidate: unknown(size), baseline: other } }
  }
  const { refusal } = await services.commands()
  if (refusal !== null && !isOwnPredicted) {
    const candidate = await openNamed(request, services)
    const costs = { candidate: unknown(size, refusal), baseline: unknown(baseline.model?.size ?? null, refusal) }
    return { candidate, baseline: loseBaseline(baseline, refusal, request, isForced), costs }
  }
  const exam = await openExam(request, services)
  const findChanged = await watchFiles(await listWatched(request, baseline, isOwnPredicted, services), services)
  const run = isOwnPredicted ? await predictCandidate(request, exam, services) : null
  const other = isOtherPredicted ? await predictBaseline(request, exam, baseline, isForced, services) : null
  // nothing is taken over from a command that tampered with what it is judged by
  refuseChanged(await findChanged(), request)
  return {
    candidate: run === null ? await openNamed(request, services) : await keep(run, request, services),
    baseline: other?.baseline ?? baseline,
    costs: {
      candidate: run === null ? unknown(size) : numbersOf(run, size),
      baseline: other?.numbers ?? (baseline.model && unknown(baseline.model.size)),
    },
  }
}

function refuseChanged(changed: readonly string[], { predict }: PredictRequest): void {
  if (changed.length === 0) return
  throw new InputError({
    message: `predict changed ${changed.join(' and ')}, by which the model is judged`,
    place: predict!.place,
    help: 'let it write to {out} alone',
  })
}

async function hasPredictions({ candidate }: PredictRequest, { workspace }: Services): Promise<boolean> {
  return candidate !== null && (await workspace.glob(candidate.location, candidate.origin)).length > 0
}

/** Whether the baseline's model is to be predicted: one that is kept, of which there is nothing that fits. */
async function mayPredict(
  { predict, data }: PredictRequest,
  { model, predictions, isEmpty, statement }: ChosenBaseline,
  isForced: boolean,
  { workspace }: Services,
): Promise<boolean> {
  if (predict === null || statement === null || isEmpty || model === null || data === null) return false
  if (isForced || predictions === null) return true
  if (model.open === null || model.evaluated === null) return false
  return model.evaluated !== (await workspace.digest(data.location, data.origin)).digest.sha256
}

async function openNamed({ candidate }: PredictRequest, { workspace }: Services): Promise<ReadyPredictions> {
  if (candidate === null) {
    throw new InputError({
      message: 'no predictions of the candidate are named, and no command that makes them',
      help: 'name the file: candidate: {predictions: …}, or --candidate FILE; or the command: candidate: {predict: […]}',
    })
  }
  const { location, origin, csv } = candidate
  const source = await workspace.openData(location, origin, csv)
  const { digest } = await workspace.digest(location, origin)
  return { source, material: { name: 'candidate', uri: showLocation(location), digest, derived: false } }
}

async function openExam(
  { predict, data, candidate }: PredictRequest,
  { workspace, commands }: Services,
): Promise<Exam> {
  const { place } = predict!
  if (data === null) {
    throw new InputError({ message: 'predict needs labelled rows in a file of their own', place, help: 'name --data' })
  }
  const { refusal } = await commands()
  if (refusal !== null) throw new InputError({ message: refusal, place })
  const source = await workspace.openData(data.location, data.origin, data.csv)
  return { plan: predict!, data: source, ending: chooseEnding(candidate?.location ?? null, source) }
}

async function predictCandidate(request: PredictRequest, exam: Exam, services: Services): Promise<PredictRun> {
  const model = await openCandidateModel(request, services)
  return predictWith(request, exam, model, services)
}

function predictWith(
  { columns }: PredictRequest,
  { plan, data, ending }: Exam,
  model: ModelFile | null,
  services: Services,
): Promise<PredictRun> {
  const without = columns.label === null ? [] : [columns.label]
  const { timeoutMs } = plan
  return runPredict({ plan, data, id: columns.id, without, shuffle: null, model, ending, timeoutMs }, services)
}

/** The predictions under the name that the policy gives them, where it gives them one. */
async function keep(
  run: PredictRun,
  { candidate }: PredictRequest,
  { workspace }: Services,
): Promise<ReadyPredictions> {
  const { digest } = await workspace.digest(run.folder.locate(run.out), 'caller')
  const isPath = candidate !== null && !/:\/\/|[*?[\]{}]/.test(candidate.location)
  if (isPath) await run.folder.give(run.out, await workspace.resolve(candidate.location, candidate.origin))
  const uri = isPath ? candidate.location : 'predict'
  return { source: run.predictions, material: { name: 'candidate', uri, digest, derived: true } }
}

async function predictBaseline(
  request: PredictRequest,
  exam: Exam,
  baseline: ChosenBaseline,
  isForced: boolean,
  services: Services,
): Promise<{ readonly baseline: ChosenBaseline; readonly numbers: RunNumbers }> {
  const size = baseline.model!.size
  try {
    const model = await openBaselineModel(baseline, services)
    if (model === null) throw new InputError(baseline.model!.obstacle ?? 'the model is not kept')
    const run = await predictWith(request, exam, model, services)
    const { digest } = await services.workspace.digest(run.folder.locate(run.out), 'caller')
    const uri = `predict with the model of ${baseline.label}`
    return {
      baseline: {
        ...baseline,
        obstacle: null,
        predictions: {
          source: run.predictions,
          origin: 'stage',
          material: { name: 'baseline', uri, digest, derived: true },
        },
      },
      numbers: numbersOf(run, size),
    }
  } catch (error) {
    services.signal.throwIfAborted()
    if (!(error instanceof InputError || error instanceof SystemError)) throw error
    const reason = describeFailure(error)
    return {
      baseline: loseBaseline(baseline, reason, request, isForced),
      numbers: { modelSize: size, latency: null, memory: null, reason },
    }
  }
}

/** A baseline that could not be predicted; stored predictions still stand where only the cost of a prediction was asked for. */
function loseBaseline(
  baseline: ChosenBaseline,
  reason: string,
  { predict }: PredictRequest,
  isForced: boolean,
): ChosenBaseline {
  if (isForced && !predict!.isRequired && baseline.predictions !== null) return baseline
  const obstacle = baseline.obstacle === null ? reason : `${baseline.obstacle}, and ${reason}`
  return { ...baseline, predictions: null, obstacle }
}

/** The first line: the others are in the log. */
function describeFailure(error: InputError | SystemError): string {
  const message = error instanceof InputError ? error.faults.map((fault) => fault.message).join('; ') : error.message
  const [first = '', ...others] = message.split('\n')
  const last = others.filter((line) => line.startsWith('  | ')).at(-1)
  return last === undefined ? first : `${first.replace(/:$/, '')}: ${last.slice(4)}`
}

function numbersOf({ seconds, rows, memory }: PredictRun, modelSize: number | null): RunNumbers {
  return {
    modelSize,
    latency: rows === 0 ? null : seconds / rows,
    memory,
    reason: rows === 0 ? 'there are no rows' : memory === null ? 'this platform does not tell the memory' : null,
  }
}
