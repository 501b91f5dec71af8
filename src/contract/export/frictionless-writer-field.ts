import type { ContractObject, ContractProperty } from '../data-contract.ts'
import { MISSING_TEXTS_RULE } from '../frictionless/frictionless-missing.ts'
import { writeConstraints } from './frictionless-writer-constraints.ts'
import { mergeDescriptor, type TranslationNotes } from './frictionless-writer-notes.ts'
import { writeType } from './frictionless-writer-type.ts'

export interface FieldContext {
  readonly object: ContractObject
  /** Whether the contract was read from Frictionless, so that its empty cells mean what they mean there. */
  readonly isOwn: boolean
  readonly notes: TranslationNotes
}

/** The column's name in the data. */
export function fieldName({ name, physicalName }: ContractProperty): string {
  return physicalName ?? name
}

/** A column as a field of a Table Schema. */
export function writeField(property: ContractProperty, context: FieldContext): Readonly<Record<string, unknown>> {
  const { name, description, rules, examples } = property
  const type = writeType(property, context)
  const constraints = writeConstraints(property, type.type, context)
  noteRest(property, context)
  const missing = listMissing(property, context.isOwn)
  return mergeDescriptor(
    {
      name: fieldName(property),
      ...(fieldName(property) === name ? {} : { title: name }),
      ...(description === null ? {} : { description }),
      ...(examples[0] === undefined ? {} : { example: examples[0] }),
      ...type,
      ...(missing === null ? {} : { missingValues: missing }),
    },
    constraints,
    ...rules.flatMap(({ engine, implementation }) => (engine === 'frictionless' ? [implementation] : [])),
  )
}

/** Texts that are missing, the empty one among them; null where it is alone, as the standard has it. */
function listMissing({ writing, rules }: ContractProperty, isOwn: boolean): readonly string[] | null {
  const ofRules = rules
    .filter(({ metric, id }) => metric === 'missingValues' && !(isOwn && id === MISSING_TEXTS_RULE))
    .flatMap((rule) => rule.arguments.missingValues ?? [])
    .filter((text) => text !== null)
  const own = isOwn && writing !== null ? [] : ['']
  const texts = [...new Set([...own, ...(writing?.missing ?? []), ...ofRules])]
  return texts.length === 1 && texts[0] === '' ? null : texts
}

/** What a field has no place for. */
function noteRest(property: ContractProperty, { notes }: FieldContext): void {
  const { name, physicalType, properties, items, map, classification, isDeprecated, place } = property
  if (physicalType !== null) {
    notes.add(`physicalType ${physicalType.text} (${name})`, 'a field has a type of values alone', physicalType.place)
  }
  if (properties.length > 0 || items !== null || map !== null) {
    notes.add(`what is inside of ${name}`, 'a field has no fields: add constraints: {jsonSchema: …}', place)
  }
  if (classification !== null) notes.add(`classification ${classification} (${name})`, 'a field has none', place)
  if (isDeprecated) notes.add(`${name} is deprecated`, 'a field cannot say it', place)
}
