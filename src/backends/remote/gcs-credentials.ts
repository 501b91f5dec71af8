import { homedir } from 'node:os'
import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import type { CredentialSearch } from './answers.ts'
import type { StoreContext } from './object-store.ts'

const PLACES =
  'CLOUDSDK_AUTH_ACCESS_TOKEN, GOOGLE_OAUTH_ACCESS_TOKEN, GOOGLE_APPLICATION_CREDENTIALS (service account or workload identity), the application default credentials of gcloud'
const SCOPE = 'https://www.googleapis.com/auth/'

/** What requests to Google Cloud are sent with. */
interface GoogleToken {
  /** null: none was found. */
  readonly token: string | null
  readonly search: CredentialSearch
  /** Whose quota is used, for `x-goog-user-project`: people's own credentials need it; null: the account's. */
  readonly quotaProject: string | null
}

/**
 * A token for Cloud Storage, for Cloud KMS (`cloudkms`), or (`cloud-platform`) for all that the account may: one of the
 * environment, else made from the credentials file that it names or that `gcloud auth application-default login` wrote.
 * None: the bucket is asked as anybody may.
 *
 * @throws SystemError where the file is not there or gives no token.
 */
export async function findGoogleToken(
  { variables, readFile }: StoreContext,
  scope: 'read_only' | 'read_write' | 'cloud-platform' | 'cloudkms',
): Promise<GoogleToken> {
  const quota = variables['GOOGLE_CLOUD_QUOTA_PROJECT'] || null
  for (const name of ['CLOUDSDK_AUTH_ACCESS_TOKEN', 'GOOGLE_OAUTH_ACCESS_TOKEN']) {
    const token = variables[name]
    if (token) return { token, search: { used: name, places: PLACES }, quotaProject: quota }
  }
  const named = variables['GOOGLE_APPLICATION_CREDENTIALS']
  const file = named || wellKnownFile(variables)
  const text = await readFile(file)
  if (text === null && !named) return { token: null, search: { used: null, places: PLACES }, quotaProject: null }
  const used = named ? 'GOOGLE_APPLICATION_CREDENTIALS' : file
  const help = 'let google-github-actions/auth write it, or name the key file of a service account'
  if (text === null)
    throw new SystemError(`GOOGLE_APPLICATION_CREDENTIALS names ${named}, which is not there`, { help })
  const { GoogleAuth } = await import('google-auth-library')
  try {
    const credentials = JSON.parse(text) as { readonly quota_project_id?: string }
    const auth = new GoogleAuth({
      credentials,
      scopes: [`${SCOPE}${scope.startsWith('read_') ? 'devstorage.' : ''}${scope}`],
      clientOptions: { transporterOptions: { timeout: 60_000 } },
    })
    const token = await auth.getAccessToken()
    const quotaProject = quota ?? credentials.quota_project_id ?? null
    if (token) return { token, search: { used, places: PLACES }, quotaProject }
  } catch (error) {
    // the library's error quotes the request, and with it the identity: neither it nor its text is passed on whole
    const { message } = error as Error
    const reason = message
      .split('\n')[0]!
      .replace(/[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_.-]{20,}/g, '***')
      .slice(0, 300)
    throw new SystemError(`${used} gives no token for Google Cloud: ${reason}`, { help })
  }
  throw new SystemError(`${used} gives no token for Google Cloud`, { help })
}

function wellKnownFile(variables: StoreContext['variables']): string {
  const appData = variables['APPDATA']
  const folder =
    variables['CLOUDSDK_CONFIG'] ||
    (appData ? join(appData, 'gcloud') : join(variables['HOME'] ?? homedir(), '.config/gcloud'))
  return join(folder, 'application_default_credentials.json')
}
