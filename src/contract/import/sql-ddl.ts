import { InputError } from '../../core/faults.ts'
import { makeContract, makeLibraryRule, makeObject, NO_ARGUMENTS } from '../contract-parts.ts'
import type { ContractObject } from '../data-contract.ts'
import type { ImportedContract, Untranslated } from '../translation.ts'
import { readSqlCheck, type SqlDemand } from './sql-check.ts'
import { type ColumnDraft, readColumn, readReferences } from './sql-column.ts'
import { resolveReferences } from './sql-references.ts'
import { splitStatements, summariseStatements } from './sql-statements.ts'
import {
  findClose,
  isToken,
  readName,
  readSqlTokens,
  type SqlToken,
  splitList,
  splitTokens,
  startsWith,
} from './sql-tokens.ts'

/** A table while its statements are read. */
interface TableDraft {
  readonly name: string
  readonly place: SqlToken['place']
  readonly columns: ColumnDraft[]
  readonly rules: ContractObject['rules'][number][]
  readonly relationships: ContractObject['relationships'][number][]
  description: string | null
}

/**
 * Translates `CREATE TABLE` statements of any dialect, with the `ALTER TABLE … ADD`, `COMMENT ON`, `CREATE TYPE` and
 * `CREATE UNIQUE INDEX` that belong to them. Defaults and storage say nothing about data and are passed over.
 *
 * @throws InputError where the text creates no table, or a quote or bracket is never closed.
 */
export function importSqlDdl(text: string, file: string): ImportedContract {
  const tokens = readSqlTokens(text, file)
  const statements = splitStatements(tokens)
  const ddl = new Ddl(text)
  for (const statement of statements) ddl.readType(statement)
  for (const statement of statements) ddl.readStatement(statement)
  if (ddl.tables.length === 0) {
    throw new InputError({ message: 'creates no table', place: { file }, help: 'give CREATE TABLE statements' })
  }
  const objects = resolveReferences(ddl.tables.map(finishTable))
  const contract = makeContract(file, 'SQL', { name: objects.length === 1 ? objects[0]!.name : null, objects })
  return { contract, untranslated: [...ddl.untranslated, ...summariseStatements(ddl.silent)] }
}

function finishTable({ name, place, columns, rules, relationships, description }: TableDraft): ContractObject {
  return makeObject(name, place, {
    description,
    properties: columns.map(({ property }) => property),
    rules,
    relationships,
  })
}

class Ddl {
  readonly tables: TableDraft[] = []
  readonly untranslated: Untranslated[] = []
  /** Statements that say nothing about the columns of a table. */
  readonly silent: (readonly SqlToken[])[] = []
  readonly #text: string
  readonly #enums = new Map<string, readonly string[]>()

  constructor(text: string) {
    this.#text = text
  }

