import { planDeprecation } from './deprecation-plan.ts'
import { placeRecord } from './record-place.ts'
import { planAssignment, planRegistration, planUnassignment } from './registration-plan.ts'
import { openRegistryTag, selectTagName } from './registry-tag.ts'
import { buildSnapshot } from './snapshot.ts'
import { draftDeprecationTag, draftStageTag, draftTags, findModelDigest, formatRecord } from './tag-writing.ts'

/**
 * What a registry's backend is given of the domain: how tags are named and read, and what may be created. A backend
 * moves objects; these decide.
 */
export const registryRules = {
  selectTagName,
  openRegistryTag,
  buildSnapshot,
  planRegistration,
  planAssignment,
  planUnassignment,
  planDeprecation,
  formatRecord,
  placeRecord,
  findModelDigest,
  draftTags,
  draftStageTag,
  draftDeprecationTag,
}

export type RegistryRules = typeof registryRules
