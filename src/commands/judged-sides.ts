import type { ModelSettings, Project } from '../config/project.ts'
import type { MergedProject } from '../config/written-project.ts'
import { InputError } from '../core/faults.ts'
import type { BaseFiles } from './base-files.ts'
import { lendBase } from './base-workspace.ts'
import type { JudgedContracts } from './judged-contracts.ts'
import { type ExamFlags, findExam, type JudgedExam } from './judged-exam.ts'
import { hush, type Side, type Sides } from './judged-side.ts'
import type { Services } from './services.ts'

/** Both projects, and what the base branch has. */
interface SideSources {
  readonly bases: readonly Project[]
  readonly head: Project
  readonly merged: MergedProject
  readonly contracts: JudgedContracts
  readonly baseFiles: BaseFiles
}

/** The sides of one model, for a command; only differences that the command is concerned with. */
export async function findSides(
  name: string,
  command: 'validate' | 'compare',
  flags: ExamFlags,
  sources: SideSources,
  services: Services,
): Promise<Sides> {
  const { bases, head, merged, contracts, baseFiles } = sources
  const { sha256 } = head.written
  const own = head.models[name]!
  const base = bases.find(({ models }) => Object.hasOwn(models, name))?.models[name]
  const exam = await findOrRefuse(async (): Promise<JudgedExam> => {
    if (command === 'compare' && base !== undefined) {
      return findExam(name, flags, { base, merged, baseFiles, sha256 }, services)
    }
    return { settings: await merged.settle(name, 'head'), side: 'head', lent: contracts.lent, differences: [] }
  })
  const isOpen = exam instanceof InputError
  const files = new Set(
    [own, base].flatMap((model) => Object.values(model?.data ?? {}).map(({ contract }) => contract)),
  )
  const differences = [
    ...merged.differences.filter(({ model }) => model === null || model === name),
    ...merged.differencesOf(name, isOpen ? 'base' : exam.side),
    ...[...contracts.differences].flatMap(([file, difference]) => (files.has(file) ? [difference] : [])),
    ...(isOpen ? [] : exam.differences),
  ].filter(({ concerns }) => concerns.length === 0 || concerns.includes(command))
  const isDisputed = isOpen || differences.some(({ counts, concerns }) => !counts && concerns.length > 0)
  const { waivers, policy, later } = merged.project
  const side = (model: ModelSettings, lent: JudgedExam['lent']): Side => ({
    ...{ model, waivers, policy, later },
    services: { ...services, workspace: lendBase(services.workspace, lent, sha256) },
  })
  return {
    judging: isOpen ? exam : side(exam.settings, exam.lent),
    base: base === undefined ? null : side(base, contracts.lent),
    head: { model: own, waivers: head.waivers, policy: head.policy, later: head.later, services: hush(services) },
    isDisputed,
    differences,
  }
}

async function findOrRefuse<T>(find: () => Promise<T>): Promise<T | InputError> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}
