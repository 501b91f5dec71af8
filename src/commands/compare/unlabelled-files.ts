import { showLocation } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import type { Material } from '../../core/result.ts'
import { type PairedAnswers, pairAnswers } from '../../evaluation/labels/answered-rows.ts'
import type { Services } from '../services.ts'
import { type ChosenBaseline, chooseBaseline } from './baseline.ts'
import { readEvaluationFile } from './evaluation-reading.ts'
import type { CompareRequest } from './request.ts'

/** What both models said of the same rows, no labels read. */
export interface UnlabelledFiles {
  readonly paired: PairedAnswers
  readonly baseline: ChosenBaseline
  readonly materials: readonly Material[]
  readonly engine: string
}

/**
 * Reads the predictions of candidate and baseline and pairs them by id.
 *
 * @throws InputError where either is missing, they answer other rows, or the task has no classes.
 */
export async function readUnlabelled(request: CompareRequest, services: Services): Promise<UnlabelledFiles> {
  if (request.task !== 'binary' && request.task !== 'multiclass') {
    const help = 'label rows at random: an open margin says how many'
    throw new InputError({ message: `labels are chosen for tasks with classes, and the task is ${request.task}`, help })
  }
  const baseline = await chooseBaseline(request, services)
  if (baseline.predictions === null) {
    const help = 'name the predictions of the model in production: --baseline FILE, or baseline: in modelgate.yml'
    throw new InputError({ message: baseline.obstacle ?? `${baseline.label} has no predictions to compare with`, help })
  }
  const { candidate } = request
  if (candidate === null) {
    const help = 'name the file: candidate: {predictions: …}, or --candidate FILE'
    throw new InputError({ message: 'the candidate has no predictions file to choose rows from', help })
  }
  const engine = await services.engine()
  const read = (source: Parameters<typeof readEvaluationFile>[3]) =>
    readEvaluationFile(request, [], engine, source, { labels: 'optional', hasPredictions: true }, services.signal)
  const own = await read(await services.workspace.openData(candidate.location, candidate.origin, candidate.csv))
  const other = await read(baseline.predictions.source)
  const paired = pairAnswers(own, other, {
    threshold: request.threshold,
    scoreClasses: request.columns.scores && Object.keys(request.columns.scores),
    columns: request.columns,
  })
  if (typeof paired === 'string') {
    throw new InputError({ message: paired, help: 'both models have to answer the same rows, each once' })
  }
  const { digest } = await services.workspace.digest(candidate.location, candidate.origin)
  const uri = showLocation(candidate.location)
  return {
    paired,
    baseline,
    engine: engine.name,
    materials: [
      { name: 'candidate', uri, digest, rows: own.ids.length, derived: false },
      { ...baseline.predictions.material, rows: other.ids.length },
    ],
  }
}
