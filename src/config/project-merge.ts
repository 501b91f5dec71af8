import { type Fault, InputError } from '../core/faults.ts'
import type { LaterKey } from '../core/later.ts'
import { resolveModel } from './model-resolution.ts'
import type { RawModel } from './model-settings.ts'
import type { ModelSource } from './model-source.ts'
import { joinPath } from './paths.ts'
import { isSame } from './policy-differences.ts'
import { describePolicy } from './policy-digest.ts'
import { type ExamSide, mergeModels, moveModel, placeMerged } from './policy-merge.ts'
import { partOfRoot } from './policy-parts.ts'
import type { ModelSettings, Project } from './project.ts'
import {
  listGone,
  listModelDifferences,
  listRootDifferences,
  noteNew,
  type SharedModel,
} from './project-differences.ts'
import { schemeOf } from './quantities.ts'
import type { MergedProject } from './written-project.ts'

/** @see WrittenProject.mergeOnto */
export async function mergeProjects(
  bases: readonly Project[],
  head: Project,
  contracts: ReadonlyMap<string, string>,
): Promise<MergedProject> {
  const [main] = bases as readonly [Project, ...Project[]]
  const shared = findShared(bases, head)
  const redact = (text: string) =>
    bases.reduce((hidden, base) => base.written.redact(hidden), head.written.redact(text))
  const changed = new Map([...shared].filter(([, { base, head: own }]) => !isAlike(base.raw, own.raw)))
  const root = { ...head.written.root, ...keepPolicy(main.written.root) }
  const differences = [
    ...listRootDifferences(main, head, root, redact),
    ...listGone(main, head),
    ...Object.keys(head.models).flatMap((name) => (shared.has(name) ? [] : [noteNew(name, head)])),
  ]
  const later: LaterKey[] = [...head.later.filter(({ model, path }) => isKept(model, path, false))]
  later.push(...main.later.filter(({ model, path }) => isKept(model, path, true)))
  const models: Record<string, ModelSettings> = { ...head.models }
  for (const [name, pair] of changed) {
    const own: LaterKey[] = []
    models[name] = await settle(name, pair, 'head', own).catch((error: unknown) => {
      if (error instanceof InputError) return head.models[name]!
      throw error
    })
    later.push(...own)
  }
  later.push(...head.later.filter(({ model }) => model !== null && !changed.has(model)))
  const isPlain =
    differences.length === 0 &&
    changed.size === 0 &&
    isSame([...main.written.trust], [...head.written.trust]) &&
    [...contracts].every(([file, text]) => head.written.contracts.get(file) === text)
  return {
    project: {
      ...head,
      policyFrom: main.policyFrom,
      waivers: main.waivers,
      network: main.network,
      evidence: main.evidence,
      models,
      later,
      policy: isPlain ? head.policy : describeMerged(bases, head, { root, shared, contracts }),
    },
    differences,
    differencesOf: (name, exam) => {
      const pair = changed.get(name)
      return pair === undefined ? [] : listModelDifferences(name, pair, exam, redact)
    },
    settle: async (name, exam) => {
      const pair = changed.get(name)
      return pair === undefined ? models[name]! : settle(name, pair, exam, [])
    },
  }
}

/** Whether two models say the same; the order of stages counts, which that of a map's keys does not. */
function isAlike(base: RawModel, head: RawModel): boolean {
  return isSame(base, head) && isSame(Object.keys(base.stages), Object.keys(head.stages))
}

/** Models that both know by their names, wherever they stand; the base's paths as seen from the head's folder. */
function findShared(bases: readonly Project[], head: Project): ReadonlyMap<string, SharedModel> {
  const shared = new Map<string, SharedModel>()
  for (const [name, own] of Object.entries(head.written.models)) {
    const found = bases.find(({ written }) => Object.hasOwn(written.models, name))?.written.models[name]
    if (found === undefined) continue
    const base = { ...found, raw: moveModel(found, own.folder), folder: own.folder }
    shared.set(name, { base, head: own })
  }
  return shared
}

/** @throws InputError with everything that does not go together. */
async function settle(
  name: string,
  { base, head }: SharedModel,
  exam: ExamSide,
  later: LaterKey[],
): Promise<ModelSettings> {
  const faults: Fault[] = []
  const { placeOf, textOf } = placeMerged(base, head)
  const { folder } = head
  const source: ModelSource = {
    model: name,
    placeOf,
    textOf,
    locate: (path) => (schemeOf(path) !== null || path.startsWith('/') ? path : joinPath(folder, path)),
    fault: (path, message, help) =>
      void faults.push({ message, place: placeOf(path), ...(help === undefined ? {} : { help }) }),
    later: (path, message, commands) => {
      const written = ['models', name, ...path].map(String).join('.')
      later.push({ path: written, message, place: placeOf(path), model: name, commands })
    },
  }
  const settings = await resolveModel(mergeModels(base.raw, head.raw, exam), folder, source)
  if (faults.length > 0) throw new InputError(faults)
  return settings
}

function keepPolicy(root: Project['written']['root']): Partial<Project['written']['root']> {
  const deciding = Object.keys({ ...root, env: null, network: null, waivers: null }).filter(
    (key) => partOfRoot(key) !== 'wiring',
  )
  return Object.fromEntries(deciding.map((key) => [key, root[key as keyof typeof root]]))
}

/** Of the root file's keys that have no executor yet those of the side that has the say. */
function isKept(model: string | null, path: string, isOfBase: boolean): boolean {
  return model === null && (partOfRoot(path.split('.')[0]!) !== 'wiring') === isOfBase
}

/** The policy that judges; its files are those that it comes from. */
function describeMerged(
  bases: readonly Project[],
  head: Project,
  given: {
    readonly root: Project['written']['root']
    readonly shared: ReadonlyMap<string, SharedModel>
    readonly contracts: ReadonlyMap<string, string>
  },
): Project['policy'] {
  const { root, shared, contracts } = given
  const models = Object.entries(head.written.models).map(([name, own]) => {
    const pair = shared.get(name)
    const raw = pair === undefined ? own.raw : mergeModels(pair.base.raw, pair.head.raw, 'base')
    return [name, { raw, folder: own.folder }] as const
  })
  const hasNew = models.some(([name]) => !shared.has(name))
  const files = [...bases, ...(hasNew ? [head] : [])].flatMap(({ written }) => written.files)
  const texts = new Map([...head.written.contracts, ...contracts])
  const seen = new Set<string>()
  const unique = files.filter(({ file }) => !seen.has(file) && seen.add(file))
  return describePolicy(
    root,
    Object.fromEntries(models),
    unique,
    { contracts: texts, trust: bases[0]?.written.trust ?? head.written.trust },
    head.written.sha256,
  )
}
