import { type FileHandle, open } from 'node:fs/promises'
import { InputError } from '../../core/faults.ts'
import { findCompression } from '../../sql/file-options.ts'

/** Bytes without a line break from which on the engine may drop a row without a word: the size of its buffer. */
const LONGEST_STRETCH = 33_554_432
/** A look at each of so many bytes finds every stretch that is longer than all of them together with the longest. */
const STRIDE = 1_048_576
const FIRST_LOOK = 4_096

/**
 * Refuses a CSV file with a row that the engine would lose: longer ones than 16 MB it reports, far longer ones it leaves
 * out. Looks at one part in 256 of an ordinary file; of a compressed one nothing is known.
 * @throws InputError naming where the row is.
 */
export async function refuseLongLines(file: string, shown: string): Promise<void> {
  if (findCompression(file) !== null) return
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size <= LONGEST_STRETCH) return
    const buffer = Buffer.allocUnsafe(STRIDE)
    for (let from = 0; from + LONGEST_STRETCH < size; ) {
      const end = await findBreak(handle, buffer, from, size)
      if (end - from >= LONGEST_STRETCH) throw describeLongLine(shown, from)
      from = Math.max(from + STRIDE, Math.floor(end / STRIDE) * STRIDE)
    }
  } finally {
    await handle.close()
  }
}

/** Where the first line break from there on stands; the size where there is none. */
async function findBreak(handle: FileHandle, buffer: Buffer, from: number, size: number): Promise<number> {
  let look = FIRST_LOOK
  for (let at = from; at < size; ) {
    const { bytesRead } = await handle.read(buffer, 0, look, at)
    if (bytesRead === 0) return size
    const part = buffer.subarray(0, bytesRead)
    const breaks = [part.indexOf(10), part.indexOf(13)].filter((place) => place >= 0)
    if (breaks.length > 0) return at + Math.min(...breaks)
    at += bytesRead
    look = STRIDE
  }
  return size
}

function describeLongLine(shown: string, from: number): InputError {
  return new InputError({
    message: `${shown}: a row of more than 32 MB stands around byte ${from}; rows have up to 16 MB`,
    help: 'is it another line break, or a file of another kind?',
  })
}
