import type { Place } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'
import { nearestName } from '../../text/nearest-name.ts'
import type { ContractProperty, QualityRule, TypeOption } from '../data-contract.ts'
import { readAllowed } from './frictionless-allowed.ts'
import {
  CONSTRAINT_KEYS,
  CONSTRAINTS_OF,
  type FieldType,
  LENGTH_CONSTRAINTS,
  ORDER_CONSTRAINTS,
} from './frictionless-keys.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule, wholeText } from './frictionless-rules.ts'
import { normalizeNumber, type TypeReading } from './frictionless-type.ts'

/** What a field's `constraints` and `categories` demand. */
export interface FieldConstraints {
  readonly required: Place | null
  readonly unique: Place | null
  readonly allowed: ContractProperty['allowed']
  readonly options: readonly TypeOption[]
  readonly rules: readonly QualityRule[]
  /** 0 where none is given. */
  readonly minLength: number
  /** As written. */
  readonly pattern: string | null
}

/** Reads them; constraints that the type does not take and wrong values are noted on the node. */
export function readConstraints(field: DescriptorNode, type: FieldType, reading: TypeReading): FieldConstraints {
  const node = field.child('constraints')
  if (node.value !== null && !node.isMap) node.refuse('"constraints" must be a map')
  const pending = [...readUnknown(node), ...refuseOfOtherTypes(node, type)]
  const lengths = readLengths(node, type)
  const bounds = readBounds(node, type, reading)
  const pattern = node.text('pattern')
  const patterns = pattern === null ? null : readPattern(pattern, node.child('pattern').place)
  const { allowed, rules } = readAllowed(field, node, reading)
  const tree = readJsonSchema(node)
  return {
    required: node.flag('required'),
    unique: node.flag('unique'),
    allowed,
    options: [...lengths, ...bounds, ...(patterns?.options ?? [])].filter(({ name }) => isExecuted(name, type)),
    rules: [
      ...pending,
      ...rules,
      ...(patterns?.rules ?? []),
      ...tree,
      ...[...lengths, ...bounds]
        .filter(({ name }) => !isExecuted(name, type))
        .map(({ name, text, place }) =>
          makePendingRule(place, name, `${name} ${text} of a ${type}: no executor`, {
            type,
            constraints: { [name]: text },
          }),
        ),
    ],
    minLength: Number(lengths.find(({ name }) => name === 'minLength')?.text ?? 0),
    pattern,
  }
}

/** Durations have no order of their own here, and items of a list are not counted. */
function isExecuted(option: string, type: FieldType): boolean {
  if (type === 'duration') return false
  return !(type === 'list' && /Length$/.test(option))
}

/** What looks like a constraint and is none would be lost; others have no executor. */
function readUnknown(node: DescriptorNode): readonly QualityRule[] {
  return node.keys
    .filter((key) => !CONSTRAINT_KEYS.includes(key))
    .flatMap((key) => {
      const child = node.child(key)
      const nearest = nearestName(key, CONSTRAINT_KEYS)
      if (nearest === null) {
        const descriptor = { constraints: { [key]: child.value } }
        return [
          makePendingRule(child.place, key, `the constraint "${key}", which the standard does not know`, descriptor),
        ]
      }
      child.refuse(`unknown constraint "${key}"`, `did you mean ${nearest}?`)
      return []
    })
}

function refuseOfOtherTypes(node: DescriptorNode, type: FieldType): readonly QualityRule[] {
  const known = CONSTRAINTS_OF[type]
  for (const key of node.keys) {
    if (!CONSTRAINT_KEYS.includes(key) || known.includes(key) || !node.has(key)) continue
    const help = type === 'any' ? 'give the field a type' : `type ${type} takes ${known.join(', ')}`
    node.child(key).refuse(`"${key}" is no constraint of type ${type}`, help)
  }
  return []
}

const LENGTH_OPTIONS: Readonly<Record<string, readonly [string, string]>> = makeLookup({
  object: ['minProperties', 'maxProperties'],
  geojson: ['minProperties', 'maxProperties'],
  array: ['minItems', 'maxItems'],
})

function readLengths(node: DescriptorNode, type: FieldType): readonly TypeOption[] {
  return LENGTH_CONSTRAINTS.flatMap((key, index) => {
    if (!node.has(key)) return []
    const child = node.child(key)
    const text = child.scalar ?? ''
    if (!/^\d{1,9}$/.test(text)) child.refuse(`"${key}" must be a whole number of at least 0`)
    return [{ name: LENGTH_OPTIONS[type]?.[index] ?? key, text, place: child.place }]
  })
}

const NUMERIC = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i

function readBounds(
  node: DescriptorNode,
  type: FieldType,
  { logicalType, writing }: TypeReading,
): readonly TypeOption[] {
  return ORDER_CONSTRAINTS.flatMap((key) => {
    if (!node.has(key)) return []
    const child = node.child(key)
    const text = normalizeNumber(child, writing)
    const isNumber = logicalType === 'number' || logicalType === 'integer'
    if (text === null || text === '') child.refuse(`"${key}" must be a value of type ${type}`)
    else if (isNumber && !NUMERIC.test(text)) child.refuse(`"${key}" must be a number`)
    return [{ name: key, text: text ?? '', place: child.place }]
  })
}

/** Letters of XML Schema's expressions that RE2 does not know: names, blocks, one class taken from another. */
const XML_ALONE = /\\[icIC]|\\[pP]\{Is|-\[/

function readPattern(pattern: string, place: Place): Pick<FieldConstraints, 'options' | 'rules'> {
  if (XML_ALONE.test(pattern)) {
    const words = `pattern ${pattern}: what XML Schema alone knows has no executor`
    return { options: [], rules: [makePendingRule(place, 'pattern', words, { constraints: { pattern } })] }
  }
  return { options: [{ name: 'pattern', text: anchor(pattern), place }], rules: [] }
}

/** The pattern as one that is looked for: a pattern of the standard is the whole text. */
function anchor(pattern: string): string {
  if (pattern.includes('|')) return wholeText(pattern)
  return `${pattern.startsWith('^') ? '' : '^'}${pattern}${/[^\\]\$$/.test(pattern) ? '' : '$'}`
}

function readJsonSchema(node: DescriptorNode): readonly QualityRule[] {
  if (!node.has('jsonSchema')) return []
  const child = node.child('jsonSchema')
  if (!child.isMap) child.refuse('"jsonSchema" must be a map')
  const descriptor = { constraints: { jsonSchema: child.value } }
  return [makePendingRule(child.place, 'jsonSchema', 'values fit a JSON Schema: no executor', descriptor)]
}
