import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signEnvelope, verifyEnvelope } from '../../../src/backends/dsse/envelope.ts'
import { openAwsKey } from '../../../src/backends/remote/aws-kms.ts'
import { signDigestByEc, signDigestByRsa, writeDer } from '../../support/digest-signer.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeKeyContext } from './made-keys.ts'

const signal = new AbortController().signal
const STATEMENT = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}')
const EC = { ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }), spec: 'ECC_NIST_P256' }
const OTHER = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const RSA = { ...generateKeyPairSync('rsa', { modulusLength: 2048 }), spec: 'RSA_2048' }
const VARIABLES = { HOME: '/nonexistent', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }

const derOf = (key: KeyObject) => key.export({ type: 'spki', format: 'der' })
const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

type Answer = Record<string, unknown>
type Alter = (operation: string, answer: Answer) => Answer

/** A key at a server that answers as KMS does, with what is altered of it. */
async function open({ privateKey, publicKey, spec }: typeof EC, alter: Alter = (_, answer) => answer) {
  const { host } = await serveLoopback((request, response, body) => {
    const asked = JSON.parse(body)
    const operation = String(request.headers['x-amz-target']).replace('TrentService.', '')
    const digest = Buffer.from(asked.Message ?? '', 'base64')
    const sign = () =>
      privateKey.asymmetricKeyType === 'rsa'
        ? signDigestByRsa(privateKey, digest)
        : writeDer(signDigestByEc(privateKey, digest))
    const answer =
      operation === 'Sign'
        ? { KeyId: asked.KeyId, Signature: sign().toString('base64'), SigningAlgorithm: asked.SigningAlgorithm }
        : { KeyId: asked.KeyId, PublicKey: derOf(publicKey).toString('base64'), KeySpec: spec, KeyUsage: 'SIGN_VERIFY' }
    response.end(JSON.stringify(alter(operation, answer)))
  })
  return openAwsKey(`awskms://${host}/alias/release`, makeKeyContext(VARIABLES))
}

describe('a key that AWS KMS keeps', () => {
  test.each([
    ['ECDSA on P-256', EC],
    ['RSA', RSA],
  ])('of %s signs what our verification takes', async (_, pair) => {
    const key = await open(pair)
    const envelope = JSON.parse(await signEnvelope(STATEMENT, key, signal))
    const pem = pemOf(pair.publicKey)
    expect(verifyEnvelope(envelope, [{ kind: 'key', pem, name: 'release.pub' }])).toMatchObject({
      kind: 'trusted',
      identity: { keyId: key.keyId },
    })
    expect(key.keyId).toBe(createHash('sha256').update(derOf(pair.publicKey)).digest('hex'))
  })

  test('that is not trusted is named by the beginning of its id', async () => {
    const key = await open(EC)
    const finding = verifyEnvelope(JSON.parse(await signEnvelope(STATEMENT, key, signal)), [])
    expect(finding).toMatchObject({ kind: 'untrusted', identity: { kind: 'key', name: key.keyId.slice(0, 12) } })
  })

  const toldKey = (key: KeyObject): Answer => ({ PublicKey: derOf(key).toString('base64') })
  test.each<[string, string, (answer: Answer) => Answer, RegExp]>([
    ['a signature that is none', 'Sign', () => ({ Signature: 'AAAA' }), /signature that came back does not hold/],
    ['no signature', 'Sign', () => ({}), /signature that came back does not hold/],
    [
      'another key’s public part',
      'GetPublicKey',
      (answer) => ({ ...answer, ...toldKey(OTHER.publicKey) }),
      /signature that came back does not hold/,
    ],
    [
      'a public part that is none',
      'GetPublicKey',
      (answer) => ({ ...answer, PublicKey: 'AAAA' }),
      /what the service tells of its public part is no key$/m,
    ],
    [
      'a public part of another kind',
      'GetPublicKey',
      (answer) => ({ ...answer, ...toldKey(RSA.publicKey) }),
      /its public part is no key of ECC_NIST_P256/,
    ],
    [
      'a public part that signs no digests',
      'GetPublicKey',
      (answer) => ({ ...answer, ...toldKey(generateKeyPairSync('ed25519').publicKey) }),
      /its public part is no key of ECDSA or RSA/,
    ],
    ['nothing', 'GetPublicKey', () => ({}), /127\.0\.0\.1:\d+ answers without KeySpec, KeyUsage or PublicKey/],
  ])('gives no signature where %s comes back', async (_, operation, change, reason) => {
    const attempt = open(EC, (asked, answer) => (asked === operation ? change(answer) : answer))
    await expect(attempt.then((key) => key.sign(STATEMENT, signal))).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringMatching(reason),
    })
  })

  test.each(['ECC_NIST_P384', 'toString'])('of %s is refused by name, with its mend', async (spec) => {
    const attempt = open({ ...EC, spec })
    await expect(attempt).rejects.toThrow(`is a key of ${spec} for SIGN_VERIFY`)
    await expect(attempt).rejects.toThrow(/ECC_NIST_P256 or RSA/)
  })
})
