import type { DataSource } from '../core/data-source.ts'
import { completeDialect, renderDialect } from './csv-dialect.ts'
import { listFiles, renderCompression, renderPartitions } from './file-options.ts'
import { toPointer } from './origin.ts'
import { quoteIdentifier, quoteLiteral } from './quoting.ts'

/** A table as a planner sees it: where its rows are and what its columns are called. */
export interface Table {
  readonly source: DataSource
  /** In file order; every type is VARCHAR in text formats. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Size of the files, where it is known and bounds the rows. */
  readonly bytes?: number
}

/** A table in a FROM clause, its columns under names of our own, so that no name of the file's reaches the query's text. */
export interface TableScan {
  readonly from: string
  /** SQL of the column at that index. */
  column(index: number): string
  /** Condition of rows that are no records (JSON lines that do not parse); null where the scan leaves them out itself. */
  readonly broken: string | null
}

/** Tables that collect a CSV scan's broken rows. */
export interface RejectTables {
  readonly errors: string
  readonly scans: string
}

/** Whether a column stands in the files' paths: its values are text in every format. */
export function isPartition({ partitions = [] }: DataSource, name: string): boolean {
  return partitions.includes(name)
}

/**
 * The scan of a table. CSV cells come as text: an empty unquoted cell is NULL, a quoted empty one is ''; rows that do
 * not split into the header's columns are left out and collected in `rejects`. JSON cells come as JSON, as written.
 */
export function renderTable(table: Table, rejects: RejectTables): TableScan {
  const { source, columns } = table
  const column = (index: number) => `c${index}`
  const name = (sql: string, index: number) => `${sql} AS ${column(index)}`
  if (source.format === 'parquet') {
    const list = columns.map((one, index) => name(quoteIdentifier(one.name), index))
    const from = `read_parquet(${[listFiles(source), ...renderPartitions(source)].join(', ')})`
    return { from: `(SELECT ${list.join(', ')} FROM ${from})`, column, broken: null }
  }
  if (source.format === 'json') {
    const broken = `(json IS NULL OR json_type(json) <> 'OBJECT') AS broken`
    const list = columns.map((one, index) => {
      const isInPath = isPartition(source, one.name)
      return name(isInPath ? quoteIdentifier(one.name) : `json -> ${quoteLiteral(toPointer(one.name))}`, index)
    })
    const options = [
      "format = 'auto'",
      'ignore_errors = true',
      ...renderCompression(source),
      ...renderPartitions(source),
    ]
    const from = `read_json_objects(${[listFiles(source), ...options].join(', ')})`
    return { from: `(SELECT ${[broken, ...list].join(', ')} FROM ${from})`, column, broken: 'broken' }
  }
  return { from: renderCsv(table, rejects), column, broken: null }
}

function renderCsv({ source, columns }: Table, rejects: RejectTables): string {
  const written = columns.filter(({ name }) => !isPartition(source, name))
  // A name of our own must not be that of a column in the path.
  const prefix = (source.partitions ?? []).some((name) => /^c\d+$/i.test(name)) ? 'cell' : 'c'
  const types = written.map((_, index) => `'${prefix}${index}': 'VARCHAR'`)
  const options = [
    'auto_detect = false',
    ...renderDialect(completeDialect(source.csv)),
    "nullstr = ''",
    'allow_quoted_nulls = false',
    'store_rejects = true',
    `rejects_table = ${quoteLiteral(rejects.errors)}`,
    `rejects_scan = ${quoteLiteral(rejects.scans)}`,
    ...renderCompression(source),
    ...renderPartitions(source),
    `columns = {${types.join(', ')}}`,
  ]
  const scan = `read_csv(${[listFiles(source), ...options].join(', ')})`
  if (written.length === columns.length) return scan
  let cells = 0
  const list = columns.map(({ name }, index) => {
    const sql = isPartition(source, name) ? quoteIdentifier(name) : `${prefix}${cells++}`
    return `${sql} AS c${index}`
  })
  return `(SELECT ${list.join(', ')} FROM ${scan})`
}
