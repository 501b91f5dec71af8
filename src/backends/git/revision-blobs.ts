import { InputError } from '../../core/faults.ts'
import type { BareRepository } from './bare-repository.ts'
import { exportBlob } from './blob-export.ts'
import { expectGit, type GitCall, runGit } from './git-process.ts'
import { followLinks, parseTreeFiles } from './tree-links.ts'

/** Files of one commit, by paths from the repository's root with `/`. */
export interface RevisionBlobs {
  readonly commit: string
  /** Writes a file's bytes to `target`; null where the commit has no such file; links are followed inside of it. */
  export(path: string, target: string): Promise<{ readonly sha256: string; readonly size: number } | null>
}

/**
 * Files of a commit of the remote: one commit is fetched without its history, then the files that are asked for.
 *
 * @param name a branch, a tag, or the commit's id.
 * @throws InputError where the remote has no such revision, SystemError where it does not answer
 */
export async function openRemoteFiles(
  repository: BareRepository,
  name: string,
  signal: AbortSignal,
): Promise<RevisionBlobs> {
  const isId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name)
  const commit = isId ? name : await repository.findRemoteCommit(name, signal)
  if (commit === null || !(await repository.hasRemoteCommit(commit, signal))) {
    throw new InputError({
      message: `neither this clone nor ${repository.location} knows a revision "${name}"`,
      help: 'name a branch, a tag or a whole commit id; what only the history knows (HEAD~1) needs a clone with history: git fetch --unshallow',
    })
  }
  await repository.fetch([commit], 'blob:none', signal)
  return {
    commit,
    async export(path, target) {
      const fetch = (id: string) => repository.fetch([id], null, signal)
      const id = await findBlob(repository.call([], signal), commit, path, fetch)
      if (id === null) return null
      await fetch(id)
      return repository.exportFile(id, target, signal)
    },
  }
}

/** Files of a commit of the clone itself. `call` is one of git in it, without arguments. */
export function openOwnFiles(call: GitCall, commit: string): RevisionBlobs {
  return {
    commit,
    async export(path, target) {
      const id = await findBlob(call, commit, path)
      if (id === null) return null
      return exportBlob({ ...call, args: ['cat-file', 'blob', id] }, target, `read ${path} at ${commit.slice(0, 12)}`)
    },
  }
}

async function findBlob(
  call: GitCall,
  commit: string,
  path: string,
  fetch: (id: string) => Promise<unknown> = async () => {},
): Promise<string | null> {
  const shown = commit.slice(0, 12)
  const find = async (paths: readonly string[]) => {
    const args = ['ls-tree', '-z', '--full-tree', commit, '--', ...paths]
    return parseTreeFiles(await expectGit({ ...call, args }, `list the files of ${shown}`))
  }
  const readTarget = async (id: string) => {
    await fetch(id)
    return (await expectGit({ ...call, args: ['cat-file', 'blob', id] }, `read a link of ${shown}`)).toString('utf8')
  }
  return (await followLinks(path, { find, readTarget }))?.id ?? null
}

/** What git prints, trimmed; null where it fails. */
export async function askGit(call: GitCall, ...args: readonly string[]): Promise<string | null> {
  const { code, stdout } = await runGit({ ...call, args })
  return code === 0 ? stdout.toString('utf8').trim() : null
}
