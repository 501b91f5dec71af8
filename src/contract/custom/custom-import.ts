import type { Place } from '../../core/faults.ts'
import type { CellTest } from '../../core/probe.ts'
import { makeObject, makeProperty } from '../contract-parts.ts'
import type { ContractObject, ContractProperty, QualityRule, Relationship, TypeOption } from '../data-contract.ts'
import type { Untranslated } from '../translation.ts'
import type { CellsDemand, CustomDemand, RuleDemand } from './custom-demand.ts'
import { isZero } from './custom-demand-maker.ts'
import { translateCustomRule } from './custom-rule.ts'

/**
 * A table of a contract while it is put together from another tool's checks. A check that the standard has words for
 * becomes a demand of the standard; one that is measured here but has no such words stays what it is, as a rule of type
 * custom; the rest is listed.
 */
export class ObjectDraft {
  readonly untranslated: Untranslated[] = []
  readonly #properties = new Map<string, ContractProperty>()
  readonly #object: ContractObject
  readonly #rules: QualityRule[] = []
  readonly #relationships: Relationship[] = []

  constructor(object: ContractObject) {
    this.#object = object
    for (const property of object.properties) this.#properties.set(property.name, property)
    this.#rules.push(...object.rules)
  }

  /** The table as it is so far. */
  get object(): ContractObject {
    return {
      ...this.#object,
      properties: [...this.#properties.values()],
      rules: [...this.#rules],
      relationships: [...this.#relationships],
    }
  }

  /** The column of this name, made where there is none. */
  property(name: string, place: Place): ContractProperty {
    const property = this.#properties.get(name) ?? makeProperty(name, place)
    this.#properties.set(name, property)
    return property
  }

  change(name: string, place: Place, parts: Partial<ContractProperty>): void {
    this.#properties.set(name, { ...this.property(name, place), ...parts })
  }

  /** @param column null: a rule of the table. */
  addRule(column: string | null, rule: QualityRule): void {
    if (column === null) this.#rules.push(rule)
    else this.change(column, rule.place, { rules: [...this.property(column, rule.place).rules, rule] })
  }

  /** Adds a foreign key of the table. */
  addRelationship(relationship: Relationship): void {
    this.#relationships.push(relationship)
  }

  list(what: string, reason: string, place: Place): void {
    this.untranslated.push({ what, reason, place })
  }

  /**
   * Adds what a custom rule demands.
   *
   * @param column the one that it stands under; null: the table.
   * @param what the rule in the words of the source.
   */
  addCustom(rule: QualityRule, column: string | null, what: string): void {
    const property = column === null ? null : this.property(column, rule.place)
    const { demands } = translateCustomRule(rule, property, this.object)
    const isKept = demands.some(staysCustom)
    const left = demands.filter((demand) => !(isKept && !isStructure(demand)) && !this.#place(demand))
    for (const demand of left) if (demand.kind === 'pending') this.list(what, demand.cause, rule.place)
    if (demands.some((demand) => demand.kind === 'rule' && demand.isUserQuery === true))
      this.noteQuery(what, rule.place)
    if (isKept || left.some(({ kind }) => kind !== 'pending')) this.addRule(column, rule)
  }

  /** Lists that a query is carried over but sees columns without a type as text. */
  noteQuery(what: string, place: Place): void {
    const columns = [...this.#properties.values()]
    if (columns.length > 0 && columns.every(({ logicalType }) => logicalType !== null)) return
    const reason =
      'its SQL is carried over, but a column without a logicalType is text to it in CSV and JSON Lines: declare the types of the columns that it names'
    this.list(what, reason, place)
  }

  /** Writes a demand in the standard's words. @returns whether it has any. */
  #place(demand: CustomDemand): boolean {
    if (demand.kind === 'rule') return this.#placeRule(demand)
    if (demand.kind === 'cells') return this.#placeCells(demand)
    if (demand.kind !== 'columns' || demand.rule.severity !== 'error') return false
    const { test, rule } = demand
    if (test.kind !== 'has' && test.kind !== 'only') return false
    for (const name of test.names) this.property(name, rule.place)
    return test.kind === 'has'
  }

  #placeRule({ property, rule }: RuleDemand): boolean {
    if (rule.type !== 'library') return false
    const { place, metric } = rule
    if (property !== null && isAbsolute(rule) && metric === 'nullValues')
      this.change(property.name, place, { required: place })
    else if (property !== null && isAbsolute(rule) && metric === 'duplicateValues') {
      this.change(property.name, place, { unique: place })
    } else this.addRule(property?.name ?? null, rule)
    return true
  }

  #placeCells({ property: { name, logicalType, writing }, test, rule }: CellsDemand): boolean {
    const { place } = rule
    const known = this.property(name, place)
    if (!isAbsolute(rule) || writing !== known.writing) return false
    if (test.kind === 'type') {
      if (known.logicalType === null) this.change(name, place, { logicalType, typePlace: place })
      return known.logicalType === null || known.logicalType === logicalType
    }
    const option = optionOf(test, place)
    const type = known.logicalType ?? (test.kind === 'bound' ? logicalType : 'string')
    if (option === null || !isOf(type, test)) return false
    const same = known.options.find((other) => other.name === option.name)
    if (same !== undefined) return same.text === option.text
    this.change(name, place, { logicalType: type, options: [...known.options, option] })
    return true
  }
}

/** Whether the standard has no words for a demand that is measured here. */
function staysCustom(demand: CustomDemand): boolean {
  if (demand.kind === 'rule') return demand.rule.type !== 'library'
  if (demand.kind === 'columns') return demand.test.kind !== 'has'
  return demand.kind === 'aggregate' || demand.kind === 'freshness'
}

/** What says which columns there are, and of which types: other demands rest on it. */
function isStructure(demand: CustomDemand): boolean {
  return (
    demand.kind === 'pending' || demand.kind === 'columns' || (demand.kind === 'cells' && demand.test.kind === 'type')
  )
}

/** A draft of a table that demands nothing yet. */
export function draftObject(name: string, place: Place): ObjectDraft {
  return new ObjectDraft(makeObject(name, place))
}

/** Whether no row may break it, and one that does blocks: what the standard says without a rule. */
function isAbsolute({ comparison, unit, severity }: QualityRule): boolean {
  return (
    severity === 'error' &&
    comparison !== null &&
    (unit === 'rows' || unit === 'percent') &&
    isZero({ comparison, unit })
  )
}

const BOUNDS = { '>=': 'minimum', '>': 'exclusiveMinimum', '<=': 'maximum', '<': 'exclusiveMaximum' } as const

function optionOf(test: CellTest, place: Place): TypeOption | null {
  if (test.kind === 'bound') return { name: BOUNDS[test.operator], text: test.bound, place }
  if (test.kind === 'length')
    return { name: test.operator === '>=' ? 'minLength' : 'maxLength', text: String(test.length), place }
  return test.kind === 'pattern' ? { name: 'pattern', text: test.pattern, place } : null
}

/** Whether the standard has the option for the type. */
function isOf(type: ContractProperty['logicalType'], { kind }: CellTest): boolean {
  return (kind === 'bound') !== (type === 'string')
}
