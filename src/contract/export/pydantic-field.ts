import type { Place } from '../../core/faults.ts'
import { makeLookup } from '../../core/lookup.ts'
import type { ContractProperty, QualityRule, TypeOption } from '../data-contract.ts'
import { FLOAT_RANGES, INTEGER_RANGES, TEXT_FORMATS } from '../text-formats.ts'
import { explainTableRule, nameRule, readSingleValueRule, type SingleValueDemand } from './single-value-rule.ts'

/** What a field needs of the module that it stands in. */
export interface PydanticContext {
  /** Notes an import: `from FROM import NAME`. */
  use(from: string, name: string): void
  /** Writes a class for a property of type object and gives its name. */
  addClass(property: ContractProperty): string
  /** Notes a demand that the model cannot make. */
  refuse(what: string, reason: string, place: Place): void
}

export interface FieldType {
  /** `Annotated[int, Field(ge=0)]`. */
  readonly type: string
  /** Whether a row without it, or with null, is refused. */
  readonly isRequired: boolean
}

/** Python's type of a property with all demands on one value. */
export function makeField(property: ContractProperty, context: PydanticContext): FieldType {
  const { name, unique, primaryKey, relationships } = property
  for (const place of [unique, primaryKey, ...relationships.map((one) => one.place)]) {
    if (place !== null) context.refuse(`${name}: a key`, 'one row cannot show it', place)
  }
  const rules = property.rules.map((rule) => readRule(rule, property, context))
  const isRequired = property.required !== null || primaryKey !== null || rules.some(({ isRequired: is }) => is)
  const values = property.allowed?.values ?? rules.find(({ values: some }) => some !== null)?.values ?? null
  const patterns = rules.flatMap(({ pattern }) => (pattern === null ? [] : [pattern]))
  if (values !== null) {
    context.use('typing', 'Literal')
    const literals = values.filter((value) => value !== null).map((value) => writeLiteral(value, property))
    if (literals.every((literal) => literal !== null) && literals.length > 0) {
      for (const { name: option, text, place } of property.options) {
        context.refuse(`${name}: ${option} ${text}`, 'the list of values says it already', place)
      }
      return { type: `Literal[${literals.join(', ')}]`, isRequired }
    }
    const place = property.allowed?.place ?? property.place
    context.refuse(`${name}: its list of values`, `Python has no literal of type ${property.logicalType}`, place)
  }
  const base = baseType(property, context)
  const constraints = [
    ...property.options.flatMap((option) => readOption(option, property, context)),
    ...patterns.map((pattern) => `pattern=${quotePython(pattern)}`),
    ...(property.logicalType === 'number' ? ['allow_inf_nan=False'] : []),
  ]
  return { type: annotate(base, constraints, property, context), isRequired }
}

/** Pydantic keeps the last of several constraints with one name: of bounds the tighter stays, of patterns the first. */
function annotate(
  base: string,
  constraints: readonly string[],
  property: ContractProperty,
  context: PydanticContext,
): string {
  const kept = new Map<string, string>()
  for (const constraint of constraints) {
    const [name, value] = [constraint.slice(0, constraint.indexOf('=')), constraint.slice(constraint.indexOf('=') + 1)]
    const other = kept.get(name)
    if (other === undefined) kept.set(name, value)
    else if (name === 'ge' || name === 'le') {
      const isTighter = name === 'ge' ? Number(value) > Number(other) : Number(value) < Number(other)
      if (isTighter) kept.set(name, value)
    } else context.refuse(`${property.name}: a second ${name} ${value}`, 'pydantic takes one a field', property.place)
  }
  if (kept.size === 0) return base
  context.use('typing', 'Annotated')
  context.use('pydantic', 'Field')
  return `Annotated[${base}, Field(${[...kept].map(([name, value]) => `${name}=${value}`).join(', ')})]`
}

