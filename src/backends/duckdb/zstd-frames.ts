import { type FileHandle, open } from 'node:fs/promises'

const FRAME = 0xfd2fb528
/** Sixteen marks of frames that decoders pass over; the last four bits are free. */
const SKIPPABLE = 0x184d2a50
/** Bytes of the dictionary's id and of the content's size, by their flags. */
const DICTIONARY_BYTES = [0, 1, 2, 4] as const
const SIZE_BYTES = [0, 2, 4, 8] as const
/** A block of one byte, repeated; and one of no kind that is known. */
const [REPEATED, RESERVED] = [1, 3] as const

/**
 * Whether a zstd file ends where its frames say (RFC 8878), without decompressing it: only the headers of its blocks are
 * read. The engine takes a file that breaks off for a whole one.
 */
export async function isWholeZstd(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    let at: number | null = 0
    while (at !== null && at < size) at = await skipFrame(handle, at)
    return at === size
  } finally {
    await handle.close()
  }
}

/** Where the frame ends; null where it is none, or breaks off. */
async function skipFrame(handle: FileHandle, start: number): Promise<number | null> {
  const head = await readBytes(handle, start, 8)
  if (head === null) return null
  const mark = head.readUInt32LE(0)
  if ((mark & 0xfffffff0) >>> 0 === SKIPPABLE) return start + 8 + head.readUInt32LE(4)
  if (mark !== FRAME) return null
  const flags = head[4]!
  const isSingle = (flags & 0x20) !== 0
  const content = SIZE_BYTES[(flags >> 6) as 0 | 1 | 2 | 3] || (isSingle ? 1 : 0)
  let at = start + 5 + (isSingle ? 0 : 1) + DICTIONARY_BYTES[(flags & 3) as 0 | 1 | 2 | 3] + content
  for (;;) {
    const block = await readBytes(handle, at, 3)
    if (block === null) return null
    const header = block.readUIntLE(0, 3)
    const kind = (header >> 1) & 3
    if (kind === RESERVED) return null
    at += 3 + (kind === REPEATED ? 1 : header >> 3)
    if ((header & 1) === 1) return at + ((flags & 4) === 0 ? 0 : 4)
  }
}

async function readBytes(handle: FileHandle, position: number, length: number): Promise<Buffer | null> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, position)
  return bytesRead === length ? buffer : null
}
