import { isMap } from '../../core/plain-map.ts'
import { makeObject, makeProperty } from '../contract-parts.ts'
import { ObjectDraft } from '../custom/custom-import.ts'
import type { ServiceLevel } from '../data-contract.ts'
import { logicalTypeOfName } from '../great-expectations/great-expectations-types.ts'
import type { OdcsNode } from '../odcs/odcs-node.ts'
import { addConstraint } from './dbt-constraints.ts'
import { addFreshness } from './dbt-freshness.ts'
import { addTest, readTest } from './dbt-tests.ts'

/**
 * Reads a model, seed, snapshot or table of a source.
 *
 * @param source the source that the table is of; null: none.
 * @param serviceLevels takes the table's freshness.
 */
export function readDbtTable(node: OdcsNode, source: OdcsNode | null, serviceLevels: ServiceLevel[]): ObjectDraft {
  const name = node.requiredText('name', 'the table has no "name"', 'name it')
  const draft = new ObjectDraft(
    makeObject(name, node.place, {
      physicalName: node.text('identifier') ?? node.text('alias'),
      description: node.text('description'),
    }),
  )
  const columns = node.maps('columns', 'a column with a name')
  for (const column of columns) addColumn(column, draft)
  // What a constraint says of nulls and types decides how tests are read: tests come last.
  for (const column of columns) addConstraints(column, column.text('name'), draft)
  addConstraints(node, null, draft)
  for (const column of columns) addTests(column, column.text('name'), draft)
  addTests(node, null, draft)
  addFreshness(node, source, name, serviceLevels, draft)
  listRest(node, TABLE_KEYS, name, draft)
  if (source !== null) listRest(source, SOURCE_KEYS, source.text('name') ?? name, draft)
  for (const column of columns) listRest(column, COLUMN_KEYS, `${name}.${column.text('name') ?? ''}`, draft)
  return draft
}

function addColumn(node: OdcsNode, draft: ObjectDraft): void {
  const name = node.requiredText('name', 'the column has no "name"', 'name it')
  const type = node.text('data_type')
  const { place } = node
  const typePlace = node.has('data_type') ? node.child('data_type').place : place
  const logicalType = type === null ? null : logicalTypeOfName(type)
  if (type !== null && logicalType === null) {
    draft.list(
      `data_type: ${type} (${name})`,
      'no logicalType stands for it: it is kept as physicalType alone',
      typePlace,
    )
  }
  const classification = readMeta(node)['classification']
  draft.change(name, place, {
    ...makeProperty(name, place),
    description: node.text('description'),
    logicalType,
    typePlace,
    physicalType: type === null ? null : { text: type, place: typePlace },
    classification: typeof classification === 'string' ? classification.toLowerCase() : null,
  })
}

/** `meta` of its own, or under `config` as newer files have it. */
function readMeta(node: OdcsNode): Readonly<Record<string, unknown>> {
  const metas = [node.child('meta').value, node.child('config').child('meta').value]
  return Object.assign({}, ...metas.filter(isMap)) as Readonly<Record<string, unknown>>
}

function addConstraints(node: OdcsNode, column: string | null, draft: ObjectDraft): void {
  for (const constraint of node.maps('constraints', 'a constraint with a type'))
    addConstraint(constraint, column, draft)
}

function addTests(node: OdcsNode, column: string | null, draft: ObjectDraft): void {
  for (const key of ['tests', 'data_tests']) {
    if (!node.has(key)) continue
    const list = node.child(key)
    if (!Array.isArray(list.value)) list.refuse(`"${key}" must be a list`)
    else for (const index of list.value.keys()) addTest(readTest(list.child(index)), column, draft)
  }
}

const TABLE_KEYS = [
  'name',
  'identifier',
  'alias',
  'description',
  'columns',
  'constraints',
  'tests',
  'data_tests',
  'freshness',
  'loaded_at_field',
  'config',
  'docs',
]
const SOURCE_KEYS = [
  'name',
  'description',
  'tables',
  'freshness',
  'loaded_at_field',
  'config',
  'database',
  'schema',
  'loader',
  'quoting',
]
const COLUMN_KEYS = [
  'name',
  'data_type',
  'description',
  'constraints',
  'tests',
  'data_tests',
  'config',
  'quote',
  'meta',
]

/** What no contract says: listed once for each key. */
function listRest(node: OdcsNode, known: readonly string[], what: string, draft: ObjectDraft): void {
  for (const key of node.keys) {
    if (known.includes(key)) continue
    const reason =
      key === 'meta' || key === 'tags'
        ? 'a note about the table: keep it under customProperties or tags'
        : 'says nothing about the data'
    draft.list(`${key} (${what})`, reason, node.child(key).place)
  }
}
