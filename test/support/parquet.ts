import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { makeFolder } from './temporary-folder.ts'

/** Writes a query's rows to a Parquet file that is gone when the test ends; gives its path. */
export async function writeParquet(select: string, file = join(makeFolder(), 't.parquet')): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${select}) TO '${file}' (FORMAT parquet)`)
  connection.disconnectSync()
  instance.closeSync()
  return file
}
