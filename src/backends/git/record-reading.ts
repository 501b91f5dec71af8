import { createHash } from 'node:crypto'
import type { RecordInspection } from '../../registry/verification.ts'
import { type BareRepository, SMALL_FILE_BYTES } from './bare-repository.ts'
import { parseCommitObject, parseTreeObject } from './git-objects.ts'

/** A record as its commit has it. */
export interface RecordContent extends RecordInspection {
  /** Object ids of its files by path. */
  readonly ids: ReadonlyMap<string, string>
}

const MAX_DEPTH = 6
/** Evidence up to this size was taken in by a promotion. */
const LARGEST_EVIDENCE_BYTES = 20_000_000

/**
 * The records of commits of the remote: their trees and small files come in one fetch, however many they are. Large
 * files stay at the remote, and their digest is null. What is no commit has no record.
 *
 * @param isEvidenceWhole whether evidence that is large comes too, in another fetch.
 */
export async function readRecords(
  repository: BareRepository,
  commits: readonly string[],
  signal: AbortSignal,
  isEvidenceWhole = false,
): Promise<ReadonlyMap<string, RecordContent>> {
  const objects = await readCommits(repository, commits, signal)
  const heads = new Map(
    [...objects.values()].flatMap(({ id, type, content }) =>
      type === 'commit' ? [[id, parseCommitObject(content.toString('utf8'))]] : [],
    ),
  )
  const roots = [...heads.values()].map(({ tree }) => tree)
  if (roots.length === 0) return new Map()
  await repository.fetch(roots, 'blob:limit=131072', signal)
  const listings = await listTrees(repository, roots, signal)
  const sizes = await repository.listPresent(roots, signal)
  const files = [...listings.values()].flatMap((listing) => [...listing])
  const isWithin = (id: string, limit: number, of = sizes) => (of.get(id) ?? Number.POSITIVE_INFINITY) <= limit
  const small = files.flatMap(([, id]) => (isWithin(id, SMALL_FILE_BYTES) ? [id] : []))
  const large = isEvidenceWhole
    ? files.flatMap(([path, id]) => (isEvidence(path) && !isWithin(id, SMALL_FILE_BYTES) ? [id] : []))
    : []
  await repository.fetch(large, null, signal)
  const found = large.length === 0 ? sizes : await repository.listPresent(roots, signal)
  const wanted = [...small, ...large.filter((id) => isWithin(id, LARGEST_EVIDENCE_BYTES, found))]
  const blobs = await repository.read(wanted, signal)
  const digests = new Map([...blobs].map(([id, { content }]) => [id, sha256(content)]))
  return new Map(
    [...heads].map(([commit, { tree, parents }]) => {
      const ids = listings.get(tree) ?? new Map<string, string>()
      const recordId = ids.get('record.json')
      const blob = recordId === undefined ? undefined : blobs.get(recordId)
      const record = blob === undefined ? null : { text: blob.content.toString('utf8'), sha256: digests.get(blob.id)! }
      const files = new Map([...ids].map(([path, id]) => [path, digests.get(id) ?? null]))
      const evidence = new Map(
        [...ids].flatMap(([path, id]): [string, Uint8Array][] => {
          const content = isEvidence(path) ? blobs.get(id)?.content : undefined
          return content === undefined ? [] : [[path, content]]
        }),
      )
      return [commit, { commit, parents, record, files, evidence, ids }]
    }),
  )
}

const isEvidence = (path: string): boolean => path.startsWith('evidence/')

/** What a look at the tags did not bring here, because the user's repository lent it, comes in one fetch. */
async function readCommits(repository: BareRepository, commits: readonly string[], signal: AbortSignal) {
  const objects = await repository.read(commits, signal)
  const missing = commits.filter((commit) => !objects.has(commit))
  if (missing.length === 0) return objects
  await repository.fetch(missing, 'tree:0', signal)
  return new Map([...objects, ...(await repository.read(missing, signal))])
}

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex')

/** The files below each root by path; one git process per level of folders, whatever the number of roots. */
async function listTrees(
  repository: BareRepository,
  roots: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const listings = new Map(roots.map((root) => [root, new Map<string, string>()]))
  let open = roots.map((root) => ({ root, prefix: '', id: root }))
  for (let depth = 0; depth < MAX_DEPTH && open.length > 0; depth += 1) {
    const trees = await repository.read(
      open.map(({ id }) => id),
      signal,
    )
    open = open.flatMap(({ root, prefix, id }) => {
      const entries = parseTreeObject(trees.get(id)?.content ?? Buffer.alloc(0), id.length)
      for (const entry of entries) {
        // Regular files alone: a link or a submodule holds no bytes of a record.
        if (entry.mode === '100644' || entry.mode === '100755') listings.get(root)!.set(prefix + entry.name, entry.id)
      }
      return entries
        .filter(({ mode }) => mode === '40000')
        .map((entry) => ({ root, prefix: `${prefix}${entry.name}/`, id: entry.id }))
    })
  }
  return listings
}
