import type { DataSource } from '../core/data-source.ts'
import type { QueryProbe } from '../core/probe.ts'
import { quoteIdentifier } from '../sql/quoting.ts'

/** A table that a metric of the user's own may look at. */
export interface MetricTable {
  readonly source: DataSource
  /** In the order of the file. */
  readonly columns: readonly string[]
  /** Those of a text format whose cells are all numbers. */
  readonly numbers: ReadonlySet<string>
}

/**
 * A query for an aggregate over evaluated rows: the columns of the labels and of one model's predictions, joined by id.
 * Of a column that both have, the labels' counts.
 *
 * @param labels null: the predictions' file holds the labels.
 */
export function makeOwnMetricQuery(
  expression: string,
  labels: MetricTable | null,
  predictions: MetricTable,
  id: string,
): QueryProbe {
  const key = quoteIdentifier(id)
  // on lines of its own: a comment in it ends with its line
  const select = `SELECT (\n${expression}\n) FROM`
  const scored = describe('predictions', predictions)
  if (labels === null) return { kind: 'query', sql: `${select} predictions AS evaluated`, tables: [scored] }
  const taken = new Set(labels.columns.map((name) => name.toLowerCase()))
  const columns = [
    ...labels.columns.map((name) => `l.${quoteIdentifier(name)}`),
    ...predictions.columns.filter((name) => !taken.has(name.toLowerCase())).map((name) => `p.${quoteIdentifier(name)}`),
  ]
  // an id may be text in one file and a number in the other
  const joined = `FROM labels AS l JOIN predictions AS p ON CAST(l.${key} AS VARCHAR) = CAST(p.${key} AS VARCHAR)`
  return {
    kind: 'query',
    sql: `${select} (SELECT ${columns.join(', ')} ${joined}) AS evaluated`,
    tables: [describe('labels', labels, id), { ...scored, columns: scored.columns.filter(({ name }) => name !== id) }],
  }
}

function describe(name: string, { source, numbers }: MetricTable, id: string | null = null) {
  const columns = [...numbers]
    .filter((column) => column !== id)
    .map((column) => ({
      name: column,
      reference: { names: [column], type: 'number' as const, format: null, missing: [''] },
    }))
  return { names: [name], source, columns }
}
