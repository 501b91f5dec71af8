import { SystemError } from '../../core/faults.ts'
import { type Reach, readSome } from '../http/client.ts'
import { requireGood } from './answers.ts'
import { findGoogleToken } from './gcs-credentials.ts'
import {
  encodeKey,
  MOST_OBJECTS,
  type ObjectStore,
  parseEndpoint,
  reachEnvironment,
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
  const { http, variables } = context
  const root = `gs://${bucket}`
  const emulator = variables['STORAGE_EMULATOR_HOST']
  const endpoint = emulator ? parseEndpoint(emulator) : null
  const reach: Reach = endpoint === null ? context.reach : reachEnvironment(context.reach)
  const base = `${(endpoint?.href ?? 'https://storage.googleapis.com').replace(/\/+$/, '')}/storage/v1/b/${bucket}/o`
  const { token, search } = endpoint === null ? await findGoogleToken(context) : { token: null, search: null }
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
          return parseListing(await readSome(answer, MOST_BYTES), url.host)
        })
        for (const { name, size } of listing.items ?? []) objects.push({ key: String(name), size: Number(size) })
        page = typeof listing.nextPageToken === 'string' ? listing.nextPageToken : undefined
      } while (page !== undefined && objects.length <= MOST_OBJECTS)
      return objects
    },
  }
}

function parseListing(text: string, host: string): Listing {
  try {
    return JSON.parse(text) as Listing
  } catch (error) {
    throw new SystemError(`${host}: the listing cannot be read`, {
      cause: error,
      help: 'check that the endpoint is the store',
    })
  }
}
