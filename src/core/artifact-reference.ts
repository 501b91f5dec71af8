import { parseDigest } from './digest.ts'
import { InputError } from './faults.ts'

/** A file that a run of MLflow keeps, as a configuration names it. */
export interface ArtifactReference {
  /** Id of the run. */
  readonly run: string
  /** Below the artifacts of the run: `model/model.pkl`; or below a model that it logged, whose name is the first part. */
  readonly path: string
  /** Lower-case hex that its bytes must have; null: any. */
  readonly sha256: string | null
}

const HELP = 'write mlflow:RUN/PATH with the id of the run and a file of it: mlflow:4f0c…/model/model.pkl'

/**
 * Reads `RUN/PATH` and `RUN/PATH@sha256:HEX`, as they stand behind `mlflow:`.
 *
 * @throws InputError where it names no file of a run, or the digest is none.
 */
export function parseArtifactReference(written: string): ArtifactReference {
  const [, named = '', pin] = /^(.*?)(?:@(sha256:.*))?$/s.exec(written) ?? []
  const digest = pin === undefined ? null : parseDigest(pin.toLowerCase())
  if (pin !== undefined && digest === null) {
    throw refuse(written, `${JSON.stringify(pin.slice(0, 80))} is no digest`, 'write @sha256: and 64 digits of 0-9a-f')
  }
  const [run = '', ...parts] = named.split('/')
  if (!/^[\w-]{1,64}$/.test(run)) throw refuse(written, 'names no run of MLflow', HELP)
  if (parts.length === 0) throw refuse(written, 'names a run and no file of it', HELP)
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\p{Cc}]/u.test(part))) {
    throw refuse(written, 'is no path below the artifacts of a run', HELP)
  }
  return { run, path: parts.join('/'), sha256: digest?.sha256 ?? null }
}

function refuse(written: string, problem: string, help: string): InputError {
  return new InputError({ message: `mlflow:${written}: ${problem}`, help })
}
