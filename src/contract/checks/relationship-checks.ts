import type { OrphansProbe } from '../../core/probe.ts'
import type { Relationship } from '../data-contract.ts'
import { countRows } from '../wording.ts'
import { type CheckScope, describeSubject } from './check-scope.ts'
import { type ContractCheck, judgeRows, makeCheck, makeUnmeasured } from './contract-check.ts'
import { findPlacedProperty, type PlacedProperty } from './placed-property.ts'

/** One check per relationship of a column, or of the object where `placed` is null: every whole key stands in the other table. */
export function makeRelationshipChecks(
  relationships: readonly Relationship[],
  placed: PlacedProperty | null,
  scope: CheckScope,
): readonly ContractCheck[] {
  return relationships.map((relationship, index) => {
    const column = placed?.name ?? null
    const from = column ?? relationship.columns.join(', ')
    const title = `${from} stands in ${relationship.text}`
    const subject = describeSubject(scope, column, `relationship-${index + 1}`, title, relationship.place)
    const probe = planOrphans(relationship, placed, scope)
    if (typeof probe === 'string') return makeUnmeasured(subject, 'inconclusive', probe)
    return makeCheck(subject, probe, (measured) =>
      judgeRows(
        measured,
        () =>
          `${countRows(measured.failing, 'row')} ${measured.failing === 1 ? 'points' : 'point'} to nothing in ${relationship.text}: add what is missing there, or mend ${from}`,
      ),
    )
  })
}

/** The probe, or why there is none. */
function planOrphans(
  { type, columns, to, text }: Relationship,
  own: PlacedProperty | null,
  scope: CheckScope,
): OrphansProbe | string {
  const { contract, object, keys, context } = scope
  if (type !== 'foreignKey') return `a relationship of type ${type} has no executor: foreignKey has`
  if (to === null) return `${text} is not in this contract: what it holds is not known here`
  const target = contract.objects.find(({ name }) => name === to.object)
  if (target === undefined) return `the contract has no object ${to.object}`
  const from = own === null ? columns.map((name) => findPlacedProperty(object, name)) : [own]
  const referred = to.columns.map((name) => findPlacedProperty(target, name))
  const missing = [...nameMissing(columns, from, object.name), ...nameMissing(to.columns, referred, target.name)]
  if (missing.length > 0) return `the contract has no ${missing.join(', ')}`
  if (from.length !== to.columns.length || from.length === 0) return 'both sides of a relationship need as many columns'
  const placed = from as readonly PlacedProperty[]
  const others = referred as readonly PlacedProperty[]
  if ([...placed, ...others].some(({ isRepeated }) => isRepeated)) {
    return 'a relationship of values inside of an array or a map has no executor'
  }
  const source = context.dataOf(target.name)
  if (source === null) {
    return `the data of ${target.name} is not at hand: validate both together, as data sets of one model with this contract, or where the contract says that they are (servers, without --data)`
  }
  return {
    kind: 'orphans',
    columns: placed.map(({ reference }) => reference),
    other: { source, columns: others.map(({ reference }) => reference) },
    keys,
  }
}

function nameMissing(
  names: readonly string[],
  found: readonly (PlacedProperty | null)[],
  object: string,
): readonly string[] {
  return names.filter((_, index) => found[index] === null).map((name) => `${object}.${name}`)
}
