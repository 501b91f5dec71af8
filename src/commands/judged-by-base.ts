import type { PolicyDifference } from '../config/policy-differences.ts'
import type { Project } from '../config/project.ts'
import { type Fault, InputError } from '../core/faults.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import { cleanText } from '../text/escape.ts'
import { BaseFiles } from './base-files.ts'
import type { BasePolicy } from './base-policy.ts'
import { judgeContracts } from './judged-contracts.ts'
import type { JudgedProject } from './judged-project.ts'
import { findSides } from './judged-sides.ts'
import type { Services } from './services.ts'
import { warnOfNewWaivers } from './waivers.ts'

export { readBasePolicy } from './base-policy.ts'

/** The head judged by what the base branch says. @param bases that of the head first */
export async function judgeByBase(
  bases: readonly Project[],
  head: Project,
  tree: PolicyTree,
  services: Services,
): Promise<JudgedProject> {
  refuseNewVariables(bases, head)
  const baseFiles = new BaseFiles(tree, services)
  const contracts = await judgeContracts(bases, head, baseFiles, services)
  const merged = await head.written.mergeOnto(bases, contracts.texts)
  const project = { ...merged.project, policy: { ...merged.project.policy, ref: tree.ref, commit: tree.commit } }
  const differences = merged.differences.filter(({ model }) => model === null)
  warnOfNewWaivers(head.waivers, project.waivers, services)
  for (const { path } of differences.filter(({ part }) => part === 'model')) {
    services.logger.warning(
      `${path} is gone from ${head.file}: the base branch has it, and nothing of it is judged any more`,
    )
  }
  const given = { bases, head, merged: { ...merged, project }, contracts, baseFiles }
  return {
    project,
    differences,
    base: tree,
    sidesOf: (model, command, flags) => findSides(model, command, flags, given, services),
  }
}

/** Why the head's own policy judges though the base branch is asked. */
export function noteUnknown(
  found: Exclude<BasePolicy, { kind: 'found' }>,
  { file, models }: Project,
): readonly PolicyDifference[] {
  const shared = { counts: true, concerns: [], source: { file, line: null } } as const
  if (found.kind === 'broken') {
    const [fault] = found.error.faults
    const base = cleanText(`cannot be read: ${fault === undefined ? '' : describeFault(fault)}`, 120)
    return [{ ...shared, path: file, part: 'policy', base, head: 'can be read', model: null }]
  }
  return Object.keys(models).map((name) => ({
    ...shared,
    ...{ path: `models.${name}`, part: 'model', base: null, head: 'new', model: name },
  }))
}

function describeFault({ message, place }: Fault): string {
  return place?.line === undefined ? message : `line ${place.line}: ${message}`
}

/** A variable may hold a secret, and what a file makes of it shows in reports: the base branch has to allow it first. */
function refuseNewVariables(bases: readonly Project[], { written, file }: Project): void {
  const allowed = new Set(bases.flatMap((base) => base.written.root.env ?? []))
  const names = written.variables.filter((name) => !allowed.has(name))
  if (names.length === 0) return
  throw new InputError(
    names.map((name) => ({
      message: `the variable ${name} is not allowed by the base branch's ${file}`,
      place: written.document.placeOf(['env']),
      help: `merge its entry in env: first, then use it`,
    })),
  )
}