  /** `CREATE TYPE mood AS ENUM ('sad', 'ok')`: before all else, since tables name it. */
  readType(tokens: readonly SqlToken[]): void {
    if (!startsWith(tokens, 'CREATE', 'TYPE')) return
    const { name, end } = readName(tokens, 2)
    if (!startsWith(tokens.slice(end), 'AS', 'ENUM')) return
    const values = tokens.slice(end + 2).filter(({ kind }) => kind === 'string')
    this.#enums.set(
      name.toLowerCase(),
      values.map(({ text }) => text),
    )
  }

  readStatement(tokens: readonly SqlToken[]): void {
    const table = findTableName(tokens)
    const isEnum = startsWith(tokens, 'CREATE', 'TYPE') && tokens.some((token) => isToken(token, 'ENUM'))
    if (table !== null) this.#readTable(tokens, table)
    else if (startsWith(tokens, 'ALTER', 'TABLE')) this.#readAlter(tokens)
    else if (startsWith(tokens, 'COMMENT', 'ON')) this.#readComment(tokens)
    else if (startsWith(tokens, 'CREATE', 'UNIQUE', 'INDEX')) this.#readIndex(tokens)
    else if (!isEnum) this.silent.push(tokens)
  }

  #readTable(tokens: readonly SqlToken[], start: number): void {
    const { name, end } = readName(tokens, start)
    const open = tokens[end]
    if (!isToken(open, '(')) {
      this.#note(tokens, 'a table without a list of columns')
      return
    }
    const close = findClose(tokens, end)
    if (!isToken(tokens[close - 1], ')')) {
      throw new InputError({ message: `the list of columns of ${name} is never closed`, place: open!.place })
    }
    const table: TableDraft = {
      name,
      place: tokens[0]!.place,
      columns: [],
      rules: [],
      relationships: [],
      description: null,
    }
    this.tables.push(table)
    for (const item of splitList(tokens.slice(end + 1, close - 1))) {
      this.#readItem(item, table)
    }
    const comment = tokens.slice(close).findIndex((token) => isToken(token, 'COMMENT'))
    const text = comment < 0 ? undefined : tokens.slice(close + comment).find(({ kind }) => kind === 'string')
    if (text !== undefined) table.description = text.text
  }

  /** A column, or a constraint of the table. */
  #readItem(item: readonly SqlToken[], table: TableDraft): void {
    const tokens = isToken(item[0], 'CONSTRAINT') ? item.slice(readName(item, 1).end) : item
    if (startsWith(tokens, 'PRIMARY', 'KEY')) this.#readKey(tokens, table)
    else if (isToken(tokens[0], 'UNIQUE')) this.#readUnique(tokens, table)
    else if (startsWith(tokens, 'FOREIGN', 'KEY')) this.#readForeignKey(tokens, table)
    else if (isToken(tokens[0], 'CHECK')) this.#readCheck(tokens, table)
    else if (isToken(tokens[0], 'LIKE', 'EXCLUDE')) this.#note(tokens, 'a contract has no word for it')
    else if (!isToken(tokens[0], 'KEY', 'INDEX', 'FULLTEXT', 'SPATIAL', 'PERIOD')) this.#readColumn(tokens, table)
  }

  #readColumn(tokens: readonly SqlToken[], table: TableDraft): void {
    const column = readColumn(tokens, this.#enums)
    table.columns.push(column)
    table.relationships.push(...column.relationships)
    if (column.property.logicalType === null) {
      this.#note(tokens.slice(0, 2), 'the type has no logical type: any value is taken')
    }
    for (const check of column.checks) this.#readCheck(check, table)
    for (const left of column.unread) this.#note(left, 'is not understood')
  }

  #readKey(tokens: readonly SqlToken[], table: TableDraft): void {
    const names = readColumns(tokens)
    for (const [index, name] of names.entries()) {
      const column = this.#findColumn(table, name, tokens)
      if (column === undefined) continue
      column.property = {
        ...column.property,
        primaryKey: tokens[0]!.place,
        primaryKeyPosition: names.length > 1 ? index + 1 : null,
      }
    }
  }

  #readUnique(tokens: readonly SqlToken[], table: TableDraft): void {
    const names = readColumns(tokens)
    const place = tokens[0]!.place
    const [only] = names
    const column = names.length === 1 ? this.#findColumn(table, only!, tokens) : undefined
    if (column !== undefined) column.property = { ...column.property, unique: place }
    else if (names.length > 1) {
      table.rules.push(makeLibraryRule('duplicateValues', place, { arguments: { ...NO_ARGUMENTS, properties: names } }))
    }
  }

  #readForeignKey(tokens: readonly SqlToken[], table: TableDraft): void {
    const at = tokens.findIndex((token) => isToken(token, 'REFERENCES'))
    if (at < 0) this.#note(tokens, 'is not understood')
    else table.relationships.push(readReferences(readColumns(tokens), tokens.slice(at)).relationship)
  }

  #readCheck(tokens: readonly SqlToken[], table: TableDraft): void {
    const condition = tokens.slice(tokens.findIndex((token) => isToken(token, '(')))
    const demands = readSqlCheck(condition.slice(0, findClose(condition, 0)))
    const isKnown = demands?.every(({ column }) => table.columns.some((one) => isSame(one.property.name, column)))
    if (demands === null || isKnown !== true) this.#note(tokens, 'write it as a rule of type sql')
    else for (const demand of demands) this.#apply(demand, table)
  }

  #apply(demand: SqlDemand, table: TableDraft): void {
    const column = table.columns.find(({ property }) => isSame(property.name, demand.column))!
    const { property } = column
    if (demand.kind === 'required') column.property = { ...property, required: property.place }
    else if (demand.kind === 'allowed') {
      column.property = { ...property, allowed: { values: demand.values, place: property.place } }
    } else column.property = { ...property, options: [...property.options, demand.option] }
  }

  #readAlter(tokens: readonly SqlToken[]): void {
    const start = isToken(tokens[2], 'ONLY') ? 3 : startsWith(tokens.slice(2), 'IF', 'EXISTS') ? 4 : 2
    const { name, end } = readName(tokens, start)
    const table = this.tables.find((candidate) => isSame(candidate.name, name))
    for (const action of splitTokens(tokens.slice(end), (token) => isToken(token, ','))) {
      const item = startsWith(action, 'ADD', 'COLUMN') ? action.slice(2) : action.slice(1)
      if (table !== undefined && isToken(action[0], 'ADD')) this.#readItem(item, table)
      else if (!isToken(action[0], 'OWNER')) this.#note(tokens, 'changes no table of this file in a way that is read')
    }
  }

  #readComment(tokens: readonly SqlToken[]): void {
    const text = tokens.at(-1)
    const names = tokens
      .slice(3, -2)
      .filter(({ kind }) => kind !== 'sign')
      .map((token) => token.text)
    const isColumn = isToken(tokens[2], 'COLUMN')
    const table = this.tables.find(({ name }) => isSame(name, names.at(isColumn ? -2 : -1) ?? ''))
    const column = table?.columns.find(({ property }) => isSame(property.name, names.at(-1) ?? ''))
    if (text?.kind !== 'string' || table === undefined) this.#note(tokens, 'no table of this file is meant')
    else if (!isColumn) table.description = text.text
    else if (column !== undefined) column.property = { ...column.property, description: text.text }
  }

  #readIndex(tokens: readonly SqlToken[]): void {
    const at = tokens.findIndex((token) => isToken(token, 'ON'))
    const { name, end } = readName(tokens, at + 1)
    const table = this.tables.find((candidate) => isSame(candidate.name, name))
    const isPartial = tokens.some((token) => isToken(token, 'WHERE'))
    if (table === undefined || isPartial)
      this.#note(tokens, isPartial ? 'holds for some rows only' : 'no table of this file is meant')
    else this.#readUnique([tokens[0]!, ...tokens.slice(end)], table)
  }

  #findColumn(table: TableDraft, name: string, tokens: readonly SqlToken[]): ColumnDraft | undefined {
    const column = table.columns.find(({ property }) => isSame(property.name, name))
    if (column === undefined) this.#note(tokens, `${table.name} has no column ${name}`)
    return column
  }

  #note(tokens: readonly SqlToken[], reason: string): void {
    const [first, last] = [tokens[0]!, tokens.at(-1)!]
    const what = this.#text.slice(first.start, last.end).replace(/\s+/g, ' ')
    this.untranslated.push({ what, reason, place: first.place })
  }
}

/** Index of the name behind CREATE … TABLE …; null for other statements. */
function findTableName(tokens: readonly SqlToken[]): number | null {
  if (!isToken(tokens[0], 'CREATE')) return null
  const at = tokens.slice(0, 6).findIndex((token) => isToken(token, 'TABLE'))
  if (at < 0) return null
  return startsWith(tokens.slice(at + 1), 'IF', 'NOT', 'EXISTS') ? at + 4 : at + 1
}

/** Names in the first brackets. */
function readColumns(tokens: readonly SqlToken[]): readonly string[] {
  const open = tokens.findIndex((token) => isToken(token, '('))
  if (open < 0) return []
  return splitTokens(tokens.slice(open + 1, findClose(tokens, open) - 1), (token) => isToken(token, ',')).map(
    (part) => readName(part, 0).name,
  )
}

/** Databases fold the letter case of plain names, each in its own way. */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
