import { InputError, SystemError } from '../../core/faults.ts'

/** Kinds of the engine's errors that repeat the query's own words, and nothing of the data. */
const SPEAKS_OF_QUERY = /^(?:Failed to extract statements: )?(Parser|Binder|Catalog) Error: /

/** Kinds that may repeat a cell, with what is said instead. */
const SILENCED: readonly (readonly [RegExp, string])[] = [
  [/^Out of Memory Error/, 'needs more memory than it may take: make it simpler, or raise `engine: {memory: …}`'],
  [/^Conversion Error/, 'casts a value that does not read as the type: use TRY_CAST'],
  [/^Out of Range Error/, 'comes to a number that is out of range: cast to DOUBLE or HUGEINT first'],
  [/^Invalid Input Error/, 'gives a function a value that it does not take: use TRY(…), or leave such rows out'],
  [/^(Permission|IO|HTTP) Error/, 'reaches for something beside its tables, or a file of them cannot be read'],
]

const LONGEST_REASON = 400

/**
 * Why a query failed, in plain words. What the engine says is repeated only where it cannot hold a cell; `omitted` tells
 * which columns the query could not have named.
 */
export function describeQueryFailure(error: unknown, omitted: readonly string[]): string {
  if (error instanceof InputError) {
    const [{ message, place, help }] = error.faults as readonly [InputError['faults'][number]]
    const file = place === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `
    return `${file}${message}${help === undefined ? '' : ` (${help})`}`
  }
  if (error instanceof SystemError) return error.message.replace(/\n {2}→ (.*)/s, ' ($1)')
  const message = error instanceof Error ? error.message : String(error)
  if (SPEAKS_OF_QUERY.test(message)) {
    const said = message.replace(SPEAKS_OF_QUERY, '').split(/\n\s*LINE \d+:/, 1)[0]!
    const more = omitted.length === 0 ? '' : `; not to be named: ${omitted.join('; ')}`
    return `the query does not run: ${tidy(said)}${tidy(more)}`
  }
  const silenced = SILENCED.find(([kind]) => kind.test(message))?.[1]
  if (silenced !== undefined) return `the query ${silenced}`
  const kind = /^([A-Z][A-Za-z ]{0,30}) Error/.exec(message)?.[1] ?? 'Unknown'
  return `the query fails in the data engine (${kind} Error): make it simpler`
}

function tidy(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trimEnd()
  return line.length <= LONGEST_REASON ? line : `${line.slice(0, LONGEST_REASON)}…`
}
