import { InputError } from '../../core/faults.ts'
import type { TouchedModel } from '../touched-models.ts'

/** Jobs that GitHub makes of one matrix at most. */
const MOST_JOBS = 256
/** Outputs of a job together: 1 MB, which GitHub counts in UTF-16; some room is left for the others. */
const MOST_CHARACTERS = 500_000

/** What one job of the matrix is about: one model, or several where there are too many for a job each. */
type MatrixEntry =
  | { readonly model: string; readonly config: string; readonly folder: string }
  | { readonly chunk: string; readonly config: string; readonly models: readonly string[] }

/** `strategy.matrix` of a job. */
export interface Matrix {
  readonly include: readonly MatrixEntry[]
}

/** A job for each model; above 256 of them jobs of several, as even as can be. @param config the root file. */
export function makeMatrix(touched: readonly TouchedModel[], config: string): Matrix {
  if (touched.length <= MOST_JOBS) {
    return { include: touched.map(({ model, config: file, folder }) => ({ model, config: file, folder })) }
  }
  const names = touched.map(({ model }) => model)
  const include = Array.from({ length: MOST_JOBS }, (_, index) => {
    const [start, end] = [index, index + 1].map((at) => Math.floor((at * names.length) / MOST_JOBS))
    return { chunk: `${index + 1}/${MOST_JOBS}`, config, models: names.slice(start, end) }
  })
  return { include }
}

/**
 * The outputs of the action. Where matrix and names together are too long, the names are left out.
 *
 * @throws InputError where the matrix alone is.
 */
export function makeOutputs(matrix: Matrix, touched: readonly TouchedModel[]): Readonly<Record<string, string>> {
  const text = JSON.stringify(matrix)
  if (text.length > MOST_CHARACTERS) {
    throw new InputError({
      message: `the matrix of ${touched.length} models has ${text.length} characters, and GitHub takes ${MOST_CHARACTERS} of a job`,
      help: 'let check judge them in one job, or name models: --model NAME',
    })
  }
  const names = JSON.stringify(touched.map(({ model }) => model))
  const models = text.length + names.length > MOST_CHARACTERS ? '' : names
  return { matrix: text, models, any: String(touched.length > 0) }
}
