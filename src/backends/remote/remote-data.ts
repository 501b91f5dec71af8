import { createHash } from 'node:crypto'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parseRemote, type RemoteLocation, showLocation } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import { fixedPrefix, hasNamePattern, makeNamePattern } from '../../core/name-pattern.ts'
import { DEFAULT_MAX_SIZE } from '../../core/network-rule.ts'
import type { Logger } from '../../ports/host.ts'
import type { BucketSettings, FetchedFile, RemoteData } from '../../ports/remote-data.ts'
import type { PathOrigin } from '../../ports/workspace.ts'
import { Http, type HttpOptions } from '../http/client.ts'
import { type Budget, download, tooLarge } from '../http/download.ts'
import { requireGood } from './answers.ts'
import { MOST_OBJECTS, type ObjectStore, type StoreContext, type StoredObject } from './object-store.ts'
import { type FoundRule, makeReach } from './reach.ts'

export interface RemoteDataOptions extends HttpOptions {
  /** Folder under which one of our own is made. */
  readonly temporaryFolder: string
  readonly logger: Logger
  /** What locations of files may reach. @throws InputError where it cannot be found out. */
  readonly findRule: () => Promise<FoundRule>
  /** Most bytes of one location that a caller names; null: the default. Of one that a file names the rule says it. */
  readonly findMaxSize?: () => Promise<number | null>
}

type BucketLocation = Exclude<RemoteLocation, { scheme: 'https' }>

/** How many files of one location are fetched at the same time. */
const PARALLEL = 4
const MOST_FILES = 10_000

