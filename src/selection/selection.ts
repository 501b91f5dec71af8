import { type ChangedPath, MOST_HITS, type Watch, WatchIndex } from './watch-index.ts'

/** What a model lives by; all paths from the repository's root. */
export interface WatchedModel {
  readonly name: string
  /** Folder of the file that it stands in. */
  readonly folder: string
  /** Entries of `paths`; null: its folder. */
  readonly paths: readonly string[] | null
  /** Files, folders and patterns that its settings name, and as what: `contract of test`. */
  readonly named: readonly { readonly path: string; readonly role: string }[]
}

/** What the configuration's own changes touch: they count by what they say, not by where they stand. */
interface ConfigChanges {
  /** Why every model is touched; null: not all are. */
  readonly all: string | null
  readonly models: ReadonlyMap<string, string>
  /** Entries of the base's `shared`, where that was changed. */
  readonly shared: readonly string[]
}

export interface SelectionRequest {
  readonly models: readonly WatchedModel[]
  /** Entries of `shared`: a change of what they match touches every model. */
  readonly shared: readonly string[]
  readonly changes: readonly ChangedPath[]
  /** The files of the configuration. */
  readonly configFiles: ReadonlySet<string>
  readonly configChanges: ConfigChanges
}

/** Stands for all models. */
const EVERY = -1
const IN_FOLDER = 'in its folder'

/**
 * The models that a change touches, in their order, each with reasons: `src/train.py (paths: src/**)`. At most five paths
 * of a kind are named. Takes time by the number of changes and of models, not by their product.
 */
export function selectTouched(request: SelectionRequest): ReadonlyMap<string, readonly string[]> {
  const { models, configFiles, configChanges } = request
  const index = new WatchIndex()
  index.addList(request.shared, EVERY, (pattern) => `shared: ${pattern}`)
  index.addList(configChanges.shared, EVERY, (pattern) => `the base's shared: ${pattern}`)
  for (const [number, model] of models.entries()) {
    if (model.paths === null) index.add(model.folder, number, IN_FOLDER)
    else index.addList(model.paths, number, (pattern) => `paths: ${pattern}`)
    for (const { path, role } of model.named) index.add(path, number, role)
  }
  for (const change of request.changes) {
    const isConfig = configFiles.has(change.path)
    index.note(change, ({ why }) => isConfig && why === IN_FOLDER)
  }
  const ofAll = new ReasonList()
  if (configChanges.all !== null) ofAll.add(configChanges.all)
  const byModel = new Map<number, ReasonList>()
  for (const watch of index.all) {
    if (watch.hits.length === 0) continue
    for (const number of watch.models) {
      if (number === EVERY) ofAll.addHits(watch)
      else {
        const reasons = byModel.get(number) ?? new ReasonList()
        reasons.addHits(watch)
        byModel.set(number, reasons)
      }
    }
  }
  const touched = new Map<string, readonly string[]>()
  for (const [number, { name }] of models.entries()) {
    const own = configChanges.models.get(name)
    const reasons = [...(own === undefined ? [] : [own]), ...ofAll.list(), ...(byModel.get(number)?.list() ?? [])]
    if (reasons.length > 0) touched.set(name, reasons)
  }
  return touched
}

/** Reasons of one model: a path is told once, by what came first. */
class ReasonList {
  private readonly paths = new Set<string>()
  private readonly reasons: string[] = []
  private hasMore = false

  add(reason: string): void {
    this.reasons.push(reason)
  }

  addHits({ hits, why, hasMore }: Watch): void {
    this.hasMore ||= hasMore
    for (const { path, via } of hits) {
      if (this.paths.has(path)) continue
      if (this.paths.size === MOST_HITS) {
        this.hasMore = true
        return
      }
      this.paths.add(path)
      this.reasons.push(`${path} (${via === null ? '' : `${via}; `}${why})`)
    }
  }

  list(): readonly string[] {
    return this.hasMore ? [...this.reasons, 'and more'] : this.reasons
  }
}
