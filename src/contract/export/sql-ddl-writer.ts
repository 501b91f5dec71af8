import type { Place } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'
import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.ts'
import type { ContractObject, ContractProperty, DataContract, TypeOption } from '../data-contract.ts'
import { FLOAT_RANGES, INTEGER_RANGES } from '../text-formats.ts'
import type { ExportedText, Untranslated } from '../translation.ts'
import { explainTableRule, nameRule, readSingleValueRule } from './single-value-rule.ts'

type Refuse = (what: string, reason: string, place: Place) => void

/** `CREATE TABLE` statements in standard SQL, as PostgreSQL and DuckDB take them, with keys and CHECK constraints. */
export function writeSqlDdl(contract: DataContract): ExportedText {
  const untranslated: Untranslated[] = []
  const refuse: Refuse = (what, reason, place) => untranslated.push({ what, reason, place })
  for (const { property, place } of contract.serviceLevels) {
    refuse(`service level ${property}`, 'a table has no word for it', place)
  }
  const tables = orderTables(contract.objects).map((object) => writeTable(object, contract, refuse))
  return { text: `${tables.join('\n\n')}\n`, untranslated }
}

/** A table that others refer to comes first. */
function orderTables(objects: readonly ContractObject[]): readonly ContractObject[] {
  const ordered: ContractObject[] = []
  const add = (object: ContractObject, above: readonly ContractObject[]) => {
    if (ordered.includes(object) || above.includes(object)) return
    const links = [object.relationships, ...object.properties.map(({ relationships }) => relationships)].flat()
    for (const { to } of links) {
      const target = objects.find(({ name }) => name === to?.object)
      if (target !== undefined) add(target, [...above, object])
    }
    ordered.push(object)
  }
  for (const object of objects) add(object, [])
  return ordered
}

const tableName = ({ physicalName, name }: ContractObject) => quoteIdentifier(physicalName ?? name)
const columnName = ({ physicalName, name }: ContractProperty) => quoteIdentifier(physicalName ?? name)

function writeTable(object: ContractObject, contract: DataContract, refuse: Refuse): string {
  const columns = object.properties.filter(({ isPhysical }) => isPhysical)
  const keys = columns
    .filter(({ primaryKey }) => primaryKey !== null)
    .sort((a, b) => (a.primaryKeyPosition ?? Infinity) - (b.primaryKeyPosition ?? Infinity))
  const lines = [
    ...columns.map((column) => writeColumn(column, object.name, refuse)),
    ...(keys.length > 0 ? [`PRIMARY KEY (${keys.map(columnName).join(', ')})`] : []),
    ...object.rules.flatMap((rule) => {
      const { properties } = rule.arguments
      const isNone = rule.comparison?.operator === 'mustBe' && rule.comparison.operand === 0
      if (rule.metric === 'duplicateValues' && isNone && properties !== null && rule.severity === 'error') {
        return [`UNIQUE (${properties.map((name) => nameColumn(object, name)).join(', ')})`]
      }
      refuse(`${object.name}: ${nameRule(rule)}`, explainTableRule(rule), rule.place)
      return []
    }),
    ...writeForeignKeys(object, contract, refuse),
  ]
  const comments = [
    ...(object.description === null
      ? []
      : [`COMMENT ON TABLE ${tableName(object)} IS ${quoteLiteral(object.description)};`]),
    ...columns.flatMap((column) =>
      column.description === null
        ? []
        : [`COMMENT ON COLUMN ${tableName(object)}.${columnName(column)} IS ${quoteLiteral(column.description)};`],
    ),
  ]
  return [`CREATE TABLE ${tableName(object)} (\n  ${lines.join(',\n  ')}\n);`, ...comments].join('\n')
}

function nameColumn(object: ContractObject, name: string): string {
  const column = object.properties.find((property) => property.name === name)
  return column === undefined ? quoteIdentifier(name) : columnName(column)
}

function writeForeignKeys(object: ContractObject, contract: DataContract, refuse: Refuse): readonly string[] {
  const links = [object.relationships, ...object.properties.map(({ relationships }) => relationships)].flat()
  return links.flatMap(({ columns, to, text, place }) => {
    const target = contract.objects.find(({ name }) => name === to?.object)
    if (to === null || target === undefined) {
      refuse(`${object.name} → ${text}`, 'the contract does not have that table', place)
      return []
    }
    const here = columns.map((name) => nameColumn(object, name)).join(', ')
    const there = to.columns.map((name) => nameColumn(target, name)).join(', ')
    return [`FOREIGN KEY (${here}) REFERENCES ${tableName(target)} (${there})`]
  })
}

