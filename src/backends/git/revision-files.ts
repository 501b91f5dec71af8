import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, readFile, stat } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { InputError } from '../../core/faults.ts'
import type { TrackedData } from '../../ports/remote-data.ts'
import type { RevisionFile, RevisionFiles } from '../../ports/revision-files.ts'
import { closedEnvironment, type Variables } from './git-environment.ts'
import type { GitCall } from './git-process.ts'
import type { OpenedRegistry } from './registry.ts'
import { findRepository, type RepositoryPlace } from './repository.ts'
import { askGit, openOwnFiles, type RevisionBlobs } from './revision-blobs.ts'

export interface RevisionRequest {
  /** The working directory, somewhere in the repository. */
  readonly folder: string
  /** A branch, a tag, a commit, or what else git takes for one. */
  readonly name: string
  readonly variables: Variables
  /** Private folder for copies. */
  readonly temporaryFolder: string
  /** The base branch of the pull request at hand, and the commit that its event names. */
  readonly base: { readonly name: string; readonly commit: string } | null
  /** Reaches the remote; asked only for what the clone has not got. */
  readonly remote: () => Promise<Pick<OpenedRegistry, 'remoteFiles'>>
  readonly tracked: TrackedData
}

const TIMEOUT_MS = 60_000
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
const LFS_POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n/
const MOST_POINTER_BYTES = 1024
/** A file of DVC's that is larger is none. */
const MOST_TEXT_BYTES = 20_000_000

/**
 * The files of a revision. On a pull request its base branch stands for the commit that the change starts from: the
 * merge base where the clone has the history, else the commit that the event names.
 *
 * @throws InputError where there is no repository, or neither clone nor remote knows the revision.
 */
export async function openRevision(request: RevisionRequest, signal: AbortSignal): Promise<RevisionFiles> {
  const { folder, name, variables, tracked } = request
  const place = await findRepository(folder)
  if (place === null) throw new InputError({ message: `${folder} lies in no git repository`, help: 'run in a clone' })
  const environment = closedEnvironment(place.gitFolder, variables)
  const call: GitCall = { args: [], environment, signal, timeoutMs: TIMEOUT_MS }
  const { blobs, found } = await findBlobs(request, call, signal)
  const root = place.topLevel
  const inside = (path: string) => relative(root, path).split(sep).join('/')
  const makeTarget = (path: string) => join(request.temporaryFolder, randomUUID(), basename(path))

  const readText = async (path: string) => {
    const target = makeTarget(path)
    const written = await blobs.export(inside(path), target)
    return written === null || written.size > MOST_TEXT_BYTES ? null : readFile(target, 'utf8')
  }
  return {
    commit: blobs.commit,
    found,
    async file(path): Promise<RevisionFile | null> {
      const absolute = resolve(folder, path)
      if (inside(absolute).startsWith('..')) throw new InputError(`${path}: lies outside of the repository`)
      const target = makeTarget(absolute)
      const written = await blobs.export(inside(absolute), target)
      if (written !== null) {
        const kept = await openPointer(target, written.size, { place, shown: `${path} at ${name}`, name })
        return kept ?? { path: target, ...written, keptBy: 'git' }
      }
      const fetched = await tracked.fetchRecorded(absolute, readText)
      return fetched === null ? null : { ...fetched, keptBy: 'DVC' }
    },
  }
}

async function findBlobs(
  { name, base, remote }: RevisionRequest,
  call: GitCall,
  signal: AbortSignal,
): Promise<{ readonly blobs: RevisionBlobs; readonly found: string }> {
  const resolveOwn = async (revision: string) => {
    const commit = await askGit(call, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)
    return commit !== null && COMMIT.test(commit) ? commit : null
  }
  const fetch = async (revision: string, found: string) => ({
    blobs: await (await remote()).remoteFiles(revision, signal),
    found: `${found}, fetched from the remote`,
  })
  if (base !== null && (name === base.name || name === `origin/${base.name}`)) {
    const start = await askGit(call, 'merge-base', 'HEAD', base.commit)
    if (start !== null && COMMIT.test(start)) {
      return { blobs: openOwnFiles(call, start), found: `the merge base of ${name} and HEAD` }
    }
    const found = `what ${name} stood on at the pull request's event`
    const own = await resolveOwn(base.commit)
    return own === null ? fetch(base.commit, found) : { blobs: openOwnFiles(call, own), found }
  }
  const own = (await resolveOwn(name)) ?? (await resolveOwn(`refs/remotes/origin/${name}`))
  const found = COMMIT.test(name) ? 'the commit of that id' : `what ${name} stands on`
  return own === null ? fetch(name, found) : { blobs: openOwnFiles(call, own), found }
}

/** What a pointer of Git LFS stands for; null where the file is none. @throws InputError where the clone has not got it */
async function openPointer(
  path: string,
  size: number,
  { place, shown, name }: { readonly place: RepositoryPlace; readonly shown: string; readonly name: string },
): Promise<RevisionFile | null> {
  const text = size > MOST_POINTER_BYTES ? '' : await readFile(path, 'latin1')
  const sha256 = LFS_POINTER.exec(text)?.[1]
  if (sha256 === undefined) return null
  const stored = join(place.commonFolder, 'lfs/objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
  const found = await stat(stored).catch(() => null)
  if (found?.isFile() !== true) {
    throw new InputError({
      message: `${shown} is kept by Git LFS, and this clone has not got its bytes`,
      help: `git lfs fetch origin ${name}`,
    })
  }
  await copyFile(stored, path)
  const actual = createHash('sha256')
  for await (const part of createReadStream(path)) actual.update(part as Buffer)
  if (actual.digest('hex') !== sha256)
    throw new InputError(`${shown}: the bytes in ${stored} are not those of the pointer`)
  return { path, sha256, size: found.size, keptBy: 'Git LFS' }
}
