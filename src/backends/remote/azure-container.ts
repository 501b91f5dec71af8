import { InputError } from '../../core/faults.ts'
import type { HttpAnswer, HttpRequest, Reach } from '../http/client.ts'
import type { CredentialSearch } from './answers.ts'
import { findAzureAccount, findAzureSigner } from './azure-credentials.ts'
import { reachEnvironment, type StoreContext } from './object-store.ts'

/** https://learn.microsoft.com/rest/api/storageservices/versioning-for-the-azure-storage-services */
const API_VERSION = '2021-12-02'

/** A question to a container; signed as it is sent. */
interface AzureRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT'
  readonly url: URL
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: HttpRequest['body']
  /** For messages: `fetch az://container/path`. */
  readonly doing: string
}

/** A container as it is asked. */
export interface AzureContainer {
  /** `az://container`, with the account where the location names it. */
  readonly root: string
  /** Its address; a path stands behind it and a slash. */
  readonly base: string
  readonly search: CredentialSearch
  /** Gives every answer to `consume`, refusals too. */
  ask<T>(request: AzureRequest, consume: (answer: HttpAnswer) => Promise<T>): Promise<T>
}

/**
 * A container of Azure Blob Storage.
 *
 * @param account its account's host as the location names it; null: the environment names the account.
 * @throws InputError where nobody names the account, or the host is none of Azure's.
 */
export async function connectAzure(
  account: string | null,
  container: string,
  now: () => Date,
  context: StoreContext,
): Promise<AzureContainer> {
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
  return {
    root,
    base,
    search,
    ask({ method, url, headers, body, doing }, consume) {
      const own = { 'x-ms-version': API_VERSION, 'x-ms-date': now().toUTCString(), ...headers }
      const request = { method, ...sign(url, own, method), ...(body === undefined ? {} : { body }) }
      return http.exchange(request, { reach, doing, followsRedirects: false }, consume)
    },
  }
}
