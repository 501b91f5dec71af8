import type { Place } from '../../core/faults.ts'
import { makeLibraryRule, NO_ARGUMENTS } from '../contract-parts.ts'
import type { QualityRule } from '../data-contract.ts'
import { matchesEmpty } from './empty-match.ts'
import type { FieldConstraints } from './frictionless-constraints.ts'
import type { FieldType } from './frictionless-keys.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule } from './frictionless-rules.ts'

/** Texts that stand for a missing value. */
export interface MissingTexts {
  readonly texts: readonly string[]
  /** Where the list stands; null for the standard's. */
  readonly place: Place | null
}

export const STANDARD_MISSING: MissingTexts = { texts: [''], place: null }

/** The list of a schema or a field, in the form of texts or of v2's values with labels; null where there is none. */
export function readMissing(node: DescriptorNode): MissingTexts | null {
  if (!node.has('missingValues')) return null
  const list = node.child('missingValues')
  if (!Array.isArray(list.value)) {
    list.refuse('"missingValues" must be a list of texts', 'write missingValues: ["", "NA"]')
    return null
  }
  const texts = list.value.map((entry: unknown, index) => {
    const child = list.child(index)
    const value: unknown = child.isMap ? child.child('value').value : entry
    if (typeof value === 'string') return value
    child.refuse('an entry of "missingValues" must be text', 'put it in quotes: missing values are told before types')
    return ''
  })
  return { texts: [...new Set(texts)], place: list.place }
}

/** Types whose values any text may be. */
const TEXT_TYPES: readonly FieldType[] = ['string', 'any', 'list']

/**
 * What follows where the empty text is not among the missing ones: in a text format an empty cell is then a value. It
 * reads as no type but text, and the constraints of a text look at it.
 */
export function makeEmptyCellRules(
  type: FieldType,
  { unique, minLength, pattern, allowed }: FieldConstraints,
  { texts, place }: MissingTexts,
  fieldPlace: Place,
): readonly QualityRule[] {
  const where = place ?? fieldPlace
  const noEmpty = (words: string) => [makeLibraryRule('nullValues', where, { id: 'emptyCell', name: words })]
  if (!TEXT_TYPES.includes(type)) return noEmpty(`an empty cell is no ${type}: missingValues does not list it`)
  const fitsPattern = pattern === null ? true : matchesEmpty(pattern)
  if (minLength > 0 || fitsPattern === false || (allowed !== null && !allowed.values.includes(''))) {
    return noEmpty('an empty cell breaks a constraint: missingValues does not list it')
  }
  const open = fitsPattern === null ? 'pattern' : unique === null ? null : 'unique'
  if (open === null) return []
  const words = `empty cells under "${open}": they are values here, since missingValues does not list them`
  return [makePendingRule(where, 'emptyCell', words, { missingValues: texts })]
}

/** Id of the rule beside `required`, which is about cells that are empty. */
export const MISSING_TEXTS_RULE = 'missingValues'

/** What `required` comes to for cells with a text that stands for a missing value, the empty one in quotes among them. */
export function makeRequiredRules(required: Place | null, texts: readonly string[]): readonly QualityRule[] {
  if (required === null || texts.length === 0) return []
  return [
    makeLibraryRule('missingValues', required, {
      id: MISSING_TEXTS_RULE,
      name: 'no cell has a text that stands for a missing value',
      arguments: { ...NO_ARGUMENTS, missingValues: texts },
    }),
  ]
}
