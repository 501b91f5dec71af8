import { InputError } from '../../core/faults.ts'
import { readPolicyProject } from '../policy-project.ts'
import type { Services } from '../services.ts'
import type { ServingSettings } from './serving.ts'

/**
 * Stops a job that would run other programs than the default branch has: files of the repository that the target's commands
 * name. A person is told, who may have mended one to go back at all. What those programs call in turn is not looked at, nor
 * what the repository does not keep as text.
 *
 * @throws InputError naming those that differ
 */
export async function refuseOtherPrograms(
  { target, folder }: ServingSettings,
  models: readonly string[],
  services: Services,
): Promise<void> {
  const policy = await readPolicyProject(models, services)
  if (policy.kind !== 'found') return
  const { workspace, logger, provenance } = services
  const { ref, tree } = policy
  const words = [...new Set([...target.command, ...(target.current ?? [])])]
  const files = new Set(await tree.list())
  const named = words.flatMap((word) => {
    const file = word.startsWith('/') || folder === '' ? word : `${folder}/${word}`
    const path = workspace.repositoryPath(file)
    return path !== null && files.has(path) ? [{ file, path }] : []
  })
  await tree.readAhead?.(named.map(({ path }) => path))
  const other: string[] = []
  for (const { file, path } of named) {
    const theirs = await readOrNull(() => tree.readText(path))
    if (theirs === null) continue
    const mine = await readOrNull(() => workspace.readText(file, 'config'))
    if (mine === null || spell(mine) !== spell(theirs)) other.push(path)
  }
  if (other.length === 0) return
  const message = `${other.join(', ')}, which deploy.target runs, ${other.length === 1 ? 'is' : 'are'} not what ${ref} has`
  if (provenance.trust !== 'local') {
    throw new InputError({ message, help: `roll back in a job that checks ${ref.replace(/^refs\/heads\//, '')} out` })
  }
  logger.warning(message)
}

/** Git may have other line ends in the work tree. */
const spell = (text: string): string => text.replaceAll('\r\n', '\n')

/** null for what is not there, or is no text. */
async function readOrNull(read: () => Promise<string | null>): Promise<string | null> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
