// A table of 20 columns that keeps every rule of customers.odcs.yaml, as CSV and as Parquet: the same for a number of rows.
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** A number in [0, n) by row and column. */
const pick = (column, n) => `(hash(i, ${column}) % ${n})`
const share = (column) => `(${pick(column, 1_000_000)} / 1000000.0)`
const oneOf = (column, ...values) =>
  `list_extract([${values.map((value) => `'${value}'`).join(', ')}], 1 + CAST(${pick(column, values.length)} AS INTEGER))`

const COLUMNS = {
  id: 'i + 1',
  customer: `'C-' || lpad(CAST(i + 1 AS VARCHAR), 8, '0')`,
  email: `'user' || ${pick(1, 900_000)} || '@' || ${oneOf(2, 'example.com', 'example.org', 'mail.example.net')}`,
  country: oneOf(3, 'AT', 'BE', 'CH', 'DE', 'DK', 'ES', 'FR', 'IT', 'NL', 'PL'),
  plan: oneOf(4, 'free', 'basic', 'plus', 'pro'),
  channel: oneOf(5, 'web', 'shop', 'phone', 'partner'),
  segment: oneOf(6, 'consumer', 'business', 'public'),
  zip: `lpad(CAST(${pick(7, 100_000)} AS VARCHAR), 5, '0')`,
  signup: `CAST(DATE '2015-01-01' + CAST(${pick(8, 4000)} AS INTEGER) AS DATE)`,
  last_seen: `strftime(TIMESTAMP '2026-01-01 00:00:00' + to_seconds(CAST(${pick(9, 25_000_000)} AS BIGINT)), '%Y-%m-%dT%H:%M:%S')`,
  age: `18 + ${pick(10, 80)}`,
  tenure: pick(11, 121),
  visits: pick(12, 5000),
  orders: pick(13, 300),
  amount: `round(${share(14)} * 10000, 2)`,
  balance: `round(${share(15)} * 40000 - 20000, 2)`,
  score: `round(${share(16)}, 6)`,
  rate: `round(${share(17)} * 100, 3)`,
  note: `'note ' || ${pick(18, 1000)} || repeat(' word', CAST(${pick(19, 6)} AS INTEGER))`,
  active: oneOf(20, 'true', 'false'),
}

const PARQUET_TYPES = {
  id: 'BIGINT',
  last_seen: 'TIMESTAMP',
  age: 'BIGINT',
  tenure: 'BIGINT',
  visits: 'BIGINT',
  orders: 'BIGINT',
  active: 'BOOLEAN',
}

/** Paths of the table in both formats; made at the first call for that number of rows. */
export async function ensureTable(rows, folder) {
  mkdirSync(folder, { recursive: true })
  const paths = { csv: join(folder, `customers-${rows}.csv`), parquet: join(folder, `customers-${rows}.parquet`) }
  if (existsSync(paths.csv) && existsSync(paths.parquet)) return paths
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const list = Object.entries(COLUMNS).map(([name, sql]) => `${sql} AS ${name}`)
  const typed = Object.keys(COLUMNS).map((name) =>
    PARQUET_TYPES[name] ? `CAST(${name} AS ${PARQUET_TYPES[name]}) AS ${name}` : name,
  )
  const source = `SELECT ${list.join(', ')} FROM range(${rows}) AS r(i)`
  await connection.run(`SET preserve_insertion_order = true`)
  const write = async (query, path, options) => {
    await connection.run(`COPY (${query}) TO '${path}.part' (${options})`)
    renameSync(`${path}.part`, path)
  }
  await write(source, paths.csv, 'FORMAT csv, HEADER')
  await write(`SELECT ${typed.join(', ')} FROM (${source})`, paths.parquet, 'FORMAT parquet')
  instance.closeSync()
  return paths
}
