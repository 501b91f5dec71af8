import { escapeMarkdown, markdownCode } from '../../text/escape.ts'
import { describeComparison } from '../comparison.ts'
import type {
  ContractObject,
  ContractProperty,
  DataContract,
  QualityRule,
  Relationship,
  ServiceLevel,
} from '../data-contract.ts'
import type { ExportedText } from '../translation.ts'
import { readSingleValueRule } from './single-value-rule.ts'

/** Longest description shown. */
const LIMIT = 2000

/** A page for people: each object with its columns and what must hold of them, rules, promises and places of the data. */
export function writeMarkdown(contract: DataContract): ExportedText {
  const { name, version, status, description, serviceLevels, servers } = contract
  const facts = [version && `version ${version}`, status, contract.standard].filter(Boolean).map((fact) => words(fact!))
  const blocks = [
    `# ${words(name ?? contract.id ?? 'Data contract')}`,
    facts.join(' · '),
    description === null ? '' : words(description),
    ...contract.objects.flatMap(describeObject),
    ...section('Promises', describeLevels(serviceLevels)),
    ...section(
      'Where the data is',
      servers.map(({ name: server, type, settings, description: about }) => {
        const place = settings['location'] ?? settings['path'] ?? settings['host'] ?? settings['account']
        const tail = [place && markdownCode(place), about && words(about)].filter(Boolean).join(', ')
        return `- **${words(server)}** (${words(type)})${tail === '' ? '' : `: ${tail}`}`
      }),
    ),
  ]
  return { text: `${blocks.filter((block) => block !== '').join('\n\n')}\n`, untranslated: [] }
}

function describeObject(object: ContractObject): readonly string[] {
  const { name, physicalName, description, properties, rules, relationships } = object
  const title = physicalName === null || physicalName === name ? '' : ` (${markdownCode(physicalName)})`
  const rows = properties.flatMap((property) => describeRows(property, ''))
  const table = ['| column | type | must | meaning |', '|---|---|---|---|', ...rows].join('\n')
  const lines = [...rules.map(describeRule), ...relationships.map(describeRelationship)]
  return [
    `## ${words(name)}${title}`,
    description === null ? '' : words(description),
    rows.length === 0 ? '' : table,
    lines.length === 0 ? '' : ['Rules of the whole table:', '', ...lines.map((line) => `- ${line}`)].join('\n'),
  ]
}

/** A row for the column, and one for each value inside of it. */
function describeRows(property: ContractProperty, prefix: string): readonly string[] {
  const name = `${prefix}${property.name}`
  const type = property.logicalType ?? property.physicalType?.text ?? ''
  const nouns = [
    property.isDeprecated ? '*deprecated*' : '',
    property.description === null ? '' : words(property.description),
  ]
  const row = `| ${markdownCode(name)} | ${words(type)} | ${demandsOf(property).join('; ')} | ${nouns.filter(Boolean).join(' ')} |`
  const inside = (one: ContractProperty | null, step: string) =>
    one === null ? [] : describeRows({ ...one, name: '' }, `${name}${step}`)
  return [
    row,
    ...property.properties.flatMap((field) => describeRows(field, `${name}.`)),
    ...inside(property.items, '[]'),
    ...inside(property.map?.key ?? null, '{key}'),
    ...inside(property.map?.value ?? null, '{value}'),
  ]
}

function demandsOf(property: ContractProperty): readonly string[] {
  const { required, unique, primaryKey, allowed, options, rules, relationships, classification } = property
  return [
    primaryKey === null ? '' : `key${property.primaryKeyPosition === null ? '' : ` (${property.primaryKeyPosition})`}`,
    required === null ? '' : 'never empty',
    unique === null ? '' : 'unique',
    allowed === null ? '' : listValues(allowed.values),
    ...options.map(({ name, text }) => `${words(name)} ${markdownCode(text)}`),
    ...rules.map(describeRule),
    ...relationships.map(describeRelationship),
    classification === null ? '' : `classified ${words(classification)}`,
  ].filter((demand) => demand !== '')
}

function describeRule(rule: QualityRule): string {
  const demand = readSingleValueRule(rule)
  const isPlain = rule.name === null && rule.description === null && demand?.pattern === null
  if (isPlain && demand.values !== null) return listValues(demand.values)
  const { name, description, metric, unknownMetric, type, comparison, unit, severity, query } = rule
  const named = name ?? description
  const amount = comparison === null ? '' : ` ${words(describeComparison(comparison, metric === null ? '' : unit))}`
  const values = rule.arguments.validValues?.map((value) => markdownCode(value ?? 'null')).join(', ')
  const of = rule.arguments.properties?.map((column) => markdownCode(column)).join(', ')
  const measured =
    metric ?? unknownMetric ?? (query === null ? `a ${type} rule` : markdownCode(query.trim().replace(/\s+/g, ' ')))
  const formal = `${metric === null ? measured : words(measured)}${of ? ` of ${of}` : ''}${amount}${values ? ` (valid: ${values})` : ''}`
  const tail = severity === 'error' ? '' : ` (${severity})`
  return `${named === null ? formal : `${words(named)}${type === 'text' ? '' : `: ${formal}`}`}${tail}`
}

function listValues(values: readonly (string | null)[]): string {
  return `one of ${values.map((value) => markdownCode(value ?? 'null')).join(', ')}`
}

function describeRelationship({ columns, text }: Relationship): string {
  return `${columns.map((column) => markdownCode(column)).join(', ')} → ${markdownCode(text)}`
}

function describeLevels(levels: readonly ServiceLevel[]): readonly string[] {
  return levels.map(({ property, value, valueExt, unit, element, description }) => {
    const amount = [value, valueExt, unit].filter((part) => part !== null).join(' ')
    const tail = [element === null ? '' : `of ${markdownCode(element)}`, description === null ? '' : words(description)]
    return `- **${words(property)}**: ${words(amount)} ${tail.filter(Boolean).join(', ')}`.trimEnd()
  })
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')]
}

function words(text: string): string {
  return escapeMarkdown(text, LIMIT)
}
