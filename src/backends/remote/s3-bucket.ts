import { SystemError } from '../../core/faults.ts'
import type { BucketSettings } from '../../ports/remote-data.ts'
import { type HttpAnswer, type HttpRequest, type Reach, readSome } from '../http/client.ts'
import type { CredentialSearch } from './answers.ts'
import { encodeKey, parseEndpoint, reachEnvironment, type StoreContext } from './object-store.ts'
import { findAwsCredentials, findAwsSetting } from './s3-credentials.ts'

const REGION = /^[a-z0-9-]{2,32}$/

/** A question to a bucket; signed as it is sent. */
export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** '' for the bucket itself. */
  readonly key: string
  readonly query?: Readonly<Record<string, string>>
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: HttpRequest['body']
  /** Whether a POST may be sent twice. */
  readonly isRepeatable?: boolean
  /** For messages: `fetch s3://bucket/key`. */
  readonly doing: string
}

/** A bucket as it is asked. */
export interface S3Bucket {
  /** `s3://bucket`. */
  readonly root: string
  /** Where credentials were found. */
  readonly search: CredentialSearch
  /** Gives every answer to `consume`, refusals too, but for that which tells the bucket's region: then that is asked. */
  ask<T>(request: S3Request, consume: (answer: HttpAnswer) => Promise<T>): Promise<T>
}

/** A bucket of S3, or of a server that speaks it (AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL). */
export async function connectS3(bucket: string, settings: BucketSettings, context: StoreContext): Promise<S3Bucket> {
  const { http, variables } = context
  const root = `s3://${bucket}`
  const profile = settings.profile ?? null
  const named =
    variables['AWS_ENDPOINT_URL_S3'] ||
    variables['AWS_ENDPOINT_URL'] ||
    (await findAwsSetting('endpoint_url', profile, context))
  const endpoint = findEndpoint(settings.endpoint ?? named, root)
  // What the environment names may be asked, whatever it resolves to; what a configuration names is checked.
  const reach: Reach =
    endpoint !== null && settings.endpoint === undefined ? reachEnvironment(context.reach) : context.reach
  let region =
    settings.region ||
    variables['AWS_REGION'] ||
    variables['AWS_DEFAULT_REGION'] ||
    (await findAwsSetting('region', profile, context)) ||
    'us-east-1'
  if (!REGION.test(region))
    throw new SystemError(`${root}: ${JSON.stringify(region)} is no region`, { help: 'set AWS_REGION' })
  const { credentials, search } = await findAwsCredentials(settings, region, context)
  const { AwsV4Signer } = await import('aws4fetch')

  const sign = async (request: S3Request): Promise<HttpRequest> => {
    const { method, key, query = {}, body } = request
    const url = addressOf(bucket, key, endpoint, region)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    // spaces have one way to be written that signatures agree on
    url.search = url.search.replaceAll('+', '%20')
    const headers = { 'accept-encoding': 'identity', ...request.headers }
    const rest = {
      method,
      ...(body === undefined ? {} : { body }),
      ...(request.isRepeatable === true ? { isReading: true } : {}),
    }
    if (credentials === null) return { ...rest, url, headers }
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers,
      accessKeyId: credentials.id,
      secretAccessKey: credentials.secret,
      ...(credentials.session === undefined ? {} : { sessionToken: credentials.session }),
      service: 's3',
      region,
    }).sign()
    return { ...rest, url: signed.url, headers: Object.fromEntries(new Headers(signed.headers)) }
  }

  const attempt = async <T>(
    request: S3Request,
    consume: (answer: HttpAnswer) => Promise<T>,
    isLast: boolean,
  ): Promise<T> => {
    const options = { reach, doing: request.doing, followsRedirects: false }
    const elsewhere = Symbol('elsewhere')
    const result = await http.exchange(await sign(request), options, async (answer) => {
      const other = answer.headers['x-amz-bucket-region']
      const isElsewhere = answer.status >= 300 && other !== undefined && other !== region && REGION.test(other)
      if (isElsewhere && !isLast && endpoint === null) {
        await readSome(answer)
        region = other
        return elsewhere
      }
      return consume(answer)
    })
    return typeof result === 'symbol' ? attempt(request, consume, true) : (result as T)
  }

  return { root, search, ask: (request, consume) => attempt(request, consume, false) }
}

function findEndpoint(text: string | null | undefined, root: string): URL | null {
  if (!text) return null
  const endpoint = parseEndpoint(text)
  if (endpoint !== null) return endpoint
  throw new SystemError(`${root}: ${JSON.stringify(text)} is no address of a server`, {
    help: 'write https://host:port',
  })
}

/** The bucket stands in the host where it can; in the path for other servers than Amazon's and for names with dots. */
function addressOf(bucket: string, key: string, endpoint: URL | null, region: string): URL {
  const path = encodeKey(key)
  if (endpoint !== null) return new URL(`${endpoint.href.replace(/\/+$/, '')}/${bucket}/${path}`)
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return bucket.includes('.')
    ? new URL(`https://s3.${region}.${suffix}/${bucket}/${path}`)
    : new URL(`https://${bucket}.s3.${region}.${suffix}/${path}`)
}
