import type { DataSource } from '../../core/data-source.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import { completeDialect, type FullDialect, renderDialect } from '../../sql/csv-dialect.ts'
import { listFiles, renderCompression, renderPartitions } from '../../sql/file-options.ts'
import { quoteLiteral } from '../../sql/quoting.ts'
import {
  findDialectFaults,
  findHeaderFaults,
  isUndecoded,
  nameColumns,
  notInEncoding,
  parseHeaderLine,
  showFile,
} from './csv-header.ts'
import { checkParquet, type FileHead, readHead } from './file-head.ts'
import { refuseLongLines } from './long-lines.ts'

/** SQL types by column name; a column that is not named is VARCHAR. */
export type ColumnTypes = Readonly<Record<string, string>>

/** What the files say of a source before an engine reads them. */
export interface Table {
  /** Names in file order; null where only the engine can tell (Parquet, JSON). */
  readonly names: readonly string[] | null
  /** SQL that lists the columns (`column_name`, `column_type`), where `names` is null. */
  readonly describe: string
  /** SQL that lists the keys of JSON objects as they are written; '' for other formats. */
  readonly keys: string
  /** SQL to stand after FROM. `names` are the columns to read of a text format; `types` those that are not to be text. */
  readonly expression: (names: readonly string[], types: ColumnTypes) => string
}

/**
 * Looks at a source's files: are they there, whole and of their format, and which columns do they have.
 * @throws InputError with every fault of every file.
 */
export async function inspectTable(source: DataSource): Promise<Table> {
  if (source.format === 'csv') return inspectCsv(source)
  return source.format === 'json' ? inspectJson(source) : inspectParquet(source)
}

async function inspectCsv(source: DataSource): Promise<Table> {
  const dialect = completeDialect(source.csv)
  const dialectFaults = findDialectFaults(dialect)
  if (dialectFaults.length > 0) throw new InputError(dialectFaults)
  const headers = await forEachFile(source, (file, shown) => readHeader(file, shown, dialect))
  const read = headers.filter((header) => header !== null)
  const names = read.length === headers.length ? read[0]! : null
  const faults = names === null ? [] : read.flatMap((header, index) => compareHeaders(names, header, source, index))
  if (faults.length > 0) throw new InputError(faults)
  const options = [
    ...renderDialect(dialect),
    ...(dialect.decimal === '.' ? [] : [`decimal_separator = ${quoteLiteral(dialect.decimal)}`]),
    ...renderCompression(source),
    ...renderPartitions(source),
  ]
  const inPath = (source.partitions ?? []).filter((name) => names?.includes(name) !== true)
  return {
    names: names === null ? null : [...names, ...inPath],
    // Without types: each column of the first row is text.
    describe: `read_csv(${[listFiles(source), ...options, 'all_varchar = true', 'sample_size = 1'].join(', ')})`,
    keys: '',
    expression: (columns, types) => {
      const written = columns.filter((name) => !inPath.includes(name))
      return `read_csv(${[listFiles(source), 'auto_detect = false', ...options, columnTypes(written, types)].join(', ')})`
    },
  }
}

async function readHeader(file: string, shown: string, dialect: FullDialect): Promise<readonly string[] | null> {
  const head = await readHead(file, shown)
  if (head === null) return null
  const [first, second, third] = head.bytes
  const isLittleEndian = first === 0xff && second === 0xfe
  if (first === 0xfe && second === 0xff) {
    throw new InputError({
      message: 'is UTF-16 with the high byte first, which is not read',
      place: { file: shown },
      help: 'save it as UTF-8',
    })
  }
  if (isLittleEndian && dialect.encoding !== 'utf-16') {
    const help = 'set --encoding utf-16 (csv: {encoding: utf-16} beside the path)'
    throw new InputError({ ...notInEncoding({ file: shown }, dialect.encoding), help })
  }
  await refuseLongLines(file, shown)
  const header = parseHeaderLine(decode(head.bytes, dialect), dialect)
  if (header.lineBreak === null && !head.isWhole) {
    throw new InputError({
      message: 'the first line does not end within 1 MB',
      place: { file: shown, line: 1 },
      help: 'a quote in the header may not be closed',
    })
  }
  const hasByteOrderMark = isLittleEndian || (first === 0xef && second === 0xbb && third === 0xbf)
  if (isUndecoded(header, head.bytes, dialect))
    throw new InputError(notInEncoding({ file: shown, line: 1 }, dialect.encoding))
  const faults = findHeaderFaults(header, dialect, shown, hasByteOrderMark)
  if (faults.length > 0) throw new InputError(faults)
  return nameColumns(header.fields)
}

