import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { InputError } from '../../core/faults.ts'

type Family = 'ipv4' | 'ipv6'

/**
 * Addresses that belong to this machine or its neighbours' plumbing: a location that somebody else names must not lead
 * there. Private networks are not among them, since data is often kept in one.
 */
const SPECIAL: readonly (readonly [kind: string, network: string, prefix: number, family: Family])[] = [
  ['loopback', '127.0.0.0', 8, 'ipv4'],
  ['loopback', '::1', 128, 'ipv6'],
  ['link-local', '169.254.0.0', 16, 'ipv4'],
  ['link-local', 'fe80::', 10, 'ipv6'],
  // what clouds answer instances with their credentials at, outside of link-local
  ['metadata', 'fd00:ec2::', 32, 'ipv6'],
  ['metadata', 'fd20:ce::254', 128, 'ipv6'],
  ['metadata', '100.100.100.200', 32, 'ipv4'],
  ['metadata', '168.63.129.16', 32, 'ipv4'],
  ['metadata', '192.0.0.192', 32, 'ipv4'],
  ['unspecified', '0.0.0.0', 8, 'ipv4'],
  ['unspecified', '::', 128, 'ipv6'],
  ['multicast', '224.0.0.0', 3, 'ipv4'],
  ['multicast', 'ff00::', 8, 'ipv6'],
  // translated IPv4 (RFC 6052, RFC 3056): the address stands inside
  ['loopback', '64:ff9b::7f00:0', 104, 'ipv6'],
  ['link-local', '64:ff9b::a9fe:0', 112, 'ipv6'],
  ['loopback', '2002:7f00::', 24, 'ipv6'],
  ['link-local', '2002:a9fe::', 32, 'ipv6'],
]

/** What makes an address special: `loopback`, `link-local`, `metadata`, …; null for one like any other. */
export function findSpecialKind(address: string): string | null {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  for (const [kind, network, prefix, kin] of SPECIAL) {
    const list = new BlockList()
    list.addSubnet(network, prefix, kin)
    // an IPv4 address written as IPv6 is found in lists of either
    if (list.check(address.replace(/%.*$/, ''), family)) return kind
  }
  return null
}

/** @throws InputError for a special address. */
export function refuseSpecial(host: string, address: string): void {
  const kind = findSpecialKind(address)
  if (kind === null) return
  const shown = host === address ? host : `${host} is ${address}, which`
  throw new InputError({
    message: `${shown} is a ${kind} address: no location in a file and no redirect may lead there`,
    help: `if it is meant, name ${address} itself in network.allow of modelgate.yml`,
  })
}

type LookupCallback = (error: Error | null, address?: string | LookupAddress[], family?: number) => void

/**
 * Resolves a host as a connection asks for it and refuses it where one of its addresses is special. The connection is
 * made to the very addresses that were looked at, so a second answer of the name server changes nothing.
 */
export function lookupChecked(
  host: string,
  options: { readonly all?: boolean; readonly family?: number | string },
  callback: LookupCallback,
): void {
  lookup(host, { all: true, family: Number(options.family) || 0 }, (error, addresses) => {
    if (error) return callback(error)
    try {
      for (const { address } of addresses) refuseSpecial(host, address)
    } catch (refusal) {
      return callback(refusal as Error)
    }
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first!.address, first!.family)
  })
}

/** What this machine's name server says of a host that a proxy will connect to; where it says nothing, the proxy decides. */
export async function checkBeforeProxy(host: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    lookupChecked(host, { all: true }, (error) => (error instanceof InputError ? reject(error) : resolve()))
  })
}
