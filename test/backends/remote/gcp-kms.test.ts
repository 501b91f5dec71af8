import { createHash, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signEnvelope, verifyEnvelope } from '../../../src/backends/dsse/envelope.ts'
import { digestCrc32c } from '../../../src/backends/remote/crc32c.ts'
import { openGcpKey } from '../../../src/backends/remote/gcp-kms.ts'
import { KMS_KEY, serveCloudKms } from '../../support/fake-cloud-kms.ts'
import { makeKeyContext } from './made-keys.ts'

const signal = new AbortController().signal
const STATEMENT = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}')
const EC = { ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }), algorithm: 'EC_SIGN_P256_SHA256' }
const OTHER = { ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }), algorithm: 'EC_SIGN_P256_SHA256' }
const RSA = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }), algorithm: 'RSA_SIGN_PKCS1_2048_SHA256' }
const FIRST = `gcpkms://${KMS_KEY}/cryptoKeyVersions/1`

const pemOf = ({ publicKey }: typeof EC) => publicKey.export({ type: 'spki', format: 'pem' }).toString()
const open = (address: string, variables: Readonly<Record<string, string>>) =>
  openGcpKey(address, makeKeyContext(variables))

test.each([
  ['123456789', 0xe3069283],
  ['\0'.repeat(32), 0x8a9136aa],
  [String.fromCharCode(...Array(32).keys()), 0x46dd794e],
  ['', 0],
])('CRC-32C of %j is as RFC 3720 has it', (text, checksum) => {
  expect(digestCrc32c(Buffer.from(text))).toBe(checksum)
})

