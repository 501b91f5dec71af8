import type { Comparison } from '../comparison.ts'
import type { LogicalType, QualityRule, Relationship, ValueWriting } from '../data-contract.ts'
import { keepGiven, writeValue } from './odcs-writer-value.ts'

/** A rule under `quality`. `type` is the column's, for the values of its arguments; null for a table's. */
export function writeRule(rule: QualityRule, type: LogicalType | null): Record<string, unknown> {
  const { metric, unknownMetric, arguments: given, comparison } = rule
  const isLibrary = rule.type === 'library'
  const values = (list: readonly (string | null)[] | null) => list?.map((text) => writeValue(text, type))
  const known = keepGiven({
    missingValues: given.missingValues?.map((text) => text),
    pattern: given.pattern,
    properties: given.properties,
  })
  // An empty list of valid values is a demand too: nothing is valid.
  const all = given.validValues === null ? known : { validValues: values(given.validValues), ...known }
  return keepGiven({
    id: rule.id,
    name: rule.name,
    description: rule.description,
    type: isLibrary ? null : rule.type,
    metric,
    rule: isLibrary && metric === null ? unknownMetric : null,
    arguments: all,
    engine: rule.engine,
    implementation: rule.implementation,
    query: rule.query,
    ...(comparison === null ? {} : writeComparison(comparison)),
    unit: rule.unit === 'rows' ? null : rule.unit,
    dimension: rule.dimension,
    severity: rule.severity === 'error' ? null : rule.severity,
  })
}

function writeComparison(comparison: Comparison): Record<string, unknown> {
  return { [comparison.operator]: 'range' in comparison ? [...comparison.range] : comparison.operand }
}

/** The only values that a column may have, as v3.1 says it. */
export function writeAllowed(values: readonly (string | null)[], type: LogicalType | null): Record<string, unknown> {
  return {
    metric: 'invalidValues',
    arguments: { validValues: values.map((text) => writeValue(text, type)) },
    mustBe: 0,
  }
}

/** Texts that stand for a missing value: the standard names them in a rule alone, so this one allows any number of them. */
export function writeMissing({ missing }: ValueWriting): Record<string, unknown> {
  return {
    description: 'These stand for a missing value',
    metric: 'missingValues',
    arguments: { missingValues: [...missing] },
    mustBeLessOrEqualTo: 100,
    unit: 'percent',
  }
}

/** A foreign key; `object` names the table where it is not under its one column. */
export function writeRelationship(relationship: Relationship, object: string | null): Record<string, unknown> {
  const { type, columns, to, text } = relationship
  const target = to === null ? [text] : to.columns.map((column) => `${to.object}.${column}`)
  const single = (names: readonly string[]) => (names.length === 1 ? names[0] : names)
  return keepGiven({
    type: type === 'foreignKey' ? null : type,
    from: object === null ? null : single(columns.map((column) => `${object}.${column}`)),
    to: single(target),
  })
}
