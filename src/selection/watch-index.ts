import { couldMatchInside, makePathRule, type PathRule, takesIn } from './path-rule.ts'

/** A path that differs between base and head. */
export interface ChangedPath {
  readonly path: string
  /** The file that tells of it where git does not: `dvc.lock`; null: git itself. */
  readonly via: string | null
  /** Whether it stands for a folder of which nobody knows which files changed. */
  readonly isFolder: boolean
}

/** Something that models live by, and what of it changed. */
export interface Watch {
  readonly rule: PathRule
  /** All entries that it is one of, where some take out; else null. */
  readonly among: readonly PathRule[] | null
  /** Why a change of it counts, as a reason says it: `paths: src/**`. */
  readonly why: string
  /** Numbers of the models. */
  readonly models: Set<number>
  /** The first of what changed. */
  readonly hits: ChangedPath[]
  /** Whether more changed than `hits` holds. */
  hasMore: boolean
}

/** As many paths as a reason names. */
export const MOST_HITS = 5

/**
 * What models watch, found by path without asking each of them: plain paths by the folders above a changed one, patterns
 * by the text they begin with. What several models watch alike is one entry.
 */
export class WatchIndex {
  private readonly watches = new Map<string, Watch>()
  private readonly plain = new Map<string, Watch[]>()
  private readonly globs = new Map<string, Watch[]>()
  private lengths: readonly number[] | null = null

  get all(): Iterable<Watch> {
    return this.watches.values()
  }

  /** Adds entries of one list, of which those with `!` take out. */
  addList(written: readonly string[], model: number, describe: (pattern: string) => string): void {
    const isPlain = !written.some((entry) => entry.startsWith('!'))
    const rules = isPlain ? null : written.map(makePathRule)
    const listKey = isPlain ? '' : written.join('\n')
    for (const [index, entry] of written.entries()) {
      if (!entry.startsWith('!')) this.add(entry, model, describe(entry), listKey, rules, rules?.[index])
    }
  }

  /** Adds one path or pattern. */
  add(
    entry: string,
    model: number,
    why: string,
    listKey = '',
    among: readonly PathRule[] | null = null,
    rule?: PathRule,
  ): void {
    const key = `${entry}\0${why}\0${listKey}`
    let watch = this.watches.get(key)
    if (watch === undefined) {
      this.lengths = null
      watch = { rule: rule ?? makePathRule(entry), among, why, models: new Set(), hits: [], hasMore: false }
      this.watches.set(key, watch)
      const group = watch.rule.isGlob ? this.globs : this.plain
      const others = group.get(watch.rule.prefix)
      if (others === undefined) group.set(watch.rule.prefix, [watch])
      else others.push(watch)
    }
    watch.models.add(model)
  }

  /** Notes a change at every watch that it concerns, but for those that `isLeftOut`. */
  note(change: ChangedPath, isLeftOut: (watch: Watch) => boolean): void {
    const { path } = change
    const tell = (watch: Watch) => {
      if (isLeftOut(watch)) return
      if (watch.hits.length < MOST_HITS) watch.hits.push(change)
      else watch.hasMore = true
    }
    if (change.isFolder) {
      for (const watch of this.watches.values()) if (couldMatchInside(watch.rule, path)) tell(watch)
      return
    }
    const ask = (watch: Watch) => {
      // whoever has more than is told needs no further look
      if (!watch.hasMore && (!watch.rule.isGlob || watch.rule.matches(path)) && isTaken(watch.among, path)) tell(watch)
    }
    this.plain.get('')?.forEach(ask)
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      this.plain.get(path.slice(0, end))?.forEach(ask)
    }
    this.plain.get(path)?.forEach(ask)
    for (const length of this.listLengths()) {
      if (length <= path.length) this.globs.get(path.slice(0, length))?.forEach(ask)
    }
  }

  /** How long the texts are that patterns begin with. */
  private listLengths(): readonly number[] {
    this.lengths ??= [...new Set([...this.globs.keys()].map((prefix) => prefix.length))]
    return this.lengths
  }
}

function isTaken(among: readonly PathRule[] | null, path: string): boolean {
  return among === null || takesIn(among, path)
}
