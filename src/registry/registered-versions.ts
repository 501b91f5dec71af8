import { InputError } from '../core/faults.ts'
import type { RegistryTag } from './registry-tag.ts'
import type { TagDetails } from './tag-message.ts'
import { findNameFault } from './tag-name.ts'
import { compareVersions, parseVersion } from './version-number.ts'

/** A version tag whose message was read. */
export type RegisteredTag = RegistryTag & { readonly details: TagDetails }

/** The tag of that version. @throws InputError where the model has no such version, or one without a record */
export function findRegistered(own: readonly RegistryTag[], model: string, wanted: string): RegisteredTag {
  const version = findVersionTag(own, wanted)
  if (version === undefined) {
    const known = listVersions(own).sort(compareVersions).reverse()
    throw new InputError({
      message: `${model} has no version ${wanted}`,
      help:
        known.length > 0 ? `its versions: ${known.slice(0, 10).join(', ')}` : `nothing is registered as ${model} yet`,
    })
  }
  return refuseUnreadable(version)
}

/** The tag of a version; the one with a record where GTO registered it again by another. */
export function findVersionTag(own: readonly RegistryTag[], version: string): RegistryTag | undefined {
  const found = own.filter((tag) => tag.name.kind === 'version' && tag.name.version === version)
  return found.find(isRegistered) ?? found[0]
}

/** The tag, which has a record. @throws InputError where it has none */
export function refuseUnreadable(tag: RegistryTag): RegisteredTag {
  if (isRegistered(tag)) return tag
  throw new InputError({
    message: `${tag.tag} has no record to go by: ${tag.fault ?? 'its message cannot be read'}`,
    help: 'register the version with modelgate promote, which writes the record; tags of GTO are for its own commands',
  })
}

/** Whether the tag has a record. */
export function isRegistered(tag: RegistryTag): tag is RegisteredTag {
  return tag.details !== null
}

/** @throws InputError where a name cannot be part of a tag, or the version is none */
export function refuseBadNames(model: string, stage: string | null, version: string | null): void {
  const faults = [
    findNameFault('model', model),
    stage === null ? null : findNameFault('stage', stage),
    version === null || parseVersion(version) !== null
      ? null
      : `"${version}" is no version: write it as v1.2.0 (semantic versioning with a leading v)`,
  ].filter((fault) => fault !== null)
  if (faults.length > 0) throw new InputError(faults.map((message) => ({ message })))
}

/** The versions that those tags register, in their order. */
export function listVersions(tags: readonly RegistryTag[]): string[] {
  return tags.flatMap(({ name }) => (name.kind === 'version' ? [name.version] : []))
}
