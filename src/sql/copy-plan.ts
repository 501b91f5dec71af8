import type { Shuffle } from '../core/data-copy.ts'
import type { DataSource } from '../core/data-source.ts'
import { completeDialect } from './csv-dialect.ts'
import { quoteIdentifier, quoteLiteral } from './quoting.ts'
import { isPartition } from './table.ts'

/** What to write: a source's columns by name, in file order, and where its rows are. */
export interface CopyPlan {
  readonly source: DataSource
  readonly columns: readonly string[]
  /** SQL to stand after FROM, all columns in file order. */
  readonly from: string
  readonly target: string
  readonly without: readonly string[]
  readonly shuffle: Shuffle | null
}

/** Types under which the columns of a text format are written as they were read: JSON values as JSON, cells as text. */
export function typesForCopy(source: DataSource, names: readonly string[]): Readonly<Record<string, string>> {
  if (source.format !== 'json') return {}
  return Object.fromEntries(names.filter((name) => !isPartition(source, name)).map((name) => [name, 'JSON']))
}

/** One statement that writes the file and gives the count of its rows. */
export function renderCopy(plan: CopyPlan): string {
  const kept = plan.columns.filter((name) => !plan.without.includes(name))
  const rows = plan.shuffle === null ? renderAll(plan, kept) : renderShuffled(plan, kept, plan.shuffle)
  // the instance may write this one file, and not one beside it
  const options = [...renderFormat(plan), 'USE_TMP_FILE false']
  return `COPY (${rows}) TO ${quoteLiteral(plan.target)} (${options.join(', ')})`
}

function renderAll({ from }: CopyPlan, kept: readonly string[]): string {
  return `SELECT ${kept.map(quoteIdentifier).join(', ')} FROM ${from}`
}

/**
 * A sample of the rows as it is, then the same rows once for each column and repeat, that column's cells in another
 * order. Orders come from digests of row numbers, so they are the same on every machine.
 */
function renderShuffled({ from, columns }: CopyPlan, kept: readonly string[], shuffle: Shuffle): string {
  const { rows, repeats, seed, unit } = shuffle
  const cells = kept.map((name, index) => `${quoteIdentifier(name)} AS c${index}`)
  const key = unit !== null && columns.includes(unit) ? `CAST(${quoteIdentifier(unit)} AS VARCHAR)` : 'NULL'
  const draw = `md5(concat('${seed}:', coalesce(u, CAST(n AS VARCHAR))))`
  const places = new Map(shuffle.columns.map((name, index) => [name, index]))
  const list = kept.map((name, index) => {
    const place = places.get(name)
    const cell =
      place === undefined
        ? `own.c${index}`
        : `CASE WHEN b > ${place * repeats} AND b <= ${(place + 1) * repeats} THEN other.c${index} ELSE own.c${index} END`
    return `${cell} AS ${quoteIdentifier(name)}`
  })
  return [
    `WITH numbered AS (SELECT ${cells.join(', ')}, ${key} AS u, row_number() OVER () AS n FROM ${from})`,
    `, drawn AS (SELECT * FROM numbered ORDER BY ${draw}, n LIMIT ${rows})`,
    `, sample AS MATERIALIZED (SELECT * EXCLUDE (u, n), row_number() OVER (ORDER BY n) AS r FROM drawn)`,
    `, blocks AS (SELECT range AS b FROM range(0, ${shuffle.columns.length * repeats + 1}))`,
    `, places AS (SELECT b, r, row_number() OVER (PARTITION BY b ORDER BY md5(concat('${seed}:', b, ':', r)), r) AS q`,
    ` FROM blocks, sample)`,
    ` SELECT ${list.join(', ')} FROM places JOIN sample AS own USING (r) JOIN sample AS other ON other.r = q`,
    ` ORDER BY b, r`,
  ].join('')
}

function renderFormat({ source, target }: CopyPlan): readonly string[] {
  if (source.format === 'parquet') return ['FORMAT parquet']
  if (source.format === 'json') return ['FORMAT json', `ARRAY ${/\.json$/i.test(target)}`]
  const { delimiter, quote } = completeDialect(source.csv)
  const literals = quote === '' ? [] : [`QUOTE ${quoteLiteral(quote)}`, `ESCAPE ${quoteLiteral(quote)}`]
  return ['FORMAT csv', 'HEADER true', `DELIMITER ${quoteLiteral(delimiter)}`, ...literals]
}
