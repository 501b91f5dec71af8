import type { ContractProperty, QualityRule } from '../data-contract.ts'
import { translateToStrptime } from '../frictionless/frictionless-date-format.ts'
import {
  BASE64,
  DURATION,
  GEOPOINTS,
  LIST_ITEMS,
  listOf,
  WITH_SECONDS,
  YEAR,
} from '../frictionless/frictionless-expressions.ts'
import type { FieldType } from '../frictionless/frictionless-keys.ts'
import { wholeText } from '../frictionless/frictionless-rules.ts'
import type { FieldContext } from './frictionless-writer-field.ts'

/** A field's type with what goes with it. */
export interface WrittenType {
  readonly type: FieldType
  readonly format?: string
  readonly [key: string]: unknown
}

/** Types that are rules on a text in the model, by their expressions. */
const OF_EXPRESSIONS: Readonly<Record<string, WrittenType>> = Object.fromEntries([
  [wholeText(DURATION), { type: 'duration' }],
  [wholeText(WITH_SECONDS), { type: 'datetime' }],
  [wholeText(YEAR), { type: 'year' }],
  [wholeText(BASE64), { type: 'string', format: 'binary' }],
  ...Object.entries(LIST_ITEMS).flatMap(([itemType, item]) =>
    [',', ';', '|', ' '].map((delimiter) => [
      item === null ? '' : wholeText(listOf(item, delimiter)),
      { type: 'list', itemType, ...(delimiter === ',' ? {} : { delimiter }) },
    ]),
  ),
  ...Object.entries(GEOPOINTS).map(([format, expression]) => [wholeText(expression), { type: 'geopoint', format }]),
])

/** Whether a rule is a type's own, so that the type says it. */
export function isTypeRule({ id, metric, arguments: { pattern } }: QualityRule): boolean {
  return id === 'format' && metric === 'invalidValues' && OF_EXPRESSIONS[pattern ?? ''] !== undefined
}

const TEXT_FORMATS: readonly string[] = ['email', 'uri', 'uuid']

/** The field's type; what has no counterpart is noted. */
export function writeType(property: ContractProperty, context: FieldContext): WrittenType {
  const { logicalType, rules, options } = property
  const known = rules.find(isTypeRule)
  if (known !== undefined) return OF_EXPRESSIONS[known.arguments.pattern!]!
  const format = options.find(({ name }) => name === 'format')?.text ?? null
  switch (logicalType) {
    case null:
      return { type: 'any' }
    case 'string':
      return { type: 'string', ...(format !== null && TEXT_FORMATS.includes(format) ? { format } : {}) }
    case 'integer':
    case 'number':
      return { type: logicalType, ...writeNumbers(property, context) }
    case 'boolean': {
      const booleans = property.writing?.booleans
      return { type: 'boolean', ...(booleans ? { trueValues: booleans.true, falseValues: booleans.false } : {}) }
    }
    case 'date':
      if (format === 'yyyy-MM') return { type: 'yearmonth' }
      return { type: 'date', ...writeDateFormat(property, format, 'yyyy-MM-dd', context) }
    case 'time':
      return { type: 'time', ...writeDateFormat(property, format, 'HH:mm:ss', context) }
    case 'timestamp':
      return { type: 'datetime', ...writeDateFormat(property, format, null, context) }
    case 'object':
    case 'map':
      return { type: 'object' }
    case 'array':
    case 'vector':
      return { type: 'array' }
  }
}

function writeNumbers({ logicalType, writing }: ContractProperty, { object }: FieldContext) {
  const numbers = writing?.numbers
  const decimal = numbers?.decimal ?? object.csv?.decimal ?? '.'
  return {
    ...(decimal === '.' || logicalType === 'integer' ? {} : { decimalChar: decimal }),
    ...(numbers === undefined || numbers.group === null ? {} : { groupChar: numbers.group }),
    ...(numbers?.isBare === false ? { bareNumber: false } : {}),
  }
}

/** @param standard the format that `default` means. */
function writeDateFormat(
  { name, writing, options, place }: ContractProperty,
  format: string | null,
  standard: string | null,
  { notes }: FieldContext,
): { readonly format?: string } {
  if (format === null || format === standard) return {}
  const letters = writing?.formatLetters === 'strptime' ? format : translateToStrptime(format)
  if (letters !== null) return { format: letters }
  const where = options.find((option) => option.name === 'format')?.place ?? place
  notes.add(`format ${format} (${name})`, 'strptime has no such letters: "any" is written', where)
  return { format: 'any' }
}
