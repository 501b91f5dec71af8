import type { HttpAnswer } from '../http/client.ts'
import { isAbsent, requireGood } from './answers.ts'
import { connectAzure } from './azure-container.ts'
import {
  encodeKey,
  MOST_OBJECTS,
  type ObjectStore,
  readFacts,
  type StoreContext,
  type StoredObject,
} from './object-store.ts'
import { readXml } from './xml.ts'

/** A container of Azure Blob Storage, for reading. @throws InputError as `connectAzure` */
export async function openAzure(
  account: string | null,
  container: string,
  now: () => Date,
  context: StoreContext,
): Promise<ObjectStore> {
  const { root, base, search, ask: send } = await connectAzure(account, container, now, context)
  const ask = <T>(url: URL, uri: string, consume: (answer: HttpAnswer) => Promise<T>, mayBeAbsent = false) =>
    send({ method: 'GET', url, doing: `fetch ${uri}` }, async (answer) => {
      if (!mayBeAbsent || !isAbsent(answer)) await requireGood(uri, answer, search)
      return consume(answer)
    })

  return {
    root,
    read: (key, consume) => ask(new URL(`${base}/${encodeKey(key)}`), `${root}/${key}`, consume),
    stat(key, version) {
      const url = new URL(`${base}/${encodeKey(key)}`)
      if (version !== null) url.searchParams.set('versionid', version)
      // the answer's headers tell all, and its bytes are let go
      return ask(
        url,
        `${root}/${key}`,
        async (answer) => (isAbsent(answer) ? null : readFacts(answer, 'x-ms-version-id')),
        true,
      )
    },
    async list(prefix) {
      const objects: StoredObject[] = []
      let marker: string | undefined
      do {
        const query = { restype: 'container', comp: 'list', prefix, ...(marker ? { marker } : {}) }
        const url = new URL(`${base}?${new URLSearchParams(query)}`)
        url.search = url.search.replaceAll('+', '%20')
        const page = await ask(url, `${root}/${prefix}`, (answer) =>
          readXml(answer, 'EnumerationResults', 'Blobs.Blob'),
        )
        for (const entry of page.entries) {
          // accounts with folders list them as empty objects
          if (entry['ResourceType'] === 'directory') continue
          objects.push({ key: entry['Name'] ?? '', size: Number(entry['Content-Length']) })
        }
        marker = page.root['NextMarker'] || undefined
      } while (marker !== undefined && objects.length <= MOST_OBJECTS)
      return objects
    },
  }
}
