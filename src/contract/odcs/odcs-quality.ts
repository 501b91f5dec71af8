import { makeLookup } from '../../core/lookup.ts'
import type { Severity } from '../../core/verdict.ts'
import { type Comparison, OPERATORS, ORDER_OPERATORS, RANGE_OPERATORS } from '../comparison.ts'
import type { QualityMetric, QualityRule, RuleArguments } from '../data-contract.ts'
import { QUALITY_KEYS } from './odcs-keys.ts'
import type { OdcsNode } from './odcs-node.ts'

const METRICS: readonly QualityMetric[] = [
  'nullValues',
  'missingValues',
  'invalidValues',
  'duplicateValues',
  'rowCount',
]
const TYPES = ['library', 'text', 'sql', 'custom'] as const
/** Words of v3.0 whose meaning a metric of today has. */
const OLD_RULES: Readonly<Record<string, QualityMetric>> = makeLookup({
  rowCount: 'rowCount',
  duplicateCount: 'duplicateValues',
  validValues: 'invalidValues',
})

/** Reads the rules under `quality`; faults are noted on the node. */
export function readRules(owner: OdcsNode): readonly QualityRule[] {
  return owner.maps('quality', 'a rule').map(readRule)
}

function readRule(node: OdcsNode): QualityRule {
  // of a type that is not known nothing more can be said
  const type = node.choice('type', TYPES) ?? (node.has('type') ? 'text' : 'library')
  const named = type === 'library' ? (node.text('metric') ?? node.text('rule')) : null
  const isOld = named !== null && !node.has('metric')
  const metric = METRICS.find((candidate) => candidate === named) ?? (isOld ? findOldRule(named) : null)
  // Before v3.1 a rule could hold whatever its word needed.
  const isOpen = isOld && !node.isSince('v3.1.0')
  if (!isOpen) node.refuseUnknownKeys('a quality rule', QUALITY_KEYS)
  if (type === 'library' && named === null) node.refuse('the rule has no "metric"', `it takes ${METRICS.join(', ')}`)
  if (type === 'library' && metric === null && node.has('metric')) node.choice('metric', METRICS)
  if (type === 'sql' && !node.has('query')) node.refuse('the rule has no "query"', 'write the SELECT: query: …')
  if (type === 'custom') refuseUnlessWhole(node)
  const isOldList = isOpen && named === 'validValues'
  const needsComparison = type === 'sql' || (type === 'library' && !(isOpen && metric === null))
  return {
    id: node.text('id'),
    name: node.text('name'),
    description: node.text('description'),
    type,
    metric,
    unknownMetric: metric === null ? named : null,
    arguments: readArguments(isOldList && !node.has('arguments') ? node : node.child('arguments')),
    comparison:
      isOldList && !hasOperator(node)
        ? { operator: 'mustBe', operand: 0 }
        : needsComparison
          ? readComparison(node, type === 'library')
          : null,
    unit: node.text('unit') ?? 'rows',
    severity: readSeverity(node.text('severity')),
    dimension: node.text('dimension'),
    query: type === 'sql' ? node.text('query') : null,
    engine: node.text('engine'),
    implementation: node.child('implementation').value,
    place: node.place,
  }
}

function findOldRule(word: string): QualityMetric | null {
  return Object.hasOwn(OLD_RULES, word) ? (OLD_RULES[word] ?? null) : null
}

function refuseUnlessWhole(node: OdcsNode): void {
  if (!node.has('engine')) node.refuse('the rule has no "engine"', 'name it: soda, greatExpectations, …')
  const { value } = node.child('implementation')
  if (value === null) node.refuse('the rule has no "implementation"', 'say what the engine is to check')
  else if (typeof value !== 'string' && !node.child('implementation').isMap) {
    node.child('implementation').refuse('"implementation" must be text or a map')
  }
}

function hasOperator(node: OdcsNode): boolean {
  return OPERATORS.some((operator) => node.has(operator))
}

/** The standard leaves the words free: what is neither information nor a warning counts as an error. */
function readSeverity(text: string | null): Severity {
  const word = text?.toLowerCase()
  if (word === 'info' || word === 'information') return 'info'
  return word === 'warning' || word === 'warn' ? 'warning' : 'error'
}

function readComparison(node: OdcsNode, isCount: boolean): Comparison | null {
  const operators = OPERATORS.filter((operator) => node.has(operator))
  if (operators.length !== 1) {
    const is = operators.length === 0 ? 'the rule does not say what must be' : `the rule has ${operators.join(' and ')}`
    node.refuse(is, `a rule has one of ${OPERATORS.join(', ')}`)
    return null
  }
  const [operator] = operators
  const range = RANGE_OPERATORS.find((candidate) => candidate === operator)
  if (range) return readRange(node.child(range), range)
  const order = ORDER_OPERATORS.find((candidate) => candidate === operator)
  if (order) {
    const operand = node.number(order)
    return operand === null ? null : { operator: order, operand }
  }
  return readEquality(node, operator === 'mustBe' ? 'mustBe' : 'mustNotBe', isCount)
}

function readEquality(node: OdcsNode, operator: 'mustBe' | 'mustNotBe', isCount: boolean): Comparison | null {
  const { value } = node.child(operator)
  if (isCount) {
    const operand = node.number(operator)
    return operand === null ? null : { operator, operand }
  }
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean')
    return { operator, operand: value }
  node.child(operator).refuse(`"${operator}" must be one value`)
  return null
}

function readRange(node: OdcsNode, operator: 'mustBeBetween' | 'mustNotBeBetween'): Comparison | null {
  const [low, high] =
    Array.isArray(node.value) && node.value.length === 2 ? [node.number(0), node.number(1)] : [null, null]
  if (low !== null && high !== null && low < high) return { operator, range: [low, high] }
  node.refuse(`"${operator}" must be a list of two numbers, the smaller first`)
  return null
}

const ARGUMENTS: readonly string[] = ['validValues', 'missingValues', 'pattern', 'properties']

function readArguments(node: OdcsNode): RuleArguments {
  if (node.value !== null && !node.isMap) node.refuse('"arguments" must be a map')
  return {
    validValues: readValues(node, 'validValues'),
    missingValues: readValues(node, 'missingValues'),
    pattern: node.text('pattern'),
    properties: readValues(node, 'properties')?.filter((name) => name !== null) ?? null,
    unknown: node.keys.filter((key) => !ARGUMENTS.includes(key) && !Object.hasOwn(QUALITY_KEYS, key)),
  }
}

function readValues(node: OdcsNode, key: string): readonly (string | null)[] | null {
  if (!node.has(key)) return null
  const list = node.child(key)
  if (!Array.isArray(list.value)) {
    list.refuse(`"${key}" must be a list`)
    return null
  }
  return list.value.map((value, index) => {
    const entry = list.child(index)
    if (typeof value === 'object' && value !== null) entry.refuse(`an entry of "${key}" must be one value`)
    return value === null ? null : entry.source
  })
}
