import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describeFailure, type GitCall, startGit } from './git-process.ts'

/**
 * Writes what `git cat-file blob` prints to a path, hashed on the way.
 * @throws SystemError "cannot DOING: git's reason"
 */
export async function exportBlob(
  call: GitCall,
  path: string,
  doing: string,
): Promise<{ readonly sha256: string; readonly size: number }> {
  await mkdir(dirname(path), { recursive: true })
  const { child, finish } = startGit(call)
  child.stdin.end()
  const hash = createHash('sha256')
  let size = 0
  const target = createWriteStream(path, { mode: 0o600 })
  child.stdout.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    size += chunk.length
  })
  const written = new Promise<void>((resolve, reject) => {
    target.on('finish', resolve).on('error', reject)
    child.stdout.pipe(target)
  })
  const [{ code, stderr }] = await Promise.all([finish, written])
  if (code !== 0) throw describeFailure(doing, stderr)
  return { sha256: hash.digest('hex'), size }
}
