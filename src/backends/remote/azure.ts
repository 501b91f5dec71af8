import { InputError } from '../../core/faults.ts'
import type { Reach } from '../http/client.ts'
import { requireGood } from './answers.ts'
import { findAzureAccount, findAzureSigner } from './azure-credentials.ts'
import {
  encodeKey,
  MOST_OBJECTS,
  type ObjectStore,
  reachEnvironment,
  type StoreContext,
  type StoredObject,
} from './object-store.ts'
import { readXml } from './xml.ts'

/** https://learn.microsoft.com/rest/api/storageservices/versioning-for-the-azure-storage-services */
const API_VERSION = '2021-12-02'

/**
 * A container of Azure Blob Storage.
 *
 * @param account its account's host as the location names it; null: the environment names the account.
 * @throws InputError where nobody names the account, or the host is none of Azure's.
 */
export async function openAzure(
  account: string | null,
  container: string,
  now: () => Date,
  context: StoreContext,
): Promise<ObjectStore> {
  const { http, variables } = context
  const root = account === null ? `az://${container}` : `az://${account}/${container}`
  const known = findAzureAccount(variables)
  const isKnown = known !== null && (account === null || account === known.endpoint.host)
  if (account === null && known === null) {
    throw new InputError({
      message: `${root}: names no storage account`,
      help: 'set AZURE_STORAGE_ACCOUNT or AZURE_STORAGE_CONNECTION_STRING, or write az://ACCOUNT.blob.core.windows.net/container/path',
    })
  }
  if (!isKnown && !/^[a-z0-9]{3,24}\.blob\.core\.(windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)$/.test(account!)) {
    throw new InputError({
      message: `${root}: ${account} is no storage account of Azure`,
      help: 'write az://ACCOUNT.blob.core.windows.net/container/path; other servers are named by AZURE_STORAGE_CONNECTION_STRING',
    })
  }
  const endpoint = isKnown ? known.endpoint : new URL(`https://${account}`)
  const reach: Reach = isKnown && known.isNamed ? reachEnvironment(context.reach) : context.reach
  const { sign, search } = await findAzureSigner(isKnown ? known : null, { ...context, now })
  const base = `${endpoint.href.replace(/\/+$/, '')}/${container}`
  const ask = <T>(url: URL, uri: string, consume: Parameters<typeof http.exchange<T>>[2]) => {
    const headers = { 'x-ms-version': API_VERSION, 'x-ms-date': now().toUTCString() }
    const request = { method: 'GET', ...sign(url, headers) } as const
    return http.exchange(request, { reach, doing: `fetch ${uri}`, followsRedirects: false }, async (answer) => {
      await requireGood(uri, answer, search)
      return consume(answer)
    })
  }

  return {
    root,
    read: (key, consume) => ask(new URL(`${base}/${encodeKey(key)}`), `${root}/${key}`, consume),
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