/** Bytes that are no text become U+FFFD; one at the end may be a character that the head cuts. */
function decode(bytes: Uint8Array, dialect: FullDialect): string {
  if (dialect.encoding === 'latin-1') return Buffer.from(bytes).toString('latin1')
  return new TextDecoder(dialect.encoding === 'utf-16' ? 'utf-16le' : 'utf-8').decode(bytes, { stream: true })
}

function compareHeaders(
  expected: readonly string[],
  names: readonly string[],
  source: DataSource,
  index: number,
): readonly Fault[] {
  if (names.length === expected.length && names.every((name, at) => name === expected[at])) return []
  const missing = expected.filter((name) => !names.includes(name))
  const extra = names.filter((name) => !expected.includes(name))
  const differences = [
    ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`has ${extra.join(', ')} besides`] : []),
  ]
  return [
    {
      message: `the columns are not those of ${source.files[0]}: ${differences.join(' and ') || 'the order differs'}`,
      place: { file: showFile(source, source.files[index]!), line: 1 },
      help: 'files that are read together need the same header',
    },
  ]
}

async function inspectJson(source: DataSource): Promise<Table> {
  const heads = await forEachFile(source, async (file, shown) => {
    const head = await readHead(file, shown)
    // the engine takes what it got for all there is
    if (head !== null && isJsonArray(head) && !/\]\s*$/.test(head.end)) throw describeCutArray(shown)
    return head
  })
  const [head = null] = heads
  const isArray = head !== null && isJsonArray(head)
  const isLines = head !== null && source.files.every((file) => !/\.json(\.gz|\.zst)?$/i.test(file))
  const format = `format=${isArray ? "'array'" : isLines ? "'newline_delimited'" : "'auto'"}`
  const files = listFiles(source)
  const options = [format, ...renderCompression(source), ...renderPartitions(source)].join(', ')
  return {
    names: null,
    // The whole file is looked at, since a key may first come in its last row; and many keys of a kind are no map.
    describe: `read_json(${files}, ${options}, maximum_depth=1, sample_size=-1, union_by_name=true, map_inference_threshold=-1)`,
    keys: `SELECT DISTINCT unnest(json_keys(json)) FROM read_json_objects(${files}, ${options})`,
    expression: (columns, types) => {
      const written = columns.filter((name) => source.partitions?.includes(name) !== true)
      // Else a row that is no object would stand as a whole in the first column.
      return `read_json(${files}, ${options}, records=true, ${columnTypes(written, types)})`
    },
  }
}

function isJsonArray({ bytes }: FileHead): boolean {
  return /^(?:\xef\xbb\xbf)?\s*\[/.test(Buffer.from(bytes.subarray(0, 1024)).toString('latin1'))
}

function describeCutArray(shown: string): InputError {
  return new InputError({
    message: `${shown}: is cut off: the JSON array that it begins with is never closed`,
    help: 'write or fetch it again',
  })
}

async function inspectParquet(source: DataSource): Promise<Table> {
  await forEachFile(source, checkParquet)
  const expression = `read_parquet(${[listFiles(source), ...renderPartitions(source)].join(', ')})`
  return { names: null, describe: expression, keys: '', expression: () => expression }
}

/** Runs over all files and throws the faults of all. */
async function forEachFile<T>(source: DataSource, look: (file: string, shown: string) => Promise<T>): Promise<T[]> {
  const settled = await Promise.allSettled(source.files.map((file) => look(file, showFile(source, file))))
  const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
  const other = errors.find((error) => !(error instanceof InputError))
  if (other) throw other
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new InputError((errors as InputError[]).flatMap((error) => error.faults))
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

function columnTypes(names: readonly string[], types: ColumnTypes): string {
  const entries = names.map((name) => `${quoteLiteral(name)}: ${quoteLiteral(types[name] ?? 'VARCHAR')}`)
  return `columns={${entries.join(', ')}}`
}

export { toPattern } from '../../sql/file-options.ts'
