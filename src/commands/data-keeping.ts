import { InputError, SystemError } from '../core/faults.ts'
import type { ModelRecord } from '../registry/model-version.ts'
import type { Services } from './services.ts'

type RecordedData = ModelRecord['data']

/**
 * Adds to each data set how its bytes are kept. Who cannot be asked is no reason not to promote: then only the digest is
 * recorded, with a warning.
 *
 * @param codeCommit of the version: what git itself keeps counts only where that commit has the bytes, as it does where it
 * is the one that is checked out.
 */
export async function addVersions(
  data: RecordedData,
  codeCommit: string | null,
  services: Pick<Services, 'dataVersions' | 'logger' | 'provenance' | 'revision' | 'signal'>,
): Promise<RecordedData> {
  if (data.length === 0) return data
  const { logger, provenance, signal } = services
  const versions = await services.dataVersions()
  const find = async ({ uri, digest }: RecordedData[number]) => {
    try {
      const version = await versions.find(uri)
      if (version?.tool !== 'git' || provenance.source?.commit === codeCommit) return version
      const file = codeCommit === null ? null : await (await services.revision(codeCommit)).file(uri)
      return file?.keptBy === 'git' && file.sha256 === digest.sha256 ? version : null
    } catch (error) {
      if (signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
      logger.warning(`who keeps ${uri} is not recorded: ${error.message}`)
      return null
    }
  }
  return Promise.all(data.map(async (entry) => ({ ...entry, version: await find(entry) })))
}
