import { DuckDBInstance } from '@duckdb/node-api'

/** A database in memory for what a test wants to know of the engine itself. */
export interface Scratch {
  query(sql: string): Promise<unknown[][]>
  close(): void
}

export async function openScratch(): Promise<Scratch> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run("SET TimeZone='UTC'")
  return {
    query: async (sql) => (await connection.run(sql)).getRows(),
    close() {
      connection.disconnectSync()
      instance.closeSync()
    },
  }
}
