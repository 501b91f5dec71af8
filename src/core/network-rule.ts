/** One entry of `network.allow`. */
export type AllowedPlace =
  | {
      readonly kind: 'host'
      /** In lower case, IPv6 without brackets; of `*.acme.example` the part after the star with its dot. */
      readonly host: string
      /** null: any. */
      readonly port: number | null
      readonly isSuffix: boolean
    }
  | {
      readonly kind: 'bucket'
      readonly scheme: 's3' | 'gs' | 'az'
      /** Host of the storage account; null: the account that the environment names, also for buckets. */
      readonly account: string | null
      readonly bucket: string
    }

/** What locations in a configuration or a contract may reach. */
export interface NetworkRule {
  readonly allow: readonly AllowedPlace[]
  /** Most bytes that one data location may come to. */
  readonly maxSize: number
}

/** 10 GB. */
export const DEFAULT_MAX_SIZE = 10_000_000_000

/**
 * Reads `host`, `host:port`, `*.host`, `s3://bucket`, `gs://bucket`, `az://container` or
 * `az://account.blob.core.windows.net/container`; null for anything else, such as an address with a path.
 */
export function parseAllowedPlace(entry: string): AllowedPlace | null {
  const bucket = /^(s3|gs|az):\/\/(?:([^/\s]+\.[^/\s]+)\/)?([$a-z0-9][a-z0-9._-]*)\/?$/i.exec(entry)
  if (bucket !== null) {
    const scheme = bucket[1]!.toLowerCase() as 's3' | 'gs' | 'az'
    const account = bucket[2]?.toLowerCase() ?? null
    return account !== null && scheme !== 'az' ? null : { kind: 'bucket', scheme, account, bucket: bucket[3]! }
  }
  const host =
    /^(\*\.)?([a-z0-9_](?:[a-z0-9_.-]*[a-z0-9])?)(?::(\d{1,5}))?$/i.exec(entry) ??
    /^()\[([0-9a-f:.]+)\](?::(\d{1,5}))?$/i.exec(entry)
  if (host === null) return null
  const isSuffix = host[1] === '*.'
  return {
    kind: 'host',
    host: `${isSuffix ? '.' : ''}${host[2]!.toLowerCase()}`,
    port: host[3] === undefined ? null : Number(host[3]),
    isSuffix,
  }
}

/** Whether an address's host and port are listed; `exact` where the host itself is, not a pattern. */
export function findHost(allow: readonly AllowedPlace[], url: URL): 'exact' | 'pattern' | null {
  const name = url.hostname.toLowerCase().replace(/^\[|\]$/g, '')
  const port = Number(url.port) || (url.protocol === 'http:' ? 80 : 443)
  const isName = !/^[\d.]+$|:/.test(name)
  const found = allow.filter(
    (place) =>
      place.kind === 'host' &&
      (place.port === null || place.port === port) &&
      (place.isSuffix ? isName && name.endsWith(place.host) : name === place.host),
  )
  if (found.length === 0) return null
  return found.some((place) => place.kind === 'host' && !place.isSuffix) ? 'exact' : 'pattern'
}

/** Whether a bucket or container is listed. */
export function allowsBucket(
  allow: readonly AllowedPlace[],
  {
    scheme,
    account = null,
    bucket,
  }: { readonly scheme: string; readonly account?: string | null; readonly bucket: string },
): boolean {
  return allow.some(
    (place) =>
      place.kind === 'bucket' && place.scheme === scheme && place.bucket === bucket && place.account === account,
  )
}
