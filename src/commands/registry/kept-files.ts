import { InputError, OtherBytesError, SystemError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { CheckResult } from '../../core/result.ts'
import type { StoredReference } from '../../ports/artifact-store.ts'
import { registryCheck } from '../../registry/registry-check.ts'
import type { RegistryInspection } from '../../registry/verification.ts'
import type { Services } from '../services.ts'

/** Questions to stores at a time. */
const MOST_AT_ONCE = 8

type Answer = { readonly kind: 'there' | 'sized' } | { readonly kind: 'lost' | 'unknown'; readonly reason: string }

/**
 * A check `registry/TAG/store` for each version whose record is the one registered and names files outside of git: their
 * stores have them, with their size and their digest, or said to be there by their size alone. A store that cannot be
 * asked leaves it inconclusive.
 */
export async function verifyKeptFiles(
  { tags, records }: RegistryInspection,
  { stores, signal }: Pick<Services, 'stores' | 'signal'>,
): Promise<readonly CheckResult[]> {
  const versions = tags.flatMap((tag) => {
    const record = records.get(tag.commit)?.record ?? null
    if (tag.name.kind !== 'version' || record === null || record.sha256 !== tag.details?.record.sha256) return []
    const files = listStored(record.text)
    return files.length > 0 ? [{ tag: tag.tag, files }] : []
  })
  const answers = new Map<string, Answer>()
  const queue = versions.flatMap(({ files }) => files)
  const ask = async (): Promise<void> => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      const key = keyOf(file)
      if (answers.has(key)) continue
      answers.set(key, { kind: 'there' })
      answers.set(key, await askStore(file, stores, signal))
    }
  }
  await Promise.all(Array.from({ length: MOST_AT_ONCE }, ask))
  return versions.map(({ tag, files }) => makeCheck(tag, files, answers))
}

const keyOf = ({ location, sha256, size }: StoredReference): string => JSON.stringify([location, sha256, size])

async function askStore(file: StoredReference, stores: Services['stores'], signal: AbortSignal): Promise<Answer> {
  try {
    const presence = await stores.has(file, signal)
    if (presence !== false) return { kind: presence === true ? 'there' : 'sized' }
    return { kind: 'lost', reason: `${file.path} is not at ${file.location}` }
  } catch (error) {
    if (signal.aborted || !(error instanceof SystemError || error instanceof InputError)) throw error
    const reason = `${file.path}: ${error.message.split('\n')[0]!}`
    return { kind: error instanceof OtherBytesError ? 'lost' : 'unknown', reason }
  }
}

/** Of a record whose digest is the tag's; what is not as records are written is named by the check of the record. */
function listStored(text: string): readonly StoredReference[] {
  const record: unknown = JSON.parse(text)
  const artifacts: readonly unknown[] = isMap(record) && Array.isArray(record['artifacts']) ? record['artifacts'] : []
  return artifacts.flatMap((entry) => {
    if (!isMap(entry)) return []
    const { path, location, size, digest } = entry
    const sha256 = isMap(digest) ? digest['sha256'] : undefined
    if (typeof path !== 'string' || typeof location !== 'string' || location === 'git') return []
    return typeof size === 'number' && typeof sha256 === 'string' ? [{ path, location, sha256, size }] : []
  })
}

function makeCheck(tag: string, files: readonly StoredReference[], answers: ReadonlyMap<string, Answer>): CheckResult {
  const told = files.map((file) => answers.get(keyOf(file))!)
  const list = (kind: 'lost' | 'unknown') =>
    told.flatMap((answer) => (answer.kind === kind && 'reason' in answer ? [answer.reason] : []))
  const sized = files.filter((_, index) => told[index]!.kind === 'sized').map(({ path }) => path)
  const [lost, unknown] = [list('lost'), list('unknown')]
  const verdict = lost.length > 0 ? 'fail' : unknown.length > 0 ? 'inconclusive' : 'pass'
  return registryCheck({
    id: [tag, 'store'],
    title: `${tag}: its stores have its files`,
    verdict,
    observed: verdict === 'pass' ? describeSized(sized) : [...lost, ...unknown].join('; '),
    expected: 'every file that the record names there, with its size',
    help:
      verdict === 'pass'
        ? null
        : verdict === 'fail'
          ? 'restore the files from a copy; a version whose bytes are gone cannot be gone back to'
          : adviseReach(files.filter((file) => answers.get(keyOf(file))!.kind === 'unknown')),
  })
}

/** What lets stores be asked that could not be: one that is a folder has neither credentials nor an address. */
function adviseReach(files: readonly StoredReference[]): string {
  const isFolder = ({ location }: StoredReference) => location.startsWith('folder:')
  const mount = 'mount the folder of the store on this machine where the record names it'
  const reach = 'let this machine reach the store: its credentials, and network.allow of modelgate.yml'
  if (files.every(isFolder)) return mount
  return files.some(isFolder) ? `${mount}; ${reach}` : reach
}

const describeSized = (paths: readonly string[]): string | null =>
  paths.length === 0 ? null : `${paths.join(', ')}: by size alone: the bytes are many or came slowly, and were not read`
