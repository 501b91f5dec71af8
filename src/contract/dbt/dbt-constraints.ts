import { makeLibraryRule, NO_ARGUMENTS } from '../contract-parts.ts'
import type { ObjectDraft } from '../custom/custom-import.ts'
import { writeCount } from '../custom/custom-query.ts'
import { addRelationship } from '../custom/draft-relationships.ts'
import type { OdcsNode } from '../odcs/odcs-node.ts'

/**
 * Adds a constraint of a model's contract.
 *
 * @param column the one that it stands under; null: the table.
 */
export function addConstraint(node: OdcsNode, column: string | null, draft: ObjectDraft): void {
  const type = node.requiredText(
    'type',
    'the constraint has no "type"',
    'it takes not_null, unique, primary_key, foreign_key, check',
  )
  const { place } = node
  const columns = column === null ? readNames(node, 'columns') : [column]
  const what = `constraint ${type}${columns.length === 0 ? '' : ` (${columns.join(', ')})`}`
  const [first] = columns
  if (type === 'check') {
    addCheck(node, column, draft)
  } else if (first === undefined || type === 'custom') {
    draft.list(what, type === 'custom' ? 'a constraint of the database alone' : 'it names no columns', place)
  } else if (type === 'not_null') {
    for (const name of columns) draft.change(name, place, { required: place })
  } else if (type === 'unique') {
    if (columns.length === 1) draft.change(first, place, { unique: place })
    else
      draft.addRule(
        null,
        makeLibraryRule('duplicateValues', place, { arguments: { ...NO_ARGUMENTS, properties: columns } }),
      )
  } else if (type === 'primary_key') {
    for (const [index, name] of columns.entries())
      draft.change(name, place, { primaryKey: place, primaryKeyPosition: index + 1 })
  } else if (type === 'foreign_key') {
    addForeignKey(node, columns, column, what, draft)
  } else draft.list(what, 'this constraint is not known here', place)
}

function addCheck(node: OdcsNode, column: string | null, draft: ObjectDraft): void {
  const expression = node.text('expression')
  const { place } = node
  if (expression === null) {
    draft.list('constraint check', 'it has no expression', place)
    return
  }
  const rule = makeLibraryRule('rowCount', place, {
    type: 'sql',
    metric: null,
    name: node.text('name'),
    description: `check (${expression})`,
    // A row whose check is neither true nor false holds, as in SQL.
    query: writeCount(`NOT coalesce(${expression}, true)`),
  })
  draft.noteQuery(`constraint check (${expression})`, place)
  draft.addRule(column, rule)
}

/** `to` with `to_columns`, or `expression: other_table (a, b)`. */
function addForeignKey(
  node: OdcsNode,
  columns: readonly string[],
  column: string | null,
  what: string,
  draft: ObjectDraft,
): void {
  const expression = node.text('expression') ?? ''
  const match = /^(?:references\s+)?(.+?)\s*\(([^)]*)\)\s*$/i.exec(expression.length > 1_000 ? '' : expression)
  const to = node.text('to') ?? match?.[1] ?? null
  const names = node.has('to_columns')
    ? readNames(node, 'to_columns')
    : (match?.[2] ?? '').split(',').map((name) => name.trim())
  if (to === null || names.length !== columns.length || names.includes('')) {
    draft.list(what, 'it does not name as many columns of another table', node.place)
    return
  }
  addRelationship(draft, column, columns, to, names, node.place)
}

function readNames(node: OdcsNode, key: string): readonly string[] {
  const { value } = node.child(key)
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
}
