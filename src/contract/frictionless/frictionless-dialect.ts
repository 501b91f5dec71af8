import type { CsvDialect } from '../../core/data-source.ts'
import { findEncoding } from '../../core/encoding-name.ts'
import type { QualityRule } from '../data-contract.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule } from './frictionless-rules.ts'

/** How a resource's file is written. */
export interface DialectReading {
  readonly csv: CsvDialect | null
  /** Texts that the dialect takes for null. */
  readonly nulls: readonly string[]
  /** What the engine's reader cannot do. */
  readonly rules: readonly QualityRule[]
}

/** Reads `encoding`, `dialect` and what `format` says of the delimiter; faults are noted on the node. */
export function readDialect(resource: DescriptorNode, dialect: DescriptorNode): DialectReading {
  if (typeof dialect.value !== 'string' && dialect.value !== null && !dialect.isMap)
    dialect.refuse('"dialect" must be a map')
  const rules: QualityRule[] = []
  const pending = (node: DescriptorNode, key: string, words: string, of: 'dialect' | null = 'dialect') => {
    const part = { [key]: node.child(key).value }
    rules.push(makePendingRule(node.child(key).place, key, words, of === null ? part : { dialect: part }))
  }
  const delimiter = readDelimiter(resource, dialect)
  const quote = readCharacter(dialect, 'quoteChar')
  const name = resource.text('encoding')
  const encoding = name === null ? undefined : findEncoding(name)
  if (name !== null && encoding === undefined) {
    pending(resource, 'encoding', `the encoding ${name} is not read: utf-8, iso-8859-1 and utf-16 are`, null)
  }
  for (const [key, words] of findUnread(dialect)) pending(dialect, key, words)
  const csv = {
    ...(delimiter === null ? {} : { delimiter }),
    ...(quote === null ? {} : { quote }),
    ...(encoding === undefined ? {} : { encoding }),
  }
  const sequence = dialect.text('nullSequence')
  return { csv: Object.keys(csv).length === 0 ? null : csv, nulls: sequence === null ? [] : [sequence], rules }
}

function readDelimiter(resource: DescriptorNode, dialect: DescriptorNode): string | null {
  const isTabbed = resource.text('format')?.toLowerCase() === 'tsv'
  const delimiter = dialect.text('delimiter') ?? (isTabbed ? '\t' : null)
  if (delimiter === '') dialect.child('delimiter').refuse('"delimiter" must be at least one character')
  return delimiter === '' ? null : delimiter
}

function readCharacter(dialect: DescriptorNode, key: string): string | null {
  const text = dialect.text(key)
  if (text === null || [...text].length === 1) return text
  dialect.child(key).refuse(`"${key}" must be one character`)
  return null
}

const NO_EXECUTOR = 'no executor'

/** Properties that change what is read, and that the reader does not know. */
function findUnread(dialect: DescriptorNode): readonly (readonly [key: string, words: string])[] {
  const unread: (readonly [string, string])[] = []
  const terminator = dialect.text('lineTerminator')
  const rows = dialect.child('headerRows').value
  if (!dialect.boolean('header', true))
    unread.push(['header', `a file without a header: ${NO_EXECUTOR}, its first row is taken for one`])
  if (rows !== null && JSON.stringify(rows) !== '[1]')
    unread.push(['headerRows', `a header of other rows than the first: ${NO_EXECUTOR}`])
  if (!dialect.boolean('doubleQuote', true)) unread.push(['doubleQuote', `a doubled quote that is two: ${NO_EXECUTOR}`])
  if (dialect.boolean('skipInitialSpace', false))
    unread.push(['skipInitialSpace', `spaces after a delimiter that are no part of the cell: ${NO_EXECUTOR}`])
  if (readCharacter(dialect, 'escapeChar') !== null) unread.push(['escapeChar', `an escape character: ${NO_EXECUTOR}`])
  if (dialect.text('commentChar'))
    unread.push(['commentChar', `lines that are comments: ${NO_EXECUTOR}, they are taken for rows`])
  if (dialect.has('commentRows'))
    unread.push(['commentRows', `rows that are comments: ${NO_EXECUTOR}, they are taken for rows`])
  if (terminator !== null && !['\r\n', '\n', '\r'].includes(terminator))
    unread.push(['lineTerminator', `a line end of one's own: ${NO_EXECUTOR}`])
  for (const key of ['property', 'itemKeys', 'sheetNumber', 'sheetName', 'table']) {
    if (dialect.has(key)) unread.push([key, `a table inside of a file: ${NO_EXECUTOR}`])
  }
  if (dialect.text('itemType') === 'array') unread.push(['itemType', `rows that are lists: ${NO_EXECUTOR}`])
  return unread
}
