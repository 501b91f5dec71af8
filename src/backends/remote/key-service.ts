import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { SystemError } from '../../core/faults.ts'
import { isMap, type PlainMap } from '../../core/plain-map.ts'
import type { SigningKey } from '../../ports/signer.ts'
import { type HttpRequest, readSome } from '../http/client.ts'
import { parseEndpoint, type StoreContext } from './object-store.ts'

/** A key as its service is asked about it. */
export interface ServiceKey {
  readonly context: StoreContext
  /** As the configuration has it: `awskms:///alias/release`. */
  readonly address: string
  /** For messages: what the credentials have to be allowed. */
  readonly help: string
}

const MOST_BYTES = 4_000_000

/**
 * Asks the service of a key; whatever is asked may be asked again after a passing failure.
 *
 * @throws SystemError where it refuses, in its own words, or does not answer with JSON.
 */
export async function askKeyService(
  { context, address, help }: ServiceKey,
  request: Omit<HttpRequest, 'isReading'>,
): Promise<PlainMap> {
  const { http, reach } = context
  const doing = `sign with ${address}`
  return http.exchange({ ...request, isReading: true }, { reach, doing, followsRedirects: false }, async (answer) => {
    const data = readMap(await readSome(answer, MOST_BYTES))
    const { status } = answer
    if (status === 200 && data !== null) return data
    const isPassing = status === 429 || status >= 500
    const isRefused = status === 401 || status === 403
    throw new SystemError(`cannot ${doing}: ${request.url.host} answers ${status}${describeRefusal(data)}`, {
      help: isPassing ? 'try again later' : isRefused ? help : `check address and state of the key; ${help}`,
    })
  })
}

/** `: NotFoundException, there is no such key`: code and words as AWS, Google and Azure put them; '' without. */
function describeRefusal(data: PlainMap | null): string {
  const error = isMap(data?.['error']) ? data['error'] : data
  const said = ['__type', 'status', 'code', 'message', 'Message'].flatMap((name) => {
    const word = error?.[name]
    return typeof word === 'string' && word !== '' ? word : []
  })
  const words = said.join(', ').replaceAll(/\p{Cc}+/gu, ' ')
  return words === '' ? '' : `: ${words.slice(0, 300)}`
}

/** The address of another server that a variable names; null where it names none. @throws SystemError where a token would go there in the clear */
export function findKeyEndpoint(variables: StoreContext['variables'], name: string): URL | null {
  const value = variables[name]
  const endpoint = value ? parseEndpoint(value) : null
  if (endpoint === null) return null
  const isHere = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(endpoint.hostname)
  if (endpoint.protocol === 'https:' || isHere) return endpoint
  throw new SystemError(`${name} names ${endpoint.origin}, where credentials would go unencrypted`, {
    help: 'name it with https://; http:// is for servers of this machine',
  })
}

/** Id of a public key, as signatures name it: sha256 of its DER, lower-case hex. */
function digestDer(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex')
}

/** The public part as a service told it. @throws SystemError where it is none that signs sha256 digests */
export function readPublicKey(address: string, source: Parameters<typeof createPublicKey>[0]): KeyObject {
  const reason = `cannot sign with ${address}: what the service tells of its public part is no key`
  let key: KeyObject
  try {
    key = createPublicKey(source)
  } catch (cause) {
    throw new SystemError(reason, { cause })
  }
  if (key.asymmetricKeyType === 'ec' || key.asymmetricKeyType === 'rsa') return key
  throw new SystemError(`${reason} of ECDSA or RSA`)
}

/**
 * A key that signs sha256 digests at its service. Each signature is verified before it is given out, so that none is
 * that another version of the key made or that was altered on its way.
 *
 * @param signDigest gives ECDSA in DER.
 */
export function makeServiceKey(
  address: string,
  publicKey: KeyObject,
  signDigest: (digest: Buffer) => Promise<Buffer>,
): SigningKey {
  return {
    keyId: digestDer(publicKey.export({ type: 'spki', format: 'der' })),
    async sign(bytes, signal) {
      signal.throwIfAborted()
      const signature = await signDigest(createHash('sha256').update(bytes).digest())
      if (verify('sha256', bytes, publicKey, signature)) return signature
      throw new SystemError(`cannot sign with ${address}: the signature that came back does not hold for this key`, {
        help: 'try again; where it stays so, somebody altered key or answers',
      })
    },
  }
}

function readMap(text: string): PlainMap | null {
  try {
    const data: unknown = JSON.parse(text)
    return isMap(data) ? data : null
  } catch {
    return null
  }
}
