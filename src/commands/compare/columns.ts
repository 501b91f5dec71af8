import type { DataSource } from '../../core/data-source.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { ColumnRequest, Engine } from '../../ports/engine.ts'
import { nearestName } from '../../text/nearest-name.ts'

/** A column to read; `isOptional`: it may be missing from the file, then it is null. */
export interface WantedColumn extends ColumnRequest {
  readonly isOptional: boolean
}

/** Columns that are wanted and that the file lacks, each with those that are there and the nearest. */
function findMissingColumns(
  uri: string,
  wanted: readonly WantedColumn[],
  present: readonly string[],
): readonly Fault[] {
  const missing = new Set(
    wanted.filter(({ name, isOptional }) => !isOptional && !present.includes(name)).map(({ name }) => name),
  )
  return [...missing].map((name) => {
    const nearest = nearestName(name, present)
    const shown = present.slice(0, 30).join(', ')
    const rest = present.length > 30 ? ` and ${present.length - 30} more` : ''
    return {
      message: `${uri}: column ${name} is not there`,
      help: `${nearest ? `did you mean ${nearest}? ` : ''}The file has: ${shown}${rest}`,
    }
  })
}

/** Opens a file's header and reads the columns that are there. */
export async function readColumns(
  engine: Engine,
  source: DataSource,
  wanted: readonly WantedColumn[],
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly columns: readonly ((string | null)[] | Float64Array | null)[] }> {
  const present = (await engine.describe(source, signal)).map(({ name }) => name)
  const faults = findMissingColumns(source.uri, wanted, present)
  if (faults.length > 0) throw new InputError(faults)
  const requests = wanted.filter(({ name }) => present.includes(name))
  const texts = requests.map((): (string | null)[] => [])
  const numbers = requests.map((): Float64Array[] => [])
  let rows = 0
  for await (const batch of engine.columns(
    source,
    requests.map(({ name, as }) => ({ name, as })),
    signal,
  )) {
    rows += batch.rows
    batch.columns.forEach((values, index) => {
      if (values instanceof Float64Array) numbers[index]!.push(values)
      else for (const value of values) texts[index]!.push(value)
    })
  }
  return {
    rows,
    columns: wanted.map((column) => {
      const index = requests.indexOf(column)
      if (index < 0) return null
      return column.as === 'text' ? texts[index]! : joinNumbers(numbers[index]!, rows)
    }),
  }
}

function joinNumbers(parts: readonly Float64Array[], length: number): Float64Array {
  const joined = new Float64Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
