import type { ContractObject, ContractProperty, DataContract } from '../data-contract.ts'
import { type ChangeSubject, type ContractChange, REASONS } from './contract-change.ts'
import { compareProperty } from './property-diff.ts'
import { compareRelationships, compareRules } from './rule-diff.ts'
import { compareServiceLevels } from './service-level-diff.ts'

/**
 * Every difference between two contracts that matters to data or to people, in the order of the new contract; what went
 * comes behind what stayed. Objects and properties are matched by name, else by the column that they stand for.
 */
export function diffContracts(before: DataContract, after: DataContract): readonly ContractChange[] {
  const objects = matchByName(before.objects, after.objects)
  return [
    ...objects.both.flatMap(([old, now]) => compareObject(old, now)),
    ...objects.added.map((object) => addObject(object)),
    ...objects.removed.map((object) => removeObject(object)),
    ...compareServiceLevels(before, after),
  ]
}

function compareObject(before: ContractObject, after: ContractObject): readonly ContractChange[] {
  const subject: ChangeSubject = { object: after.name, property: null, name: after.name }
  const place = after.place
  const changes: ContractChange[] = []
  if (before.name !== after.name) {
    changes.push({
      ...about(subject, 'name', before.name, after.name),
      impact: 'note',
      title: `the object ${before.name} is now called ${after.name}`,
      reason: 'the data has the same name as before',
      place,
    })
  }
  const [oldName, newName] = [before.physicalName ?? before.name, after.physicalName ?? after.name]
  if (before.name === after.name && oldName !== newName) {
    changes.push({
      ...about(subject, 'physicalName', oldName, newName),
      impact: 'breaking',
      title: `${after.name} is now called ${newName} in the data`,
      reason: `whoever reads ${oldName} finds nothing`,
      place,
    })
  }
  changes.push(...compareWords(subject, before, after))
  return [
    ...changes,
    ...compareProperties(before.properties, after.properties, after.name, ''),
    ...comparePrimaryKeys(before, after),
    ...compareRules(before.rules, after.rules, subject),
    ...compareRelationships(before.relationships, after.relationships, subject),
  ]
}

/** Properties of an object or fields inside of one. `prefix` is the way to them: `address.`. */
function compareProperties(
  before: readonly ContractProperty[],
  after: readonly ContractProperty[],
  object: string,
  prefix: string,
): readonly ContractChange[] {
  const { both, added, removed } = matchByName(before, after)
  return [
    ...both.flatMap(([old, now]) => compareDeep(old, now, object, `${prefix}${now.name}`)),
    ...added.map((property): ContractChange => {
      const name = `${prefix}${property.name}`
      const subject = { object, property: name, name }
      const isDemanded = property.required !== null || property.primaryKey !== null
      return {
        ...about(subject, 'added', null, name),
        impact: isDemanded ? 'breaking' : 'compatible',
        title: `the ${isDemanded ? 'required ' : ''}column ${name} is new`,
        reason: isDemanded ? 'data that kept the old contract does not have it' : 'readers may pass it over',
        place: property.place,
      }
    }),
    ...removed.map((property): ContractChange => {
      const name = `${prefix}${property.name}`
      return {
        ...about({ object, property: name, name }, 'removed', name, null),
        impact: 'breaking',
        title: `the column ${name} is gone`,
        reason: 'whoever reads it finds nothing',
        place: property.place,
      }
    }),
  ]
}

function compareDeep(
  before: ContractProperty,
  after: ContractProperty,
  object: string,
  name: string,
): readonly ContractChange[] {
  const subject: ChangeSubject = { object, property: name, name }
  const inside = (old: ContractProperty | null, now: ContractProperty | null, step: string) =>
    old !== null && now !== null ? compareDeep(old, now, object, `${name}${step}`) : []
  return [
    ...compareProperty(before, after, subject),
    ...compareWords(subject, before, after),
    ...compareRules(before.rules, after.rules, subject),
    ...compareRelationships(before.relationships, after.relationships, subject),
    ...compareProperties(before.properties, after.properties, object, `${name}.`),
    ...inside(before.items, after.items, '[]'),
    ...inside(before.map?.key ?? null, after.map?.key ?? null, '{key}'),
    ...inside(before.map?.value ?? null, after.map?.value ?? null, '{value}'),
  ]
}

function comparePrimaryKeys(before: ContractObject, after: ContractObject): readonly ContractChange[] {
  const keyOf = ({ properties }: ContractObject) =>
    properties
      .filter(({ primaryKey }) => primaryKey !== null)
      .sort((a, b) => (a.primaryKeyPosition ?? Infinity) - (b.primaryKeyPosition ?? Infinity))
      .map(({ name }) => name)
  const [old, now] = [keyOf(before), keyOf(after)]
  if ([...old].sort().join('\n') === [...now].sort().join('\n')) return []
  const [oldText, newText] = [old.join(', ') || null, now.join(', ') || null]
  const title = newText === null ? `the key ${oldText} is gone` : `the key is now ${newText}`
  const reason = old.length === 0 ? REASONS.tightened : 'readers that join by the old key meet repeated rows or none'
  const subject = { object: after.name, property: null, name: after.name }
  return [{ ...about(subject, 'primaryKey', oldText, newText), impact: 'breaking', title, reason, place: after.place }]
}

function addObject(object: ContractObject): ContractChange {
  return {
    ...about({ object: object.name, property: null, name: object.name }, 'added', null, object.name),
    impact: 'compatible',
    title: `the object ${object.name} is new`,
    reason: 'nobody reads it yet',
    place: object.place,
  }
}

function removeObject(object: ContractObject): ContractChange {
  return {
    ...about({ object: object.name, property: null, name: object.name }, 'removed', object.name, null),
    impact: 'breaking',
    title: `the object ${object.name} is gone`,
    reason: 'whoever reads it finds nothing',
    place: object.place,
  }
}

/** Descriptions: nothing is checked by them, but they tell people what a column means. */
function compareWords(
  subject: ChangeSubject,
  before: Pick<ContractObject, 'description' | 'place'>,
  after: Pick<ContractObject, 'description' | 'place'>,
): readonly ContractChange[] {
  if (before.description === after.description || before.description === null) return []
  return [
    {
      ...about(subject, 'description', before.description, after.description),
      impact: 'note',
      title: `${subject.name} is described otherwise`,
      reason: 'does it still mean the same?',
      place: after.place,
    },
  ]
}

function about({ object, property }: ChangeSubject, aspect: string, before: string | null, after: string | null) {
  return { object, property, aspect, before, after }
}

interface Named {
  readonly name: string
  readonly physicalName: string | null
}

/** Pairs by name; what is left over by the name in the data. */
function matchByName<T extends Named>(before: readonly T[], after: readonly T[]) {
  const both: [T, T][] = []
  const added: T[] = []
  const left = new Set(before)
  const columnOf = ({ name, physicalName }: Named) => physicalName ?? name
  const names = new Set(after.map(({ name }) => name))
  for (const now of after) {
    const old =
      before.find(({ name }) => name === now.name) ??
      before.find((candidate) => !names.has(candidate.name) && columnOf(candidate) === columnOf(now))
    if (old !== undefined && left.delete(old)) both.push([old, now])
    else added.push(now)
  }
  return { both, added, removed: [...left] }
}
