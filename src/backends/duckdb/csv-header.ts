import type { CsvDialect, DataSource } from '../../core/data-source.ts'
import type { Fault, Place } from '../../core/faults.ts'

/** A dialect with nothing left open. */
export interface FullDialect {
  readonly delimiter: string
  /** '' where quotes mean nothing. */
  readonly quote: string
  readonly encoding: 'utf-8' | 'latin-1' | 'utf-16'
  readonly decimal: '.' | ','
}

/** RFC 4180 for what the dialect leaves open. `\t` written as two characters is a tab, as a shell hands it over. */
export function completeDialect(csv: CsvDialect | undefined): FullDialect {
  const delimiter = csv?.delimiter ?? ','
  return {
    delimiter: delimiter === '\\t' ? '\t' : delimiter,
    quote: csv?.quote ?? '"',
    encoding: csv?.encoding ?? 'utf-8',
    decimal: csv?.decimal ?? '.',
  }
}

/**
 * The fields of the first line of `text`, quotes taken off. `isComplete` is false where the text ends before the line
 * does: the line may go on, or may be all of the file.
 */
export function parseHeaderLine(
  text: string,
  dialect: Pick<FullDialect, 'delimiter' | 'quote'>,
): { readonly fields: readonly string[]; readonly isComplete: boolean } {
  const { delimiter, quote } = dialect
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
      return { fields: [...fields, field], isComplete: true }
    } else {
      field += character
      isFieldStart = false
    }
  }
  return { fields: [...fields, field], isComplete: false }
}

/** Names as the engine has them: a field without a name (the index that pandas writes) is `column0` by its place. */
export function nameColumns(fields: readonly string[]): readonly string[] {
  return fields.map((field, index) => (field === '' ? `column${index}` : field))
}

const OTHER_DELIMITERS: readonly string[] = [',', ';', '\t', '|']

/** What is wrong with a header: blank, not in the encoding, cut by another delimiter, a name twice. */
export function findHeaderFaults(fields: readonly string[], dialect: FullDialect, file: string): readonly Fault[] {
  const place = { file, line: 1 }
  if (fields.length === 1 && fields[0]!.trim() === '') {
    return [{ message: 'the first line is blank; it must name the columns', place }]
  }
  if (fields.some((field) => field.includes('\uFFFD'))) return [notInEncoding(place, dialect.encoding)]
  const [only] = fields
  const other = OTHER_DELIMITERS.find((candidate) => candidate !== dialect.delimiter && only!.includes(candidate))
  if (fields.length === 1 && other !== undefined) {
    const written = other === '\t' ? '\\t' : other
    return [
      {
        message: `the header is one column that holds ${JSON.stringify(other)}, so the delimiter is hardly ${JSON.stringify(dialect.delimiter)}`,
        place,
        help: `set --delimiter '${written}', or csv: {delimiter: "${written}"} beside the path`,
      },
    ]
  }
  return findRepeatedNames(nameColumns(fields), place)
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
