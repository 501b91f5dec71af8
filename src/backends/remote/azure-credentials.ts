import { createHmac } from 'node:crypto'
import { SystemError } from '../../core/faults.ts'
import { reachAny, readSome } from '../http/client.ts'
import { type CredentialSearch, requireGood } from './answers.ts'
import type { StoreContext } from './object-store.ts'

/** Where a client is looked for, for messages. */
export const CLIENT_PLACES =
  'AZURE_TENANT_ID and AZURE_CLIENT_ID with AZURE_FEDERATED_TOKEN_FILE or AZURE_CLIENT_SECRET'
const PLACES = `AZURE_STORAGE_CONNECTION_STRING, AZURE_STORAGE_ACCOUNT with AZURE_STORAGE_KEY or AZURE_STORAGE_SAS_TOKEN, ${CLIENT_PLACES}`
/** Account and key of the storage emulator, which are public. */
const EMULATOR = {
  AccountName: 'devstoreaccount1',
  AccountKey: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  BlobEndpoint: 'http://127.0.0.1:10000/devstoreaccount1',
}

type Variables = StoreContext['variables']

/** The storage account that the environment names. */
export interface AzureAccount {
  readonly name: string
  readonly endpoint: URL
  /** Whether the address itself is given, and not made from the account's name. */
  readonly isNamed: boolean
  readonly key: string | null
  readonly sas: string | null
}

/** Headers and address with which a request is taken as signed. */
export type Signer = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  method: string,
) => { readonly url: URL; readonly headers: Readonly<Record<string, string>> }

/** The account of the connection string, else of AZURE_STORAGE_ACCOUNT (or `_NAME`); null where none is named. */
export function findAzureAccount(variables: Variables): AzureAccount | null {
  const connection = variables['AZURE_STORAGE_CONNECTION_STRING']
  const parts = connection ? parseConnection(connection) : {}
  const name =
    parts['AccountName'] || variables['AZURE_STORAGE_ACCOUNT'] || variables['AZURE_STORAGE_ACCOUNT_NAME'] || ''
  const named = parts['BlobEndpoint']
  if (!name && !named) return null
  const suffix = parts['EndpointSuffix'] || 'core.windows.net'
  const address = named || `${parts['DefaultEndpointsProtocol'] || 'https'}://${name}.blob.${suffix}`
  if (!URL.canParse(address)) {
    throw new SystemError('AZURE_STORAGE_CONNECTION_STRING holds a BlobEndpoint that is no address', {
      help: 'copy it again',
    })
  }
  const endpoint = new URL(address)
  const isOfConnection = connection !== undefined && connection !== ''
  const key =
    parts['AccountKey'] ??
    (isOfConnection ? null : variables['AZURE_STORAGE_KEY'] || variables['AZURE_STORAGE_ACCOUNT_KEY'])
  const sas = parts['SharedAccessSignature'] ?? (isOfConnection ? null : variables['AZURE_STORAGE_SAS_TOKEN'])
  return {
    name: name || endpoint.host.split('.')[0]!,
    endpoint,
    isNamed: named !== undefined,
    key: key || null,
    sas: sas || null,
  }
}

function parseConnection(text: string): Readonly<Record<string, string>> {
  const parts = text.split(';').flatMap((part) => {
    const split = part.indexOf('=')
    return split > 0 ? [[part.slice(0, split).trim(), part.slice(split + 1).trim()] as const] : []
  })
  const found = Object.fromEntries(parts)
  return found['UseDevelopmentStorage'] === 'true' ? EMULATOR : found
}

/**
 * How requests are signed: by the account's key, its shared access signature, else a token of the client that the
 * environment names. None: the container is asked as anybody may.
 *
 * @param account null: an account of which the environment says nothing, so that its keys stay here.
 */
