import { makeLookup } from '../../core/lookup.ts'
import type { CellTest, ColumnReference } from '../../core/probe.ts'
import type { LogicalType, TypeOption } from '../data-contract.ts'
import { FLOAT_RANGES, INTEGER_RANGES, TEXT_FORMATS } from '../text-formats.ts'
import { countRows } from '../wording.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import { typeOf } from './column-reference.ts'
import { type ContractCheck, judgeRows, makeCheck, makeJointCheck, makeUnmeasured } from './contract-check.ts'
import type { PlacedProperty } from './placed-property.ts'
import { makeTimezoneCheck } from './timezone-check.ts'

/** What an option demands: a test and words; or why it has no executor; or why it asks nothing of the data. */
type Demand =
  | { readonly test: CellTest; readonly title: string }
  | { readonly size: number; readonly title: string }
  | { readonly itemTest: CellTest; readonly title: string }
  | { readonly pending: string }
  | { readonly words: string }

/** One check per logical type option. */
export function makeOptionChecks(placed: PlacedProperty, scope: CheckScope): readonly ContractCheck[] {
  return placed.property.options.map((option) => {
    if (option.name === 'timezone') return makeTimezoneCheck(option, placed, scope)
    const demand = demandOf(option, typeOf(placed.property))
    const { name } = placed
    const title = 'title' in demand ? `${name} ${demand.title}` : `${name}: ${option.name} ${option.text}`
    const subject = describeSubject(scope, name, option.name, title, option.place)
    if ('pending' in demand) return makeUnmeasured(subject, 'inconclusive', demand.pending)
    if ('words' in demand) return makeUnmeasured(subject, 'skip', demand.words)
    const help = (failing: number) =>
      `mend ${countRows(failing, 'cell')} of ${name}, or change ${option.name} (${option.text}) in the contract`
    const probe = { kind: 'rows' as const, column: placed.reference, keys: scope.keys }
    if ('size' in demand) {
      const least = { ...probe, test: { kind: 'size' as const, operator: '>=' as const, size: demand.size } }
      const most = { ...probe, test: { kind: 'size' as const, operator: '<=' as const, size: demand.size } }
      return makeJointCheck(subject, [least, most], ([below, above]) => {
        const failing = below.failing + above.failing
        const samples = [...below.samples, ...above.samples].sort((a, b) => a.row - b.row).slice(0, 10)
        return judgeRows({ rows: below.rows, failing, samples }, () => help(failing))
      })
    }
    const test = 'itemTest' in demand ? demand.itemTest : demand.test
    const column = 'itemTest' in demand ? referToItems(placed) : placed.reference
    return makeCheck(subject, { ...probe, column, test }, (measured) =>
      judgeRows(measured, () => help(measured.failing)),
    )
  })
}

/** The numbers of a vector. */
function referToItems({ reference }: PlacedProperty): ColumnReference {
  return { ...reference, path: [...(reference.path ?? []), { kind: 'items' }], type: 'number' }
}

function demandOf(option: TypeOption, type: LogicalType | null): Demand {
  const { name, text } = option
  if (name === 'minLength' || name === 'maxLength') {
    const operator = name === 'minLength' ? ('>=' as const) : ('<=' as const)
    const words = name === 'minLength' ? 'at least' : 'at most'
    return { test: { kind: 'length', operator, length: Number(text) }, title: `has ${words} ${text} characters` }
  }
  if (name === 'pattern') return { test: { kind: 'pattern', pattern: text }, title: `matches ${text}` }
  if (type === null) return { pending: `${name} has no executor without a logicalType: declare one` }
  if (type === 'vector') return demandOfVector(option)
  return demandOfSize(option, type) ?? demandOfValue(option, type) ?? { pending: `${name} (${type}) has no executor` }
}

const SIZES: Readonly<Record<string, readonly [types: readonly LogicalType[], operator: '>=' | '<=', words: string]>> =
  {
    minItems: [['array'], '>=', 'at least'],
    maxItems: [['array'], '<=', 'at most'],
    minProperties: [['object', 'map'], '>=', 'at least'],
    maxProperties: [['object', 'map'], '<=', 'at most'],
  }

