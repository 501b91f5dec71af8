import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { closedEnvironment, type Variables } from './git-environment.ts'
import { expectGit, type GitCall, runGit } from './git-process.ts'
import type { RepositoryPlace } from './repository.ts'
import { parseTreeFiles } from './tree-links.ts'

/** How HEAD has a file of the work tree. */
export interface HeadFile {
  /** Whether the work tree has the very bytes that HEAD has. */
  readonly isSame: boolean
  /** sha256 of the work tree's bytes, in hex. */
  readonly sha256: string
  /** HEAD's text where that differs and is short, as pointers are; null else. */
  readonly text: string | null
}

const MOST_TEXT_BYTES = 1024

/**
 * Looks up files of the work tree in HEAD, each hashed once; those that HEAD has not got, or has as a link, are left out.
 *
 * @param paths from the repository's root, with `/`; all lie in `below`, which is '' for the root.
 */
export async function readHeadFiles(
  place: RepositoryPlace,
  variables: Variables,
  { paths, below }: { readonly paths: readonly string[]; readonly below: string },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, HeadFile>> {
  const call: GitCall = {
    args: [],
    environment: { ...closedEnvironment(place.gitFolder, variables), GIT_LITERAL_PATHSPECS: '1' },
    signal,
    timeoutMs: 20_000,
  }
  const args = ['ls-tree', '-r', '-z', '--full-tree', 'HEAD', ...(below === '' ? [] : ['--', below])]
  const { code, stdout } = await runGit({ ...call, args })
  // a repository without a commit
  if (code !== 0) return new Map()
  const entries = parseTreeFiles(stdout)
  const files = new Map<string, HeadFile>()
  for (const path of paths) {
    const entry = entries.get(path)
    if (entry === undefined || entry.isLink) continue
    const { id } = entry
    const own = await hashAsGit(`${place.topLevel}/${path}`, id.length === 64 ? 'sha256' : 'sha1')
    const isSame = own.id === id
    files.set(path, { isSame, sha256: own.sha256, text: isSame ? null : await readShort(id, call) })
  }
  return files
}

/** The id that git gives to a file's bytes as they are, no filter applied, and their sha256. */
async function hashAsGit(file: string, algorithm: string): Promise<{ readonly id: string; readonly sha256: string }> {
  const { size } = await stat(file)
  const [id, plain] = [createHash(algorithm).update(`blob ${size}\0`), createHash('sha256')]
  for await (const part of createReadStream(file, { highWaterMark: 1_048_576 })) {
    id.update(part as Buffer)
    plain.update(part as Buffer)
  }
  return { id: id.digest('hex'), sha256: plain.digest('hex') }
}

async function readShort(id: string, call: GitCall): Promise<string | null> {
  const { code, stdout } = await runGit({ ...call, args: ['cat-file', '-s', id] })
  if (code !== 0 || Number(stdout.toString('latin1')) >= MOST_TEXT_BYTES) return null
  return (await expectGit({ ...call, args: ['cat-file', 'blob', id] }, 'read a file of HEAD')).toString('utf8')
}
