import type { ModelSettings } from '../../config/project.ts'
import { isRemote } from '../../core/data-location.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import { isDvcPipeline, isRunReference } from '../../core/run-reference.ts'
import type { RevisionFiles } from '../../ports/revision-files.ts'
import { normalizeLineEnds } from '../../text/line-ends.ts'
import type { Services } from '../services.ts'

type CodeServices = Pick<Services, 'workspace' | 'revision' | 'registry' | 'provenance' | 'logger' | 'signal'>

/**
 * Warns where the version could be served and not made again: no code commit is known, the commit lies here alone, or
 * files that the training goes by are not those of the commit. No warning stops the promotion.
 *
 * @param codeCommit of the version to come; null: none is known.
 * @throws SystemError where the registry does not answer
 */
export async function warnOfCode(
  model: ModelSettings,
  codeCommit: string | null,
  services: CodeServices,
): Promise<void> {
  const { logger, signal } = services
  if (codeCommit === null) {
    logger.warning(
      'no code commit is known for this version: it can be served, not made again; commit, then compare and promote again',
    )
    return
  }
  const registry = await services.registry()
  // whoever promotes next from another clone could not go back to code that lies here alone
  if ((await registry.locateCommit(codeCommit, signal)) !== 'remote') {
    logger.warning(
      `commit ${codeCommit.slice(0, 12)} is not at ${registry.location}: push it, or the next promotion cannot prove the way back to this version`,
    )
  }
  const changed = await listChanged(model, codeCommit, services)
  if (changed.length === 0) return
  const are = changed.length > 1 ? 'are not as commit' : 'is not as commit'
  const have = changed.length > 1 ? 'has them' : 'has it'
  logger.warning(
    `${changed.join(', ')} ${are} ${codeCommit.slice(0, 7)} ${have}: reproduce will not make this version again; commit, then compare and promote again`,
  )
}

/** Files of parameters and of the model's commands that the commit has in other words. */
async function listChanged(
  model: ModelSettings,
  codeCommit: string,
  services: CodeServices,
): Promise<readonly string[]> {
  const parameters = await listParameterFiles(model, services)
  // of another commit that is checked out parameters are recorded, and its programs are not
  const programs = services.provenance.source?.commit === codeCommit ? listPrograms(model) : []
  const paths = [...new Set([...parameters, ...programs])]
  if (paths.length === 0) return []
  try {
    const commit = await services.revision(codeCommit)
    const states = await Promise.all(paths.map((path) => isChanged(path, commit, services)))
    return paths.filter((_, index) => states[index])
  } catch (error) {
    if (services.signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    services.logger.debug(`files were not compared with commit ${codeCommit.slice(0, 7)}: ${error.message}`)
    return []
  }
}

async function listParameterFiles(
  { candidate }: ModelSettings,
  { workspace }: CodeServices,
): Promise<readonly string[]> {
  const location = candidate?.parameters
  if (!location || isRunReference(location) || isRemote(location)) return []
  if (!isDvcPipeline(location) || !(await workspace.exists(location, 'config'))) return [location]
  const { readDvcPipeline } = await import('../../evaluation/sources/dvc-pipeline.ts')
  const folder = location.replace(/[^/]*$/, '')
  const pipeline = readDvcPipeline(await workspace.readText(location, 'config'), location)
  return [location, ...pipeline.parameters.map(({ path }) => folder + path)]
}

/** What of the commands may be a file of the repository: `train.py` of `python train.py`. */
function listPrograms({ candidate, reproduce, folder }: ModelSettings): readonly string[] {
  const commands = [candidate?.predict?.command ?? [], ...(reproduce?.setup ?? []), ...(reproduce?.train ?? [])]
  const words = commands.flat().filter((word) => /^(?:\.\/)?\w[\w./-]*\.\w+$/.test(word) && !word.includes('..'))
  return words.map((word) => [folder, word.replace(/^\.\//, '')].filter(Boolean).join('/'))
}

/** Not so of a file that is missing here or there: training writes some, and no commit has those. */
async function isChanged(path: string, commit: RevisionFiles, { workspace }: CodeServices): Promise<boolean> {
  if (!(await workspace.exists(path, 'config'))) return false
  const file = await commit.file(path)
  if (file === null || (await workspace.digest(path, 'config')).digest.sha256 === file.sha256) return false
  const [here, there] = await Promise.all([workspace.readText(path, 'config'), workspace.readText(file.path, 'caller')])
  return normalizeLineEnds(here) !== normalizeLineEnds(there)
}
