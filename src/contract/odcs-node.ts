import type { Fault, Place } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'

type Path = readonly (string | number)[]

/** A value of a contract file: read by the type that it must have; what is wrong is noted with its place, and all is reported at once. */
export class OdcsNode {
  readonly #document: LocatedDocument
  readonly #path: Path
  readonly #faults: Fault[]
  readonly value: unknown

  constructor(document: LocatedDocument, faults: Fault[], path: Path = [], value: unknown = document.data) {
    this.#document = document
    this.#faults = faults
    this.#path = path
    this.value = value
  }

  /** Where this value's key (or list entry) stands. */
  get place(): Place {
    return this.#document.placeOf(this.#path)
  }

  /** A scalar as written; '' for maps and lists. */
  get source(): string {
    return this.#document.textOf(this.#path) ?? ''
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
    const value = (this.value as Record<string | number, unknown> | null)?.[key] ?? null
    return new OdcsNode(this.#document, this.#faults, [...this.#path, key], value)
  }

  refuse(message: string, help?: string): void {
    this.#faults.push({ message, place: this.place, ...(help === undefined ? {} : { help }) })
  }

  /** Notes each key that is none of the known ones, with the nearest. */
  refuseUnknownKeys(what: string, known: readonly string[]): void {
    for (const key of this.keys) {
      if (known.includes(key)) continue
      const nearest = nearestName(key, known)
      const help = nearest ? `did you mean ${nearest}?` : `${what} has: ${known.join(', ')}`
      this.child(key).refuse(`unknown key "${key}" in ${what}`, help)
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

  /** The words under a key in the case given; noted where it is none of `choices`. */
  choice<T extends string>(key: string, choices: readonly T[]): T | null {
    const text = this.#scalar(key)
    if (text === null || (choices as readonly string[]).includes(text)) return text as T | null
    const nearest = nearestName(text, choices)
    this.child(key).refuse(
      `"${key}" is "${text}"; it takes ${choices.join(', ')}`,
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
