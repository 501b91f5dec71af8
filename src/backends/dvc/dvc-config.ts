import { isAbsolute, resolve } from 'node:path'
import { InputError } from '../../core/faults.ts'
import { parseIni } from '../../core/ini-text.ts'
import type { BucketSettings } from '../../ports/remote-data.ts'

/** Where DVC keeps the bytes of what it tracks. */
export type DvcRemote =
  | { readonly kind: 'folder'; readonly name: string; readonly folder: string }
  | { readonly kind: 's3'; readonly name: string; readonly url: string; readonly settings: BucketSettings }

/** The texts of `.dvc/config` and `.dvc/config.local`; null where one is not there. */
export interface DvcConfigFiles {
  /** Absolute path of `.dvc`. */
  readonly folder: string
  readonly shared: string | null
  /** Wins over `shared`; git does not track it. */
  readonly own: string | null
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
  if (/^s3:\/\//i.test(url))
    return { kind: 's3', name: remote, url: url.replace(/\/+$/, ''), settings: readSettings(keys) }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(url)?.[1]
  if (scheme !== undefined || /^[\w.-]{2,}@?[\w.-]*:/.test(url)) {
    throw new InputError({
      message: `${file}: the remote "${remote}" is at ${scheme ?? 'another machine'}://, which is not read; a folder and s3:// are`,
      help: 'run dvc pull in a step before',
    })
  }
  // a relative address starts from the folder of the file that it stands in, which is the same for both
  return { kind: 'folder', name: remote, folder: isAbsolute(url) ? url : resolve(files.folder, url) }
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
