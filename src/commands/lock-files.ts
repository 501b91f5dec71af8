import type { Workspace } from '../ports/workspace.ts'
import type { ModelRecord } from '../registry/model-version.ts'

/** Files that name the packages of an environment with their versions, the most exact first. */
export const LOCK_FILES: readonly string[] = [
  'uv.lock',
  'poetry.lock',
  'pdm.lock',
  'pylock.toml',
  'Pipfile.lock',
  'conda-lock.yml',
  'requirements.lock',
  'requirements.txt',
  'environment.yml',
  'environment.yaml',
  'conda.yaml',
  'package-lock.json',
  'renv.lock',
]

type LockFiles = NonNullable<ModelRecord['environment']>

/**
 * What pins a model's environment and pipeline, with digests: the lock files of the first folder that has any, from the
 * model's own up to the working directory, and every `dvc.lock` on that way.
 *
 * @param modelFolder relative to the working directory; '' for the directory itself.
 */
export async function listLockFiles(modelFolder: string, workspace: Workspace): Promise<LockFiles> {
  const found: string[] = []
  let hasLock = false
  for (const folder of listFoldersUp(modelFolder)) {
    const names = new Set(await workspace.listFolder(folder === '' ? '.' : folder, 'config'))
    const locks: readonly string[] = hasLock ? [] : LOCK_FILES.filter((name) => names.has(name))
    hasLock ||= locks.length > 0
    for (const name of [...locks, ...(names.has('dvc.lock') ? ['dvc.lock'] : [])]) found.push(`${folder}${name}`)
  }
  return Promise.all(found.map(async (uri) => ({ uri, digest: (await workspace.digest(uri, 'config')).digest })))
}

/** `models/churn/`, `models/`, ``. */
function listFoldersUp(folder: string): readonly string[] {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..')) return ['']
  return [...parts.map((_, index) => `${parts.slice(0, parts.length - index).join('/')}/`), '']
}
