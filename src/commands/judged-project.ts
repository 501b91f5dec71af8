import type { PolicyDifference } from '../config/policy-differences.ts'
import type { Project } from '../config/project.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import type { ExamFlags } from './judged-exam.ts'
import { hush, type Sides } from './judged-side.ts'
import type { Services } from './services.ts'
import { leaveWaiversOut } from './waivers.ts'

/** The project that judges. */
export interface JudgedProject {
  readonly project: Project
  /** What concerns every model: the root file, models that went, a base that has no policy. */
  readonly differences: readonly PolicyDifference[]
  /** The base branch's tree, where what the change says of its own gates and waivers has no say; else null. */
  readonly base: PolicyTree | null
  /** @param flags what the caller says of the exam in place of the configuration. */
  sidesOf(model: string, command: 'validate' | 'compare', flags: ExamFlags): Promise<Sides>
}

const opened = new WeakMap<Services, Promise<JudgedProject | null>>()

/**
 * The project that judges: on a pull request and in a merge queue the base branch's policy and exam with the head's
 * wiring; else the project as it is. Opened once for all commands of a process. null where there is no configuration.
 *
 * @throws InputError with every fault of it, or where the base branch's cannot be had.
 */
export function openJudgedProject(services: Services): Promise<JudgedProject | null> {
  const opening = opened.get(services) ?? open(services)
  opened.set(services, opening)
  return opening
}

async function open(services: Services): Promise<JudgedProject | null> {
  const head = await services.project()
  if (head === null) return null
  const tree = await services.policyTree()
  if (tree === null || services.workspace.repositoryPath(head.file) === null) {
    // what nobody merged lifts nothing, also where no base is known
    const isTrusted = tree !== null || services.provenance.trust !== 'pull_request'
    return judgeAsIs(isTrusted ? head : leaveWaiversOut(head, services), null, [], services)
  }
  const { judgeByBase, noteUnknown, readBasePolicy } = await import('./judged-by-base.ts')
  const found = await readBasePolicy(tree, head, services)
  if (found.kind !== 'found') {
    if (found.kind === 'broken') {
      services.logger.warning(
        `the base branch's policy cannot be read, so this change, which mends it, is judged by its own: ${found.error.message}`,
      )
    }
    return judgeAsIs(leaveWaiversOut(head, services), tree, noteUnknown(found, head), services)
  }
  if (found.projects.every(({ policyFrom }) => policyFrom === 'head')) return judgeAsIs(head, null, [], services)
  return judgeByBase(found.projects, head, tree, services)
}

/** Nothing but the project says how it is judged. */
function judgeAsIs(
  project: Project,
  base: PolicyTree | null,
  differences: readonly PolicyDifference[],
  services: Services,
): JudgedProject {
  const { waivers, policy, later } = project
  return {
    project,
    differences: differences.filter(({ model }) => model === null),
    base,
    sidesOf: async (name) => {
      const side = { model: project.models[name]!, waivers, policy, later, services }
      return {
        ...{ judging: side, base: null, head: { ...side, services: hush(services) }, isDisputed: false },
        differences: differences.filter(({ model }) => model === null || model === name),
      }
    },
  }
}
