import { homedir } from 'node:os'
import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'
import { type IniText, parseIni } from '../../core/ini-text.ts'
import type { BucketSettings } from '../../ports/remote-data.ts'
import { reachAny, readSome } from '../http/client.ts'
import { type CredentialSearch, requireGood } from './answers.ts'
import { parseEndpoint, type StoreContext } from './object-store.ts'

type Credentials = NonNullable<BucketSettings['credentials']>

const PLACES =
  'AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN), AWS_ROLE_ARN with AWS_WEB_IDENTITY_TOKEN_FILE, a profile (AWS_PROFILE) of ~/.aws/credentials'

/**
 * Credentials for S3: those of the settings, then of the environment's keys, of its web identity, of a profile with
 * keys. None: the bucket is asked as anybody may.
 *
 * @throws SystemError where the web identity is refused, or the profile is of a kind that is not read.
 */
export async function findAwsCredentials(
  settings: BucketSettings,
  region: string,
  context: StoreContext,
): Promise<{ readonly credentials: Credentials | null; readonly search: CredentialSearch }> {
  const { variables } = context
  const answer = (credentials: Credentials | null, used: string | null) => ({
    credentials,
    search: { used, places: PLACES },
  })
  if (settings.credentials !== undefined) return answer(settings.credentials, 'the configuration')
  const [id, secret, session] = [
    variables['AWS_ACCESS_KEY_ID'],
    variables['AWS_SECRET_ACCESS_KEY'],
    variables['AWS_SESSION_TOKEN'],
  ]
  if (settings.profile === undefined && id && secret) {
    return answer({ id, secret, ...(session ? { session } : {}) }, 'AWS_ACCESS_KEY_ID')
  }
  const [role, tokenFile] = [variables['AWS_ROLE_ARN'], variables['AWS_WEB_IDENTITY_TOKEN_FILE']]
  if (settings.profile === undefined && role && tokenFile) {
    return answer(await assumeRole(role, tokenFile, region, context), 'AWS_WEB_IDENTITY_TOKEN_FILE')
  }
  const profile = settings.profile ?? variables['AWS_PROFILE'] ?? 'default'
  const kept = (await readShared('credentials', context)).get(profile)
  const own = await readProfile(profile, context)
  const keys = kept?.has('aws_access_key_id') ? kept : own
  const [keyId, keySecret] = [keys?.get('aws_access_key_id'), keys?.get('aws_secret_access_key')]
  if (keyId && keySecret) {
    const token = keys?.get('aws_session_token')
    return answer({ id: keyId, secret: keySecret, ...(token ? { session: token } : {}) }, `the profile ${profile}`)
  }
  const other = ['sso_session', 'sso_start_url', 'credential_process', 'role_arn'].find((key) => own?.has(key))
  if (other !== undefined || (settings.profile ?? variables['AWS_PROFILE']) !== undefined) {
    const kind = other === undefined ? 'holds no keys' : `uses ${other}, which is not read`
    throw new SystemError(`the AWS profile ${profile} ${kind}`, {
      help: `put its keys into the environment: eval "$(aws configure export-credentials --profile ${profile} --format env)"`,
    })
  }
  return answer(null, null)
}

/** A setting of the chosen profile in the shared configuration: `region`, `endpoint_url`; null where it has none. */
export async function findAwsSetting(
  key: string,
  profile: string | null,
  context: StoreContext,
): Promise<string | null> {
  const found = await readProfile(profile ?? context.variables['AWS_PROFILE'] ?? 'default', context)
  return found?.get(key) || null
}

async function readProfile(profile: string, context: StoreContext) {
  const config = await readShared('config', context)
  return config.get(`profile ${profile}`) ?? config.get(profile)
}

async function readShared(name: 'credentials' | 'config', { variables, readFile }: StoreContext): Promise<IniText> {
  const variable = name === 'config' ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE'
  const home = variables['HOME'] ?? variables['USERPROFILE'] ?? homedir()
  return parseIni((await readFile(variables[variable] || join(home, '.aws', name))) ?? '')
}

/** Exchanges the identity token of the environment for keys of an hour. */
async function assumeRole(
  role: string,
  tokenFile: string,
  region: string,
  context: StoreContext,
): Promise<Credentials> {
  const { variables, http, readFile } = context
  const token = await readFile(tokenFile)
  if (token === null) {
    throw new SystemError(`AWS_WEB_IDENTITY_TOKEN_FILE names ${tokenFile}, which is not there`, {
      help: 'let the job write its identity token there, or set keys',
    })
  }
  const named = variables['AWS_ENDPOINT_URL_STS'] || variables['AWS_ENDPOINT_URL']
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const url = (named ? parseEndpoint(named) : null) ?? new URL(`https://sts.${region}.${suffix}/`)
  const body = new URLSearchParams({
    Action: 'AssumeRoleWithWebIdentity',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: variables['AWS_ROLE_SESSION_NAME'] || 'modelgate',
    WebIdentityToken: token.trim(),
  }).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const options = { reach: reachAny, doing: `assume the role ${role}`, followsRedirects: false } as const
  return http.exchange({ method: 'POST', url, headers, body }, options, async (answer) => {
    await requireGood(`the role ${role}`, answer, { used: 'AWS_WEB_IDENTITY_TOKEN_FILE', places: PLACES })
    const text = await readSome(answer)
    const find = (tag: string) => new RegExp(`<${tag}>\\s*([^<\\s]+)\\s*</${tag}>`).exec(text)?.[1]
    const [id, secret, session] = [find('AccessKeyId'), find('SecretAccessKey'), find('SessionToken')]
    if (id && secret && session) return { id, secret, session }
    throw new SystemError(`${url.host} gives no keys for the role ${role}`, { help: 'check AWS_ROLE_ARN' })
  })
}
