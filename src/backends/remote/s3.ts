import { SystemError } from '../../core/faults.ts'
import type { BucketSettings } from '../../ports/remote-data.ts'
import { type HttpAnswer, type Reach, readSome } from '../http/client.ts'
import { requireGood } from './answers.ts'
import {
  encodeKey,
  MOST_OBJECTS,
  type ObjectStore,
  parseEndpoint,
  reachEnvironment,
  type StoreContext,
  type StoredObject,
} from './object-store.ts'
import { findAwsCredentials, findAwsSetting } from './s3-credentials.ts'
import { readXml } from './xml.ts'

const REGION = /^[a-z0-9-]{2,32}$/

/** A bucket of S3, or of a server that speaks it (AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL). */
export async function openS3(bucket: string, settings: BucketSettings, context: StoreContext): Promise<ObjectStore> {
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

  const ask = async <T>(
    path: string,
    query: Readonly<Record<string, string>>,
    uri: string,
    consume: (answer: HttpAnswer) => Promise<T>,
  ): Promise<T> => {
    const attempt = async (isLast: boolean): Promise<T> => {
      const url = addressOf(bucket, path, endpoint, region)
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      // spaces have one way to be written that signatures agree on
      url.search = url.search.replaceAll('+', '%20')
      const headers = { 'accept-encoding': 'identity' }
      const signed =
        credentials === null
          ? { url, headers }
          : await new AwsV4Signer({
              method: 'GET',
              url: url.href,
              headers,
              accessKeyId: credentials.id,
              secretAccessKey: credentials.secret,
              ...(credentials.session === undefined ? {} : { sessionToken: credentials.session }),
              service: 's3',
              region,
            }).sign()
      const request = {
        method: 'GET',
        url: signed.url,
        headers: Object.fromEntries(new Headers(signed.headers)),
      } as const
      const options = { reach, doing: `fetch ${uri}`, followsRedirects: false }
      const elsewhere = Symbol('elsewhere')
      const result = await http.exchange(request, options, async (answer) => {
        const other = answer.headers['x-amz-bucket-region']
        const isElsewhere = answer.status !== 200 && other !== undefined && other !== region && REGION.test(other)
        if (isElsewhere && !isLast && endpoint === null) {
          await readSome(answer)
          region = other
          return elsewhere
        }
        await requireGood(uri, answer, search)
        return consume(answer)
      })
      return typeof result === 'symbol' ? attempt(true) : (result as T)
    }
    return attempt(false)
  }

  return {
    root,
    read: (key, consume) => ask(key, {}, `${root}/${key}`, consume),
    async list(prefix) {
      const objects: StoredObject[] = []
      let token: string | undefined
      do {
        const query = {
          'list-type': '2',
          'encoding-type': 'url',
          prefix,
          ...(token === undefined ? {} : { 'continuation-token': token }),
        }
        const page = await ask('', query, `${root}/${prefix}`, (answer) =>
          readXml(answer, 'ListBucketResult', 'Contents'),
        )
        for (const entry of page.entries) {
          // keys are written as in a form, where + is a space
          const key = decodeURIComponent((entry['Key'] ?? '').replaceAll('+', ' '))
          objects.push({ key, size: Number(entry['Size']) })
        }
        token = page.root['IsTruncated'] === 'true' ? page.root['NextContinuationToken'] : undefined
      } while (token !== undefined && objects.length <= MOST_OBJECTS)
      return objects
    },
  }
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
