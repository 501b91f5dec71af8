import { realpath, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { WritableBucket } from '../backends/remote/bucket-store.ts'
import type { StoreContext } from '../backends/remote/object-store.ts'
import type { StoreSettings } from '../config/store-settings.ts'
import { parseBucket } from '../core/data-location.ts'
import { InputError, SystemError } from '../core/faults.ts'
import type { ArtifactStore, StoredReference, StoreReader } from '../ports/artifact-store.ts'
import { type ExpectedFile, type KeyedStore, keyOfDigest } from '../ports/keyed-store.ts'
import type { BucketSettings } from '../ports/remote-data.ts'
import { systemClock } from './environment.ts'
import type { ReleaseRequest } from './release-request.ts'
import type { StoreParts } from './store-parts.ts'

type PlaceSettings = Extract<StoreSettings, { readonly type: 'folder' | 's3' | 'gs' | 'azure' | 'dvc' }>
type BucketLocation = ReturnType<typeof parseBucket>

/** Stores that keep files under keys: folders, buckets, and DVC's remotes, which are either. */
export async function openPlace(
  settings: PlaceSettings,
  request: ReleaseRequest,
  parts: StoreParts,
): Promise<ArtifactStore> {
  const { measureFile } = await import('../backends/http/local-file.ts')
  if (settings.type === 'dvc') {
    const { name, store } = await openDvcRemote(settings.remote, request, parts)
    return {
      location: `dvc:${name}`,
      async put({ localPath, ...draft }, signal) {
        signal.throwIfAborted()
        const file = await measureFile(localPath, draft)
        await store.put(keyOfMd5(file.md5), file)
        return `dvc:${name}#md5:${file.md5}`
      },
    }
  }
  const store =
    settings.type === 'folder'
      ? await openFolder(locateFolder(settings.path, request), request)
      : await openBucket(settings.url, readBucketSettings(settings), request, parts)
  return {
    location: store.location,
    async put({ localPath, ...draft }, signal) {
      signal.throwIfAborted()
      const key = keyOfDigest(draft.sha256)
      await store.put(key, await measureFile(localPath, draft))
      return `${store.location}/${key}`
    },
  }
}

/** Reads what is there, by the location alone. */
export function createPlaceReader(request: ReleaseRequest, parts: StoreParts): StoreReader {
  const opened = new Map<string, Promise<KeyedStore>>()
  const openOnce = (root: string) => {
    const store = opened.get(root) ?? openRoot(root, request, parts)
    opened.set(root, store)
    store.catch(() => opened.delete(root))
    return store
  }
  const find = async (file: StoredReference): Promise<{ store: KeyedStore; key: string; expected: ExpectedFile }> => {
    const [, remote, md5] = /^dvc:([^#]+)#md5:([0-9a-f]{32})$/.exec(file.location) ?? []
    if (remote !== undefined && md5 !== undefined) {
      return { store: await openOnce(`dvc:${remote}`), key: keyOfMd5(md5), expected: { ...file, md5 } }
    }
    const key = keyOfDigest(file.sha256)
    if (file.location.endsWith(`/${key}`)) {
      return { store: await openOnce(file.location.slice(0, -key.length - 1)), key, expected: file }
    }
    throw new SystemError(`${file.location}: is not where a file of sha256:${file.sha256} is kept`, {
      help: 'the record was altered: modelgate registry verify says more',
    })
  }
  return {
    async fetch(file, target) {
      const { store, key, expected } = await find(file)
      return store.fetch(key, expected, target)
    },
    async has(file, limitMs) {
      const { store, key, expected } = await find(file)
      return store.has(key, expected, limitMs)
    },
  }
}

async function openRoot(root: string, request: ReleaseRequest, parts: StoreParts): Promise<KeyedStore> {
  if (root.startsWith('dvc:')) return (await openDvcRemote(root.slice('dvc:'.length), request, parts)).store
  if (root.startsWith('folder:')) return openFolder(root.slice('folder:'.length), request)
  // address, region and profile belong to who asks and stand in no record: those of the configuration, for its own bucket
  const own = (await request.project())?.store
  const isOwn = own?.type === 's3' && bucketOf(own.url) === bucketOf(root)
  return openBucket(root, isOwn ? readBucketSettings(own) : {}, request, parts)
}

const bucketOf = (url: string) => url.split('/').slice(0, 3).join('/').toLowerCase()

function readBucketSettings(settings: PlaceSettings): BucketSettings {
  if (settings.type !== 's3') return {}
  const { endpoint, region, profile } = settings
  return {
    ...(endpoint === null ? {} : { endpoint }),
    ...(region === null ? {} : { region }),
    ...(profile === null ? {} : { profile }),
  }
}

/** As records name it: absolute as configured, else as seen from the root of the work tree, whoever reads it from where. */
function locateFolder(path: string, { topLevel, environment }: ReleaseRequest): string {
  if (isAbsolute(path)) return path.split(sep).join('/').replace(/\/+$/, '')
  const { cwd } = environment
  return (
    relative(topLevel ?? cwd, resolve(cwd, path))
      .split(sep)
      .join('/') || '.'
  )
}

/**
 * Warns of a folder inside the work tree, whose files go with it: a runner's clone ends with its job. A volume that is
 * mounted there stays.
 *
 * @param path as configured.
 */
export async function warnOfWorkTree(path: string, { topLevel, environment, logger }: ReleaseRequest): Promise<void> {
  if (topLevel === null) return
  const [folder, root] = await Promise.all(
    [resolve(environment.cwd, path), topLevel].map(async (place) => {
      const real = await realpath(place).catch(() => null)
      return real === null ? null : { real, device: (await stat(real)).dev }
    }),
  )
  if (!folder || !root || folder.device !== root.device) return
  if (folder.real !== root.real && !folder.real.startsWith(`${root.real}${sep}`)) return
  logger.warning(
    `store: the folder ${path} lies inside the repository's work tree: files kept there are lost with this clone, on a CI runner with the job; name a folder that all runs reach, such as a mounted share`,
  )
}

/** @param named as a location has it. */
async function openFolder(named: string, { topLevel, environment }: ReleaseRequest): Promise<KeyedStore> {
  const { openFolderStore } = await import('../backends/store-folder/folder-store.ts')
  return openFolderStore(resolve(topLevel ?? environment.cwd, named), `folder:${named}`)
}

async function openBucket(
  url: string,
  settings: BucketSettings,
  request: ReleaseRequest,
  parts: StoreParts,
): Promise<KeyedStore> {
  const location = parseBucket(url)
  const [{ openBucketStore }, { makeReach }, found, http] = await Promise.all([
    import('../backends/remote/bucket-store.ts'),
    import('../backends/remote/reach.ts'),
    request.findRule(),
    parts.http(),
  ])
  const context: StoreContext = {
    http,
    variables: request.environment.variables,
    readFile: parts.readFile,
    reach: makeReach(location, found, Object.keys(settings).length === 0 ? null : settings, ''),
  }
  return openBucketStore(await connect(location, settings, context), location.key)
}

async function connect(
  location: BucketLocation,
  settings: BucketSettings,
  context: StoreContext,
): Promise<WritableBucket> {
  const { bucket } = location
  if (location.scheme === 's3')
    return (await import('../backends/remote/s3-store.ts')).openS3Store(bucket, settings, context)
  if (location.scheme === 'gs') return (await import('../backends/remote/gcs-store.ts')).openGcsStore(bucket, context)
  const { openAzureStore } = await import('../backends/remote/azure-store.ts')
  const account = location.scheme === 'az' ? location.account : null
  return openAzureStore(account, bucket, () => systemClock.now(), context)
}

/** `files/md5/ab/cdef…`: where DVC keeps a file of that digest. */
function keyOfMd5(md5: string): string {
  return `files/md5/${md5.slice(0, 2)}/${md5.slice(2)}`
}

/** @param name null: the default one. @throws InputError where the repository has none of DVC's */
async function openDvcRemote(
  name: string | null,
  request: ReleaseRequest,
  parts: StoreParts,
): Promise<{ readonly name: string; readonly store: KeyedStore }> {
  const { findDvcRemote, readDvcConfig } = await import('../backends/dvc/dvc-config.ts')
  const { cwd } = request.environment
  const folder = await findDvcFolder(cwd)
  if (folder === null) {
    throw new InputError({
      message: `${cwd}: is in no repository of DVC, which keeps the files`,
      help: 'run in a clone that has .dvc/config, or name another store in modelgate.yml',
    })
  }
  const remote = findDvcRemote(await readDvcConfig(folder), name)
  if (remote.kind === 'bucket') {
    return { name: remote.name, store: await openBucket(remote.url, remote.settings, request, parts) }
  }
  const { openFolderStore } = await import('../backends/store-folder/folder-store.ts')
  return { name: remote.name, store: openFolderStore(remote.folder, `dvc:${remote.name}`) }
}

async function findDvcFolder(start: string): Promise<string | null> {
  const folder = join(start, '.dvc')
  const found = await stat(join(folder, 'config')).catch(() => null)
  if (found?.isFile()) return folder
  return dirname(start) === start ? null : findDvcFolder(dirname(start))
}
