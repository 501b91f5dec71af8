import { quoteIdentifier } from './quoting.ts'

/** Functions that may stand after FROM: they make rows of their arguments alone. */
const GENERATORS = ['range', 'generate_series', 'unnest', 'repeat', 'repeat_row', 'json_each', 'json_tree']

/** Functions that tell of the engine instead of the data, or that do something. */
const MEDDLERS = new Set([
  'current_query',
  'current_setting',
  'currval',
  'getenv',
  'getvariable',
  'nextval',
  'pg_get_viewdef',
  'pg_sleep',
  'setseed',
  'sleep_ms',
  'write_log',
])

/** A statement as the engine's parser has it: `json_serialize_sql`. */
type Tree = Readonly<Record<string, unknown>>

/** What a look at a query's tree says. */
export type QueryCheck =
  /** Why it is not run, in words that follow on "the query". */
  | { readonly refusal: string }
  /** Names of the tables that it reads, in lower case. */
  | { readonly refusal: null; readonly reads: ReadonlySet<string> }

/**
 * Whether a query is exactly one SELECT that reads nothing beside its tables. `serialized` is what the parser says of
 * the text; `tables` are the names that it may read. This is the friendly half of the lock, which holds without it.
 */
export function checkQuery(serialized: string, tables: readonly string[]): QueryCheck {
  const tree = JSON.parse(serialized) as Tree
  if (tree['error'] === true) return { refusal: describeError(tree) }
  const statements = (tree['statements'] ?? []) as readonly Tree[]
  if (statements.length === 0) return { refusal: 'is empty: write one SELECT' }
  if (statements.length > 1) return { refusal: `has ${statements.length} statements: write one SELECT` }
  const reads = new Set<string>()
  const known = new Set(tables.map((name) => name.toLowerCase()))
  const refusal = findRefusal(statements[0], known, { tables, reads })
  return refusal === null ? { refusal, reads } : { refusal }
}

/** The tables of a query, and those of them that it turns out to read. */
interface Reading {
  readonly tables: readonly string[]
  readonly reads: Set<string>
}

function describeError(tree: Tree): string {
  if (tree['error_type'] !== 'parser') {
    return 'is no SELECT: only one SELECT is run (and no PIVOT without IN), nothing that writes, sets or loads'
  }
  const position = Number(tree['position'])
  const place = Number.isFinite(position) ? ` at character ${position + 1}` : ''
  return `does not parse${place}: ${String(tree['error_message'])}`
}

/** The first thing in a tree that may not be; `known` are the tables in sight, in lower case. */
function findRefusal(node: unknown, known: ReadonlySet<string>, reading: Reading): string | null {
  if (Array.isArray(node)) return firstOf(node, (item) => findRefusal(item, known, reading))
  if (typeof node !== 'object' || node === null) return null
  const tree = node as Tree
  const own = refuse(tree, known, reading)
  if (own !== null) return own
  const { cte_map: named, ...rest } = tree
  const inSight = new Set(known)
  if (tree['type'] === 'RECURSIVE_CTE_NODE') inSight.add(String(tree['cte_name']).toLowerCase())
  // a named subquery sees those before it, and all that follows sees it
  for (const { key, value } of listSubqueries(named)) {
    const found = findRefusal(value, inSight, reading)
    if (found !== null) return found
    inSight.add(key.toLowerCase())
  }
  return firstOf(Object.values(rest), (item) => findRefusal(item, inSight, reading))
}

function listSubqueries(named: unknown): readonly { readonly key: string; readonly value: unknown }[] {
  return ((named as Tree | undefined)?.['map'] ?? []) as readonly { key: string; value: unknown }[]
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

function refuse(tree: Tree, known: ReadonlySet<string>, reading: Reading): string | null {
  const name = String(tree['function_name'] ?? '').toLowerCase()
  switch (tree['type']) {
    case 'SHOW_REF':
      return 'is a DESCRIBE, SUMMARIZE or SHOW: write a SELECT over the data'
    case 'VALUE_PARAMETER':
      return 'has a parameter ($1 or ?), for which there is no value: write the value itself'
    case 'BASE_TABLE':
      return refuseTable(tree, known, reading)
    case 'TABLE_FUNCTION': {
      const called = String((tree['function'] as Tree | undefined)?.['function_name'] ?? '').toLowerCase()
      if (GENERATORS.includes(called)) return null
      return `calls ${called} after FROM: only its tables can be read there, and ${GENERATORS.slice(0, 3).join(', ')}`
    }
    case 'FUNCTION':
      return MEDDLERS.has(name) ? `calls ${name}, which has nothing to do with the data: leave it out` : null
    default:
      return null
  }
}

function refuseTable(tree: Tree, known: ReadonlySet<string>, reading: Reading): string | null {
  const [catalog, schema, name] = ['catalog_name', 'schema_name', 'table_name'].map((key) => String(tree[key] ?? ''))
  const isOurs = ['', 'memory'].includes(catalog!.toLowerCase()) && ['', 'main'].includes(schema!.toLowerCase())
  if (isOurs && known.has(name!.toLowerCase())) {
    reading.reads.add(name!.toLowerCase())
    return null
  }
  const shown = [catalog!, schema!, name!].filter((part) => part !== '').map(quoteIdentifier)
  return `reads ${shown.join('.')}, which is none of its tables: ${reading.tables.map(quoteIdentifier).join(', ')}`
}