describe('a key that Cloud KMS keeps', () => {
  test.each([
    ['ECDSA on P-256', EC, FIRST],
    ['RSA', RSA, FIRST.replace('cryptoKeyVersions', 'versions')],
  ])('of %s signs what our verification takes', async (_, pair, address) => {
    const kms = await serveCloudKms({ versions: [pair] })
    const key = await open(address, kms.variables)
    const envelope = JSON.parse(await signEnvelope(STATEMENT, key, signal))
    expect(verifyEnvelope(envelope, [{ kind: 'key', pem: pemOf(pair), name: 'release.pub' }])).toMatchObject({
      kind: 'trusted',
      identity: { keyId: key.keyId },
    })
    expect(key.keyId).toBe(
      createHash('sha256')
        .update(pair.publicKey.export({ type: 'spki', format: 'der' }))
        .digest('hex'),
    )
    expect(kms.problems).toEqual([])
    expect(kms.requests).toEqual([
      `GET /v1/${KMS_KEY}/cryptoKeyVersions/1/publicKey`,
      `POST /v1/${KMS_KEY}/cryptoKeyVersions/1:asymmetricSign`,
    ])
  })

  test('without a version signs with the enabled one of the greatest number, over all pages', async () => {
    const off = { ...OTHER, state: 'DISABLED' }
    const versions = [...Array.from({ length: 9 }, () => OTHER), off, EC, { ...OTHER, state: 'DESTROYED' }]
    const kms = await serveCloudKms({ versions })
    const key = await open(`gcpkms://${KMS_KEY}`, kms.variables)
    await key.sign(STATEMENT, signal)
    expect(kms.requests.at(-1)).toBe(`POST /v1/${KMS_KEY}/cryptoKeyVersions/11:asymmetricSign`)
    expect(kms.problems).toEqual([])
  })

  test('of a project that answers by its number is the same', async () => {
    const alter = (_: string, answer: Record<string, unknown>) => ({
      ...answer,
      name: String(answer['name']).replace('projects/acme', 'projects/123456'),
    })
    const kms = await serveCloudKms({ versions: [EC], alter })
    await expect((await open(FIRST, kms.variables)).sign(STATEMENT, signal)).resolves.toBeInstanceOf(Buffer)
  })

  test('is asked for again where one answer was altered, or the service had to wait', async () => {
    let isFirst = true
    const alter = (method: string, answer: Record<string, unknown>) => {
      const isHit = isFirst && method === 'asymmetricSign'
      if (isHit) isFirst = false
      return isHit ? { ...answer, signatureCrc32c: '1' } : answer
    }
    const kms = await serveCloudKms({ versions: [EC], alter, refusals: [[429, 'Quota exceeded']] })
    await (await open(FIRST, kms.variables)).sign(STATEMENT, signal)
    expect(kms.requests.map((line) => line.split('/').at(-1))).toEqual([
      ...['publicKey', 'publicKey'],
      ...['1:asymmetricSign', '1:asymmetricSign'],
    ])
  })

  test('is asked with the quota of the project that the environment names', async () => {
    const kms = await serveCloudKms({ versions: [EC] })
    await open(FIRST, { ...kms.variables, GOOGLE_CLOUD_QUOTA_PROJECT: 'payer' })
    await open(FIRST, kms.variables)
    expect(kms.headers.map((headers) => headers['x-goog-user-project'])).toEqual(['payer', undefined])
  })

  test.each<[string, string, (answer: Record<string, unknown>) => object, RegExp]>([
    ['a public key', 'getPublicKey', (answer) => ({ pem: pemOf(OTHER), x: answer }), /public key does not fit/],
    ['a checksum of the public key', 'getPublicKey', () => ({ pemCrc32c: undefined }), /public key does not fit/],
    [
      'another version’s public key',
      'getPublicKey',
      () => ({ name: `${KMS_KEY}/cryptoKeyVersions/2` }),
      /another key answers: .*Versions\/2, asked 3 times/,
    ],
    [
      'a bit of the signature',
      'asymmetricSign',
      ({ signature }) => ({ signature: flipBit(String(signature)) }),
      /signature does not fit its checksum/,
    ],
    ['a digest’s checksum', 'asymmetricSign', () => ({ verifiedDigestCrc32c: false }), /arrived without its checksum/],
    [
      'another version’s signature',
      'asymmetricSign',
      () => ({ name: `${KMS_KEY}/cryptoKeyVersions/2` }),
      /another key answers/,
    ],
    [
      'a bit of the signature and its checksum',
      'asymmetricSign',
      ({ signature }) => {
        const altered = flipBit(String(signature))
        return { signature: altered, signatureCrc32c: String(digestCrc32c(Buffer.from(altered, 'base64'))) }
      },
      /signature that came back does not hold/,
    ],
  ])('gives no signature where %s was altered', async (_, method, change, reason) => {
    const alter = (asked: string, answer: Record<string, unknown>) =>
      asked === method ? { ...answer, ...change(answer) } : answer
    const kms = await serveCloudKms({ versions: [EC], alter })
    const attempt = open(FIRST, kms.variables).then((key) => key.sign(STATEMENT, signal))
    await expect(attempt).rejects.toMatchObject({ name: 'SystemError', message: expect.stringMatching(reason) })
  })

  test.each<[string, Parameters<typeof serveCloudKms>[0], string, RegExp, RegExp]>([
    [
      'is disabled',
      { versions: [{ ...EC, state: 'DISABLED' }] },
      FIRST,
      /answers 400: FAILED_PRECONDITION, .*current state is: DISABLED/,
      /address and state of the key/,
    ],
    ['has no such version', { versions: [EC] }, FIRST.replace(/1$/, '7'), /Versions\/7 is not there/, /check address/],
    [
      'has no enabled version',
      { versions: [{ ...EC, state: 'DISABLED' }] },
      `gcpkms://${KMS_KEY}`,
      /has no enabled version/,
      /versions create/,
    ],
    [
      'signs otherwise',
      { versions: [{ ...RSA, algorithm: 'RSA_SIGN_PSS_2048_SHA256' }] },
      FIRST,
      /is a key of RSA_SIGN_PSS_2048_SHA256/,
      /EC_SIGN_P256_SHA256/,
    ],
    [
      'is of another kind',
      { versions: [{ ...EC, algorithm: 'EC_SIGN_P384_SHA384' }] },
      FIRST,
      /is a key of EC_SIGN_P384_SHA384/,
      /RSA_SIGN_PKCS1_2048_SHA256/,
    ],
    [
      'may not be used',
      { versions: [EC], refusals: [[403, "Permission 'viewPublicKey' denied"]] },
      FIRST,
      /answers 403: REFUSED, Permission 'viewPublicKey' denied/,
      /useToSign.*signerVerifier.*credentials of CLOUDSDK_AUTH_ACCESS_TOKEN/,
    ],
    [
      'may not be listed',
      { versions: [EC], refusals: [[403, 'denied']] },
      `gcpkms://${KMS_KEY}`,
      /answers 403/,
      /name a version/,
    ],
    [
      'is asked by who is not known',
      { versions: [EC], refusals: [[401, 'Invalid credentials']] },
      FIRST,
      /answers 401: REFUSED, Invalid credentials/,
      /credentials of/,
    ],
    [
      'is asked too often',
      { versions: [EC], refusals: Array(3).fill([429, 'Quota exceeded']) },
      FIRST,
      /answers 429: REFUSED, Quota exceeded/,
      /try again later/,
    ],
  ])('that %s is refused by name, with its mend', async (_, behaviour, address, message, help) => {
    const kms = await serveCloudKms(behaviour)
    const attempt = open(address, kms.variables)
    await expect(attempt).rejects.toThrow(message)
    await expect(attempt).rejects.toThrow(help)
    await expect(attempt).rejects.not.toThrow(/Bearer/)
  })

  test.each([
    'gcpkms://release',
    `gcpkms://${KMS_KEY}/cryptoKeyVersions/latest`,
    `gcpkms://${KMS_KEY}/cryptoKeyVersions/1?x=y`,
    `gcpkms://${KMS_KEY.replace('models', '..')}`,
    `gcpkms://evil.example/${KMS_KEY}`,
  ])('is not %s, which leads nowhere', async (address) => {
    await expect(open(address, {})).rejects.toThrow(/names no key[\s\S]*gcpkms:\/\/projects\/PROJECT/)
  })

  test('gets no token that nobody gave, nor one over an open line', async () => {
    await expect(open(FIRST, { HOME: '/nonexistent' })).rejects.toThrow(
      /no credentials were found: looked for CLOUDSDK_AUTH_ACCESS_TOKEN/,
    )
    const variables = {
      CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDKMS: 'http://kms.example',
      CLOUDSDK_AUTH_ACCESS_TOKEN: 't',
    }
    await expect(open(FIRST, variables)).rejects.toThrow(
      /OVERRIDES_CLOUDKMS names http:\/\/kms\.example, where credentials would go unencrypted/,
    )
  })
})

function flipBit(base64: string): string {
  const bytes = Buffer.from(base64, 'base64')
  bytes[bytes.length - 1]! ^= 1
  return bytes.toString('base64')
}
