import type { EvidenceSettings } from '../../config/evidence-settings.ts'
import type { Services } from '../services.ts'

/**
 * Whose signatures count, as the policy of the remote's default branch has it: of a work tree anybody can change the keys.
 * null where there is no configuration here.
 *
 * @throws InputError where that branch has not got it, or it cannot be read
 * @throws SystemError where the remote does not answer
 */
export async function findEvidenceTrust({
  project,
  projectAt,
  registry,
  signal,
}: Pick<Services, 'project' | 'projectAt' | 'registry' | 'signal'>): Promise<EvidenceSettings | null> {
  const here = await project()
  if (here === null) return null
  const tree = await (await registry()).policyFiles(signal)
  return (await projectAt(tree, here.file)).evidence
}
