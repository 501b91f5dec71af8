import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { DataCopy } from '../../core/data-copy.ts'
import type { DataSource } from '../../core/data-source.ts'
import { SystemError } from '../../core/faults.ts'
import { renderCopy, typesForCopy } from '../../sql/copy-plan.ts'
import { completeDialect } from '../../sql/csv-dialect.ts'
import type { OpenTables } from './orphans.ts'

/**
 * Writes rows of a source into a new file of the same format and dialect, in an instance that may write that file alone.
 * Typed formats keep their types, JSON its values, CSV its cells as written (quotes where they
 * are needed, and none around the empty text).
 *
 * @throws InputError where the source cannot be read, SystemError where the file cannot be written or is there already.
 */
export async function copyRows(
  { open, join }: OpenTables,
  source: DataSource,
  { target, without, shuffle }: DataCopy,
  signal: AbortSignal,
): Promise<{ readonly rows: number }> {
  if ((await lstat(target).catch(() => null)) !== null) {
    throw new SystemError(`${target} is there already and is not written over`)
  }
  const table = await open(source, signal)
  const columns = table.columns.map(({ name }) => name)
  const session = await join([source, { uri: source.uri, files: [target], format: source.format }])
  try {
    const from = table.tableExpression(typesForCopy(source, columns))
    const [[rows] = []] = await session.query(renderCopy({ source, columns, from, target, without, shuffle }), signal)
    if (source.format === 'csv') await encode(target, completeDialect(source.csv).encoding)
    return { rows: Number(rows) }
  } catch (error) {
    await rm(target, { force: true })
    throw error
  } finally {
    session.close()
  }
}

/** The engine writes UTF-8; whoever reads the rows expects the encoding that they came in. */
async function encode(path: string, encoding: 'utf-8' | 'latin-1' | 'utf-16'): Promise<void> {
  if (encoding === 'utf-8') return
  const aside = `${path}.encoded`
  const name = encoding === 'latin-1' ? 'latin1' : 'utf16le'
  async function* recode(parts: AsyncIterable<Buffer>) {
    const decoder = new TextDecoder('utf-8')
    if (name === 'utf16le') yield Buffer.from([0xff, 0xfe])
    for await (const part of parts) yield Buffer.from(decoder.decode(part, { stream: true }), name)
  }
  await pipeline(createReadStream(path), recode, createWriteStream(aside, { mode: 0o600 }))
  await rename(aside, path)
}
