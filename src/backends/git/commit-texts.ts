import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { closedEnvironment, type Variables } from './git-environment.ts'
import { runGit } from './git-process.ts'
import type { RepositoryPlace } from './repository.ts'
import type { RevisionBlobs } from './revision-blobs.ts'

/**
 * Small files of a commit that the clone has, in one git process, by their paths from the repository's root; those that
 * the commit has not got are left out. null where the clone does not know the commit.
 */
export async function readCommitTexts(
  place: RepositoryPlace,
  variables: Variables,
  commit: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string> | null> {
  const input = [`${commit}^{commit}`, ...paths.map((path) => `${commit}:${path}`)].map((line) => `${line}\n`).join('')
  const environment = closedEnvironment(place.gitFolder, variables)
  const { stdout } = await runGit({ args: ['cat-file', '--batch'], environment, signal, input, timeoutMs: 20_000 })
  let offset = 0
  const read = (): string | null => {
    const end = stdout.indexOf(0x0a, offset)
    if (end < 0) return null
    const size = /^[0-9a-f]+ (?:blob|commit) (\d+)$/.exec(stdout.toString('latin1', offset, end))?.[1]
    offset = end + 1
    if (size === undefined) return null
    const text = stdout.toString('utf8', offset, offset + Number(size))
    offset += Number(size) + 1
    return text
  }
  if (read() === null) return null
  return new Map(paths.flatMap((path) => asEntry(path, read())))
}

/** The same from a commit that was fetched. @param folder private, for copies */
export async function readFetchedTexts(
  blobs: RevisionBlobs,
  paths: readonly string[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const texts: (readonly [string, string])[] = []
  for (const [index, path] of paths.entries()) {
    const target = join(folder, `${blobs.commit}-${index}`)
    const written = await blobs.export(path, target)
    if (written !== null) texts.push([path, await readFile(target, 'utf8')])
  }
  return new Map(texts)
}

const asEntry = (path: string, text: string | null): readonly (readonly [string, string])[] =>
  text === null ? [] : [[path, text]]
