import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { InputError, SystemError } from '../../core/faults.ts'

const CHUNK_BYTES = 1_048_576

/** Reads at most `limit` bytes and one more, even where the file grows meanwhile. @throws InputError where it cannot be read. */
export async function readUpTo(path: string, limit: number, shown: string): Promise<Buffer> {
  const parts: Buffer[] = []
  try {
    const handle = await open(path)
    for await (const part of handle.createReadStream({ end: limit })) parts.push(part as Buffer)
  } catch (error) {
    throw explainUnreadable(shown, error)
  }
  return Buffer.concat(parts)
}

/** UTF-8, a byte order mark taken off. @throws InputError for bytes that are none. */
export function decodeText(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new InputError({ message: `${path}: is not UTF-8 text`, help: 'save it as UTF-8' }, { cause: error })
  }
}

/** SHA-256 in hex, by parts that all go through one buffer. @throws InputError where the file cannot be read. */
export async function hashFile(path: string, shown: string): Promise<string> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES)
  try {
    const file = await open(path)
    try {
      for (;;) {
        const { bytesRead } = await file.read(buffer)
        if (bytesRead === 0) return hash.digest('hex')
        hash.update(buffer.subarray(0, bytesRead))
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw explainUnreadable(shown, error)
  }
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}

/** The error to show for a file that cannot be read. */
export function explainUnreadable(path: string, error: unknown): InputError {
  const code = errorCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const help = 'mend the path: a relative one starts from the working directory, in a modelgate.yml from its folder'
    return new InputError({ message: `${path}: there is no such file`, help }, { cause: error })
  }
  if (code === 'EACCES' || code === 'EPERM') return new InputError(`${path}: may not be read`, { cause: error })
  return new InputError(`${path}: cannot be read (${code ?? String(error)})`, { cause: error })
}

/** The error to show for a file that cannot be written: the user's where something is in the way, else the system's. */
export function explainUnwritable(path: string, error: unknown): Error {
  const code = errorCode(error)
  if (code === 'EISDIR' || code === 'ENOTDIR' || code === 'EEXIST') {
    return new InputError(`${path}: cannot be written: a folder or file is in the way`, { cause: error })
  }
  return new SystemError(`${path}: cannot be written (${code ?? String(error)})`, { cause: error })
}
