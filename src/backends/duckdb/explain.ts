import type { DataSource } from '../../core/data-source.ts'
import { type Fault, InputError, SystemError } from '../../core/faults.ts'
import { notInEncoding, showFile } from './csv-header.ts'

/** Kinds of the engine's errors that speak of the query or of the lock, never of the data. */
const OURS =
  /^(Binder|Parser|Catalog|Permission|Internal|Not implemented|Syntax|FATAL|Constraint|Parameter)\b.*Error:|configuration has been locked/i

/**
 * The error to show for one of the engine's: InputError where the data is at fault, with place and mend, and without any
 * of its cells; SystemError where the engine is, or our query.
 */
export function explainFailure(error: unknown, source: DataSource): Error {
  const message = error instanceof Error ? error.message : String(error)
  if (/^Out of Memory Error/.test(message)) {
    return new SystemError(`${source.uri}: the data engine needs more memory than it may take`, {
      help: 'raise `engine: {memory: …}`, or split the data',
      cause: error,
    })
  }
  if (OURS.test(message)) {
    return new SystemError(`${source.uri}: the data engine refused a query: ${firstLine(message)}`, { cause: error })
  }
  const fault = explainCsv(message, source) ?? explainJson(message, source)
  if (fault) return new InputError(fault, { cause: error })
  const problem = /GZIP stream/i.test(message) ? 'the gzip data is damaged or cut off' : null
  const help = problem !== null || source.format === 'parquet' ? { help: 'write or fetch it again' } : {}
  const unread = `${source.uri}: ${problem ?? `cannot be read: ${firstLine(message)}`}`
  return new InputError({ message: unread, ...help }, { cause: error })
}

function explainCsv(message: string, source: DataSource): Fault | null {
  const file = showFile(source, /^ {2}file = (.+)$/m.exec(message)?.[1] ?? source.uri)
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1]
  const place = line === undefined ? { file } : { file, line: Number(line) }
  if (/not utf-16 encoded/i.test(message)) {
    return {
      message: 'is not UTF-16 text, or holds characters beyond U+FFFF (emoji), which the engine does not read in it',
      place,
      help: 'save it as UTF-8',
    }
  }
  if (/not utf-8 encoded|Invalid unicode|invalid byte sequence/i.test(message)) {
    return notInEncoding(place, source.csv?.encoding ?? 'utf-8')
  }
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message)
  if (counts) {
    return {
      message: `the line has ${counts[2]} fields, the header ${counts[1]}`,
      place,
      help: 'a field that holds the delimiter or a line break needs quotes around it',
    }
  }
  if (/unterminated quote/.test(message)) {
    return {
      message: 'a quoted field does not end, or goes on after its quote',
      place,
      help: 'write a quote inside a field twice',
    }
  }
  if (/Maximum line size/.test(message)) {
    return { message: 'a line is longer than 16 MB', place, help: 'a quote before it may not be closed' }
  }
  if (/state machine reached an invalid state/.test(message)) {
    return {
      message: 'is not well-formed CSV: line endings are mixed, or quotes stand where none may',
      place,
      help: 'write it again with one kind of line ending',
    }
  }
  const cell = /Error when converting column "(.+?)"[\s\S]*? to '(.+?)'/.exec(message)
  if (cell) return { message: `column "${cell[1]}" holds a value that is no ${cell[2]}`, place }
  return line === undefined ? null : { message: 'the line cannot be read', place }
}

function explainJson(message: string, source: DataSource): Fault | null {
  const long = /"maximum_object_size".*? while reading file "(.*?)"/.exec(message)?.[1]
  if (long !== undefined) {
    const help = 'take the long values out of the data'
    return { message: 'a row is longer than 16 MB', place: { file: showFile(source, long) }, help }
  }
  const found = /(Malformed JSON|JSON transform error) in file "(.*?)",.*?in (line|record\/value) (\d+): ([^\n]*)/.exec(
    message,
  )
  if (!found) return null
  const [, kind, path, unit, number, problem] = found as unknown as readonly [string, ...string[]]
  const file = showFile(source, path!)
  // Of malformed text the engine names the one behind; values of a list have no lines.
  const ordinal = Number(number) - (kind === 'Malformed JSON' ? 1 : 0)
  const isLine = unit === 'line'
  const place = isLine && ordinal > 0 ? { file, line: ordinal } : { file }
  if (/byte order mark/.test(problem!)) {
    return {
      message: 'starts with a byte order mark, which JSON does not allow',
      place: { file },
      help: 'save it as UTF-8 without one',
    }
  }
  const repeated = /has duplicate key "(.*)"/.exec(problem!)?.[1]
  if (repeated !== undefined) return { message: `the object has the key "${repeated}" twice`, place }
  const where = isLine ? '' : ` (value ${ordinal})`
  return {
    message:
      kind === 'Malformed JSON'
        ? `is not JSON: ${problem!.trim()}${where}`
        : `the row is no object of the expected shape${where}`,
    place,
  }
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]!.slice(0, 200)
}
