import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { Changes } from '../../core/result.ts'
import { parseLocatedYaml } from '../../yaml/located-document.ts'
import { type ChangeServices, diffEntries, readAtCommit } from './tracked-changes.ts'

/** What a pipeline depends on beside data: the code range tells of it. */
const CODE = /\.(py|ipynb|r|rmd|jl|sh|sql|scala|java|js|ts|go|rs|cpp|cc|c|h|ya?ml|toml|md)$/i

/** A lock file grows with the pipeline's stages. */
const LIMITS = { maxLength: 20_000_000, maxValues: 1_000_000 }

/**
 * Data whose digest in `dvc.lock` differs from the one at a commit: what stages depend on, but code. The file is that of
 * the first folder that has one.
 *
 * @param known paths of data whose changes are told already.
 */
export async function findDvcChanges(
  commit: string,
  folders: readonly string[],
  known: ReadonlySet<string>,
  services: ChangeServices,
): Promise<Changes['data']> {
  for (const folder of folders) {
    const file = `${folder}dvc.lock`
    if (!(await services.workspace.exists(file, 'config'))) continue
    const then = await readAtCommit(commit, file, services)
    if (then === null) return []
    try {
      const now = await services.workspace.readText(file, 'config')
      const [before, after] = [then, now].map((text) => readDependencies(text, file, folder, known))
      return diffEntries(before!, after!, 'files that DVC tracks')
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      services.logger.debug(`what changed in the data is not known: ${error.message}`)
      return []
    }
  }
  return []
}

function readDependencies(text: string, file: string, folder: string, known: ReadonlySet<string>): Map<string, string> {
  const document = parseLocatedYaml(text, file, LIMITS)
  const stages = isMap(document.data) && isMap(document.data['stages']) ? document.data['stages'] : {}
  const found = new Map<string, string>()
  for (const [name, stage] of Object.entries(stages)) {
    const deps = isMap(stage) && Array.isArray(stage['deps']) ? (stage['deps'] as readonly unknown[]) : []
    for (const [index, dependency] of deps.entries()) {
      // as written: digits and one `e` would be a number
      const md5 = document.textOf(['stages', name, 'deps', index, 'md5'])
      if (!isMap(dependency) || typeof dependency['path'] !== 'string' || md5 === null) continue
      const path = folder + dependency['path']
      if (CODE.test(path) || known.has(path)) continue
      const files = typeof dependency['nfiles'] === 'number' ? `${dependency['nfiles']} files, ` : ''
      found.set(path, `${files}md5:${md5.slice(0, 12)}`)
    }
  }
  return found
}
