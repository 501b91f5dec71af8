import type { EvidenceSettings } from '../../config/evidence-settings.ts'
import { type PolicyServices, readPolicyProject } from '../policy-project.ts'

/**
 * Whose signatures count, as the policy of the remote's default branch has it: of a work tree anybody can change the keys,
 * or leave them out. null where that branch has no configuration.
 *
 * @param models looked for where it has its configuration at another place.
 * @throws InputError where it cannot be read
 * @throws SystemError where the remote does not answer
 */
export async function findEvidenceTrust(
  models: readonly string[],
  services: PolicyServices,
): Promise<EvidenceSettings | null> {
  const policy = await readPolicyProject(models, services)
  if (policy.kind === 'broken') throw policy.error
  return policy.kind === 'found' ? policy.project.evidence : null
}
