// The bare program: opens the data engine and parses every cell of one file, as the engine itself would read it.
const { DuckDBInstance } = require('@duckdb/node-api')

async function parse(file) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  // of Parquet the engine counts cells without a look at them
  const cells = file.endsWith('.parquet') ? 'last(COLUMNS(*))' : 'count(COLUMNS(*))'
  const result = await connection.runAndReadAll(`SELECT count(*), ${cells} FROM '${file}'`)
  console.log(`${result.getRows()[0][0]} rows`)
}

parse(process.argv[2])
