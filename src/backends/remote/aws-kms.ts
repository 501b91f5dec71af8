import type { KeyObject } from 'node:crypto'
import { InputError, SystemError } from '../../core/faults.ts'
import type { SigningKey } from '../../ports/signer.ts'
import { askKeyService, makeServiceKey, readPublicKey } from './key-service.ts'
import { parseEndpoint, type StoreContext } from './object-store.ts'
import { findAwsCredentials, findAwsSetting } from './s3-credentials.ts'

/** Of the keys whose signatures standard tools verify. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  ECC_NIST_P256: 'ECDSA_SHA_256',
  RSA_2048: 'RSASSA_PKCS1_V1_5_SHA_256',
  RSA_3072: 'RSASSA_PKCS1_V1_5_SHA_256',
  RSA_4096: 'RSASSA_PKCS1_V1_5_SHA_256',
}
const HELP = 'the role needs kms:Sign and kms:GetPublicKey for it'

/**
 * A key that AWS KMS keeps: `awskms:///KEY-ID`, `awskms:///alias/NAME`, `awskms:///arn:aws:kms:…`; with a host before the
 * path another server that speaks KMS.
 *
 * @throws InputError where it is no key that signs as wanted.
 * @throws SystemError where KMS does not answer, refuses, or answers what is no key of the kind that it names.
 */
export async function openAwsKey(address: string, context: StoreContext): Promise<SigningKey> {
  const { variables } = context
  const [, host, keyId] = /^awskms:\/\/([^/]*)\/(.+)$/.exec(address) ?? []
  if (keyId === undefined) {
    throw new InputError({ message: `evidence.key: ${address} names no key`, help: 'write awskms:///KEY-ID' })
  }
  const region =
    /^arn:[^:]+:kms:([^:]+):/.exec(keyId)?.[1] ??
    (variables['AWS_REGION'] ||
      variables['AWS_DEFAULT_REGION'] ||
      (await findAwsSetting('region', null, context)) ||
      'us-east-1')
  const named = host || variables['AWS_ENDPOINT_URL_KMS'] || variables['AWS_ENDPOINT_URL']
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  const url = (named ? parseEndpoint(named) : null) ?? new URL(`https://kms.${region}.${suffix}/`)
  const { credentials, search } = await findAwsCredentials({}, region, context)
  if (credentials === null) {
    throw new SystemError(`${address}: no credentials were found: looked for ${search.places}`, { help: HELP })
  }
  const { AwsV4Signer } = await import('aws4fetch')

  const ask = async (action: string, body: Readonly<Record<string, string>>) => {
    const text = JSON.stringify({ KeyId: keyId, ...body })
    const signed = await new AwsV4Signer({
      method: 'POST',
      url: url.href,
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` },
      body: text,
      accessKeyId: credentials.id,
      secretAccessKey: credentials.secret,
      ...(credentials.session === undefined ? {} : { sessionToken: credentials.session }),
      service: 'kms',
      region,
    }).sign()
    const headers = Object.fromEntries(new Headers(signed.headers))
    return askKeyService({ context, address, help: HELP }, { method: 'POST', url: signed.url, headers, body: text })
  }

  const found = await ask('GetPublicKey', {})
  const { KeyUsage: usage, PublicKey: told } = found
  const spec = found['KeySpec'] ?? found['CustomerMasterKeySpec']
  if (typeof spec !== 'string' || typeof usage !== 'string' || typeof told !== 'string') {
    throw new SystemError(`cannot sign with ${address}: ${url.host} answers without KeySpec, KeyUsage or PublicKey`, {
      help: 'what answers there does not speak as KMS does: check the address, and proxies on the way',
    })
  }
  const algorithm = Object.hasOwn(ALGORITHMS, spec) ? ALGORITHMS[spec] : undefined
  if (algorithm === undefined || usage !== 'SIGN_VERIFY') {
    throw new InputError({
      message: `evidence.key: ${address} is a key of ${spec} for ${usage}`,
      help: 'use one for SIGN_VERIFY of ECC_NIST_P256 or RSA',
    })
  }
  const publicKey = readPublicKey(address, { key: Buffer.from(told, 'base64'), format: 'der', type: 'spki' })
  if (nameSpec(publicKey) !== spec) {
    throw new SystemError(`cannot sign with ${address}: what the service tells of its public part is no key of ${spec}`)
  }
  return makeServiceKey(address, publicKey, async (digest) => {
    const message = digest.toString('base64')
    const answer = await ask('Sign', { Message: message, MessageType: 'DIGEST', SigningAlgorithm: algorithm })
    return Buffer.from(String(answer['Signature']), 'base64')
  })
}

/** As KMS names its kind. */
function nameSpec({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (type === 'rsa') return `RSA_${details?.modulusLength}`
  return type === 'ec' && details?.namedCurve === 'prime256v1' ? 'ECC_NIST_P256' : String(type)
}
