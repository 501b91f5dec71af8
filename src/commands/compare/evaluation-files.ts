import { showLocation } from '../../core/data-location.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { Material } from '../../core/result.ts'
import { isRunReference } from '../../core/run-reference.ts'
import type { PredictionColumns } from '../../evaluation/join/evaluation-columns.ts'
import { type EvaluationData, joinEvaluation } from '../../evaluation/join/evaluation-data.ts'
import type { Services } from '../services.ts'
import { digestWhole } from '../whole-bytes.ts'
import type { ChosenBaseline } from './baseline.ts'
import { readEvaluationFile, type Wish } from './evaluation-reading.ts'
import { readGrades } from './graded-documents.ts'
import type { PreparedPredictions } from './predict.ts'
import type { CompareRequest, FileRequest } from './request.ts'

/** The rows of an evaluation, and the bytes that they came from. */
export interface EvaluationFiles {
  readonly data: EvaluationData
  readonly materials: readonly Material[]
  /** Why the stored rows of a stage could not be read as asked; null where they were, or none were wanted. */
  readonly baselineObstacle: string | null
  readonly engine: string
}

/**
 * Reads labels, candidate and baseline, and joins them.
 *
 * @param slices columns to cut the rows by: those declared and those that gates name.
 * @throws InputError with the faults of all files.
 */
export async function readEvaluation(
  request: CompareRequest,
  slices: readonly string[],
  { candidate: own, baseline }: PreparedPredictions,
  services: Services,
): Promise<EvaluationFiles> {
  const engine = await services.engine()
  const read = async (source: DataSource, wish: Wish, system: string | null) =>
    (request.task === 'graded' ? await readGrades(request, slices, source, { ...wish, system }, services) : null) ??
    readEvaluationFile(request, slices, engine, source, wish, services.signal)
  const open = ({ location, origin, csv }: FileRequest) => services.workspace.openData(location, origin, csv)
  const { data, candidate } = request
  const { predictions } = baseline
  let obstacle: string | null = null
  const readBaseline = async () => {
    if (predictions === null) return null
    const system = findBaselineSystem(request, baseline)
    try {
      return await read(predictions.source, { labels: 'optional', hasPredictions: true }, system)
    } catch (error) {
      if (predictions.origin === 'file' || !(error instanceof InputError)) throw error
      obstacle = `the stored predictions do not fit: ${error.faults.map(({ message }) => message).join('; ')}`
      return null
    }
  }
  const [labelled, answers, other] = await readAll([
    async () => data && read(await open(data), { labels: 'required', hasPredictions: false }, null),
    async () =>
      read(own.source, { labels: data ? 'optional' : 'required', hasPredictions: true }, candidate?.system ?? null),
    readBaseline,
  ])

  const joined = joinEvaluation({
    task: request.task,
    data: labelled ?? null,
    candidate: answers!,
    baseline: other && predictions ? { ...other, origin: predictions.origin } : null,
    positive: request.positive,
    threshold: request.threshold,
    scoreClasses: request.columns.scores && Object.keys(request.columns.scores),
    slices,
    columns: request.columns,
  })
  const digest = async (name: string, file: FileRequest, rows: number | null): Promise<Material> => {
    const found = await digestWhole(file.location, file.origin, services.workspace)
    return { name, uri: showLocation(file.location), digest: found.digest, rows, derived: false }
  }
  const materials: Material[] = [{ ...own.material, rows: answers!.ids.length }]
  if (predictions) materials.push({ ...predictions.material, rows: other?.ids.length ?? null })
  if (baseline.model?.material) materials.push({ ...baseline.model.material, rows: null })
  if (data) materials.push(await digest('evaluation', data, labelled!.ids.length))
  if (request.modelFile) materials.push(await digest('model', request.modelFile, null))
  if (request.parameters && !isRunReference(request.parameters.location))
    materials.push(await digest('parameters', request.parameters, null))
  return { data: joined, materials, baselineObstacle: obstacle, engine: engine.name }
}

type Reading = () => Promise<PredictionColumns | null>

/** Reads side by side, each file in a process of its own. @throws InputError with the faults of all files, in their order. */
async function readAll(readings: readonly Reading[]): Promise<readonly (PredictionColumns | null)[]> {
  const faults: InputError[] = []
  const found = await Promise.all(
    readings.map(async (read, index) => {
      try {
        return await read()
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        faults[index] = error
        return null
      }
    }),
  )
  if (faults.length > 0) throw new InputError(faults.flatMap((error) => error.faults))
  return found
}

/** The system that the chosen baseline stands for in a file of several. */
function findBaselineSystem({ baselines }: CompareRequest, { statement }: ChosenBaseline): string | null {
  return baselines.find(({ kind, value }) => kind === 'file' && statement?.source === `file:${value}`)?.system ?? null
}
