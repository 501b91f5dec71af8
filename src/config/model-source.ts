import type { Fault, Place } from '../core/faults.ts'
import type { LaterKey } from '../core/later.ts'
import type { DataPath, LocatedDocument } from '../yaml/located-document.ts'
import { joinPath } from './paths.ts'
import { schemeOf } from './quantities.ts'

/** What the parts of one model are resolved with: where they were written, and where faults and later keys go. */
export interface ModelSource {
  readonly model: string
  placeOf(path: DataPath, part?: 'key' | 'value'): Place
  /** A scalar as written; null where it is none. */
  textOf(path: DataPath): string | null
  /** A path of the file, from the working directory; other locations (`s3://…`) and absolute paths as they are. */
  locate(path: string): string
  fault(path: DataPath, message: string, help?: string): void
  /** Notes a key that has no executor yet, with the commands that would need it. */
  later(path: DataPath, message: string, commands: readonly string[]): void
}

/**
 * The source of one model: keys of its own file, then those of the root's `defaults`.
 *
 * @param folder that its paths start from, relative to the working directory.
 */
export function modelSource(
  model: string,
  own: LocatedDocument,
  root: LocatedDocument,
  folder: string,
  sink: { readonly faults: Fault[]; readonly later: LaterKey[] },
): ModelSource {
  const find = (path: DataPath): readonly [LocatedDocument, DataPath] => {
    const mine = ['models', model, ...path]
    const inherited = ['defaults', ...path]
    return !own.has(mine) && path.length > 0 && root.has(inherited) ? [root, inherited] : [own, mine]
  }
  const placeOf = (path: DataPath, part?: 'key' | 'value') => {
    const [document, found] = find(path)
    return document.placeOf(found, part)
  }
  return {
    model,
    placeOf,
    textOf: (path) => {
      const [document, found] = find(path)
      return document.textOf(found)
    },
    locate: (path) => (schemeOf(path) !== null || path.startsWith('/') ? path : joinPath(folder, path)),
    fault: (path, message, help) => {
      const [document, found] = find(path)
      const part = document.textOf(found) === null ? 'key' : 'value'
      sink.faults.push({ message, place: placeOf(path, part), ...(help === undefined ? {} : { help }) })
    },
    later: (path, message, commands) => {
      const name = ['models', model, ...path].map(String).join('.')
      sink.later.push({ path: name, message, place: placeOf(path), model, commands })
    },
  }
}
