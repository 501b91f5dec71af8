import type { CandidateSettings } from '../../config/project.ts'
import { showLocation } from '../../core/data-location.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import type { Material } from '../../core/result.ts'
import { isRunReference } from '../../core/run-reference.ts'
import type { Services } from '../services.ts'
import { digestWhole } from '../whole-bytes.ts'
import { isHere } from './leakage.ts'

/** A file that is kept with a version and that nothing is measured on. */
export interface StoredFile {
  /** As evidence names it. */
  readonly name: 'golden' | 'profile' | 'model' | 'parameters'
  /** As modelgate.yml has it. */
  readonly location: string
}

/** The golden rows and the training data's profile, as far as the candidate names them. */
export function listStoredFiles(
  candidate: Pick<CandidateSettings, 'golden' | 'profile'> | null,
): readonly StoredFile[] {
  return (['golden', 'profile'] as const).flatMap((name) => {
    const location = candidate?.[name] ?? null
    return location === null ? [] : [{ name, location }]
  })
}

/** The model and its parameters where numbers alone are compared, as far as the candidate names files. */
export function listUnmeasuredFiles(
  candidate: Pick<CandidateSettings, 'model' | 'parameters'> | null,
): readonly StoredFile[] {
  return (['model', 'parameters'] as const).flatMap((name) => {
    const location = candidate?.[name] ?? null
    return location === null || isRunReference(location) ? [] : [{ name, location }]
  })
}

/**
 * Their bytes, for `promote` to hold them to: of those that are here, and no pointer of Git LFS; the model alone is
 * fetched. They decide nothing, so one that cannot be read is left out.
 */
export async function hashStoredFiles(
  files: readonly StoredFile[],
  { workspace, logger, signal }: Pick<Services, 'workspace' | 'logger' | 'signal'>,
): Promise<readonly Material[]> {
  const found = files.map(async ({ name, location }): Promise<readonly Material[]> => {
    try {
      if (name !== 'model' && !(await isHere(location, { workspace }))) return []
      const { digest } = await digestWhole(location, 'config', workspace)
      return [{ name, uri: showLocation(location), digest, rows: null, derived: false }]
    } catch (error) {
      if (signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
      logger.debug(`${location} is not named in the evidence: ${error.message}`)
      return []
    }
  })
  return (await Promise.all(found)).flat()
}
