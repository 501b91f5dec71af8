import { showLocation } from '../../core/data-location.ts'
import type { DataSource } from '../../core/data-source.ts'
import { InputError } from '../../core/faults.ts'
import type { Material } from '../../core/result.ts'
import { type EvaluationData, joinEvaluation, type PredictionColumns } from '../../evaluation/evaluation-data.ts'
import type { Engine } from '../../ports/engine.ts'
import type { Services } from '../services.ts'
import type { ChosenBaseline } from './baseline.ts'
import { readColumns, type WantedColumn } from './columns.ts'
import type { CompareRequest, FileRequest } from './request.ts'

/** The rows of an evaluation, and the bytes that they came from. */
export interface EvaluationFiles {
  readonly data: EvaluationData
  readonly materials: readonly Material[]
  /** Why the stored rows of a stage could not be read as asked; null where they were, or none were wanted. */
  readonly baselineObstacle: string | null
  readonly engine: string
}

/** What to read of a file: labels and slices, predictions, or all. */
interface Wish {
  readonly labels: 'required' | 'optional'
  readonly hasPredictions: boolean
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
  baseline: ChosenBaseline,
  services: Services,
): Promise<EvaluationFiles> {
  const engine = await services.engine()
  const faults: InputError[] = []
  const attempt = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(error)
      return null
    }
  }
  const read = (source: DataSource, wish: Wish) => readFile(request, slices, engine, source, wish, services)
  const open = ({ location, origin, csv }: FileRequest) => services.workspace.openData(location, origin, csv)
  const { data, candidate } = request
  const labelled =
    data && (await attempt(async () => read(await open(data), { labels: 'required', hasPredictions: false })))
  const own = await attempt(async () =>
    read(await open(candidate), { labels: data ? 'optional' : 'required', hasPredictions: true }),
  )
  const { predictions } = baseline
  let obstacle: string | null = null
  const other =
    predictions &&
    (await attempt(async () => {
      try {
        return await read(predictions.source, { labels: 'optional', hasPredictions: true })
      } catch (error) {
        if (predictions.origin === 'file' || !(error instanceof InputError)) throw error
        obstacle = `the stored predictions do not fit: ${error.faults.map(({ message }) => message).join('; ')}`
        return null
      }
    }))
  if (faults.length > 0) throw new InputError(faults.flatMap((error) => error.faults))

  const joined = joinEvaluation({
    data: labelled,
    candidate: own!,
    baseline: other && predictions ? { ...other, origin: predictions.origin } : null,
    positive: request.positive,
    threshold: request.threshold,
    slices,
    columns: request.columns,
  })
  const digest = async (name: string, file: FileRequest, rows: number | null): Promise<Material> => {
    const found = await services.workspace.digest(file.location, file.origin)
    return { name, uri: showLocation(file.location), digest: found.digest, rows, derived: false }
  }
  const materials: Material[] = [await digest('candidate', candidate, own!.ids.length)]
  if (predictions) materials.push({ ...predictions.material, rows: other?.ids.length ?? null })
  if (data) materials.push(await digest('evaluation', data, labelled!.ids.length))
  if (request.modelFile) materials.push(await digest('model', request.modelFile, null))
  if (request.parameters) materials.push(await digest('parameters', request.parameters, null))
  return { data: joined, materials, baselineObstacle: obstacle, engine: engine.name }
}

async function readFile(
  { columns }: CompareRequest,
  slices: readonly string[],
  engine: Engine,
  source: DataSource,
  wish: Wish,
  services: Services,
): Promise<PredictionColumns> {
  const isOptional = wish.labels === 'optional'
  const text = (name: string, optional: boolean): WantedColumn => ({ name, as: 'text', isOptional: optional })
  const wanted: WantedColumn[] = [text(columns.id, false), text(columns.label, isOptional)]
  const { score, prediction } = columns
  if (wish.hasPredictions && score !== null) wanted.push({ name: score, as: 'number', isOptional: false })
  if (wish.hasPredictions && prediction !== null) wanted.push(text(prediction, false))
  const others = slices.filter((name) => !wanted.some((column) => column.name === name && column.as === 'text'))
  wanted.push(...others.map((name) => text(name, isOptional)))
  const read = await readColumns(engine, source, wanted, services.signal)
  const find = (name: string | null, as: 'text' | 'number') =>
    read.columns[wanted.findIndex((column) => column.name === name && column.as === as)] ?? null
  const findText = (name: string | null) => find(name, 'text') as (string | null)[] | null
  return {
    uri: source.uri,
    ids: findText(columns.id)!,
    labels: findText(columns.label),
    slices: new Map(slices.flatMap((name) => (findText(name) ? [[name, findText(name)!] as const] : []))),
    scores: wish.hasPredictions ? (find(score, 'number') as Float64Array | null) : null,
    predictions: wish.hasPredictions ? findText(prediction) : null,
  }
}
