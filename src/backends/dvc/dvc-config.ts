import { readFile, stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { InputError } from '../../core/faults.ts'
import { parseIni } from '../../core/ini-text.ts'
import type { BucketSettings } from '../../ports/remote-data.ts'

/** Where DVC keeps the bytes of what it tracks. */
export type DvcRemote =
  | { readonly kind: 'folder'; readonly name: string; readonly folder: string }
  /** `url`: `s3://bucket/path`, `gs://bucket/path`, `az://[account.blob.core.windows.net/]container/path`. */
  | { readonly kind: 'bucket'; readonly name: string; readonly url: string; readonly settings: BucketSettings }

/** The texts of `.dvc/config` and `.dvc/config.local`; null where one is not there. */
export interface DvcConfigFiles {
  /** Absolute path of `.dvc`. */
  readonly folder: string
  readonly shared: string | null
  /** Wins over `shared`; git does not track it. */
  readonly own: string | null
}

/** The configuration as it stands in a work tree; null texts where there is none. */
export async function readDvcConfig(folder: string): Promise<DvcConfigFiles> {
  const read = (name: string) => readFile(join(folder, name), 'utf8').catch(() => null)
  return { folder, shared: await read('config'), own: await read('config.local') }
}

/** The repository's own cache: `.dvc/cache` where `cache.dir` says nothing else, or a folder that is not there. */
export async function findCacheFolder({ folder, own, shared }: DvcConfigFiles): Promise<string> {
  const dirs = [own, shared].map((text) =>
    parseIni(text ?? '')
      .get('cache')
      ?.get('dir'),
  )
  const cache = resolve(folder, dirs.find(Boolean) ?? 'cache')
  const isThere = await stat(cache).then(
    () => true,
    () => false,
  )
  return isThere ? cache : join(folder, 'cache')
}

/** Settings under which a remote keeps files by name and version, not by content. */
const NO_CONTENT_STORE = ['version_aware', 'worktree'] as const

/**
 * The remote of that name; null: the default one, or the only one.
 *
 * @throws InputError where there is none, or it is of a kind that is not read.
 */
export function findDvcRemote(files: DvcConfigFiles, name: string | null): DvcRemote {
  const file = `${files.folder}/config`
  const sections = [files.shared, files.own].map((text) => parseIni(text ?? ''))
  const names = sections.flatMap((ini) => [...ini.keys()].flatMap((key) => /^remote "(.*)"$/.exec(key)?.[1] ?? []))
  const unique = [...new Set(names)]
  const chosen = name ?? sections[1]!.get('core')?.get('remote') ?? sections[0]!.get('core')?.get('remote') ?? null
  const remote = chosen ?? (unique.length === 1 ? unique[0]! : null)
  if (remote === null || !unique.includes(remote)) {
    const there = unique.length === 0 ? 'there is none' : `there are: ${unique.join(', ')}`
    const problem = remote === null ? 'names no default remote' : `names no remote "${remote}"`
    throw new InputError({ message: `${file}: ${problem}; ${there}`, help: 'name one: dvc remote default NAME' })
  }
  const keys = new Map(sections.flatMap((ini) => [...(ini.get(`remote "${remote}"`) ?? [])]))
  const kind = NO_CONTENT_STORE.find((key) => /^(true|1|yes|on)$/i.test(keys.get(key) ?? ''))
  if (kind !== undefined) {
    throw new InputError({
      message: `${file}: the remote "${remote}" is ${kind}, which is not read`,
      help: 'run dvc pull in a step before',
    })
  }
  const url = keys.get('url') ?? ''
  if (url === '') throw new InputError({ message: `${file}: the remote "${remote}" has no url`, help: 'add it' })
  const bucket = findBucket(url.replace(/\/+$/, ''), keys.get('account_name'))
  if (bucket !== null) {
    const settings = bucket.startsWith('s3:') ? readSettings(keys) : {}
    return { kind: 'bucket', name: remote, url: bucket, settings }
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(url)?.[1]
  if (scheme !== undefined || /^[\w.-]{2,}@?[\w.-]*:/.test(url)) {
    throw new InputError({
      message: `${file}: the remote "${remote}" is at ${scheme ?? 'another machine'}://, which is not read; a folder, s3://, gs:// and azure:// are`,
      help: 'run dvc pull in a step before',
    })
  }
  // a relative address starts from the folder of the file that it stands in, which is the same for both
  return { kind: 'folder', name: remote, folder: isAbsolute(url) ? url : resolve(files.folder, url) }
}

/** The address of a bucket as data locations write it; null where it is none. Google's and Microsoft's credentials are the environment's. */
function findBucket(url: string, account: string | undefined): string | null {
  const [, scheme, rest] = /^(s3|gs|azure):\/\/(.+)$/i.exec(url) ?? []
  if (scheme === undefined) return null
  if (scheme.toLowerCase() !== 'azure') return `${scheme.toLowerCase()}://${rest}`
  return account ? `az://${account}.blob.core.windows.net/${rest}` : `az://${rest}`
}

function readSettings(keys: ReadonlyMap<string, string>): BucketSettings {
  const [endpoint, region, profile] = [keys.get('endpointurl'), keys.get('region'), keys.get('profile')]
  const [id, secret, session] = [keys.get('access_key_id'), keys.get('secret_access_key'), keys.get('session_token')]
  return {
    ...(endpoint ? { endpoint } : {}),
    ...(region ? { region } : {}),
    ...(profile ? { profile } : {}),
    ...(id && secret ? { credentials: { id, secret, ...(session ? { session } : {}) } } : {}),
  }
}
