import type { DataSource } from '../../core/data-source.ts'
import type { Fault, Place } from '../../core/faults.ts'
import type { FullDialect } from '../../sql/csv-dialect.ts'

/** The engine takes a longer one for a mistake. */
const LONGEST_DELIMITER = 4

/** What the engine cannot read by: a delimiter or quote of too many bytes, one in the other, or one that ends lines. */
export function findDialectFaults({ delimiter, quote }: FullDialect): readonly Fault[] {
  const faults: Fault[] = []
  if (Buffer.byteLength(delimiter) > LONGEST_DELIMITER || /^$|[\r\n]/.test(delimiter)) {
    faults.push({
      message: `${JSON.stringify(delimiter)} is no delimiter: it takes one character, such as , ; | or a tab`,
      help: 'mend --delimiter, or csv: {delimiter} beside the path',
    })
  }
  if (Buffer.byteLength(quote) > 1 || /[\r\n]/.test(quote)) {
    faults.push({
      message: `${JSON.stringify(quote)} is no quote: it takes one ASCII character, such as " or '`,
      help: 'mend --quote, or csv: {quote} beside the path',
    })
  } else if (quote !== '' && delimiter.includes(quote)) {
    faults.push({
      message: `${JSON.stringify(quote)} cannot be both delimiter and quote`,
      help: 'mend --delimiter or --quote, or csv: {delimiter, quote} beside the path',
    })
  }
  return faults
}

/** The first line of a CSV file. */
export interface HeaderLine {
  /** Quotes taken off. */
  readonly fields: readonly string[]
  /** Whether the first field is written in quotes. */
  readonly isQuoted: boolean
  /** What ends the line; null where the text ends before: the line may go on, or may be all of the file. */
  readonly lineBreak: string | null
}

/** Splits the first line of `text`. */
export function parseHeaderLine(text: string, dialect: Pick<FullDialect, 'delimiter' | 'quote'>): HeaderLine {
  const { delimiter, quote } = dialect
  const isFirstQuoted = quote !== '' && text.startsWith(quote)
  const fields: string[] = []
  let field = ''
  let isQuoted = false
  let isFieldStart = true
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (isQuoted) {
      if (character !== quote) field += character
      else if (text[at + 1] === quote) {
        field += quote
        at += 1
      } else isQuoted = false
    } else if (isFieldStart && character === quote) {
      isQuoted = true
      isFieldStart = false
    } else if (text.startsWith(delimiter, at)) {
      fields.push(field)
      field = ''
      isFieldStart = true
      at += delimiter.length - 1
    } else if (character === '\n' || character === '\r') {
      const lineBreak = text.startsWith('\r\n', at) ? '\r\n' : character
      return { fields: [...fields, field], isQuoted: isFirstQuoted, lineBreak }
    } else {
      field += character
      isFieldStart = false
    }
  }
  return { fields: [...fields, field], isQuoted: isFirstQuoted, lineBreak: null }
}

/** Names as the engine has them: a field without a name (the index that pandas writes) is `column0` by its place. */
export function nameColumns(fields: readonly string[]): readonly string[] {
  return fields.map((field, index) => (field === '' ? `column${index}` : field))
}

const OTHER_DELIMITERS: readonly string[] = [',', ';', '\t', '|']

/** What is wrong with a header: blank, not in the encoding, cut by another delimiter, unreadable line breaks, a name twice. */
export function findHeaderFaults(
  header: HeaderLine,
  dialect: FullDialect,
  file: string,
  hasByteOrderMark: boolean,
): readonly Fault[] {
  const place = { file, line: 1 }
  const { fields, isQuoted } = header
  if (fields.length === 1 && fields[0]!.trim() === '') {
    return [{ message: 'the first line is blank; it must name the columns', place }]
  }
  const [only] = fields
  const other = OTHER_DELIMITERS.find((candidate) => candidate !== dialect.delimiter && only!.includes(candidate))
  if (fields.length === 1 && !isQuoted && other !== undefined) {
    const written = other === '\t' ? '\\t' : other
    return [
      {
        message: `the header is one column that holds ${JSON.stringify(other)}, so the delimiter is hardly ${JSON.stringify(dialect.delimiter)}`,
        place,
        help: `set --delimiter '${written}', or csv: {delimiter: "${written}"} beside the path`,
      },
    ]
  }
  if (hasStrayBreak(header, hasByteOrderMark)) {
    return [
      {
        message: 'the header has a line break inside a name, which the engine takes for the end of the line here',
        place,
        help: 'take the line break out of the name',
      },
    ]
  }
  return findRepeatedNames(nameColumns(fields), place)
}

/**
 * Whether a field was decoded from bytes that are no text: then it holds U+FFFD, and the file does not hold the bytes
 * that would stand for that.
 */
export function isUndecoded({ fields }: HeaderLine, bytes: Uint8Array, { encoding, quote }: FullDialect): boolean {
  const doubtful = fields.filter((field) => field.includes('\uFFFD'))
  const written = doubtful.flatMap((field) => (quote === '' ? [field] : field.split(quote)))
  const held = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return written.some((part) => !held.includes(Buffer.from(part, encoding === 'utf-16' ? 'utf16le' : 'utf8')))
}

/**
 * The engine takes the file's first line break for the one that ends lines, also where it stands in quotes, and no quote
 * for one behind a byte order mark: it would then lose rows without a word.
 */
function hasStrayBreak({ fields, lineBreak }: HeaderLine, hasByteOrderMark: boolean): boolean {
  const inside = fields.flatMap((field) => field.match(/\r\n|[\r\n]/g) ?? [])
  if (hasByteOrderMark && /[\r\n]/.test(fields[0]!)) return true
  return lineBreak !== null && inside.some((found) => found !== lineBreak)
}

/** The fault of bytes that are not text in the declared encoding. */
export function notInEncoding(place: { readonly file: string; readonly line?: number }, encoding: string): Fault {
  return {
    message: `is not ${encoding.toUpperCase()} text`,
    place,
    help: 'save it as UTF-8, or set --encoding latin-1 (csv: {encoding: latin-1} beside the path)',
  }
}

/**
 * A fault for each name that an earlier one takes. The engine's names do not tell upper from lower case, so names that
 * differ by case alone are repeated too.
 */
export function findRepeatedNames(names: readonly string[], place: Place): Fault[] {
  const first = new Map<string, number>()
  const faults: Fault[] = []
  names.forEach((name, index) => {
    const earlier = first.get(name.toLowerCase())
    if (earlier === undefined) {
      first.set(name.toLowerCase(), index)
      return
    }
    faults.push({
      message:
        names[earlier] === name
          ? `the header names the column "${name}" twice (columns ${earlier + 1} and ${index + 1})`
          : `the columns "${names[earlier]}" and "${name}" differ by case alone, which the engine cannot tell apart`,
      place,
      help: 'give each column a name of its own',
    })
  })
  return faults
}

/** A file of the source for messages: as the user wrote it where it is the only one. */
export function showFile(source: DataSource, file: string): string {
  return source.files.length === 1 ? source.uri : file
}
