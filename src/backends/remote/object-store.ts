import type { ObjectFacts } from '../../ports/remote-data.ts'
import type { Http, HttpAnswer, Reach } from '../http/client.ts'

export type { ObjectFacts }

/** A file in a bucket. */
export interface StoredObject {
  readonly key: string
  readonly size: number
}

/** A bucket (or container) as it can be read. */
export interface ObjectStore {
  /** `s3://bucket`, without a slash at the end. */
  readonly root: string
  /** The objects whose key begins so, in no order. @throws InputError, SystemError as `read` */
  list(prefix: string): Promise<readonly StoredObject[]>
  /** Asks for an object and gives a good answer to `consume`. @throws InputError where it is not there, SystemError where it may not be read. */
  read<T>(key: string, consume: (answer: HttpAnswer) => Promise<T>): Promise<T>
  /**
   * What the store says of an object without giving its bytes; null where it, or that version of it, is not there.
   *
   * @param version null: the current one.
   * @throws SystemError where it may not be looked at.
   */
  stat(key: string, version: string | null): Promise<ObjectFacts | null>
}

/** What the headers of a good answer tell of an object. */
export function readFacts({ headers }: HttpAnswer, versionHeader: string): ObjectFacts {
  const version = headers[versionHeader]
  const etag = headers['etag']?.replace(/^W\//, '').replace(/^"(.*)"$/, '$1') ?? null
  const isKeyed = (headers['x-amz-server-side-encryption'] ?? 'AES256') !== 'AES256'
  const isCustomer = headers['x-amz-server-side-encryption-customer-algorithm'] !== undefined
  return {
    size: Number(headers['content-length']),
    etag,
    // buckets whose versions were suspended answer so
    version: version === undefined || version === '' || version === 'null' ? null : version,
    isEtagOfBytes: /^[0-9a-f]{32}$/.test(etag ?? '') && !isKeyed && !isCustomer,
  }
}

/** What stores are made of. */
export interface StoreContext {
  readonly http: Http
  readonly variables: Readonly<Record<string, string | undefined>>
  /** Of the address that the location or a configuration leads to; what the environment names may always be asked. */
  readonly reach: Reach
  /** Text of a file that the environment names; null where it is not there. */
  readonly readFile: (path: string) => Promise<string | null>
}

/** More than any data set of one run; a pattern that lists more is a mistake. */
export const MOST_OBJECTS = 100_000

/** A key as a URL's path carries it, slashes kept. */
export function encodeKey(key: string): string {
  return key
    .split('/')
    .map((part) =>
      encodeURIComponent(part).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join('/')
}

/** The reach of a server that the environment names: whatever it resolves to, where the location may be read at all. */
export function reachEnvironment(reach: Reach): Reach {
  return (url) => {
    reach(url)
    return 'named'
  }
}

/** An address of the environment: `http://` is put before a bare host. @throws never; null where it is none */
export function parseEndpoint(text: string): URL | null {
  const written = /^https?:\/\//i.test(text) ? text : `http://${text}`
  return URL.canParse(written) ? new URL(written) : null
}
