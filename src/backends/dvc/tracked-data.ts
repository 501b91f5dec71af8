import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { InputError } from '../../core/faults.ts'
import type { Logger } from '../../ports/host.ts'
import type { FetchedFile, RemoteData, TrackedData, TrackedFile } from '../../ports/remote-data.ts'
import { type DvcRemote, findCacheFolder, findDvcRemote, readDvcConfig } from './dvc-config.ts'
import { copyVerified, hasDigest, isPlainFile, objectPath, type RecordedDigest, readListing } from './object-cache.ts'
import { type TrackedOutput, TrackedOutputs } from './tracked-outputs.ts'

export interface DvcOptions {
  /** Reaches remotes that are buckets. */
  readonly remote: RemoteData
  /** Folder under which one of our own is made. */
  readonly temporaryFolder: string
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** A file of an output: the output itself, or one of the folder that it is. */
interface DvcFile extends RecordedDigest {
  readonly tracked: TrackedOutput
}

/**
 * Files that DVC tracks, fetched without DVC: from its own cache in the repository, else from the remote, a folder or a
 * bucket of S3. A remote folder may lie anywhere, since a file is taken only where its bytes have the digest that the
 * repository records.
 */
export function createDvcData({ remote, temporaryFolder, logger, signal }: DvcOptions): TrackedData {
  const outputs = new TrackedOutputs()
  const fetched = new Map<string, Promise<Omit<FetchedFile, 'uri'>>>()
  let folder: Promise<string> | undefined
  const makeFolder = () => {
    folder ??= mkdtemp(join(temporaryFolder, 'modelgate-dvc-')).then((path) => realpath(path))
    return folder
  }

  async function listOutput(tracked: TrackedOutput): Promise<readonly TrackedFile[]> {
    const { output, place } = tracked
    const { md5, isLegacy } = output
    if (!output.isFolder) return [{ place, handle: { tracked, md5, isLegacy } satisfies DvcFile }]
    if (!output.isStored) return []
    const shown = `${output.source}: ${output.path}`
    const files = await readListing(await locate(tracked, { md5, isLegacy }, true), md5, shown)
    return files.map((file) => ({
      place: join(place, ...file.path.split('/')),
      handle: { tracked, md5: file.md5, isLegacy } satisfies DvcFile,
    }))
  }

  /** A file with the object's bytes: in the repository's own cache, the remote's folder, or fetched. */
  async function locate(tracked: TrackedOutput, digest: RecordedDigest, isListing: boolean): Promise<string> {
    const path = objectPath(digest, isListing)
    const cached = join(await findCache(tracked.configFolder), path)
    if (await isPlainFile(cached)) return cached
    const store = await readRemote(tracked)
    if (store.kind === 'bucket') return fetchFromBucket(store, `${store.url}/${path}`, tracked)
    const stored = join(store.folder, path)
    if (await isPlainFile(stored)) return stored
    throw notThere(tracked, `the remote "${store.name}" has no ${path} in ${store.folder}`)
  }

  async function fetchFromBucket(
    store: DvcRemote & { kind: 'bucket' },
    uri: string,
    tracked: TrackedOutput,
  ): Promise<string> {
    try {
      return (await remote.fetchObject(uri, store.settings)).path
    } catch (error) {
      if (!(error instanceof InputError) || !error.message.includes('there is no such file')) throw error
      throw notThere(tracked, `the remote "${store.name}" has no ${uri}`, error)
    }
  }

  /** Each file once: its bytes are kept until the end. */
  async function fetch({ place, handle }: TrackedFile): Promise<Omit<FetchedFile, 'uri'>> {
    signal.throwIfAborted()
    const file = handle as DvcFile
    const key = `${file.md5} ${place}`
    const running = fetched.get(key) ?? fetchFile(place, file)
    fetched.set(key, running)
    running.catch(() => fetched.delete(key))
    return running
  }

  async function fetchFile(place: string, { tracked, md5, isLegacy }: DvcFile): Promise<Omit<FetchedFile, 'uri'>> {
    const { output } = tracked
    const shown = `${output.source}: ${relative(dirname(tracked.configFolder), place).split(sep).join('/')}`
    if (md5 === '' || !output.isStored) {
      throw new InputError({
        message: `${shown} is not there, and DVC keeps no copy of it (cache: false, push: false, or imported)`,
        help: 'check it out with git, or run dvc pull or dvc repro in a step before',
      })
    }
    const digest = { md5, isLegacy }
    const source = await locate(tracked, digest, false)
    const target = join(await makeFolder(), md5, relative(dirname(tracked.configFolder), place))
    const file = await copyVerified(source, target, digest, shown)
    logger.info(`fetched ${shown} from where DVC keeps it: ${Math.max(1, Math.round(file.size / 1000))} kB`)
    return file
  }

  return {
    async list(path) {
      const tracked = await outputs.find(path)
      if (tracked === null) {
        const files: TrackedFile[] = []
        for (const output of await outputs.findBelow(path)) files.push(...(await listOutput(output)))
        return files
      }
      const files = await listOutput(tracked)
      return files.filter(({ place }) => place === path || place.startsWith(`${path}${sep}`))
    },

    fetch,

    async fetchRecorded(path, readText) {
      const tracked = await outputs.findRecorded(path, readText)
      if (tracked === null) return null
      const file = (await listOutput(tracked)).find(({ place }) => place === path)
      return file === undefined ? null : fetch(file)
    },

    async compare(path) {
      const tracked = await outputs.find(path)
      if (tracked === null || tracked.output.md5 === '') return
      const recorded = await findRecorded(tracked, path)
      if (recorded === null || (await hasDigest(path, recorded))) return
      const shown = relative(dirname(tracked.configFolder), path).split(sep).join('/')
      logger.warning(
        `${shown} differs from what ${tracked.output.source} records (md5 ${recorded.md5}): the file that is there is read; dvc status shows more`,
      )
    },

    async close() {
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

const findCache = async (configFolder: string) => findCacheFolder(await readDvcConfig(configFolder))

/** What is recorded of a file; null where only the remote knows. */
async function findRecorded(tracked: TrackedOutput, path: string): Promise<RecordedDigest | null> {
  const { output, place, configFolder } = tracked
  const { md5, isLegacy } = output
  if (!output.isFolder) return { md5, isLegacy }
  const listing = join(await findCache(configFolder), objectPath({ md5, isLegacy }, true))
  if (!(await isPlainFile(listing))) return null
  const files = await readListing(listing, md5, output.source)
  const found = files.find((file) => join(place, ...file.path.split('/')) === path)
  return found === undefined ? null : { md5: found.md5, isLegacy }
}

async function readRemote({ output, configFolder }: TrackedOutput): Promise<DvcRemote> {
  return findDvcRemote(await readDvcConfig(configFolder), output.remote)
}

function notThere({ output }: TrackedOutput, problem: string, cause?: unknown): InputError {
  return new InputError(
    {
      message: `${output.source}: ${output.path} is not there, and ${problem}`,
      help: 'push it from where it is: dvc push',
    },
    { cause },
  )
}
