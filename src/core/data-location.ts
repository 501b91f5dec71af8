import { InputError } from './faults.ts'

/** A data location that is no path: an address, or an object (or a pattern of objects) in a bucket. */
export type RemoteLocation =
  | { readonly scheme: 'https'; readonly url: URL }
  | { readonly scheme: 's3' | 'gs'; readonly bucket: string; readonly key: string }
  | {
      readonly scheme: 'az'
      /** Host of the storage account, `acme.blob.core.windows.net`; null: the account that the environment names. */
      readonly account: string | null
      /** The container. */
      readonly bucket: string
      readonly key: string
    }

const REMOTE = /^(s3|gs|az|https?):\/\//i

/** Settings behind the name of an object, which stand there by mistake; `a?.csv` is a pattern and `a#1.csv` a name. */
const QUERY = /[?#][\w%&;-]+=/

/** What stands before an @ of the host; where a colon begins no port, a password that has one of / ? # in it. */
const CREDENTIALS = /^((?:https?|s3|gs|az):\/\/)(?:[^/?#]*@|[^/?#@[]*:(?!\d*(?:[/?#]|$)).*@)/is

/** Whether the text is an address or names a bucket; else it is a path. */
export function isRemote(location: string): boolean {
  return REMOTE.test(location)
}

/**
 * Reads `https://host/path`, `s3://bucket/key`, `gs://bucket/key`, `az://container/path` (the account is the
 * environment's) and `az://account.blob.core.windows.net/container/path`: the first part is a host where it has a dot,
 * which no container's name has.
 *
 * @throws InputError for what is none of them, with the way to write it.
 */
export function parseRemote(location: string): RemoteLocation {
  const parsed = parsePlace(location)
  if (parsed.scheme !== 'https' && parsed.key === '') {
    throw refuse(location, 'names a bucket alone', 'add a path, such as /data/*.parquet or /data/')
  }
  return parsed
}

/**
 * Reads `s3://bucket`, `gs://bucket/prefix`, `az://container/prefix`: where objects are kept under keys of their own.
 *
 * @returns with the prefix as key: '' where there is none, without slashes at its end.
 * @throws InputError for what is no bucket, with the way to write it.
 */
export function parseBucket(location: string): Exclude<RemoteLocation, { readonly scheme: 'https' }> {
  const parsed = parsePlace(location.replace(/\/+$/, ''))
  if (parsed.scheme !== 'https') return parsed
  throw refuse(location, 'is in no bucket', 'write s3://, gs:// or az://')
}

function parsePlace(location: string): RemoteLocation {
  const scheme = REMOTE.exec(location)?.[1]?.toLowerCase()
  if (scheme === 'https' || scheme === 'http') return parseAddress(location)
  const parts = location.slice(location.indexOf('://') + 3).split('/')
  if (scheme === 'az') {
    const account = parts[0]!.includes('.') ? parts.shift()!.toLowerCase() : null
    const [bucket = '', ...key] = parts
    if (!/^\$?[a-z0-9-]{1,63}$/.test(bucket)) {
      throw refuse(location, 'names no container', 'write az://container/path, the account comes from the environment')
    }
    return { scheme, account, bucket, key: checkKey(location, key.join('/')) }
  }
  if (scheme === 's3' || scheme === 'gs') {
    const [bucket = '', ...key] = parts
    if (!/^[a-z0-9][a-z0-9._-]{1,221}$/i.test(bucket)) {
      throw refuse(location, 'names no bucket', `write ${scheme}://bucket/path`)
    }
    return { scheme, bucket, key: checkKey(location, key.join('/')) }
  }
  throw refuse(location, 'is no remote location', 'known are https://, s3://, gs:// and az://')
}

function parseAddress(location: string): RemoteLocation {
  if (!URL.canParse(location)) throw refuse(location, 'is no address', 'write https://host/path')
  const url = new URL(location)
  if (url.username !== '' || url.password !== '') {
    throw refuse(location, 'holds a user name or password', 'take them out: credentials do not belong into an address')
  }
  url.hash = ''
  return { scheme: 'https', url }
}

/** A key as URLs can carry it: parts that lead up or stay would be resolved on the way. */
function checkKey(location: string, key: string): string {
  const query = QUERY.exec(key)?.[0]
  if (query !== undefined) {
    throw refuse(
      location,
      query.startsWith('?') ? 'has a query' : 'has a fragment',
      'settings such as region and credentials come from the environment',
    )
  }
  if (key.split('/').some((part) => part === '.' || part === '..')) {
    throw refuse(location, 'has a part "." or ".."', 'write the path without it')
  }
  return key
}

/**
 * A location as messages, results and reports may show it: of an address neither user, password, query nor fragment; of a
 * bucket neither credentials, which are none of its name, nor what a query says, which is refused.
 */
export function showLocation(location: string): string {
  const named = location.replace(CREDENTIALS, '$1')
  if (/^https?:\/\//i.test(named)) return named.replace(/[?#].*$/s, '')
  return isRemote(named) ? named.replace(/([?#])[\w%&;-]+=.*$/s, '$1…') : named
}

/** The part of a location that carries the names of folders and file: of an address its path. */
export function pathOf(location: string): string {
  return showLocation(location).replace(/^[a-z][a-z0-9+.-]+:\/\/[^/]*/i, '')
}

function refuse(location: string, problem: string, help: string): InputError {
  return new InputError({ message: `${showLocation(location)}: ${problem}`, help })
}
