import { SystemError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import { reachAny, readSome } from '../http/client.ts'
import { parseEndpoint, type StoreContext } from './object-store.ts'
import { findAwsCredentials, findAwsSetting } from './s3-credentials.ts'

/** A service of AWS that speaks JSON 1.1, and how it is found. */
interface AwsService {
  /** As in its host, and in variables in capital letters: `sagemaker`. */
  readonly name: string
  /** Before the action in `X-Amz-Target`: `SageMaker`. */
  readonly target: string
  /** null: the environment's. */
  readonly region: string | null
  /** Address that a configuration names; null: the environment's, else Amazon's. */
  readonly endpoint: string | null
}

/** One action. */
interface AwsCall {
  readonly action: string
  readonly body: Readonly<Record<string, unknown>>
  /** For messages. */
  readonly doing: string
  /** Whether it may be sent again after a failure. */
  readonly isRepeatable: boolean
  /** A refusal that is an answer: the call gives undefined. */
  readonly isExpected?: (code: string, message: string) => boolean
}

const MOST_BYTES = 8_000_000

/**
 * Asks a service of AWS, signed with the credentials that S3 is asked with.
 *
 * @param context `reach` of an address that the configuration names; others may always be asked.
 * @throws SystemError where no credentials are found
 */
export async function connectAwsJson(service: AwsService, context: StoreContext) {
  const { variables, http } = context
  const region: string =
    service.region ||
    variables['AWS_REGION'] ||
    variables['AWS_DEFAULT_REGION'] ||
    (await findAwsSetting('region', null, context)) ||
    ''
  if (!/^[a-z0-9-]{2,32}$/.test(region)) {
    throw new SystemError(`${service.target}: no region is named`, { help: 'set AWS_REGION, or region under registry' })
  }
  const named =
    service.endpoint ||
    variables[`AWS_ENDPOINT_URL_${service.name.toUpperCase()}`] ||
    variables['AWS_ENDPOINT_URL'] ||
    (await findAwsSetting('endpoint_url', null, context))
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const url = (named ? parseEndpoint(named) : null) ?? new URL(`https://api.${service.name}.${region}.${suffix}/`)
  const reach = service.endpoint ? context.reach : reachAny
  const { credentials, search } = await findAwsCredentials({}, region, context)
  if (credentials === null) {
    throw new SystemError(`${url.host}: no credentials were found: looked for ${search.places}`, {
      help: 'set one of them; a job that pull requests from forks start has no secrets',
    })
  }
  const { AwsV4Signer } = await import('aws4fetch')

  async function ask({
    action,
    body,
    doing,
    isRepeatable,
    isExpected = () => false,
  }: AwsCall): Promise<Readonly<Record<string, unknown>> | undefined> {
    const text = JSON.stringify(body)
    const signed = await new AwsV4Signer({
      method: 'POST',
      url: url.href,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${service.target}.${action}` },
      body: text,
      accessKeyId: credentials!.id,
      secretAccessKey: credentials!.secret,
      ...(credentials!.session === undefined ? {} : { sessionToken: credentials!.session }),
      service: service.name,
      region,
    }).sign()
    const headers = Object.fromEntries(new Headers(signed.headers))
    const request = { method: 'POST', url: signed.url, headers, body: text, isReading: isRepeatable } as const
    return http.exchange(request, { reach, doing, followsRedirects: false }, async (answer) => {
      const data = readMap(await readSome(answer, MOST_BYTES))
      if (answer.status === 200 && data !== null) return data
      const code = String(data?.['__type'] ?? '').replace(/^.*#/, '')
      const message = String(data?.['message'] ?? data?.['Message'] ?? '')
      if (data !== null && isExpected(code, message)) return undefined
      const said = [code, message]
        .filter(Boolean)
        .join(', ')
        .slice(0, 300)
        .replaceAll(/\p{Cc}+/gu, ' ')
      const isRefused = answer.status === 401 || answer.status === 403 || /AccessDenied|Signature|Token/.test(code)
      throw new SystemError(
        `cannot ${doing}: ${url.host} answers ${answer.status}${said === '' ? '' : `: ${said}`}${isRefused ? `; asked with the credentials of ${search.used}` : ''}`,
        { help: isRefused ? `let them call ${service.name}:${action}` : 'mend what it says, or try again later' },
      )
    })
  }

  return { location: url.host, region, ask }
}

function readMap(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const data: unknown = JSON.parse(text)
    return isMap(data) ? data : null
  } catch {
    return null
  }
}
