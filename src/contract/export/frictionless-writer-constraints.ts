import { makeLookup } from '../../core/lookup.ts'
import type { ContractProperty, QualityRule, TypeOption } from '../data-contract.ts'
import { CONSTRAINTS_OF, type FieldType } from '../frictionless/frictionless-keys.ts'
import { MISSING_TEXTS_RULE } from '../frictionless/frictionless-missing.ts'
import { unwrapWhole } from '../frictionless/frictionless-rules.ts'
import { FLOAT_RANGES, INTEGER_RANGES, TEXT_FORMATS } from '../text-formats.ts'
import type { FieldContext } from './frictionless-writer-field.ts'
import { isNone } from './frictionless-writer-notes.ts'
import { isTypeRule } from './frictionless-writer-type.ts'

const LENGTHS: Readonly<Record<string, string>> = makeLookup({
  minItems: 'minLength',
  maxItems: 'maxLength',
  minProperties: 'minLength',
  maxProperties: 'maxLength',
})

/** `{constraints}` of a field, `{}` where it has none; what has no counterpart is noted. */
export function writeConstraints(
  property: ContractProperty,
  type: FieldType,
  { isOwn, notes }: FieldContext,
): Readonly<Record<string, unknown>> {
  const constraints: Record<string, unknown> = {}
  if (property.required !== null) constraints['required'] = true
  if (property.unique !== null) constraints['unique'] = true
  for (const option of property.options) {
    if (!addOption(constraints, option, property, type)) {
      const reason = `type ${type} of Frictionless has no such constraint`
      notes.add(`${option.name} ${option.text} (${property.name})`, reason, option.place)
    }
  }
  if (property.allowed !== null) constraints['enum'] = writeValues(property.allowed.values, type)
  for (const rule of property.rules) {
    if (isOwn && rule.id === MISSING_TEXTS_RULE) constraints['required'] = true
    // What an empty cell means is said by missingValues there.
    const isOfMissing = isOwn && (rule.id === 'emptyCell' || rule.id === MISSING_TEXTS_RULE)
    const isSaid = isTypeRule(rule) || rule.engine === 'frictionless' || isOfMissing
    if (!isSaid && !(isNone(rule) && addRule(constraints, rule, type))) notes.addRule(rule, property.name)
  }
  return Object.keys(constraints).length === 0 ? {} : { constraints }
}

/** Whether the option is said now, by the type or by a constraint. */
function addOption(
  constraints: Record<string, unknown>,
  { name, text }: TypeOption,
  { logicalType }: ContractProperty,
  type: FieldType,
): boolean {
  if (name === 'format') {
    if (logicalType === 'string') {
      if (['email', 'uri', 'uuid'].includes(text)) return true
      const expression = TEXT_FORMATS[text]
      return expression !== undefined && add(constraints, 'pattern', expression, type)
    }
    const range =
      logicalType === 'integer' ? INTEGER_RANGES[text] : logicalType === 'number' ? FLOAT_RANGES[text] : null
    if (range === null) return true
    return range !== undefined && addRange(constraints, range, type)
  }
  if (name === 'pattern') return add(constraints, 'pattern', toWhole(text), type)
  const key = LENGTHS[name] ?? name
  if (/Length$/.test(key)) return add(constraints, key, Number(text), type)
  return add(constraints, key, toValue(text, type), type)
}

/** A range of a number format, where the contract does not bound the values itself. */
function addRange(
  constraints: Record<string, unknown>,
  [low, high]: readonly [string, string],
  type: FieldType,
): boolean {
  if (['minimum', 'maximum'].some((key) => constraints[key] !== undefined)) return false
  return add(constraints, 'minimum', toValue(low, type), type) && add(constraints, 'maximum', toValue(high, type), type)
}

function addRule(constraints: Record<string, unknown>, rule: QualityRule, type: FieldType): boolean {
  const { validValues, missingValues, pattern } = rule.arguments
  switch (rule.metric) {
    case 'nullValues':
      constraints['required'] = true
      return true
    case 'missingValues':
      if (missingValues !== null && !missingValues.includes(null)) return false
      constraints['required'] = true
      return true
    case 'duplicateValues':
      constraints['unique'] = true
      return true
    case 'invalidValues': {
      if (validValues !== null && pattern !== null) return false
      if (validValues !== null) return add(constraints, 'enum', writeValues(validValues, type), type)
      return pattern !== null && add(constraints, 'pattern', toWhole(pattern), type)
    }
    default:
      return false
  }
}

/** Whether the type takes the constraint and has none yet. */
function add(constraints: Record<string, unknown>, key: string, value: unknown, type: FieldType): boolean {
  if (!CONSTRAINTS_OF[type].includes(key) || constraints[key] !== undefined) return false
  constraints[key] = value
  return true
}

/** null need not be among the values: what is missing passes. */
function writeValues(values: readonly (string | null)[], type: FieldType): readonly unknown[] {
  return values.filter((value) => value !== null).map((value) => toValue(value, type))
}

/** A number as one where no digit is lost, else text, which the field's type reads. */
function toValue(text: string, type: FieldType): unknown {
  const isNumber = ['integer', 'number', 'year'].includes(type) && text.trim() !== '' && Number.isFinite(Number(text))
  return isNumber && String(Number(text)) === text ? Number(text) : text
}

/** An expression that is found in a text as one of the whole text. */
function toWhole(pattern: string): string {
  const inner = unwrapWhole(pattern) ?? /^\^([^|]*(?:[^\\|]))\$$/.exec(pattern)?.[1]
  return inner ?? `[\\s\\S]*(?:${pattern})[\\s\\S]*`
}
