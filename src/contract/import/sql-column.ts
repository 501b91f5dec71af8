import { makeProperty } from '../contract-parts.ts'
import type { ContractProperty, Relationship } from '../data-contract.ts'
import { findClose, isToken, readName, type SqlToken, splitTokens, startsWith } from './sql-tokens.ts'
import { readSqlType } from './sql-type.ts'

/** A column while its table is read. */
export interface ColumnDraft {
  property: ContractProperty
  readonly relationships: readonly Relationship[]
  /** `CHECK (…)`. */
  readonly checks: readonly (readonly SqlToken[])[]
  /** What no dialect that we know says. */
  readonly unread: readonly (readonly SqlToken[])[]
}

/** Words that end a type. */
const CONSTRAINTS = [
  ...['NOT', 'NULL', 'PRIMARY', 'UNIQUE', 'DEFAULT', 'CHECK', 'REFERENCES', 'CONSTRAINT', 'COMMENT', 'GENERATED'],
  ...['AUTO_INCREMENT', 'AUTOINCREMENT', 'IDENTITY', 'COLLATE', 'ENCODE', 'DISTKEY', 'SORTKEY', 'KEY', 'OPTIONS', 'ON'],
  ...['MASKING', 'TAG', 'INVISIBLE', 'VISIBLE', 'STORED', 'VIRTUAL', 'AS', 'CHARSET'],
]

/** Constraints that say nothing about data: passed over with what belongs to them. */
const SILENT = [
  ...['DEFAULT', 'GENERATED', 'AUTO_INCREMENT', 'AUTOINCREMENT', 'IDENTITY', 'COLLATE', 'ENCODE', 'DISTKEY', 'SORTKEY'],
  ...['ON', 'MASKING', 'TAG', 'INVISIBLE', 'VISIBLE', 'STORED', 'VIRTUAL', 'AS', 'CHARSET', 'NULL', 'KEY'],
]

/** Reads `name TYPE constraint…`. @param enums as `readSqlType` takes them. */
export function readColumn(tokens: readonly SqlToken[], enums: ReadonlyMap<string, readonly string[]>): ColumnDraft {
  const { name, end } = readName(tokens, 0)
  const place = tokens[0]!.place
  const behind = findConstraint(tokens, end)
  const type = tokens.slice(end, behind)
  const draft = {
    property: makeProperty(name, place, {
      ...(type.length === 0 ? {} : readSqlType(type, enums)),
      typePlace: type[0]?.place ?? place,
      physicalType: type.length === 0 ? null : { text: writeType(type), place: type[0]!.place },
    }),
    relationships: [] as Relationship[],
    checks: [] as (readonly SqlToken[])[],
    unread: [] as (readonly SqlToken[])[],
  }
  for (let at = behind; at < tokens.length; ) {
    const next = findConstraint(tokens, at + 1)
    at = readConstraint(tokens, at, next, name, draft)
  }
  return draft
}

type Draft = { -readonly [K in keyof ColumnDraft]: ColumnDraft[K] extends readonly (infer T)[] ? T[] : ColumnDraft[K] }

/** @returns the index behind it. */
function readConstraint(tokens: readonly SqlToken[], at: number, next: number, column: string, draft: Draft): number {
  const part = tokens.slice(at, next)
  const [first] = part
  const place = first!.place
  if (startsWith(tokens.slice(at), 'NOT', 'NULL')) draft.property = { ...draft.property, required: place }
  else if (startsWith(tokens.slice(at), 'PRIMARY', 'KEY')) draft.property = { ...draft.property, primaryKey: place }
  else if (isToken(first, 'UNIQUE')) draft.property = { ...draft.property, unique: place }
  else if (isToken(first, 'CHECK')) draft.checks.push(part)
  else if (isToken(first, 'REFERENCES'))
    draft.relationships.push(readReferences([column], tokens.slice(at)).relationship)
  else if (isToken(first, 'COMMENT') || isToken(first, 'OPTIONS')) {
    const text = part.find(({ kind }) => kind === 'string')
    if (text !== undefined) draft.property = { ...draft.property, description: text.text }
  } else if (!isToken(first, ...SILENT, 'CONSTRAINT')) draft.unread.push(part)
  // the second word of these would else begin a constraint of its own
  const isPair = startsWith(tokens.slice(at), 'NOT', 'NULL') || startsWith(tokens.slice(at), 'PRIMARY', 'KEY')
  return isPair ? Math.max(at + 2, findConstraint(tokens, at + 2)) : next
}

/** Index of the next word outside of brackets that begins a constraint; the end where there is none. */
function findConstraint(tokens: readonly SqlToken[], start: number): number {
  for (let at = start; at < tokens.length; ) {
    const token = tokens[at]
    const isCharacterSet = startsWith(tokens.slice(at), 'CHARACTER', 'SET')
    if (isToken(token, ...CONSTRAINTS) || isCharacterSet) {
      // DEFAULT NULL, GENERATED ALWAYS AS, ON UPDATE, SET NULL
      const isOperand =
        isToken(tokens[at - 1], 'DEFAULT', 'SET', 'ALWAYS', 'BY') || isToken(tokens[at - 1], 'GENERATED')
      if (!isOperand || at === start) return at
    }
    const isBracket = isToken(token, '(') || (isToken(token, '<') && at > start)
    at = isBracket ? findClose(tokens, at) : at + 1
  }
  return tokens.length
}

/** `REFERENCES orgs (id)`; without columns there are none: `resolveReferences` knows the key of that table. */
export function readReferences(
  columns: readonly string[],
  tokens: readonly SqlToken[],
): { readonly relationship: Relationship } {
  const { name, end } = readName(tokens, 1)
  const place = tokens[0]!.place
  const inner = isToken(tokens[end], '(') ? tokens.slice(end + 1, findClose(tokens, end) - 1) : []
  const named = splitTokens(inner, (token) => isToken(token, ',')).map((part) => readName(part, 0).name)
  return { relationship: { type: 'foreignKey', columns, to: { object: name, columns: named }, text: name, place } }
}

/** `VARCHAR(18)`, `STRUCT<a INT, b STRING>`. */
function writeType(tokens: readonly SqlToken[]): string {
  return tokens
    .map(({ kind, text }) => (kind === 'string' ? `'${text.replaceAll("'", "''")}'` : text))
    .join(' ')
    .replace(/ ?([()[\]<>.]) ?/g, '$1')
    .replace(/ :/g, ':')
    .replace(/ ,/g, ',')
    .replace(/([)>\]])(?=[A-Za-z])/g, '$1 ')
}