function baseType(property: ContractProperty, context: PydanticContext): string {
  const inner = (one: ContractProperty | null) => {
    if (one === null) return anyType(context)
    const { type, isRequired } = makeField(one, context)
    return isRequired ? type : `${type} | None`
  }
  switch (property.logicalType) {
    case 'string':
      return 'str'
    case 'integer':
      return 'int'
    case 'number':
      return 'float'
    case 'boolean':
      return 'bool'
    case 'date':
      context.use('datetime', 'date')
      return 'date'
    case 'timestamp':
      context.use('datetime', 'datetime')
      return 'datetime'
    case 'time':
      context.use('datetime', 'time')
      return 'time'
    case 'array':
    case 'vector':
      return `list[${property.logicalType === 'vector' && property.items === null ? 'float' : inner(property.items)}]`
    case 'map':
      return `dict[${property.map?.key ? makeField(property.map.key, context).type : 'str'}, ${inner(property.map?.value ?? null)}]`
    case 'object':
      return property.properties.length > 0 ? context.addClass(property) : `dict[str, ${anyType(context)}]`
    default:
      return anyType(context)
  }
}

function anyType(context: PydanticContext): string {
  context.use('typing', 'Any')
  return 'Any'
}

const ORDERED: Readonly<Record<string, string>> = makeLookup({
  minimum: 'ge',
  exclusiveMinimum: 'gt',
  maximum: 'le',
  exclusiveMaximum: 'lt',
})
const SIZES: Readonly<Record<string, string>> = makeLookup({
  minLength: 'min_length',
  maxLength: 'max_length',
  minItems: 'min_length',
  maxItems: 'max_length',
})

function readOption(option: TypeOption, property: ContractProperty, context: PydanticContext): readonly string[] {
  const { name, text, place } = option
  const type = property.logicalType
  const refuse = (reason: string) => {
    context.refuse(`${property.name}: ${name} ${text}`, reason, place)
    return []
  }
  if (name in SIZES) return [`${SIZES[name]}=${Number(text)}`]
  if (name === 'pattern') return [`pattern=${quotePython(text)}`]
  if (name in ORDERED) {
    const bound = type === 'integer' || type === 'number' ? numberText(text) : momentText(text, type, context)
    return bound === null ? refuse('the bound is no literal of Python') : [`${ORDERED[name]}=${bound}`]
  }
  if (name === 'multipleOf') return [`multiple_of=${numberText(text)}`]
  if (name === 'format') {
    const range = type === 'integer' ? INTEGER_RANGES[text] : type === 'number' ? FLOAT_RANGES[text] : undefined
    if (range) return [`ge=${range[0]}`, `le=${range[1]}`]
    const expression = type === 'string' ? TEXT_FORMATS[text] : undefined
    if (expression !== undefined) return [`pattern=${quotePython(`^(?:${expression})$`)}`]
    return refuse(type === 'string' ? 'a format without a pattern' : 'the service takes ISO 8601')
  }
  return refuse('pydantic has no such constraint')
}

function numberText(text: string): string | null {
  return Number.isFinite(Number(text)) && text.trim() !== '' ? text.replace(/^\+/, '') : null
}

/** `date(2026, 1, 31)`. */
function momentText(text: string, type: ContractProperty['logicalType'], context: PydanticContext): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  if (parts === null || (type !== 'date' && type !== 'timestamp')) return null
  const name = type === 'date' ? 'date' : 'datetime'
  context.use('datetime', name)
  const numbers = parts.slice(1, type === 'date' ? 4 : 7).flatMap((part) => (part === undefined ? [] : [Number(part)]))
  return `${name}(${numbers.join(', ')})`
}

/** A value of the contract's as a literal of the property's type; null where it is none. */
function writeLiteral(text: string, { logicalType }: ContractProperty): string | null {
  if (logicalType === 'integer') return /^[-+]?\d+$/.test(text) ? String(BigInt(text)) : null
  if (logicalType === 'boolean') return /^true$/i.test(text) ? 'True' : /^false$/i.test(text) ? 'False' : null
  return logicalType === 'string' || logicalType === null ? quotePython(text) : null
}

/** What a rule demands of the field; notes the rules that one row cannot show. */
function readRule(rule: QualityRule, property: ContractProperty, context: PydanticContext): SingleValueDemand {
  const demand = readSingleValueRule(rule)
  if (demand !== null) return demand
  context.refuse(`${property.name}: ${nameRule(rule)}`, explainTableRule(rule), rule.place)
  return { isRequired: false, values: null, pattern: null }
}

/** A string literal of Python's: all but plain characters escaped. */
export function quotePython(text: string): string {
  const escaped = JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  // Python knows no surrogate pairs in escapes
  return escaped.replaceAll(/\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})/g, (_, high: string, low: string) => {
    const point = String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)).codePointAt(0)!
    return `\\U${point.toString(16).padStart(8, '0')}`
  })
}
