import { nearestName } from '../../text/nearest-name.ts'
import type { Relationship } from '../data-contract.ts'
import { RELATIONSHIP_KEYS } from './odcs-keys.ts'
import type { OdcsNode } from './odcs-node.ts'
import type { ReferenceIndex, ReferredColumn } from './odcs-references.ts'

/** Relationships of a property: `column` is what they start from. Faults are noted on the node. */
export function readPropertyRelationships(
  property: OdcsNode,
  column: string,
  references: ReferenceIndex,
): readonly Relationship[] {
  return property.maps('relationships', 'a relationship').flatMap((node) => {
    node.refuseUnknownKeys('a relationship', RELATIONSHIP_KEYS)
    if (node.has('from')) {
      const help = 'take it out, or move the relationship to the object'
      node.child('from').refuse('"from" has no place here: the relationship starts from its property', help)
    }
    const relationship = readOne(node, [column], references)
    return relationship === null ? [] : [relationship]
  })
}

/** Relationships of an object, each with the name of the object that it starts from. Faults are noted on the node. */
export function readObjectRelationships(
  object: OdcsNode,
  references: ReferenceIndex,
): readonly { readonly object: string; readonly relationship: Relationship }[] {
  return object.maps('relationships', 'a relationship').flatMap((node) => {
    node.refuseUnknownKeys('a relationship', RELATIONSHIP_KEYS)
    const from = readTexts(node, 'from').map((text) => refuseUnless(references, node.child('from'), text))
    const columns = from.filter((column) => column !== null)
    const owner = readOwner(columns, node.child('from'))
    const relationship = readOne(
      node,
      columns.map(({ column }) => column),
      references,
    )
    return owner === null || relationship === null || columns.length < from.length
      ? []
      : [{ object: owner, relationship }]
  })
}

function readOne(node: OdcsNode, columns: readonly string[], references: ReferenceIndex): Relationship | null {
  const texts = readTexts(node, 'to')
  if (texts.length === 0 || columns.length === 0) return null
  if (texts.length !== columns.length) {
    const help = 'name as many columns on both sides'
    node.refuse(`the relationship starts from ${columns.length} columns and points to ${texts.length}`, help)
  }
  const targets = texts.map((text) => references.find(text)).filter((target) => target !== null)
  const object = readOwner(targets, node.child('to'))
  return {
    type: node.text('type') ?? 'foreignKey',
    columns,
    to:
      object === null || targets.length < texts.length
        ? null
        : { object, columns: targets.map(({ column }) => column) },
    text: texts.join(', '),
    place: node.place,
  }
}

function refuseUnless(references: ReferenceIndex, node: OdcsNode, text: string): ReferredColumn | null {
  const found = references.find(text)
  if (found === null) {
    const nearest = nearestName(text, references.all)
    node.refuse(
      `"from" is "${text}", which the contract does not have`,
      nearest ? `did you mean ${nearest}?` : undefined,
    )
  }
  return found
}

/** The object that all columns belong to; null where there are none, or several. */
function readOwner(columns: readonly ReferredColumn[], node: OdcsNode): string | null {
  const objects = [...new Set(columns.map(({ object }) => object))]
  if (objects.length > 1)
    node.refuse(`columns of ${objects.join(' and ')} are no key together`, 'name those of one object')
  return objects.length === 1 ? objects[0]! : null
}

/** One reference or several; noted where there is none. */
function readTexts(node: OdcsNode, key: 'from' | 'to'): readonly string[] {
  const child = node.child(key)
  const nodes = Array.isArray(child.value) ? child.value.map((_, index) => child.child(index)) : [child]
  const texts = nodes.map(({ value }) => (typeof value === 'string' ? value : ''))
  if (texts.length > 0 && !texts.includes('')) return texts
  const help = `${key}: table.column, or a list of such`
  if (node.has(key)) child.refuse(`"${key}" must name columns`, help)
  else node.refuse(`the relationship has no "${key}"`, help)
  return []
}
