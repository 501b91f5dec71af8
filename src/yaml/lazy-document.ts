import type { Place } from '../core/faults.ts'
import { type DataPath, type LocatedDocument, parseLocatedYaml } from './located-document.ts'
import { readPlainYaml } from './plain-yaml.ts'

const isEnumerable = Object.prototype.propertyIsEnumerable

/** A file of fewer characters cannot hold more values than the whole parser allows. */
const MAX_PLAIN_LENGTH = 100_000

/**
 * The same document as `parseLocatedYaml` gives, for configurations of thousands of files: one in plain YAML is read in
 * microseconds, and where its values stand is found out at the first look at a line or column.
 *
 * @throws as `parseLocatedYaml`
 */
export function readLocatedYaml(text: string, file: string): LocatedDocument {
  const data = readPlainYaml(text, MAX_PLAIN_LENGTH)
  return data === undefined ? parseLocatedYaml(text, file) : new LazyDocument(text, file, data)
}

class LazyDocument implements LocatedDocument {
  readonly file: string
  readonly data: unknown
  readonly #text: string
  #whole: LocatedDocument | undefined

  constructor(text: string, file: string, data: unknown) {
    this.file = file
    this.data = data
    this.#text = text
  }

  readonly placeOf = (path: DataPath, part?: 'key' | 'value'): Required<Place> => {
    let found: Required<Place> | undefined
    const find = () => {
      found ??= this.#parse().placeOf(path, part)
      return found
    }
    // own properties, so that a place is copied, compared and written down like any other
    return {
      file: this.file,
      get line() {
        return find().line
      },
      get column() {
        return find().column
      },
    }
  }

  readonly has = (path: DataPath): boolean => this.#valueAt(path) !== undefined

  readonly textOf = (path: DataPath): string | null => {
    const value = this.#valueAt(path)
    if (value === undefined || typeof value === 'object') return value === null ? this.#parse().textOf(path) : null
    // a plain file writes texts as they are
    return typeof value === 'string' ? value : this.#parse().textOf(path)
  }

  #parse(): LocatedDocument {
    this.#whole ??= parseLocatedYaml(this.#text, this.file)
    return this.#whole
  }

  /** undefined where the path is not there. */
  #valueAt(path: DataPath): unknown {
    let value = this.data
    for (const part of path) {
      if (typeof value !== 'object' || value === null || !isEnumerable.call(value, part)) return undefined
      value = (value as Readonly<Record<PropertyKey, unknown>>)[part]
    }
    return value
  }
}
