import { InputError } from '../../core/faults.ts'
import { parseIni } from '../../core/ini-text.ts'

/** Where Git LFS keeps the objects of a repository. */
export type LfsEndpoint =
  /** `isOwn`: it is the git remote's own server, not one that a file or a setting names. */
  | { readonly kind: 'server'; readonly url: URL; readonly isOwn: boolean }
  /** A repository in a folder: bare, or with a work tree. */
  | { readonly kind: 'folder'; readonly folder: string }

export interface LfsConfiguration {
  /** Name of the git remote. */
  readonly remote: string
  /** Its address, without credentials; an absolute path where it is a folder. */
  readonly address: string
  /** A setting of the clone by its key (`lfs.url`); null where it has none. */
  readonly setting: (key: string) => string | null
  /** Text of the commit's `.lfsconfig`; null where it has none. */
  readonly file: string | null
}

/**
 * Finds the server as Git LFS does: `lfs.url` of the clone, then of `.lfsconfig`; `remote.NAME.lfsurl` in the same order;
 * else `info/lfs` below the address of the git remote, by https where that is reached by ssh.
 *
 * @throws InputError for an address of another kind
 * @see https://github.com/git-lfs/git-lfs/blob/main/docs/api/server-discovery.md
 */
export function findLfsEndpoint({ remote, address, setting, file }: LfsConfiguration): LfsEndpoint {
  const written = parseIni(file ?? '')
  const named =
    setting('lfs.url') ??
    written.get('lfs')?.get('url') ??
    setting(`remote.${remote}.lfsurl`) ??
    written.get(`remote "${remote}"`)?.get('lfsurl')
  const own = ownServer(address)
  if (named) {
    const url = parseServer(named)
    if (url === null) return { kind: 'folder', folder: folderOf(named) }
    const isOwn = own !== null && own.origin === url.origin
    return { kind: 'server', url, isOwn }
  }
  return own === null ? { kind: 'folder', folder: folderOf(address) } : { kind: 'server', url: own, isOwn: true }
}

/** The server that belongs to a git remote; null where that is a folder. */
function ownServer(address: string): URL | null {
  const ssh = /^(?:ssh|git\+ssh|ssh\+git|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+)$/i.exec(address)
  const isWithScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(address)
  const short = isWithScheme ? null : /^(?:[^@/\\]*@)?([^:/\\]{2,}):(?![\\/]{2})(.+)$/.exec(address)
  const place = ssh ?? short
  const text = place === null ? address : `https://${place[1]}/${place[2]!.replace(/^\/+/, '')}`
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  const path = url.pathname.replace(/\/+$/, '')
  url.pathname = `${path}${path.endsWith('.git') ? '' : '.git'}/info/lfs`
  return url
}

function parseServer(text: string): URL | null {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text) || /^file:/i.test(text)) return null
  if (/^https?:\/\//i.test(text) && URL.canParse(text)) {
    const url = new URL(text)
    if (url.username === '' && url.password === '') return url
    throw new InputError('the address of Git LFS holds a user name or password, which is not read')
  }
  throw new InputError(
    `Git LFS is at ${text.replace(/:\/\/.*$/s, '://')}, which is not asked; https:// and folders are`,
  )
}

function folderOf(address: string): string {
  if (!/^file:/i.test(address)) return address
  return decodeURIComponent(address.replace(/^file:\/\/(?:localhost)?/i, '').replace(/^\/([a-z]:)/i, '$1'))
}
