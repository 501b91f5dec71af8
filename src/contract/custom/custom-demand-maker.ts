import type { AggregateProbe, CellTest } from '../../core/probe.ts'
import type { Comparison } from '../comparison.ts'
import { makeProperty, NO_ARGUMENTS } from '../contract-parts.ts'
import type {
  ContractObject,
  ContractProperty,
  LogicalType,
  QualityMetric,
  QualityRule,
  RuleArguments,
} from '../data-contract.ts'
import type { ColumnsTest, CustomDemand } from './custom-demand.ts'

/** What a count may come to. */
export interface Limit {
  readonly comparison: Comparison
  readonly unit: 'rows' | 'percent'
}

/** No row may be concerned. */
export const NONE: Limit = { comparison: { operator: 'mustBe', operand: 0 }, unit: 'rows' }

/** Whether nothing at all may be found. */
export function isZero({ comparison, unit }: Limit): boolean {
  if ('range' in comparison) return false
  const { operator, operand } = comparison
  if (operator === 'mustBe' || operator === 'mustBeLessOrEqualTo') return operand === 0
  return operator === 'mustBeLessThan' && unit === 'rows' && operand <= 1 && operand > 0
}

/** Collects what one custom rule demands; each demand carries the rule's own name, severity and place. */
export class DemandMaker {
  readonly demands: CustomDemand[]
  /** Column under which the rule stands; null: the table. */
  readonly property: ContractProperty | null
  readonly #rule: QualityRule
  readonly #object: ContractObject

  constructor(
    rule: QualityRule,
    property: ContractProperty | null,
    object: ContractObject,
    demands: CustomDemand[] = [],
  ) {
    this.#rule = rule
    this.property = property
    this.#object = object
    this.demands = demands
  }

  /** The same collection for a part with words or a severity of its own. */
  refine(parts: Partial<Pick<QualityRule, 'name' | 'description' | 'severity'>>): DemandMaker {
    return new DemandMaker({ ...this.#rule, ...parts }, this.property, this.#object, this.demands)
  }

  /** The same collection for what is said under a column. */
  under(property: ContractProperty): DemandMaker {
    return new DemandMaker(this.#rule, property, this.#object, this.demands)
  }

  /** Names of the columns that the contract describes. */
  get columnNames(): readonly string[] {
    return this.#object.properties.map(({ name, physicalName }) => physicalName ?? name)
  }

  /** Whether a name is the table's. */
  isTable(name: string): boolean {
    const names = [this.#object.name, this.#object.physicalName ?? this.#object.name]
    return names.some((known) => known.toLowerCase() === name.toLowerCase())
  }

  /** The contract's column of this name, or one that it says nothing of. */
  column(name: string): ContractProperty {
    const { properties } = this.#object
    return (
      properties.find((property) => property.name === name) ??
      properties.find((property) => property.physicalName === name) ??
      (this.property?.name === name ? this.property : makeProperty(name, this.#rule.place))
    )
  }

  /** The column read as `type`; where the contract does not say so, that its cells are of the type is a demand too. */
  typed(property: ContractProperty, type: LogicalType): ContractProperty {
    const { logicalType } = property
    if (logicalType === type || (type === 'number' && logicalType === 'integer')) return property
    const typed = { ...property, logicalType: type }
    this.cells(typed, { kind: 'type' }, NONE, `is of type ${type}`)
    return typed
  }

  library(
    metric: QualityMetric,
    property: ContractProperty | null,
    limit: Limit = NONE,
    given: Partial<RuleArguments> = {},
  ): void {
    const rule = this.#make({ ...limit, metric, arguments: { ...NO_ARGUMENTS, ...given } })
    this.demands.push({ kind: 'rule', property, rule })
  }

  /** @param words what the query measures, where the rule has no words of its own. */
  query(query: string, comparison: Comparison, words: string, property: ContractProperty | null = null): void {
    this.demands.push({ kind: 'rule', property, rule: this.#makeQuery(query, comparison, words) })
  }

  /** The same with SQL of the user's in it. */
  userQuery(query: string, comparison: Comparison, words: string): void {
    this.demands.push({
      kind: 'rule',
      property: null,
      rule: this.#makeQuery(query, comparison, words),
      isUserQuery: true,
    })
  }

  #makeQuery(query: string, comparison: Comparison, words: string): QualityRule {
    const { name, description } = this.#rule
    return this.#make({ type: 'sql', query, comparison, name: name ?? description ?? words })
  }

  cells(property: ContractProperty, test: CellTest, limit: Limit, title: string): void {
    const isSame = (demand: CustomDemand) =>
      demand.kind === 'cells' &&
      demand.test.kind === 'type' &&
      demand.property.name === property.name &&
      demand.property.logicalType === property.logicalType
    if (test.kind === 'type' && this.demands.some(isSame)) return
    this.demands.push({ kind: 'cells', property, test, title, rule: this.#make(limit) })
  }

  aggregate(property: ContractProperty, name: AggregateProbe['function'], comparison: Comparison): void {
    this.demands.push({ kind: 'aggregate', property, function: name, rule: this.#make({ comparison, unit: '' }) })
  }

  columns(test: ColumnsTest, title: string, comparison: Comparison | null = null): void {
    this.demands.push({ kind: 'columns', property: null, test, title, rule: this.#make({ comparison, unit: '' }) })
  }

  /** @param comparison in milliseconds. */
  freshness(property: ContractProperty, comparison: Comparison): void {
    this.demands.push({ kind: 'freshness', property, rule: this.#make({ comparison, unit: '' }) })
  }

  /** @param what the part in the words of the source. */
  suspend(what: string, reason: string): void {
    const rule = this.#make({ type: 'custom' })
    this.demands.push({ kind: 'pending', property: this.property, rule, reason: `${what}: ${reason}`, cause: reason })
  }

  #make(parts: Partial<QualityRule>): QualityRule {
    return {
      ...this.#rule,
      type: 'library',
      metric: null,
      unknownMetric: null,
      arguments: NO_ARGUMENTS,
      comparison: null,
      unit: 'rows',
      query: null,
      engine: null,
      implementation: null,
      ...parts,
    }
  }
}
