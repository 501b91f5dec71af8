import type { NumberWriting } from '../../core/probe.ts'
import type { LogicalType, QualityRule, TypeOption, ValueWriting } from '../data-contract.ts'
import { translateToStrptime } from './frictionless-date-format.ts'
import { BASE64, DURATION, GEOPOINTS, LIST_ITEMS, listOf, WITH_SECONDS, YEAR } from './frictionless-expressions.ts'
import type { FieldType } from './frictionless-keys.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule, makeTextRule } from './frictionless-rules.ts'

/** A field's type in terms of the model. */
export interface TypeReading {
  readonly logicalType: LogicalType | null
  readonly options: readonly TypeOption[]
  readonly writing: Omit<ValueWriting, 'missing'>
  readonly rules: readonly QualityRule[]
}

const TEXT_FORMATS: readonly string[] = ['email', 'uri', 'uuid']
const GEO_FORMATS: readonly string[] = ['default', 'topojson']

/** Reads a field's type, format and the properties that go with them; faults are noted on the node. */
export function readType(node: DescriptorNode, type: FieldType): TypeReading {
  const format = readFormat(node)
  const place = node.has('format')
    ? node.child('format').place
    : node.has('type')
      ? node.child('type').place
      : node.place
  const reading = (logicalType: LogicalType | null, parts: Partial<TypeReading> = {}): TypeReading => ({
    logicalType,
    options: [],
    writing: {},
    rules: [],
    ...parts,
  })
  const ofText = (words: string, expression: string) =>
    reading('string', { rules: [makeTextRule(place, 'format', words, expression)] })
  const asFormat = (text: string): Pick<TypeReading, 'options'> => ({ options: [{ name: 'format', text, place }] })
  const pending = (words: string) => ({ rules: [makePendingRule(place, 'format', words, { type, format })] })
  const only = (formats: readonly string[]) => refuseOther(node, format, type, formats)

  switch (type) {
    case 'string':
      if (format === 'default') return reading('string')
      if (format === 'binary') return ofText('is base64', BASE64)
      if (format === 'wkt') return reading('string', pending('is Well-Known Text: no executor'))
      only(['default', ...TEXT_FORMATS, 'binary'])
      return reading('string', asFormat(format))
    case 'number':
    case 'integer':
      only(['default'])
      return reading(type, { writing: readNumberWriting(node, type) })
    case 'boolean':
      only(['default'])
      return reading(type, { writing: { booleans: readBooleans(node) } })
    case 'object':
    case 'array':
      only(['default'])
      return reading(type)
    case 'list':
      return reading('string', { rules: readItems(node) })
    case 'date':
    case 'time':
    case 'datetime': {
      const logicalType = type === 'datetime' ? 'timestamp' : type
      if (format === 'default' && type === 'time') return reading('time', asFormat('HH:mm:ss'))
      if (format === 'default' && type === 'datetime') {
        return reading('timestamp', { rules: [makeTextRule(place, 'format', 'has seconds', WITH_SECONDS)] })
      }
      if (format === 'default') return reading('date')
      if (format === 'any') return reading(null, pending(`is a ${type} in any writing: no executor`))
      if (!format.includes('%')) refuseDateFormat(node, format)
      return reading(logicalType, { ...asFormat(format), writing: { formatLetters: 'strptime' } })
    }
    case 'year':
      return reading('integer', { rules: [makeTextRule(place, 'format', 'is a year of four digits', YEAR)] })
    case 'yearmonth':
      return reading('date', asFormat('yyyy-MM'))
    case 'duration':
      return ofText('is a duration (ISO 8601)', DURATION)
    case 'geopoint':
      only(Object.keys(GEOPOINTS))
      return ofText('is a point: longitude and latitude', GEOPOINTS[format] ?? '')
    case 'geojson':
      only(GEO_FORMATS)
      return reading('object', pending(`is ${format === 'topojson' ? 'TopoJSON' : 'GeoJSON'}: no executor`))
    case 'any':
      return reading(null)
  }
}

/** v0 marked patterns with `fmt:`. */
function readFormat(node: DescriptorNode): string {
  return (node.text('format') ?? 'default').replace(/^fmt:/, '')
}

function refuseOther(node: DescriptorNode, format: string, type: FieldType, formats: readonly string[]): void {
  if (formats.includes(format)) return
  node.child('format').refuse(`type ${type} has no format "${format}"`, `it has: ${formats.join(', ')}`)
}

function refuseDateFormat(node: DescriptorNode, format: string): void {
  const letters = translateToStrptime(format)
  node
    .child('format')
    .refuse(
      `the format "${format}" is neither default, any nor a pattern of strptime`,
      letters?.includes('%') ? `did you mean ${letters}?` : 'write it with strptime letters: %d/%m/%Y',
    )
}

const PLAIN: NumberWriting = { decimal: '.', group: null, isBare: true }

function readNumberWriting(node: DescriptorNode, type: 'number' | 'integer'): Omit<ValueWriting, 'missing'> {
  const group = node.text('groupChar') || null
  // Whole numbers have no decimal sign that a group's could be taken for.
  const decimal = type === 'number' ? node.text('decimalChar') : group === '.' ? ',' : null
  const numbers: NumberWriting = {
    decimal: decimal || PLAIN.decimal,
    group,
    isBare: node.boolean('bareNumber', PLAIN.isBare),
  }
  if (numbers.group === numbers.decimal) {
    node
      .child('groupChar')
      .refuse(`"${numbers.group}" is both decimalChar and groupChar`, 'give one of them another sign')
  }
  const isPlain = numbers.decimal === PLAIN.decimal && numbers.group === null && numbers.isBare
  return isPlain && decimal === null ? {} : { numbers }
}

/** A number in quotes is written as the field's are. */
export function normalizeNumber(node: DescriptorNode, { numbers }: TypeReading['writing']): string | null {
  const text = node.scalar
  if (text === null || numbers === undefined || typeof node.value !== 'string') return text
  const ungrouped = numbers.group === null ? text : text.replaceAll(numbers.group, '')
  return ungrouped.replace(numbers.decimal, '.')
}

const TRUE_VALUES: readonly string[] = ['true', 'True', 'TRUE', '1']
const FALSE_VALUES: readonly string[] = ['false', 'False', 'FALSE', '0']

function readBooleans(node: DescriptorNode): NonNullable<ValueWriting['booleans']> {
  const booleans = {
    true: node.texts('trueValues') ?? TRUE_VALUES,
    false: node.texts('falseValues') ?? FALSE_VALUES,
  }
  const both = booleans.true.find((text) => booleans.false.includes(text))
  if (both !== undefined) node.refuse(`"${both}" is both true and false`, 'set trueValues and falseValues apart')
  return booleans
}

function readItems(node: DescriptorNode): readonly QualityRule[] {
  const itemType = node.choice('itemType', Object.keys(LIST_ITEMS)) ?? 'string'
  const item = LIST_ITEMS[itemType]
  if (item === null || item === undefined) return []
  const { place } = node.has('itemType') ? node.child('itemType') : node
  const delimiter = node.text('delimiter') || ','
  return [makeTextRule(place, 'format', `is a list of items of type ${itemType}`, listOf(item, delimiter))]
}
