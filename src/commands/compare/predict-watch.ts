import { InputError } from '../../core/faults.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import type { Services } from '../services.ts'
import type { ChosenBaseline } from './baseline.ts'
import { isHere } from './leakage.ts'
import type { PredictRequest } from './predict-request.ts'

/** A file, or several, by which a model is judged. */
export interface WatchedFile {
  readonly location: string
  readonly origin: PathOrigin
  /** As messages call it; default its location. */
  readonly shown?: string
}

/**
 * What a verdict rests on and a command could reach while it runs: labelled rows, model, the training data in which
 * leakage is looked for, the baseline's predictions, and those of the candidate that the command does not make itself.
 *
 * @param makesCandidate whether the candidate's predictions are made by this command.
 */
export async function listWatched(
  { data, modelFile, candidate, dataSets = [] }: PredictRequest,
  { predictions, label }: ChosenBaseline,
  makesCandidate: boolean,
  services: Pick<Services, 'workspace'>,
): Promise<readonly WatchedFile[]> {
  const named = [data, modelFile, makesCandidate ? null : candidate].filter((file) => file !== null)
  const train = dataSets.find(({ key }) => key === 'train')
  const hasTrain = train !== undefined && (await isHere(train.path, services))
  const trained = hasTrain ? [{ location: train.path, origin: 'config' as const }] : []
  const shown = `the predictions of ${label}`
  const stored = (predictions?.source.files ?? []).map((location) => ({ location, origin: 'caller' as const, shown }))
  return [...named, ...trained, ...stored]
}

/** Hashes files; the function that it gives names those whose bytes are others by then, or that are gone. */
export async function watchFiles(
  files: readonly WatchedFile[],
  { workspace }: Pick<Services, 'workspace'>,
): Promise<() => Promise<readonly string[]>> {
  const digest = async ({ location, origin }: WatchedFile) => (await workspace.digest(location, origin)).digest.sha256
  const before = await Promise.all(files.map(digest))
  return async () => {
    const after = await Promise.all(
      files.map((file) =>
        digest(file).catch((error: unknown) => {
          if (error instanceof InputError) return null
          throw error
        }),
      ),
    )
    const changed = files.filter((_, index) => before[index] !== after[index])
    return [...new Set(changed.map(({ location, shown = location }) => shown))]
  }
}
