import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Duplex } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as zlib from 'node:zlib'
import { InputError } from '../../core/faults.ts'
import { MOST_POINTER_BYTES, refusePointer } from '../../core/lfs-pointer.ts'
import { findCompression } from '../../sql/file-options.ts'
import { isWholeZstd } from './zstd-frames.ts'

/** A header line longer than this is refused. */
const HEAD_BYTES = 1_048_576
/** Deflate cannot pass 1032 to 1; a table of real rows stays far below this. */
const LARGEST_RATIO = 250
/** Below this, no ratio does harm. */
const BOMB_BYTES = 256_000_000

/** The start of a file, decompressed. */
export interface FileHead {
  readonly bytes: Uint8Array
  /** Whether `bytes` is all there is. */
  readonly isWhole: boolean
  /** The last characters, as Latin-1. */
  readonly end: string
}

/** Characters of a file's end that are looked at. */
const END_BYTES = 64

/** What files of a compression begin with. */
const MARKS: Readonly<Record<string, string>> = { gzip: '\x1f\x8b', zstd: '\x28\xb5\x2f\xfd' }

/** Node has it since 22.15; @types/node of 20 do not know it. */
const { createZstdDecompress } = zlib as { readonly createZstdDecompress?: () => Duplex }

/**
 * The first bytes of a CSV or JSON file. A compressed file is decompressed to its end, because the engine takes a file
 * that breaks off at the end of a line for a whole one.
 * @returns null for zstd where this Node does not know it: then only the engine can tell.
 * @throws InputError where the file is gone, empty, compressed otherwise than its name says, cut off, or a decompression bomb.
 */
export async function readHead(file: string, shown: string): Promise<FileHead | null> {
  const { bytes, size, last } = await readEnds(file, shown, 65_536)
  const start = bytes.toString('latin1', 0, 4)
  const found = Object.keys(MARKS).find((kind) => start.startsWith(MARKS[kind]!)) ?? null
  const named = findCompression(file)
  if (found !== named) throw describeCompression(shown, found, named)
  if (found === 'gzip') return readCompressed(file, shown, size, found, zlib.createGunzip({ chunkSize: 262_144 }))
  if (found === 'zstd') {
    if (createZstdDecompress !== undefined) return readCompressed(file, shown, size, found, createZstdDecompress())
    if (await isWholeZstd(file)) return null
    throw describeDamage(shown, found)
  }
  if (bytes.length === size || hasLine(bytes)) return { bytes, isWhole: bytes.length === size, end: last }
  const more = await readEnds(file, shown, HEAD_BYTES)
  return { bytes: more.bytes, isWhole: more.bytes.length === more.size, end: last }
}

function describeCompression(shown: string, found: string | null, named: string | null): InputError {
  const ending = (kind: string | null) => (kind === 'gzip' ? '.gz' : '.zst')
  if (found === null) {
    return new InputError({
      message: `${shown}: is no ${named} file, whatever its name says`,
      help: `take ${ending(named)} off its name, or compress it with ${named}`,
    })
  }
  return new InputError({
    message: `${shown}: is compressed with ${found}, which its name does not say`,
    help: `give it a name that ends in ${ending(found)}`,
  })
}

/**
 * Looks for Parquet's marks at both ends of a file.
 * @throws InputError where the file is gone, empty, no Parquet, or cut off.
 */
export async function checkParquet(file: string, shown: string): Promise<void> {
  const { bytes, last } = await readEnds(file, shown, MOST_POINTER_BYTES)
  if (bytes.toString('latin1', 0, 4) !== 'PAR1') {
    throw new InputError({ message: `${shown}: is no Parquet file, whatever its name says`, help: 'write it again' })
  }
  if (!last.endsWith('PAR1')) {
    throw new InputError({
      message: `${shown}: is cut off: Parquet's end mark is missing`,
      help: 'write or fetch it again; under Git LFS or DVC, pull it',
    })
  }
}

async function readEnds(file: string, shown: string, length: number) {
  try {
    const handle = await open(file)
    try {
      const { size } = await handle.stat()
      if (size === 0) throw new InputError(`${shown}: is empty (0 bytes); not even a header is there`)
      const bytes = Buffer.alloc(Math.min(length, size))
      await handle.read(bytes, 0, bytes.length, 0)
      refusePointer(shown, bytes.toString('latin1', 0, MOST_POINTER_BYTES))
      const end = Buffer.alloc(Math.min(END_BYTES, size))
      await handle.read(end, 0, end.length, size - end.length)
      return { bytes, size, last: end.toString('latin1') }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof InputError) throw error
    const code = (error as NodeJS.ErrnoException).code
    const problem = code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? String(error)})`
    throw new InputError(`${shown}: ${problem}`, { cause: error })
  }
}

function hasLine(bytes: Uint8Array): boolean {
  return bytes.includes(0x0a)
}

function describeDamage(shown: string, kind: string, cause?: unknown): InputError {
  return new InputError(
    { message: `${shown}: the ${kind} data is damaged or cut off`, help: 'write or fetch it again' },
    { cause },
  )
}

async function readCompressed(
  file: string,
  shown: string,
  size: number,
  kind: string,
  decompress: Duplex,
): Promise<FileHead> {
  const kept: Buffer[] = []
  let length = 0
  let end = Buffer.alloc(0)
  let bomb: InputError | undefined
  try {
    await pipeline(createReadStream(file), decompress, async (parts: AsyncIterable<Buffer>) => {
      for await (const part of parts) {
        if (length < HEAD_BYTES) kept.push(part.subarray(0, HEAD_BYTES - length))
        length += part.length
        end = Buffer.concat([end, part.subarray(-END_BYTES)]).subarray(-END_BYTES)
        if (length > BOMB_BYTES && length > size * LARGEST_RATIO) {
          bomb = new InputError(`${shown}: expands to more than ${LARGEST_RATIO} times its size; that is no table`)
          throw bomb
        }
      }
    })
  } catch (error) {
    throw bomb ?? describeDamage(shown, kind, error)
  }
  if (length === 0) throw new InputError(`${shown}: holds nothing (0 bytes after decompression)`)
  return { bytes: Buffer.concat(kept), isWhole: length <= HEAD_BYTES, end: end.toString('latin1') }
}