function demandOfSize({ name, text }: TypeOption, type: LogicalType): Demand | null {
  const size = SIZES[name]
  if (size?.[0].includes(type)) {
    const [, operator, words] = size
    const [one, many] = name.endsWith('Items')
      ? ['item', 'items']
      : type === 'map'
        ? ['entry', 'entries']
        : ['field', 'fields']
    const noun = Number(text) === 1 ? one : many
    return { test: { kind: 'size', operator, size: Number(text) }, title: `has ${words} ${text} ${noun}` }
  }
  if (name === 'uniqueItems' && type === 'array') {
    return isTrue(text)
      ? { test: { kind: 'uniqueItems' }, title: 'holds no item twice' }
      : { words: 'items may repeat: nothing is asked of the data' }
  }
  if (name === 'required' && type === 'object') {
    const names = readNames(text)
    return {
      test: { kind: 'fields', names },
      title: `has the ${names.length === 1 ? 'field' : 'fields'} ${names.join(', ')}`,
    }
  }
  return null
}

const ELEMENT_RANGES: Readonly<Record<string, readonly [string, string] | undefined>> = makeLookup({
  float32: FLOAT_RANGES.f32,
  float64: FLOAT_RANGES.f64,
  int8: INTEGER_RANGES.i8,
  uint8: INTEGER_RANGES.u8,
})

function demandOfVector({ name, text }: TypeOption): Demand {
  if (name === 'dimensions') return { size: Number(text), title: `has ${text} numbers` }
  const range = name === 'elementType' ? ELEMENT_RANGES[text] : undefined
  if (range) {
    return { itemTest: { kind: 'range', low: range[0], high: range[1] }, title: `holds numbers that fit into ${text}` }
  }
  if (name === 'elementType') return { pending: `numbers of type ${text} have no executor` }
  if (name !== 'normalized') return { words: `${name} says what the vectors are for: nothing to check` }
  if (!isTrue(text)) return { words: 'vectors of any length: nothing is asked of the data' }
  return { pending: 'normalized has no executor: check the length of the vectors by a sql rule' }
}

/** YAML writes it in three ways. */
function isTrue(text: string): boolean {
  return text.toLowerCase() === 'true'
}

/** Names of a list, which an option holds as JSON. */
function readNames(text: string): readonly string[] {
  return text.startsWith('[') ? (JSON.parse(text) as readonly unknown[]).map(String) : [text]
}

const BOUNDS: Readonly<Record<string, readonly [operator: '>=' | '>' | '<=' | '<', words: string]>> = makeLookup({
  minimum: ['>=', 'at least'],
  exclusiveMinimum: ['>', 'above'],
  maximum: ['<=', 'at most'],
  exclusiveMaximum: ['<', 'below'],
})

const UNORDERED: readonly LogicalType[] = ['object', 'array', 'map', 'vector', 'boolean', 'string']

function demandOfValue({ name, text }: TypeOption, type: LogicalType): Demand | null {
  if (name === 'format') return demandOfFormat(text, type)
  const bound = UNORDERED.includes(type) ? undefined : BOUNDS[name]
  if (bound) return { test: { kind: 'bound', operator: bound[0], bound: text }, title: `is ${bound[1]} ${text}` }
  if (name === 'multipleOf') return { test: { kind: 'multipleOf', divisor: text }, title: `is a multiple of ${text}` }
  if (name === 'defaultTimezone') return { words: 'it says how a time without an offset is meant: nothing to check' }
  return null
}

function demandOfFormat(text: string, type: LogicalType): Demand | null {
  if (type === 'date' || type === 'timestamp' || type === 'time') {
    return { test: { kind: 'format' }, title: `has the format ${text}` }
  }
  const range = type === 'integer' ? INTEGER_RANGES[text] : type === 'number' ? FLOAT_RANGES[text] : undefined
  if (range) return { test: { kind: 'range', low: range[0], high: range[1] }, title: `fits into ${text}` }
  const expression = type === 'string' ? TEXT_FORMATS[text] : undefined
  if (expression !== undefined) return { test: { kind: 'matches', expression }, title: `has the format ${text}` }
  if (type === 'string' && (text === 'password' || text === 'binary')) {
    return { words: `${text} says how the text is meant, not what it looks like: nothing to check` }
  }
  return { pending: `the format ${text} has no executor` }
}
