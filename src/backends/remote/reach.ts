import { isIP } from 'node:net'
import { type RemoteLocation, showLocation } from '../../core/data-location.ts'
import { InputError } from '../../core/faults.ts'
import { allowsBucket, findHost, type NetworkRule } from '../../core/network-rule.ts'
import type { BucketSettings } from '../../ports/remote-data.ts'
import type { Reach } from '../http/client.ts'

/** What a policy lets files reach, and where it stands. */
export interface FoundRule {
  readonly rule: NetworkRule
  /** For messages: `modelgate.yml`, `modelgate.yml of the base branch`. */
  readonly file: string
}

/**
 * Which addresses may be asked on behalf of a location. A caller's own is; where it leads by redirects must be no
 * special address. What a file names is asked only where `network.allow` names the host, or the bucket where the store
 * itself is Amazon's, Google's, Microsoft's or the environment's.
 *
 * @param found null: the caller names the location.
 * @param settings with an endpoint: a file names the server too, so that the bucket's name says nothing.
 * @param otherwise what else may be done where it is not named.
 */
export function makeReach(
  location: RemoteLocation,
  found: FoundRule | null,
  settings: BucketSettings | null,
  otherwise = ', or name the data by a flag',
): Reach {
  if (found === null) {
    const own = location.scheme === 'https' ? location.url.host : null
    return (url) => (url.host === own ? 'named' : 'listed')
  }
  const { rule, file } = found
  const hasEndpoint = settings?.endpoint !== undefined
  if (location.scheme !== 'https' && !hasEndpoint && allowsBucket(rule.allow, location)) return () => 'listed'
  return (url) => {
    const match = findHost(rule.allow, url)
    const host = url.hostname.replace(/^\[|\]$/g, '')
    if (match !== null)
      return match === 'exact' && (isIP(host) !== 0 || /(^|\.)localhost$/.test(host)) ? 'named' : 'listed'
    const entry = location.scheme === 'https' || hasEndpoint ? url.host : nameBucket(location)
    throw new InputError({
      message: `${url.host} may not be reached: network.allow of ${file} does not name it`,
      help: `add ${JSON.stringify(entry)} to network.allow there${otherwise}`,
    })
  }
}

function nameBucket(location: Exclude<RemoteLocation, { scheme: 'https' }>): string {
  const account = location.scheme === 'az' && location.account !== null ? `${location.account}/` : ''
  return showLocation(`${location.scheme}://${account}${location.bucket}`)
}
