import { InputError } from '../core/faults.ts'
import { isMap, type PlainMap } from '../core/plain-map.ts'
import { openEnvelope } from './evidence-reading.ts'
import { parseJson } from './json-text.ts'
import { STATEMENT_TYPE } from './statement.ts'

/** An in-toto statement of any kind, with what it came in. */
export interface KeptStatement {
  readonly statement: PlainMap
  /** The envelope, or the bundle around it, as JSON; null without signatures. */
  readonly signedText: string | null
}

/** The statements of a file, one a line, bare or signed. @throws InputError at the first line that is none */
export function readKeptStatements(text: string, file: string): readonly KeptStatement[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, index) => {
    const refuse = (message: string) => new InputError({ message, place: { file, line: index + 1 } })
    const parsed = parseJson(line)
    if (!parsed.ok) throw refuse(`this is no JSON: ${parsed.message}`)
    const opened = openEnvelope(parsed.value)
    if (typeof opened === 'string') throw refuse(opened)
    if (!isMap(opened.value) || opened.value['_type'] !== STATEMENT_TYPE) throw refuse('this is no in-toto statement')
    return { statement: opened.value, signedText: opened.envelope === 'signed' ? line : null }
  })
}
