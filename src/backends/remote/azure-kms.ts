import { InputError, SystemError } from '../../core/faults.ts'
import { isMap, type PlainMap } from '../../core/plain-map.ts'
import type { SigningKey } from '../../ports/signer.ts'
import { CLIENT_PLACES, findAzureToken } from './azure-credentials.ts'
import { convertToDer } from './ecdsa-signature.ts'
import { askKeyService, findKeyEndpoint, makeServiceKey, readPublicKey } from './key-service.ts'
import type { StoreContext } from './object-store.ts'

const API_VERSION = '7.4'
const ADDRESS = /^azurekms:\/\/([^/]+)\/(?:keys\/)?([0-9a-zA-Z-]{1,127})(?:\/([0-9a-zA-Z]{1,64}))?\/?$/
/** Vaults and managed HSMs of the public cloud, China's and the US government's: who answers there is Azure. */
const VAULT = /^[a-z0-9-]{3,63}\.((?:vault|managedhsm)\.(azure\.net|azure\.cn|usgovcloudapi\.net))$/
/** Where clouds of their own give tokens. */
const AUTHORITIES: Readonly<Record<string, string>> = {
  'azure.cn': 'https://login.chinacloudapi.cn',
  'usgovcloudapi.net': 'https://login.microsoftonline.us',
}
const HELP = 'the client needs keys/get and keys/sign for it (Key Vault Crypto User)'
/** Another server that speaks Key Vault's interface. */
const ENDPOINT = 'AZURE_KEYVAULT_URL'

/** A key as Key Vault tells it. */
interface FoundKey {
  /** `https://vault.vault.azure.net/keys/NAME/VERSION`. */
  readonly id: string
  readonly version: string
  readonly algorithm: 'ES256' | 'RS256'
  readonly jwk: PlainMap
}

/**
 * A key that Azure's Key Vault (or Managed HSM) keeps: `azurekms://VAULT.vault.azure.net/KEY`, with `/VERSION` behind it
 * and `keys/` before it where wanted; without a version the current one.
 *
 * @throws InputError where it is no key that signs as wanted, or the host is none of Azure's.
 * @throws SystemError where Key Vault does not answer or refuses.
 */
export async function openAzureKey(address: string, context: StoreContext): Promise<SigningKey> {
  const { host, name, version } = parseAddress(address)
  const endpoint = findKeyEndpoint(context.variables, ENDPOINT)
  const isNamed = endpoint?.host === host
  const [, domain = 'vault.azure.net', cloud = 'azure.net'] = VAULT.exec(host) ?? []
  if (!isNamed && !VAULT.test(host)) {
    throw new InputError({
      message: `evidence.key: ${address}: ${host} is no vault of Azure`,
      help: `write azurekms://VAULT.vault.azure.net/KEY; another server is named by ${ENDPOINT} too`,
    })
  }
  const token = await findAzureToken(context, `https://${domain}/.default`, AUTHORITIES[cloud])
  if (token === null) {
    throw new SystemError(`${address}: no credentials were found: looked for ${CLIENT_PLACES}`, { help: HELP })
  }
  const service = { context, address, help: `${HELP}; asked with the credentials of ${token.used}` }
  const base = isNamed ? endpoint.origin : `https://${host}`
  const ask = (path: string, body?: PlainMap) =>
    askKeyService(service, {
      method: body === undefined ? 'GET' : 'POST',
      url: new URL(`${base}/keys/${name}/${path}?api-version=${API_VERSION}`),
      headers: {
        authorization: `Bearer ${token.value}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  const found = readKey(address, await ask(version))
  const [, ownName, ownVersion] = /\/keys\/([^/]+)\/([^/]+)$/.exec(found.id) ?? []
  if (ownName?.toLowerCase() !== name.toLowerCase() || (version !== '' && ownVersion !== version)) {
    throw new SystemError(`cannot sign with ${address}: another key answers: ${found.id}`)
  }
  const publicKey = readPublicKey(address, { key: found.jwk, format: 'jwk' })
  return makeServiceKey(address, publicKey, async (digest) => {
    const body = { alg: found.algorithm, value: digest.toString('base64url') }
    const { kid, value } = await ask(`${found.version}/sign`, body)
    if (kid !== found.id) throw new SystemError(`cannot sign with ${address}: another key answers: ${String(kid)}`)
    const signature = Buffer.from(String(value), 'base64url')
    return found.algorithm === 'ES256' ? convertToDer(signature) : signature
  })
}

function parseAddress(address: string): { readonly host: string; readonly name: string; readonly version: string } {
  const [, host, name, version = ''] = ADDRESS.exec(address) ?? []
  if (host !== undefined && name !== undefined) return { host: host.toLowerCase(), name, version }
  throw new InputError({
    message: `evidence.key: ${address} names no key`,
    help: 'write azurekms://VAULT.vault.azure.net/KEY, with /VERSION behind it for one of its versions',
  })
}

/** @throws InputError where it does not sign as wanted. */
function readKey(address: string, { key, attributes }: PlainMap): FoundKey {
  const jwk = isMap(key) ? key : {}
  const { kid, kty, crv, n, e, x, y, key_ops: uses } = jwk
  const refuse = (what: string, help: string) =>
    new InputError({ message: `evidence.key: ${address} is ${what}`, help })
  if (isMap(attributes) && attributes['enabled'] === false) {
    throw refuse('disabled', 'enable it, or name another version')
  }
  if (Array.isArray(uses) && !uses.includes('sign')) {
    throw refuse(`a key for ${uses.join(', ') || 'nothing'}`, 'use one whose key operations have sign')
  }
  // those of an HSM say so behind their kind
  const kind = String(kty).replace(/-HSM$/, '')
  const id = String(kid)
  const version = id.slice(id.lastIndexOf('/') + 1)
  if (!/^[0-9a-zA-Z]+$/.test(version)) throw new SystemError(`cannot sign with ${address}: Key Vault names no version`)
  const bits = Buffer.from(String(n), 'base64url').length * 8
  if (kind === 'EC' && crv === 'P-256') return { id, version, algorithm: 'ES256', jwk: { kty: kind, crv, x, y } }
  if (kind === 'RSA' && bits >= 2048) return { id, version, algorithm: 'RS256', jwk: { kty: kind, n, e } }
  const what =
    kind === 'EC' ? `a key of EC on ${crv}` : kind === 'RSA' ? `a key of RSA of ${bits} bits` : `a key of ${kind}`
  throw refuse(what, 'use one of EC on P-256, or of RSA of 2048 bits and more')
}
