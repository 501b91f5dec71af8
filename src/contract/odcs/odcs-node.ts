import type { Fault, Place } from '../../core/faults.ts'
import { nearestName } from '../../text/nearest-name.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { hasReached, type OdcsVersion, type VersionTable } from './odcs-version.ts'

/** What all values of one contract share while it is read. */
export interface OdcsReading {
  readonly document: LocatedDocument
  /** Of the contract. */
  readonly version: OdcsVersion
  /** What is wrong is noted here. */
  readonly faults: Fault[]
}

type Path = readonly (string | number)[]

/** A value of a contract file: read by the type that it must have; what is wrong is noted with its place, and all is reported at once. */
export class OdcsNode {
  readonly #reading: OdcsReading
  readonly #path: Path
  readonly value: unknown

  constructor(reading: OdcsReading, path: Path = [], value: unknown = reading.document.data) {
    this.#reading = reading
    this.#path = path
    this.value = value
  }

  /** Whether the contract is written in this version or a later one. */
  isSince(version: OdcsVersion): boolean {
    return hasReached(this.#reading.version, version)
  }

  /** What v3.1 brought means the same in a contract that still calls itself v3.0, as examples of the standard do. */
  #takes(since: OdcsVersion): boolean {
    return this.isSince(since) || hasReached('v3.1.0', since)
  }

  /** Where this value's key (or list entry) stands. */
  get place(): Place {
    return this.#reading.document.placeOf(this.#path)
  }

  /** A scalar as written; '' for maps and lists. */
  get source(): string {
    return this.#reading.document.textOf(this.#path) ?? ''
  }

  get isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)
  }

  /** Whether the key is there and holds something. */
  has(key: string): boolean {
    return this.isMap && Object.hasOwn(this.value as object, key) && this.child(key).value !== null
  }

  get keys(): readonly string[] {
    return this.isMap ? Object.keys(this.value as object) : []
  }

  child(key: string | number): OdcsNode {
    const isThere = typeof this.value === 'object' && this.value !== null && Object.hasOwn(this.value, key)
    const value = isThere ? ((this.value as Record<string | number, unknown>)[key] ?? null) : null
    return new OdcsNode(this.#reading, [...this.#path, key], value)
  }

  refuse(message: string, help?: string): void {
    this.#reading.faults.push({ message, place: this.place, ...(help === undefined ? {} : { help }) })
  }

  /** Notes each key that is none of the known ones, with the nearest, or that came with a later version. */
  refuseUnknownKeys(what: string, known: VersionTable): void {
    for (const key of this.keys) {
      const since = Object.hasOwn(known, key) ? known[key] : undefined
      if (since === undefined) {
        const names = Object.keys(known).filter((name) => this.#takes(known[name] as OdcsVersion))
        const nearest = nearestName(key, names)
        const all = names.length === 0 ? `${what} has none` : `${what} has: ${names.join(', ')}`
        this.child(key).refuse(`unknown key "${key}" in ${what}`, nearest ? `did you mean ${nearest}?` : all)
      } else if (!this.#takes(since)) {
        this.child(key).refuse(
          `"${key}" in ${what} came with ODCS ${since}; this contract is ${this.#reading.version}`,
          `write apiVersion: ${since}, or take "${key}" out`,
        )
      }
    }
  }

  /** Entries of the list under a key; none where it is not there. `what` names one entry. */
  maps(key: string, what: string): readonly OdcsNode[] {
    if (!this.has(key)) return []
    const list = this.child(key)
    if (!Array.isArray(list.value)) {
      list.refuse(`"${key}" must be a list`, `begin each entry, ${what}, with "- "`)
      return []
    }
    return list.value.flatMap((_, index) => {
      const entry = list.child(index)
      if (entry.isMap) return [entry]
      entry.refuse(`an entry of "${key}" must be a map: ${what}`)
      return []
    })
  }

  /** The scalar under a key as text; null where it is not there or empty. */
  text(key: string): string | null {
    return this.#scalar(key) || null
  }

  /** The same of a key that must be there: noted with `message` where it is not, and then ''. */
  requiredText(key: string, message: string, help: string): string {
    const text = this.text(key)
    if (text === null && typeof (this.child(key).value ?? '') !== 'object') this.refuse(message, help)
    return text ?? ''
  }

  #scalar(key: string): string | null {
    if (!this.has(key)) return null
    const child = this.child(key)
    if (typeof child.value !== 'object') return typeof child.value === 'string' ? child.value : child.source
    child.refuse(`"${key}" must be text`)
    return null
  }

  /** The words under a key in the case given; noted where it is none of `choices`, or one of a later version. */
  choice<T extends string>(key: string, choices: readonly T[] | Readonly<Record<T, OdcsVersion>>): T | null {
    const text = this.#scalar(key)
    if (text === null) return null
    const isList = Array.isArray(choices)
    const since = (name: T) => (isList ? 'v3.0.0' : (choices as Readonly<Record<T, OdcsVersion>>)[name])
    const names = isList ? (choices as readonly T[]) : (Object.keys(choices) as T[])
    const chosen = names.find((name) => name === text)
    if (chosen !== undefined && this.#takes(since(chosen))) return chosen
    if (chosen !== undefined) {
      this.child(key).refuse(
        `"${key}" is "${text}", which came with ODCS ${since(chosen)}; this contract is ${this.#reading.version}`,
        `write apiVersion: ${since(chosen)}`,
      )
      return null
    }
    const open = names.filter((name) => this.#takes(since(name)))
    const nearest = nearestName(text, open)
    this.child(key).refuse(
      `"${key}" is "${text}"; it takes ${open.join(', ')}`,
      nearest ? `did you mean ${nearest}?` : undefined,
    )
    return null
  }

  /** Where a key says true; null where it says false or is not there. */
  flag(key: string): Place | null {
    if (!this.has(key)) return null
    const child = this.child(key)
    if (typeof child.value !== 'boolean') child.refuse(`"${key}" must be true or false`)
    return child.value === true ? child.place : null
  }

  /** A finite number; null where it is not there or none. */
  number(key: string | number): number | null {
    const child = this.child(key)
    if (child.value === null) return null
    if (typeof child.value === 'number' && Number.isFinite(child.value)) return child.value
    child.refuse(`"${key}" must be a number`)
    return null
  }
}
