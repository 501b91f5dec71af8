import { nearestName } from '../../text/nearest-name.ts'
import { makeProperty } from '../contract-parts.ts'
import type { ContractProperty } from '../data-contract.ts'
import { readConstraints } from './frictionless-constraints.ts'
import { FIELD_TYPES, type FieldType, refuseFieldSlips } from './frictionless-keys.ts'
import { type MissingTexts, makeEmptyCellRules, makeRequiredRules, readMissing } from './frictionless-missing.ts'
import type { DescriptorNode } from './frictionless-node.ts'
import { readType } from './frictionless-type.ts'

/** What a field takes over from what is around it. */
export interface FieldSurroundings {
  /** The schema's missing values. */
  readonly missing: MissingTexts
  /** The dialect's `nullSequence`. */
  readonly nulls: readonly string[]
  /** Whether the data is text, where an empty cell and an empty text are one. */
  readonly isText: boolean
}

/** Reads a field of a Table Schema; faults are noted on the node. */
export function readField(node: DescriptorNode, { missing, nulls, isText }: FieldSurroundings): ContractProperty {
  refuseFieldSlips(node)
  const name = node.name('the field has no "name"', 'name it as the column is called')
  const type = readTypeName(node)
  const reading = readType(node, type)
  const constraints = readConstraints(node, type, reading)
  const texts = readMissing(node) ?? missing
  const all = [...new Set([...texts.texts, ...nulls])]
  const isEmptyValue = isText && !all.includes('')
  return makeProperty(name, node.place, {
    description: node.text('description') ?? node.text('title'),
    logicalType: reading.logicalType,
    typePlace: node.has('type') ? node.child('type').place : node.place,
    options: [...reading.options, ...constraints.options],
    allowed: constraints.allowed,
    required: isEmptyValue ? null : constraints.required,
    unique: constraints.unique,
    examples: node.has('example') ? [node.child('example').scalar].filter((text) => text !== null) : [],
    writing: { missing: all, ...reading.writing },
    rules: [
      ...reading.rules,
      ...constraints.rules,
      ...makeRequiredRules(constraints.required, all),
      ...(isEmptyValue ? makeEmptyCellRules(type, constraints, texts, node.place) : []),
    ],
  })
}

function readTypeName(node: DescriptorNode): FieldType {
  const text = node.text('type') ?? 'any'
  const type = FIELD_TYPES.find((one) => one === text)
  if (type !== undefined) return type
  const nearest = nearestName(text, FIELD_TYPES)
  const help = nearest === null ? `it takes ${FIELD_TYPES.join(', ')}` : `did you mean ${nearest}?`
  node.child('type').refuse(`the type "${text}" is not known`, help)
  return 'any'
}