/** Data at addresses and in buckets; nothing is loaded or asked before the first call. */
export function createRemoteData(options: RemoteDataOptions): RemoteData {
  const { variables, signal, logger, now } = options
  const http = new Http(options)
  const fetched = new Map<string, Promise<readonly FetchedFile[]>>()
  const stores = new Map<string, Promise<ObjectStore>>()
  let folder: Promise<string> | undefined
  const makeFolder = () => {
    folder ??= mkdtemp(join(options.temporaryFolder, 'modelgate-data-')).then((path) => realpath(path))
    return folder
  }
  const readText = (path: string) => readFile(path, 'utf8').catch(() => null)

  async function openStore(
    location: BucketLocation,
    settings: BucketSettings,
    context: StoreContext,
  ): Promise<ObjectStore> {
    if (location.scheme === 's3') return (await import('./s3.ts')).openS3(location.bucket, settings, context)
    if (location.scheme !== 'az') return (await import('./gcs.ts')).openGcs(location.bucket, context)
    return (await import('./azure.ts')).openAzure(location.account, location.bucket, now, context)
  }

  /** The bucket of objects that files name, opened once: thousands may be looked at. */
  function openStored(location: BucketLocation, settings: BucketSettings): Promise<ObjectStore> {
    const key = JSON.stringify([
      location.scheme,
      location.scheme === 'az' && location.account,
      location.bucket,
      settings,
    ])
    const running =
      stores.get(key) ??
      options.findRule().then((found) => {
        const reach = makeReach(location, found, settings)
        return openStore(location, settings, { http, variables, reach, readFile: readText })
      })
    stores.set(key, running)
    running.catch(() => stores.delete(key))
    return running
  }

  async function fetchAll(
    text: string,
    location: RemoteLocation,
    origin: PathOrigin,
    settings: BucketSettings | null,
  ): Promise<readonly FetchedFile[]> {
    const found = origin === 'config' ? await options.findRule() : null
    const reach = makeReach(location, found, settings)
    const whole = found?.rule.maxSize ?? (await options.findMaxSize?.()) ?? DEFAULT_MAX_SIZE
    const budget: Budget = { left: whole, whole }
    if (location.scheme === 'https') {
      const uri = showLocation(text)
      const request = { method: 'GET', url: location.url, headers: { 'accept-encoding': 'identity' } } as const
      const target = await placeOf(uri, location.url.pathname)
      const file = await http.exchange(
        request,
        { reach, doing: `fetch ${uri}`, followsRedirects: true },
        async (answer) => {
          await requireGood(uri, answer, null)
          return download(answer, target, uri, budget)
        },
      )
      return [report({ uri, ...file })]
    }
    const store = await openStore(location, settings ?? {}, { http, variables, reach, readFile: readText })
    const objects = settings === null ? await chooseObjects(text, location.key, store, budget) : [{ key: location.key }]
    return inParallel(objects, async ({ key }) => {
      const uri = `${store.root}/${key}`
      const target = await placeOf(uri, key)
      return report({ uri, ...(await store.read(key, (answer) => download(answer, target, uri, budget))) })
    })
  }

  /** Where a file is kept: apart from all others, with the parts of its name that mean something. */
  async function placeOf(uri: string, path: string): Promise<string> {
    const parts = decodePath(path).split('/')
    const partitions = parts.slice(0, -1).filter((part) => /^[^=]+=/.test(part))
    const name = parts
      .at(-1)!
      .replace(/[^\w.=-]/g, '_')
      .slice(-100)
    const safe = partitions.map((part) => part.replace(/[<>:"|?*\\\p{Cc}]/gu, (sign) => encodeURIComponent(sign)))
    return join(
      await makeFolder(),
      createHash('sha256').update(uri).digest('hex').slice(0, 16),
      ...safe,
      name || 'data',
    )
  }

  function report(file: FetchedFile): FetchedFile {
    logger.info(`fetched ${file.uri}: ${Math.max(1, Math.round(file.size / 1000))} kB, sha256:${file.sha256}`)
    return file
  }

  function once(key: string, fetchIt: () => Promise<readonly FetchedFile[]>): Promise<readonly FetchedFile[]> {
    const running = fetched.get(key) ?? fetchIt()
    fetched.set(key, running)
    running.catch(() => fetched.delete(key))
    return running
  }

  return {
    fetch: (location, origin) =>
      once(`${origin} ${location}`, async () => fetchAll(location, parseRemote(location), origin, null)),
    async fetchObject(location, settings) {
      const [only] = await once(`object ${location} ${JSON.stringify(settings)}`, async () =>
        fetchAll(location, parseRemote(location), 'config', settings),
      )
      return only!
    },
    async statObject(location, settings, version) {
      const parsed = parseRemote(location)
      if (parsed.scheme === 'https') throw new InputError(`${showLocation(location)}: is in no bucket`)
      return (await openStored(parsed, settings)).stat(parsed.key, version)
    },
    async listObjects(location, settings) {
      const parsed = parseRemote(location)
      if (parsed.scheme === 'https') throw new InputError(`${showLocation(location)}: is in no bucket`)
      const store = await openStored(parsed, settings)
      const objects = await store.list(parsed.key)
      return objects.length >= MOST_OBJECTS ? null : objects.map(({ key }) => `${store.root}/${key}`)
    },
    async close() {
      await http.close()
      if (folder !== undefined) await rm(await folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }

  async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
    const results: R[] = []
    let next = 0
    let hasFailed = false
    const run = async () => {
      while (next < items.length && !hasFailed) {
        signal.throwIfAborted()
        const index = next++
        try {
          results[index] = await work(items[index]!)
        } catch (error) {
          hasFailed = true
          throw error
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(PARALLEL, items.length) }, run))
    return results
  }
}

/** The objects that a key stands for: itself, all that match it as a pattern, all below it where it ends in `/`. */
async function chooseObjects(
  text: string,
  key: string,
  store: ObjectStore,
  budget: Budget,
): Promise<readonly Pick<StoredObject, 'key'>[]> {
  const isFolder = key.endsWith('/') && !hasNamePattern(key)
  if (!isFolder && !hasNamePattern(key)) return [{ key }]
  const listed = await store.list(isFolder ? key : fixedPrefix(key))
  if (listed.length > MOST_OBJECTS) {
    throw new InputError({
      message: `${text}: more than ${MOST_OBJECTS} objects begin so`,
      help: 'name a narrower pattern',
    })
  }
  const matches = isFolder ? isDataFile(key) : makeNamePattern(key)
  const found = listed.filter((object) => !object.key.endsWith('/') && matches(object.key))
  if (found.length === 0) {
    throw new InputError({
      message: `${text}: no object matches; ${listed.length} begin with ${store.root}/${fixedPrefix(key)}`,
      help: 'mend the location; capital letters count',
    })
  }
  if (found.length > MOST_FILES) {
    throw new InputError({
      message: `${text}: ${found.length} objects match, at most ${MOST_FILES} are read`,
      help: 'name a narrower pattern',
    })
  }
  if (found.reduce((sum, { size }) => sum + (size || 0), 0) > budget.left) throw tooLarge(text, budget)
  return found.sort((left, right) => (left.key < right.key ? -1 : 1))
}

/** Files below a folder but those that tools put beside the data: `_SUCCESS`, `.crc`, … */
function isDataFile(folder: string): (key: string) => boolean {
  return (key) =>
    key
      .slice(folder.length)
      .split('/')
      .every((part) => !/^[._]/.test(part))
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