export async function findAzureSigner(
  account: AzureAccount | null,
  context: StoreContext & { readonly now: () => Date },
): Promise<{ readonly sign: Signer; readonly search: CredentialSearch }> {
  const search = (used: string | null) => ({ used, places: PLACES })
  if (account?.key) {
    const { name, key } = account
    return {
      sign: (url, headers, method) => ({ url, headers: signShared(name, key, url, headers, method) }),
      search: search('the account key'),
    }
  }
  if (account?.sas) {
    const sas = account.sas.replace(/^\?/, '')
    const sign: Signer = (url, headers) => {
      const signed = new URL(url)
      signed.search = signed.search === '' ? sas : `${signed.search}&${sas}`
      return { url: signed, headers }
    }
    return { sign, search: search('the shared access signature') }
  }
  const token = await findAzureToken(context, 'https://storage.azure.com/.default')
  if (token === null) return { sign: (url, headers) => ({ url, headers }), search: search(null) }
  const sign: Signer = (url, headers) => ({ url, headers: { ...headers, authorization: `Bearer ${token.value}` } })
  return { sign, search: search(token.used) }
}

/** Headers that are signed by their place. */
const PLACED = [
  ...['content-encoding', 'content-language', 'content-length', 'content-md5', 'content-type', 'date'],
  ...['if-modified-since', 'if-match', 'if-none-match', 'if-unmodified-since', 'range'],
]

/** Shared Key. @see https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key */
function signShared(
  account: string,
  key: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  method: string,
): Readonly<Record<string, string>> {
  const canonical = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-ms-'))
    .map(([name, value]) => `${name}:${value}`)
    .sort()
  const query = [...url.searchParams].map(([name, value]) => `${name.toLowerCase()}:${value}`).sort()
  // a length of nothing is left empty
  const placed = PLACED.map((name) => (headers[name] === '0' && name === 'content-length' ? '' : (headers[name] ?? '')))
  const text = [method, ...placed, ...canonical, `/${account}${url.pathname}`, ...query].join('\n')
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest('base64')
  return { ...headers, authorization: `SharedKey ${account}:${signature}` }
}

/**
 * A token of the client that the environment names (workload identity, or a secret); null where it names none.
 *
 * @param own who gives tokens where AZURE_AUTHORITY_HOST names nobody.
 */
export async function findAzureToken(
  { variables, http, readFile }: StoreContext,
  scope: string,
  own = 'https://login.microsoftonline.com',
): Promise<{ readonly value: string; readonly used: string } | null> {
  const [tenant, client, secret, file] = [
    variables['AZURE_TENANT_ID'],
    variables['AZURE_CLIENT_ID'],
    variables['AZURE_CLIENT_SECRET'],
    variables['AZURE_FEDERATED_TOKEN_FILE'],
  ]
  if (!tenant || !client || (!secret && !file)) return null
  const used = file ? 'AZURE_FEDERATED_TOKEN_FILE' : 'AZURE_CLIENT_SECRET'
  const assertion = file ? await readFile(file) : null
  if (file && assertion === null) {
    throw new SystemError(`AZURE_FEDERATED_TOKEN_FILE names ${file}, which is not there`, {
      help: 'let the job write its identity token there',
    })
  }
  const proof: Record<string, string> =
    assertion === null
      ? { client_secret: secret! }
      : {
          client_assertion: assertion.trim(),
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        }
  const authority = variables['AZURE_AUTHORITY_HOST'] || own
  const url = new URL(`${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`)
  const form = {
    grant_type: 'client_credentials',
    client_id: client,
    scope,
    ...proof,
  }
  const request = {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  } as const
  const options = { reach: reachAny, doing: `ask for a token of ${used}`, followsRedirects: false } as const
  return http.exchange(request, options, async (answer) => {
    await requireGood(`the client ${client}`, answer, { used, places: PLACES })
    const value = /"access_token"\s*:\s*"([^"\\]+)"/.exec(await readSome(answer))?.[1]
    if (value !== undefined) return { value, used }
    throw new SystemError(`${url.host} gives no token for the client ${client}`, { help: `check ${used}` })
  })
}
