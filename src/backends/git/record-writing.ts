import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { InputError, SystemError } from '../../core/faults.ts'
import type { ArtifactDraft } from '../../ports/model-registry.ts'
import type { BareRepository } from './bare-repository.ts'
import { type GitProcess, startGit } from './git-process.ts'

/** A file that is stored in our repository already. */
export interface StoredFile {
  readonly path: string
  /** Object id. */
  readonly id: string
  readonly sha256: string
  readonly size: number
}

export interface Person {
  readonly name: string
  readonly email: string
}

/** A commit to write and the tags on it, which may name its id. */
export interface CommitDraft {
  readonly parent: string | null
  readonly recordText: string
  readonly files: readonly StoredFile[]
  readonly message: string
  readonly person: Person
  /** Seconds since 1970, for commit and tags. */
  readonly time: number
}

export interface TagText {
  readonly tag: string
  readonly message: string
}

/**
 * Stores files as they are, byte for byte, in one git process whatever their number, and hashes what was stored.
 *
 * @throws InputError where a path cannot stand in a record, a file is missing, or changes while it is read
 */
export async function storeFiles(
  repository: BareRepository,
  drafts: readonly ArtifactDraft[],
  signal: AbortSignal,
): Promise<readonly StoredFile[]> {
  refuseBadPaths(drafts.map(({ path }) => path))
  if (drafts.length === 0) return []
  return runImport(repository, signal, async (importer) => {
    const stored: StoredFile[] = []
    for (const draft of drafts) {
      const { sha256, size } = await sendFile(importer, draft)
      await importer.write('\nget-mark :1\n')
      stored.push({ path: draft.path, id: await importer.readLine(), sha256, size })
    }
    return stored
  })
}

function refuseBadPaths(paths: readonly string[]): void {
  const isBad = (path: string) =>
    !/^(artifacts|evidence)\/[^/]/.test(path) ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git') ||
    /["\\\p{Cc}]/u.test(path)
  const faults = [
    ...paths.filter(isBad).map((path) => `"${path}" cannot be a path in a record`),
    ...paths.filter((path, index) => paths.indexOf(path) !== index).map((path) => `"${path}" is in the record twice`),
  ]
  if (faults.length > 0) throw new InputError(faults.map((message) => ({ message })))
}

async function sendFile(importer: Importer, { path, file }: ArtifactDraft): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  if ('bytes' in file) {
    await importer.write(`blob\nmark :1\ndata ${file.bytes.length}\n`)
    await importer.write(file.bytes)
    return { sha256: hash.update(file.bytes).digest('hex'), size: file.bytes.length }
  }
  const status = await stat(file.localPath).catch(() => null)
  if (status?.isFile() !== true) throw new InputError(`${file.localPath}: there is no such file to store as ${path}`)
  await importer.write(`blob\nmark :1\ndata ${status.size}\n`)
  let size = 0
  for await (const chunk of createReadStream(file.localPath)) {
    size += (chunk as Buffer).length
    if (size > status.size) break
    hash.update(chunk as Buffer)
    await importer.write(chunk as Buffer)
  }
  if (size !== status.size) throw new InputError(`${file.localPath} changed while it was stored: try again`)
  return { sha256: hash.digest('hex'), size }
}

/**
 * Writes the record commit and, once its id is known, annotated tags on it; gives the commit's id. Author, committer and
 * tagger are the person given at the time given: nothing of the environment dates or signs them.
 */
export async function writeRecord(
  repository: BareRepository,
  draft: CommitDraft,
  draftTags: (commit: string) => readonly TagText[],
  signal: AbortSignal,
): Promise<string> {
  return runImport(repository, signal, async (importer) => {
    const who = formatPerson(draft.person, draft.time)
    await importer.write(`commit refs/draft/record\nmark :1\ncommitter ${who}\n${data(draft.message)}`)
    // `from` would begin with the parent's files, which were left at the remote; `merge` names the parent alone.
    if (draft.parent !== null) await importer.write(`merge ${draft.parent}\n`)
    await importer.write(`M 100644 inline record.json\n${data(draft.recordText)}`)
    for (const { path, id } of draft.files) await importer.write(`M 100644 ${id} ${path}\n`)
    await importer.write('\nget-mark :1\n')
    const commit = await importer.readLine()
    await sendTags(importer, commit, draftTags(commit), who)
    return commit
  })
}

/** Writes annotated tags on a commit that is here already. */
export async function writeTags(
  repository: BareRepository,
  commit: string,
  tags: readonly TagText[],
  by: { readonly person: Person; readonly time: number },
  signal: AbortSignal,
): Promise<void> {
  await runImport(repository, signal, (importer) => sendTags(importer, commit, tags, formatPerson(by.person, by.time)))
}

async function sendTags(importer: Importer, commit: string, tags: readonly TagText[], who: string): Promise<void> {
  for (const { tag, message } of tags)
    await importer.write(`tag ${tag}\nfrom ${commit}\ntagger ${who}\n${data(message)}`)
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text, 'utf8')}\n${text}\n`
}

function formatPerson({ name, email }: Person, time: number): string {
  const clean = (text: string) =>
    text
      .replace(/[<>\p{Cc}]/gu, ' ')
      .replace(/ +/g, ' ')
      .trim()
  return `${clean(name) || 'unknown'} <${clean(email)}> ${time} +0000`
}

/** A `git fast-import` that is written to and answers with the ids that it is asked for. */
interface Importer {
  write(data: string | Uint8Array): Promise<void>
  readLine(): Promise<string>
}

async function runImport<T>(
  repository: BareRepository,
  signal: AbortSignal,
  use: (importer: Importer) => Promise<T>,
): Promise<T> {
  const args = ['fast-import', '--quiet', '--force', '--done', '--date-format=raw', '--cat-blob-fd=1']
  const git = startGit(repository.call(args, signal, { timeoutMs: 600_000 }))
  const lines = createInterface({ input: git.child.stdout })[Symbol.asyncIterator]()
  const ended = failAtEnd(git)
  try {
    const value = await use({
      write: (text) => Promise.race([send(git, text), ended]),
      readLine: async () => {
        const line = await Promise.race([lines.next(), ended])
        return line.done === true ? ended : line.value
      },
    })
    git.child.stdin.end('done\n')
    const { code, stderr } = await git.finish
    if (code !== 0) throw describeImport(stderr)
    return value
  } catch (error) {
    git.child.kill()
    throw error
  }
}

/** Rejects once git ends, which only a failure makes it do while it is still being written to. */
function failAtEnd({ finish }: GitProcess): Promise<never> {
  const failed = finish.then(({ stderr }): never => {
    throw describeImport(stderr)
  })
  failed.catch(() => {})
  return failed
}

function describeImport(stderr: string): SystemError {
  const reason = stderr.split('\n').find((line) => line.startsWith('fatal:')) ?? 'git fast-import ended early'
  return new SystemError(`cannot write the record: ${reason.trim()}`, {
    help: 'is the disk with the temporary folder full?',
  })
}

function send({ child }: GitProcess, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    if (child.stdin.write(data)) resolve()
    else child.stdin.once('drain', resolve)
  })
}
