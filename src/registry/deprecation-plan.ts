import { InputError } from '../core/faults.ts'
import { findRegistered, type RegisteredTag, refuseBadNames } from './registered-versions.ts'
import type { RegistryTag } from './registry-tag.ts'
import { findHolderTag, listStageTags } from './stage-tags.ts'
import { findNumber, formatTagName, parseTagName } from './tag-name.ts'

/** The tag that deprecates a version; `existing` where it is there already. */
export interface DeprecationPlan {
  readonly version: RegisteredTag
  readonly tag: string
  readonly existing: RegistryTag | null
}

/**
 * Which tag deprecates a version.
 *
 * @throws InputError where there is no such version, or a stage holds it
 */
export function planDeprecation(
  tags: readonly RegistryTag[],
  names: readonly string[],
  request: { readonly model: string; readonly version: string },
): DeprecationPlan {
  const { model } = request
  refuseBadNames(model, null, request.version)
  const own = tags.filter((tag) => tag.name.model === model)
  const version = findRegistered(own, model, request.version)
  const stages = [...listStageTags(own)].flatMap(([key, list]) =>
    findHolderTag(list)?.commit === version.commit ? [key.slice(model.length + 1)] : [],
  )
  if (stages.length > 0) {
    throw new InputError({
      message: `${version.tag} holds ${stages.join(' and ')}, and what is in use is not deprecated`,
      help: `promote another version, roll back, or run modelgate registry unassign ${model} --stage ${stages[0]} first`,
    })
  }
  const existing = findDeprecation(own, request.version)
  const simple = { kind: 'deregistered', model, version: request.version } as const
  const isTaken = names.includes(formatTagName(simple))
  const tag = formatTagName(isTaken ? { ...simple, counter: nextCounter(names, model) } : simple)
  return { version, tag: existing?.tag ?? tag, existing }
}

/** The tag by which a version is deprecated; null where it is not, or GTO registered it again since. */
function findDeprecation(own: readonly RegistryTag[], version: string): RegistryTag | null {
  const last = own
    .filter(({ name }) => 'version' in name && name.version === version)
    .sort((a, b) => Date.parse(a.at ?? '0') - Date.parse(b.at ?? '0'))
    .at(-1)
  return last?.name.kind === 'deregistered' ? last : null
}

/** GTO counts all tags of a model that it numbers. */
function nextCounter(names: readonly string[], model: string): number {
  return (
    names.reduce((most, tag) => {
      const name = parseTagName(tag)
      return name?.model === model ? Math.max(most, findNumber(name) ?? 0) : most
    }, 0) + 1
  )
}
