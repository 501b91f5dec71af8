import { makeLibraryRule } from '../contract-parts.ts'
import type { QualityRule } from '../data-contract.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { makePendingRule } from './frictionless-rules.ts'

const CHOICES = ['exact', 'equal', 'subset', 'superset', 'partial'] as const
export type FieldsMatch = (typeof CHOICES)[number]

/** How the data's columns are to match the fields; exactly and in order where nothing is said. Drafts of v2 had a list of one. */
export function readFieldsMatch(node: DescriptorNode): FieldsMatch {
  const { value } = node.child('fieldsMatch')
  const isList = Array.isArray(value) && value.length === 1
  return (isList ? node.child('fieldsMatch').choice('0', CHOICES) : node.choice('fieldsMatch', CHOICES)) ?? 'exact'
}

/** Expectations that say the same, in the words of Great Expectations, whose rules have executors. */
const EXPECTATIONS = {
  exact: ['expect_table_columns_to_match_ordered_list', 'the columns are the fields, in their order'],
  equal: ['expect_table_columns_to_match_set', 'the columns are the fields'],
} as const

/**
 * What the match demands beyond the presence of each column. Of v1 the order and number are advice, so a warning.
 */
export function makeFieldsMatchRule(
  match: FieldsMatch,
  names: readonly string[],
  { node, isV2 }: { readonly node: DescriptorNode; readonly isV2: boolean },
): readonly QualityRule[] {
  const { place } = node.has('fieldsMatch') ? node.child('fieldsMatch') : node.child('fields')
  if (match === 'subset' || names.length === 0) return []
  if (match !== 'exact' && match !== 'equal') {
    const words = `fieldsMatch ${match}: that a column may be absent has no executor`
    return [makePendingRule(place, 'fieldsMatch', words, { fieldsMatch: match })]
  }
  const [type, name] = EXPECTATIONS[match]
  const kwargs = match === 'exact' ? { column_list: names } : { column_set: names, exact_match: true }
  return [
    makeLibraryRule('rowCount', place, {
      id: 'fieldsMatch',
      name,
      type: 'custom',
      metric: null,
      comparison: null,
      severity: isV2 ? 'error' : 'warning',
      engine: 'greatExpectations',
      implementation: { type, kwargs },
    }),
  ]
}

/** The match that a rule stands for; null for any other rule. */
export function matchOfRule({ engine, implementation }: QualityRule): FieldsMatch | null {
  const type = (implementation as { readonly type?: unknown } | null)?.type
  if (engine !== 'greatExpectations') return null
  return type === EXPECTATIONS.exact[0] ? 'exact' : type === EXPECTATIONS.equal[0] ? 'equal' : null
}
