import type { Fault, Place } from '../../core/faults.ts'
import { nearestName } from '../../text/nearest-name.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'

type Path = readonly (string | number)[]

/** A value of a descriptor: read by the type that it must have; what is wrong is noted with its place, and all is reported at once. */
export class DescriptorNode {
  readonly #document: LocatedDocument
  readonly #faults: Fault[]
  readonly #path: Path
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

  get isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)
  }

  get keys(): readonly string[] {
    return this.isMap ? Object.keys(this.value as object) : []
  }

  /** Whether the key (or list entry) is there and holds something. */
  has(key: string): boolean {
    return this.child(key).value !== null
  }

  child(key: string | number): DescriptorNode {
    const own = typeof this.value === 'object' && this.value !== null && Object.hasOwn(this.value, key)
    const value = own ? (this.value as Record<string | number, unknown>)[key] : null
    return new DescriptorNode(this.#document, this.#faults, [...this.#path, key], value ?? null)
  }

  refuse(message: string, help?: string): void {
    this.#faults.push({ message, place: this.place, ...(help === undefined ? {} : { help }) })
  }

  /** A scalar as text: what is in quotes as it reads, a number with all its digits; null for maps, lists and nothing. */
  get scalar(): string | null {
    if (this.value === null || typeof this.value === 'object') return null
    return typeof this.value === 'string' ? this.value : this.#document.textOf(this.#path)
  }

  /** The text under a key, empty ones too; null where the key is not there or holds something else, which is noted. */
  text(key: string): string | null {
    if (!this.has(key)) return null
    const { value } = this.child(key)
    if (typeof value === 'string') return value
    this.child(key).refuse(`"${key}" must be text`, 'put it in quotes')
    return null
  }

  /** The text under `name`; '' where there is none, which is noted with `message`. */
  name(message: string, help: string): string {
    if (this.text('name')) return this.text('name')!
    if (!this.has('name') || this.child('name').value === '') this.refuse(message, help)
    return ''
  }

  /** Texts under a key, one or a list of them; null where the key is not there or holds something else, which is noted. */
  texts(key: string): readonly string[] | null {
    if (!this.has(key)) return null
    const child = this.child(key)
    const texts = Array.isArray(child.value) ? child.value : [child.value]
    if (texts.every((text): text is string => typeof text === 'string')) return texts
    child.refuse(`"${key}" must be a list of texts`, 'put numbers and booleans in quotes')
    return null
  }

  /** true or false under a key, `standard` where it is not there or neither, which is noted. */
  boolean(key: string, standard: boolean): boolean {
    if (!this.has(key)) return standard
    const { value } = this.child(key)
    if (typeof value === 'boolean') return value
    this.child(key).refuse(`"${key}" must be true or false`)
    return standard
  }

  /** Where a key says true; null where it says false, or neither, which is noted, or is not there. */
  flag(key: string): Place | null {
    return this.boolean(key, false) ? this.child(key).place : null
  }

  /** The word under a key; null where it is not there or none of `choices`, which is noted. */
  choice<T extends string>(key: string, choices: readonly T[]): T | null {
    const text = this.text(key)
    const choice = choices.find((one) => one === text)
    if (text === null || choice !== undefined) return choice ?? null
    const nearest = nearestName(text, choices)
    const help = nearest === null ? `it takes ${choices.join(', ')}` : `did you mean ${nearest}?`
    this.child(key).refuse(`"${key}" cannot be "${text}"`, help)
    return null
  }

  /** Entries of the list under a key; none where it is not there. `what` names one entry. */
  maps(key: string, what: string): readonly DescriptorNode[] {
    if (!this.has(key)) return []
    const list = this.child(key)
    if (!Array.isArray(list.value)) {
      list.refuse(`"${key}" must be a list`, `each entry is ${what}`)
      return []
    }
    return list.value.flatMap((_, index) => {
      const entry = list.child(index)
      if (entry.isMap) return [entry]
      entry.refuse(`an entry of "${key}" must be a map`, `each entry is ${what}`)
      return []
    })
  }
}
