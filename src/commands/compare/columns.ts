import type { DataSource } from '../../core/data-source.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { CodedColumn } from '../../evaluation/join/evaluation-columns.ts'
import type { CodedBatch, ColumnBatch, ColumnRequest, Engine } from '../../ports/engine.ts'
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

/** Values of a column of a file, in its row order. */
export type ColumnValues = readonly (string | null)[] | Float64Array | CodedColumn

/** Opens a file's header and reads the columns that are there; null for one that is not. */
export async function readColumns(
  engine: Engine,
  source: DataSource,
  wanted: readonly WantedColumn[],
  signal: AbortSignal,
): Promise<readonly (ColumnValues | null)[]> {
  const present = (await engine.describe(source, signal)).map(({ name }) => name)
  const faults = findMissingColumns(source.uri, wanted, present)
  if (faults.length > 0) throw new InputError(faults)
  const requests = wanted.filter(({ name }) => present.includes(name))
  const parts = requests.map((): ColumnBatch['columns'][number][] => [])
  const shapes = requests.map(({ name, as }) => ({ name, as }))
  for await (const batch of engine.columns(source, shapes, signal)) {
    batch.columns.forEach((values, index) => {
      parts[index]!.push(values)
    })
  }
  return wanted.map((column) => {
    const index = requests.indexOf(column)
    return index < 0 ? null : joinParts(column.as, parts[index]!)
  })
}

function joinParts(as: ColumnRequest['as'], parts: readonly ColumnBatch['columns'][number][]): ColumnValues {
  if (as === 'code') return joinCodes(parts as readonly CodedBatch[])
  if (parts.every((part) => part instanceof Float64Array) && as !== 'text') return joinNumbers(parts)
  const texts: (string | null)[] = []
  for (const part of parts) {
    if (!(part instanceof Float64Array)) for (const text of part as readonly (string | null)[]) texts.push(text)
    else for (const key of part) texts.push(Number.isNaN(key) ? null : String(key))
  }
  return texts
}

function joinCodes(parts: readonly CodedBatch[]): CodedColumn {
  const codes = new Int32Array(parts.reduce((rows, part) => rows + part.codes.length, 0))
  let offset = 0
  for (const part of parts) {
    codes.set(part.codes, offset)
    offset += part.codes.length
  }
  return { codes, names: parts.flatMap(({ names }) => names) }
}

function joinNumbers(parts: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(parts.reduce((rows, part) => rows + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
