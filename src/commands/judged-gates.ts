import type { GatesFile } from '../config/gates-file.ts'
import type { PolicyDifference } from '../config/policy-differences.ts'
import { formatPlural } from '../core/count.ts'
import { InputError } from '../core/faults.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import type { JudgedProject } from './judged-project.ts'
import type { Services } from './services.ts'
import { warnOfNewWaivers } from './waivers.ts'

/** The file of `--gates` as it judges, and as the change has it. */
export interface JudgedGates {
  readonly judging: GatesFile
  readonly head: GatesFile
  readonly differences: readonly PolicyDifference[]
}

/**
 * The file of `--gates`: on a pull request as the base branch has it; one that the base does not have lifts nothing.
 *
 * @param judged the project of this run; null with flags alone.
 * @throws InputError with every fault of it.
 */
export async function judgeGatesFile(
  file: string,
  judged: JudgedProject | null,
  services: Services,
): Promise<JudgedGates> {
  const tree = await services.policyTree()
  if (tree !== null && (judged === null || judged.base !== null) && isOfRepository(file, services)) {
    return judgeByBase(file, tree, services)
  }
  const head = await services.gates(file)
  const isTrusted = tree !== null || services.provenance.trust !== 'pull_request'
  return { judging: isTrusted ? head : withoutWaivers(head, services), head, differences: [] }
}

/** A file of the caller's own, outside of the repository, was changed by no pull request. */
function isOfRepository(file: string, { workspace }: Services): boolean {
  return !file.startsWith('/') && workspace.repositoryPath(file) !== null
}

async function judgeByBase(file: string, tree: PolicyTree, services: Services): Promise<JudgedGates> {
  const { BaseFiles } = await import('./base-files.ts')
  const bytes = await new BaseFiles(tree, services).find(file)
  const [copy] = bytes?.files ?? []
  const head = await services.gates(file)
  if (copy === undefined) {
    const differences = [describe(file, null, showGates(head), true)]
    return { judging: withoutWaivers(head, services), head, differences }
  }
  if (copy.sha256 === (await services.workspace.digest(file, 'caller')).digest.sha256) {
    return { judging: head, head, differences: [] }
  }
  const base = await readBase(copy.path, file, services)
  if (base instanceof InputError) {
    services.logger.warning(
      `the base branch's ${file} cannot be read, so this change, which mends it, is judged by its own: ${base.message}`,
    )
    const differences = [describe(file, 'cannot be read', showGates(head), true)]
    return { judging: withoutWaivers(head, services), head, differences }
  }
  warnOfNewWaivers(head.waivers, base.waivers, services)
  return { judging: base, head, differences: [describe(file, showGates(base), showGates(head), false)] }
}

async function readBase(copy: string, file: string, { gates }: Services): Promise<GatesFile | InputError> {
  try {
    const read = await gates(copy)
    const move = <T extends { readonly place: { readonly file: string } }>(entry: T): T => ({
      ...entry,
      place: { ...entry.place, file },
    })
    return { gates: read.gates.map(move), waivers: read.waivers.map(move) }
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

function withoutWaivers(gates: GatesFile, services: Services): GatesFile {
  warnOfNewWaivers(gates.waivers, [], services)
  return { ...gates, waivers: [] }
}

function describe(file: string, base: string | null, head: string, counts: boolean): PolicyDifference {
  const source = { file, line: null }
  return { path: file, part: 'policy', counts, base, head, source, model: null, concerns: ['compare'] }
}

function showGates({ gates, waivers }: GatesFile): string {
  return `${formatPlural(gates.length, 'gate')}, ${formatPlural(waivers.length, 'waiver')}`
}
