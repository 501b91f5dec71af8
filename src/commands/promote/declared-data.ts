import { isRemote } from '../../core/data-location.ts'
import { InputError, SystemError } from '../../core/faults.ts'
import { fixedPrefix, hasNamePattern } from '../../core/name-pattern.ts'
import type { RegistrationDraft } from '../../ports/model-registry.ts'
import type { RevisionFiles } from '../../ports/revision-files.ts'
import { addVersions } from '../data-keeping.ts'
import type { Services } from '../services.ts'
import type { RecordInput } from './record-draft.ts'

type RecordedData = RegistrationDraft['record']['data']

/**
 * Data sets that the configuration names for a model and no evidence speaks of, such as what it was trained on: those
 * whose bytes here are the ones that the code commit pins itself, or by a pointer of DVC or Git LFS. A bucket's object is
 * left out: nothing in the commit says which one it was.
 *
 * @param codeCommit of the version; where another commit is checked out, what is here says nothing of it.
 */
export async function listDeclaredData(
  { model, materials }: Pick<RecordInput, 'model' | 'materials'>,
  judged: RecordedData,
  codeCommit: string | null,
  services: Services,
): Promise<RecordedData> {
  if (codeCommit === null || services.provenance.source?.commit !== codeCommit) return []
  const known = new Set(judged.flatMap(({ name, uri }) => [name, uri]))
  const declared = Object.values(model.data).flatMap(({ key, path, production }) => {
    const isJudged = key === model.evaluation?.data || known.has(key) || known.has(path)
    const digest = materials.find(({ names, uri }) => uri === path && names.includes(key))?.digest
    return production || isJudged || isRemote(path) || !digest
      ? []
      : [{ name: key, uri: path, digest, rows: null, declared: true as const }]
  })
  if (declared.length === 0) return []
  const kept = await addVersions(declared, codeCommit, services)
  const isKept = await Promise.all(kept.map((data) => isPinned(data, codeCommit, services)))
  return kept.filter((_, index) => isKept[index])
}

/** Git's and Git LFS's versions are HEAD's own; the pointer of DVC that was read here has to be the commit's. */
async function isPinned(
  { uri, version }: RecordedData[number],
  codeCommit: string,
  services: Services,
): Promise<boolean> {
  if (version == null) return false
  if (version.tool !== 'dvc') return true
  try {
    const commit = await services.revision(codeCommit)
    const pointers = await Promise.all(listPointers(uri).map((path) => comparePointer(path, commit, services)))
    return pointers.includes('same') && !pointers.includes('other')
  } catch (error) {
    if (services.signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    services.logger.debug(`${uri} is not recorded: ${error.message}`)
    return false
  }
}

/** Files of DVC that may say how a location is kept: `data/train.csv.dvc`, `data.dvc`, `data/dvc.lock`, `dvc.lock`, … */
function listPointers(location: string): readonly string[] {
  // of a pattern the folder before its first wildcard
  const path = hasNamePattern(location) ? fixedPrefix(location).replace(/\/?[^/]*$/, '') : location
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  const places = parts.map((_, index) => parts.slice(0, index + 1).join('/'))
  const folders = ['', ...places.map((place) => `${place}/`)]
  return [
    ...places.map((place) => `${place}.dvc`),
    ...folders.flatMap((folder) => [`${folder}dvc.lock`, `${folder}dvc.yaml`]),
  ]
}

async function comparePointer(
  path: string,
  commit: RevisionFiles,
  { workspace }: Pick<Services, 'workspace'>,
): Promise<'same' | 'other' | 'none'> {
  const isHere = await workspace.exists(path, 'config')
  const file = await commit.file(path)
  if (!isHere && file === null) return 'none'
  if (!isHere || file === null) return 'other'
  return (await workspace.digest(path, 'config')).digest.sha256 === file.sha256 ? 'same' : 'other'
}
