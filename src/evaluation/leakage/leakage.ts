import { quoteIdentifier, quoteLiteral } from '../../sql/quoting.ts'

/** A table as its file has it. */
export interface LeakageTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** What to count: which columns make a row the same one. */
export interface LeakagePlan {
  /** One SELECT over the tables `test` and `train`, which gives one text. */
  readonly sql: string
  /** Columns that are compared. */
  readonly shared: readonly string[]
  /** Columns whose equality with the label is looked for. */
  readonly suspects: readonly string[]
  readonly hasIds: boolean
}

/** How much of the evaluation data stands in the training data. */
export interface LeakageCounts {
  readonly testRows: number
  readonly trainRows: number
  /** Test rows whose id is also a training row's; null where the training data has no such column. */
  readonly ids: number | null
  /** Test rows of other ids whose columns are all equal to a training row's; null where no columns are shared. */
  readonly rows: number | null
  /** Training rows that another training row equals: how often rows are equal by chance. */
  readonly twins: number
  /** Columns of the evaluation data that equal the label in every row. */
  readonly labelTwins: readonly string[]
}

/** Columns beyond these are not held against the label. */
const MOST_SUSPECTS = 500

/**
 * The query that counts leaked rows. Each table is read once; of the training rows only a 64-bit hash and the id are
 * held. Numbers are equal whatever way they are written (`70`, `70.0`); ids are compared as text.
 */
export function planLeakage(
  test: LeakageTable,
  train: LeakageTable,
  { id, label }: { readonly id: string; readonly label: string | null },
): LeakagePlan {
  const [own, other] = [listNameable(test), listNameable(train)]
  const typeOf = (columns: LeakageTable['columns'], name: string) => columns.find((one) => one.name === name)!.type
  const shared = own
    .map(({ name }) => name)
    .filter((name) => name !== id && name !== label && other.some((column) => column.name === name))
  const hasIds = [own, other].every((columns) => columns.some(({ name }) => name === id))
  const suspects =
    label === null || !own.some(({ name }) => name === label)
      ? []
      : own
          .map(({ name }) => name)
          .filter((name) => name !== id && name !== label)
          .slice(0, MOST_SUSPECTS)
  const keys = (columns: LeakageTable['columns']) => {
    const cells = shared.flatMap((name) => renderCell(name, typeOf(columns, name)))
    return [
      `${hasIds ? `CAST(${quoteIdentifier(id)} AS VARCHAR)` : 'CAST(NULL AS VARCHAR)'} AS i`,
      `${cells.length > 0 ? `hash(${cells.join(', ')})` : 'CAST(NULL AS UBIGINT)'} AS h`,
    ].join(', ')
  }
  const isLabel = suspects.map(
    (name, index) =>
      `coalesce(bool_and(CAST(${quoteIdentifier(name)} AS VARCHAR) IS NOT DISTINCT FROM CAST(${quoteIdentifier(label!)} AS VARCHAR)), false) AS s${index}`,
  )
  const same = suspects.map((_, index) => `CASE WHEN s${index} THEN ${quoteLiteral(String(index))} END`)
  const sql = [
    `WITH a AS MATERIALIZED (SELECT ${keys(own)} FROM test)`,
    `, b AS MATERIALIZED (SELECT ${keys(other)} FROM train)`,
    `, ids AS (SELECT DISTINCT i FROM b WHERE i IS NOT NULL)`,
    `, hashes AS MATERIALIZED (SELECT h, count(*) AS c FROM b WHERE h IS NOT NULL GROUP BY h)`,
    `, marked AS (SELECT coalesce(i IN (SELECT i FROM ids), false) AS by_id,`,
    ` coalesce(h IN (SELECT h FROM hashes), false) AS by_row FROM a)`,
    `, counted AS (SELECT count(*) AS n, coalesce(count_if(by_id), 0) AS x, coalesce(count_if(by_row AND NOT by_id), 0) AS y FROM marked)`,
    ...(suspects.length > 0 ? [`, suspected AS (SELECT ${isLabel.join(', ')} FROM test)`] : []),
    ` SELECT concat_ws(' ', n, x, y, (SELECT count(*) FROM b),`,
    ` (SELECT coalesce(sum(c), 0) FROM hashes WHERE c > 1)${['', ...same].join(', ')})`,
    ` FROM counted${suspects.length > 0 ? ', suspected' : ''}`,
  ].join('')
  return { sql, shared, suspects, hasIds }
}

/** What the query's text says. */
export function readLeakage(text: string, { shared, suspects, hasIds }: LeakagePlan): LeakageCounts {
  const [testRows, ids, rows, trainRows, twins, ...same] = text.split(' ').map(Number)
  return {
    testRows: testRows!,
    trainRows: trainRows!,
    ids: hasIds ? ids! : null,
    rows: shared.length > 0 ? rows! : null,
    twins: twins!,
    // of no rows all are equal
    labelTwins: testRows === 0 ? [] : same.map((index) => suspects[index]!),
  }
}

/**
 * Test rows that training saw, by id where both have ids, else by all that they share; null where they share nothing, or
 * there are no test rows.
 */
export function countLeaked({ ids, rows, testRows }: LeakageCounts): number | null {
  return testRows === 0 ? null : (ids ?? rows)
}

/** Names that SQL can tell apart: those that differ by letter case alone it cannot. */
function listNameable({ columns }: LeakageTable): LeakageTable['columns'] {
  const count = new Map<string, number>()
  for (const { name } of columns) count.set(name.toLowerCase(), (count.get(name.toLowerCase()) ?? 0) + 1)
  return columns.filter(({ name }) => name !== '' && count.get(name.toLowerCase()) === 1)
}

/** A cell as a number where it is one, and else as text. */
function renderCell(name: string, type: string): readonly string[] {
  const column = quoteIdentifier(name)
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL\b.*)$/.test(type)) return [`CAST(${column} AS DOUBLE)`, "''"]
  if (type === 'FLOAT' || type === 'DOUBLE') {
    // what pandas writes for a missing number
    return [
      `CASE WHEN NOT isnan(${column}) THEN CAST(${column} AS DOUBLE) END`,
      `CASE WHEN ${column} IS NOT NULL AND NOT isnan(${column}) THEN '' END`,
    ]
  }
  if (type !== 'VARCHAR') return ['CAST(NULL AS DOUBLE)', `CAST(${column} AS VARCHAR)`]
  const number = `TRY_CAST(${column} AS DOUBLE)`
  return [number, `CASE WHEN ${number} IS NULL THEN ${column} ELSE '' END`]
}
