import { SystemError } from '../../core/faults.ts'
import { readSome } from '../http/client.ts'
import { isAbsent, requireGood } from './answers.ts'
import { connectGcs } from './gcs-bucket.ts'
import {
  encodeKey,
  MOST_OBJECTS,
  type ObjectFacts,
  type ObjectStore,
  type StoreContext,
  type StoredObject,
} from './object-store.ts'

const MOST_BYTES = 32_000_000

interface Listing {
  readonly items?: readonly { readonly name?: unknown; readonly size?: unknown }[]
  readonly nextPageToken?: unknown
}

/** A bucket of Google Cloud Storage, or of the emulator that STORAGE_EMULATOR_HOST names. */
export async function openGcs(bucket: string, context: StoreContext): Promise<ObjectStore> {
  const { http } = context
  const { root, objects: base, reach, token, search } = await connectGcs(bucket, context, 'read_only')
  // gzip is accepted so that an object that is stored packed comes as its stored bytes, not unpacked on the way
  const headers = { 'accept-encoding': 'gzip', ...(token === null ? {} : { authorization: `Bearer ${token}` }) }
  const optionsOf = (uri: string) => ({ reach, doing: `fetch ${uri}`, followsRedirects: false })

  return {
    root,
    read: (key, consume) => {
      const uri = `${root}/${key}`
      const url = new URL(`${base}/${encodeKey(key).replaceAll('/', '%2F')}?alt=media`)
      return http.exchange({ method: 'GET', url, headers }, optionsOf(uri), async (answer) => {
        await requireGood(uri, answer, search)
        return consume(answer)
      })
    },
    stat(key, version) {
      const uri = `${root}/${key}`
      const generation = version === null ? '' : `&generation=${encodeURIComponent(version)}`
      const fields = `fields=size,etag,generation${generation}`
      const url = new URL(`${base}/${encodeKey(key).replaceAll('/', '%2F')}?${fields}`)
      const plain = { ...headers, 'accept-encoding': 'identity' }
      return http.exchange({ method: 'GET', url, headers: plain }, optionsOf(uri), async (answer) => {
        if (isAbsent(answer)) return null
        await requireGood(uri, answer, search)
        return parseFacts(await readSome(answer), url.host)
      })
    },
    async list(prefix) {
      const objects: StoredObject[] = []
      let page: string | undefined
      do {
        const query = {
          prefix,
          fields: 'items(name,size),nextPageToken',
          ...(page === undefined ? {} : { pageToken: page }),
        }
        const url = new URL(`${base}?${new URLSearchParams(query)}`)
        const uri = `${root}/${prefix}`
        const plain = { ...headers, 'accept-encoding': 'identity' }
        const listing = await http.exchange({ method: 'GET', url, headers: plain }, optionsOf(uri), async (answer) => {
          await requireGood(uri, answer, search)
          return parseAnswer<Listing>(await readSome(answer, MOST_BYTES), url.host)
        })
        for (const { name, size } of listing.items ?? []) objects.push({ key: String(name), size: Number(size) })
        page = typeof listing.nextPageToken === 'string' ? listing.nextPageToken : undefined
      } while (page !== undefined && objects.length <= MOST_OBJECTS)
      return objects
    },
  }
}

function parseFacts(text: string, host: string): ObjectFacts {
  const { size, etag, generation } = parseAnswer<Record<string, unknown>>(text, host)
  const read = (value: unknown) => (typeof value === 'string' ? value : null)
  return { size: Number(size), etag: read(etag), version: read(generation), isEtagOfBytes: false }
}

function parseAnswer<T>(text: string, host: string): T {
  try {
    return JSON.parse(text) as T
  } catch (error) {
    throw new SystemError(`${host}: what it answers cannot be read`, {
      cause: error,
      help: 'check that the endpoint is the store',
    })
  }
}
