import type { DuckDBDataChunk } from '@duckdb/node-api'
import type { ColumnBatch, ColumnRequest } from '../../ports/engine.ts'

type Values = ColumnBatch['columns'][number]

/** Collects one column over several chunks of the engine's. */
interface Gatherer {
  add(chunk: DuckDBDataChunk): void
  /** What was collected since it was last taken. */
  take(): Values
}

/** @param place of the column in the SELECT list; a key has its number there and its text in the next. */
export function createGatherer(as: ColumnRequest['as'], place: number): Gatherer {
  switch (as) {
    case 'text':
      return gatherText(place)
    case 'number':
      return gatherNumbers(place)
    case 'code':
      return gatherCodes(place)
    case 'key':
      return gatherKeys(place)
  }
}

function gatherText(place: number): Gatherer {
  let texts: (string | null)[] = []
  return {
    add(chunk) {
      const vector = chunk.getColumnVector(place)
      for (let row = 0; row < chunk.rowCount; row += 1) texts.push(vector.getItem(row) as string | null)
    },
    take() {
      const taken = texts
      texts = []
      return taken
    },
  }
}

function gatherNumbers(place: number): Gatherer {
  let parts: Float64Array[] = []
  return {
    add(chunk) {
      const vector = chunk.getColumnVector(place)
      const part = new Float64Array(chunk.rowCount)
      for (let row = 0; row < part.length; row += 1) part[row] = vector.getItem(row) as number
      parts.push(part)
    },
    take() {
      const taken = join(Float64Array, parts)
      parts = []
      return taken
    },
  }
}

function gatherCodes(place: number): Gatherer {
  const codeOf = new Map<string | null, number>([[null, -1]])
  let names: string[] = []
  let parts: Int32Array[] = []
  return {
    add(chunk) {
      const vector = chunk.getColumnVector(place)
      const part = new Int32Array(chunk.rowCount)
      for (let row = 0; row < part.length; row += 1) {
        const text = vector.getItem(row) as string | null
        let code = codeOf.get(text)
        if (code === undefined) {
          code = codeOf.size - 1
          codeOf.set(text, code)
          names.push(text!)
        }
        part[row] = code
      }
      parts.push(part)
    },
    take() {
      const taken = { codes: join(Int32Array, parts), names }
      names = []
      parts = []
      return taken
    },
  }
}

/** Numbers until the first text that is none; then the batch is text, and the next begins anew. */
function gatherKeys(place: number): Gatherer {
  let numbers: Float64Array[] = []
  let texts: (string | null)[] | null = null
  return {
    add(chunk) {
      const part = texts === null ? takeWholeNumbers(chunk, place) : null
      if (part !== null) {
        numbers.push(part)
        return
      }
      texts ??= writeKeys(join(Float64Array, numbers))
      const vector = chunk.getColumnVector(place + 1)
      for (let row = 0; row < chunk.rowCount; row += 1) texts.push(vector.getItem(row) as string | null)
    },
    take() {
      const taken = texts ?? join(Float64Array, numbers)
      numbers = []
      texts = null
      return taken
    },
  }
}

/** NaN where the cell is empty; null where a cell holds other text. */
function takeWholeNumbers(chunk: DuckDBDataChunk, place: number): Float64Array | null {
  const [numbers, texts] = [chunk.getColumnVector(place), chunk.getColumnVector(place + 1)]
  const part = new Float64Array(chunk.rowCount)
  for (let row = 0; row < part.length; row += 1) {
    const number = numbers.getItem(row) as number | null
    if (number === null && texts.getItem(row) !== null) return null
    part[row] = number ?? Number.NaN
  }
  return part
}

function writeKeys(numbers: Float64Array): (string | null)[] {
  return Array.from(numbers, (number) => (Number.isNaN(number) ? null : String(number)))
}

function join<T extends Int32Array | Float64Array>(Typed: new (length: number) => T, parts: readonly T[]): T {
  const joined = new Typed(parts.reduce((rows, part) => rows + part.length, 0))
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}
