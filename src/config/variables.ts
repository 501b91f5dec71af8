import type { Fault } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { Places } from './schema-faults.ts'

/** Values of environment variables by name; undefined where unset. */
export type Environment = Readonly<Record<string, string | undefined>>

const REFERENCE = /\$(\$?)\{([^{}]*)\}/g

/** Whether a file's text can hold a reference at all; escapes may hide one. */
export const holdsVariables = (text: string) => text.includes('${') || text.includes('\\')

/** A shorter value is no secret, and hiding it would tear other words apart. */
const SHORTEST_SECRET = 4

/**
 * Replaces `${NAME}` in the text values of a document, never in its keys, by allowed environment variables; `$${NAME}`
 * stays as `${NAME}`. Allow-lists (`env:` at the root) are left as they are.
 */
export class VariableReplacer {
  readonly #allowed: readonly string[]
  readonly #environment: Environment
  /** Values that came in, so that no message repeats one. */
  readonly #used = new Map<string, string>()

  constructor(allowed: readonly string[], environment: Environment) {
    this.#allowed = allowed
    this.#environment = environment
  }

  /** The data with its variables replaced; faults go to the list. */
  replace(data: unknown, places: Places, faults: Fault[], path: readonly PropertyKey[] = []): unknown {
    if (typeof data === 'string') {
      return data.replace(REFERENCE, (written, dollar: string, name: string) => {
        if (dollar !== '') return written.slice(1)
        const result = this.#lookUp(name)
        if (typeof result === 'string') return result
        faults.push({ ...result, place: places.placeOf(path, 'value') })
        return written
      })
    }
    if (Array.isArray(data)) return data.map((item, index) => this.replace(item, places, faults, [...path, index]))
    if (typeof data !== 'object' || data === null) return data
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [
        key,
        path.length === 0 && key === 'env' ? value : this.replace(value, places, faults, [...path, key]),
      ]),
    )
  }

  /** The text with the values of variables hidden behind their names: they may be secrets. */
  redact(text: string): string {
    let redacted = text
    for (const [value, name] of this.#used) {
      if (value.length >= SHORTEST_SECRET) redacted = redacted.replaceAll(value, `\${${name}}`)
    }
    return redacted
  }

  /** Names of the variables that came in. */
  get read(): readonly string[] {
    return [...new Set(this.#used.values())]
  }

  #lookUp(name: string): string | Fault {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      return {
        message: `\${${name}} is no variable: a name has letters, digits and _`,
        help: `write $\${${name}} for the text itself`,
      }
    }
    if (!this.#allowed.includes(name)) {
      const nearest = nearestName(name, this.#allowed)
      return {
        message: `the variable ${name} is not allowed here`,
        help:
          nearest === null
            ? `list it in the root file: env: [${name}]`
            : `did you mean ${nearest}? Else list it in the root file's env:`,
      }
    }
    const value = this.#environment[name]
    if (value === undefined || value === '') {
      return { message: `the environment variable ${name} is not set`, help: `set ${name} for this step` }
    }
    this.#used.set(value, name)
    return value
  }
}