function writeColumn(column: ContractProperty, object: string, refuse: Refuse): string {
  const name = columnName(column)
  const own = (what: string, reason: string, place: Place) => refuse(`${object}.${column.name}: ${what}`, reason, place)
  const demands = column.rules.flatMap((rule) => {
    const demand = readSingleValueRule(rule)
    if (demand === null) own(nameRule(rule), explainTableRule(rule), rule.place)
    if (demand?.pattern) own(`pattern ${demand.pattern}`, NO_PATTERN, rule.place)
    return demand === null ? [] : [demand]
  })
  const isRequired = column.required !== null || demands.some((demand) => demand.isRequired)
  const lists = [column.allowed?.values ?? null, ...demands.map(({ values }) => values)].filter((list) => list !== null)
  const checks = [
    ...column.options.flatMap((option) => writeOption(option, column, name, own)),
    ...lists.map((list) => {
      const values = list.filter((value) => value !== null).map((value) => writeValue(value, column))
      return values.length === 0 ? `${name} IS NULL` : `${name} IN (${values.join(', ')})`
    }),
  ]
  return [
    `${name} ${writeType(column, own)}`,
    ...(isRequired && column.primaryKey === null ? ['NOT NULL'] : []),
    ...(column.unique !== null && column.primaryKey === null ? ['UNIQUE'] : []),
    ...checks.map((check) => `CHECK (${check})`),
  ].join(' ')
}

const TYPES: Readonly<Record<string, string>> = makeLookup({
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE PRECISION',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
})

/** The physical type where the contract names one, else one that holds the values. */
function writeType(column: ContractProperty, refuse: Refuse): string {
  const { logicalType, physicalType, options } = column
  // only what looks like a type comes into the text
  if (physicalType !== null && /^[A-Za-z][\w ]*(\(\s*\d+(\s*,\s*\d+)?\s*\))?[\w ]*(\[\])*$/.test(physicalType.text)) {
    return physicalType.text
  }
  if (physicalType !== null) refuse(`physicalType ${physicalType.text}`, 'is no plain SQL type', physicalType.place)
  const longest = options.find(({ name }) => name === 'maxLength')
  if (logicalType === 'string' && longest !== undefined) return `VARCHAR(${Number(longest.text)})`
  const simple = logicalType === null ? 'VARCHAR' : TYPES[logicalType]
  if (simple !== undefined) return simple
  if (column.items?.logicalType && TYPES[column.items.logicalType] !== undefined)
    return `${TYPES[column.items.logicalType]}[]`
  refuse(`type ${logicalType}`, 'SQL dialects have no common type for it: JSON is written', column.typePlace)
  return 'JSON'
}

const NO_PATTERN = 'SQL dialects have no common function for patterns'
const ORDER: Readonly<Record<string, string>> = makeLookup({
  minimum: '>=',
  exclusiveMinimum: '>',
  maximum: '<=',
  exclusiveMaximum: '<',
})

function writeOption(option: TypeOption, column: ContractProperty, name: string, refuse: Refuse): readonly string[] {
  const { name: key, text, place } = option
  const { logicalType } = column
  const no = (reason: string) => {
    refuse(`${key} ${text}`, reason, place)
    return []
  }
  if (key in ORDER) return [`${name} ${ORDER[key]} ${writeValue(text, column)}`]
  if (key === 'minLength') return [`length(${name}) >= ${Number(text)}`]
  if (key === 'maxLength') return [`length(${name}) <= ${Number(text)}`]
  if (key === 'multipleOf' && logicalType === 'integer' && /^\d+$/.test(text)) return [`${name} % ${text} = 0`]
  if (key === 'format') {
    const range =
      logicalType === 'integer' ? INTEGER_RANGES[text] : logicalType === 'number' ? FLOAT_RANGES[text] : undefined
    if (range) return [`${name} BETWEEN ${range[0]} AND ${range[1]}`]
    const isMoment = logicalType === 'date' || logicalType === 'timestamp' || logicalType === 'time'
    return no(isMoment ? 'a table holds moments, not their text' : NO_PATTERN)
  }
  return no(key === 'pattern' ? NO_PATTERN : 'SQL has no common word for it')
}

const MOMENTS: Readonly<Record<string, string>> = makeLookup({ date: 'DATE', timestamp: 'TIMESTAMP', time: 'TIME' })

function writeValue(text: string, { logicalType }: ContractProperty): string {
  const isNumber =
    (logicalType === 'integer' || logicalType === 'number') && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)
  if (isNumber) return text
  if (logicalType === 'boolean' && /^(true|false)$/i.test(text)) return text.toUpperCase()
  const moment = logicalType === null ? undefined : MOMENTS[logicalType]
  return moment === undefined ? quoteLiteral(text) : `${moment} ${quoteLiteral(text.replace('T', ' '))}`
}
