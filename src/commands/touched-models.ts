import type { Project } from '../config/project.ts'
import type { ProjectOutline } from '../config/project-outline.ts'
import type { ChangeSet } from '../core/change-set.ts'
import { InputError } from '../core/faults.ts'
import type { ChangedPath } from '../selection/watch-index.ts'
import type { Services } from './services.ts'

/** A model that a change touches. */
export interface TouchedModel {
  readonly model: string
  /** The file that it stands in, as `--config` takes it. */
  readonly config: string
  /** Folder of that file: `.` for the working directory. */
  readonly folder: string
  /** Why, as `src/train.py (paths: src/**)`; none where there was no change to look at. */
  readonly reasons: readonly string[]
}

type SelectionServices = Pick<Services, 'outline' | 'workspace'>

/**
 * Those of a project's default models that a change touches, in their order; without a change to look at all of them.
 *
 * @throws InputError where `paths` or `shared` cannot be read.
 */
export async function findTouchedModels(
  project: Pick<Project, 'defaultModels'>,
  changeSet: ChangeSet | null,
  services: SelectionServices,
): Promise<readonly TouchedModel[]> {
  const outline = await services.outline()
  if (outline === null) return []
  const reasons = changeSet === null ? null : await selectModels(outline, changeSet, services)
  const models = new Map(outline.models.map((model) => [model.name, model]))
  return project.defaultModels.flatMap((name) => {
    const [model, why] = [models.get(name), reasons === null ? [] : reasons.get(name)]
    if (model === undefined || why === undefined) return []
    return { model: name, config: model.config, folder: model.configFolder || '.', reasons: why }
  })
}

async function selectModels(
  outline: ProjectOutline,
  changeSet: ChangeSet,
  services: SelectionServices,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { selectTouched } = await import('../selection/selection.ts')
  const { paths } = changeSet
  const changed = new Set(paths)
  const changedConfig = [...outline.files].filter((file) => changed.has(file))
  const configChanges = outline.findChanges(changed, await changeSet.read('base', changedConfig))
  const submodules = new Set(changeSet.submodules)
  const changes = paths.map((path): ChangedPath => ({ path, via: null, isFolder: submodules.has(path) }))
  return selectTouched({
    models: outline.models,
    shared: outline.shared,
    changes: [...changes, ...(await readDvcChanges(changeSet, changed, services))],
    configFiles: outline.files,
    configChanges,
  })
}

/** Data that DVC keeps: git sees only its records change. */
async function readDvcChanges(
  changeSet: ChangeSet,
  changed: ReadonlySet<string>,
  services: SelectionServices,
): Promise<readonly ChangedPath[]> {
  const records = changeSet.paths.filter((path) => path.endsWith('.dvc') || path.endsWith('dvc.lock'))
  if (records.length === 0) return []
  const { findDvcChanges, isDvcRecord } = await import('../selection/dvc-changes.ts')
  const files = records.filter(isDvcRecord)
  const pipelines = new Map(files.map((path) => [path, path.replace(/dvc\.lock$/, 'dvc.yaml')]))
  const [base, head] = await Promise.all([
    changeSet.read('base', files),
    changeSet.read('head', [...files, ...pipelines.values()]),
  ])
  const found: ChangedPath[] = []
  for (const [path, file] of pipelines) {
    const isLock = file !== path
    const pipeline = !isLock ? null : (head.get(file) ?? (await readUnchanged(file, changeSet, changed, services)))
    found.push(...findDvcChanges({ path, base: base.get(path) ?? null, head: head.get(path) ?? null, pipeline }))
  }
  return found
}

/** A file that the change leaves as it is, from the work tree; null where there is none. */
async function readUnchanged(
  path: string,
  { folder }: ChangeSet,
  changed: ReadonlySet<string>,
  { workspace }: SelectionServices,
): Promise<string | null> {
  if (changed.has(path)) return null
  const file = `${folder === '' ? '' : `${folder.split('/').fill('..').join('/')}/`}${path}`
  try {
    return (await workspace.exists(file, 'config')) ? await workspace.readText(file, 'config') : null
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}
