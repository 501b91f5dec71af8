import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { signEnvelope, verifyEnvelope } from '../../../src/backends/dsse/envelope.ts'
import { openAzureKey } from '../../../src/backends/remote/azure-kms.ts'
import { convertToDer } from '../../../src/backends/remote/ecdsa-signature.ts'
import { signDigestByEc, writeDer } from '../../support/digest-signer.ts'
import { serveKeyVault, versionOf } from '../../support/fake-key-vault.ts'
import { makeKeyContext } from './made-keys.ts'

const signal = new AbortController().signal
const STATEMENT = Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}')
const EC = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const OTHER = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })

const pemOf = ({ publicKey }: typeof EC) => publicKey.export({ type: 'spki', format: 'pem' }).toString()
const open = (address: string, variables: Readonly<Record<string, string>>) =>
  openAzureKey(address, makeKeyContext(variables))

describe('an ECDSA signature of two numbers', () => {
  test('is written as DER, whatever zeros and first bits its numbers have', () => {
    const number = fc.uint8Array({ minLength: 32, maxLength: 32 })
    const short = fc.tuple(fc.nat(32), number).map(([zeros, bytes]) => bytes.fill(0, 0, zeros))
    fc.assert(
      fc.property(short, short, (r, s) => {
        const raw = Buffer.concat([r, s])
        expect(convertToDer(raw)).toEqual(writeDer(raw))
      }),
    )
  })

  test('holds afterwards as before', () => {
    const bytes = Buffer.from('what is signed')
    const raw = signDigestByEc(EC.privateKey, createHash('sha256').update(bytes).digest())
    expect(verify('sha256', bytes, { key: EC.publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true)
    expect(verify('sha256', bytes, EC.publicKey, convertToDer(raw))).toBe(true)
  })
})

describe('a key that Key Vault keeps', () => {
  test.each([
    ['ECDSA on P-256', EC, false, 'release'],
    ['RSA in hardware', RSA, true, `keys/release/${versionOf(0)}`],
  ])('of %s signs what our verification takes', async (_, pair, isOfHardware, path) => {
    const vault = await serveKeyVault({ versions: [{ ...pair, isOfHardware }] })
    const key = await open(`azurekms://${vault.host}/${path}`, vault.variables)
    const envelope = JSON.parse(await signEnvelope(STATEMENT, key, signal))
    expect(verifyEnvelope(envelope, [{ kind: 'key', pem: pemOf(pair), name: 'release.pub' }])).toMatchObject({
      kind: 'trusted',
      identity: { keyId: key.keyId },
    })
    expect(key.keyId).toBe(
      createHash('sha256')
        .update(createPublicKey(pemOf(pair)).export({ type: 'spki', format: 'der' }))
        .digest('hex'),
    )
    expect(vault.problems).toEqual([])
    expect(vault.asked.map((form) => form.get('scope'))).toEqual(['https://vault.azure.net/.default'])
  })

  test('without a version signs with the current one, also where another came meanwhile', async () => {
    const versions = [OTHER, EC]
    const vault = await serveKeyVault({ versions })
    const key = await open(`azurekms://${vault.host}/release`, vault.variables)
    versions.push(OTHER)
    await key.sign(STATEMENT, signal)
    expect(vault.requests.at(-1)).toBe(`POST /keys/release/${versionOf(1)}/sign?api-version=7.4`)
  })

  test('is asked again where the vault had to wait', async () => {
    const vault = await serveKeyVault({ versions: [EC], refusals: [[429, 'Throttled']] })
    const key = await open(`azurekms://${vault.host}/release`, vault.variables)
    await expect(key.sign(STATEMENT, signal)).resolves.toBeInstanceOf(Buffer)
  })

  test.each<[string, string, (answer: Record<string, unknown>, origin: string) => object, RegExp]>([
    [
      'another key’s public part',
      'getKey',
      ({ key }, origin) => ({ key: { ...(key as object), kid: `${origin}/keys/other/${versionOf(0)}` } }),
      /another key answers: .*\/keys\/other\//,
    ],
    [
      'another version’s public part',
      'getKey',
      ({ key }, origin) => ({ key: { ...(key as object), kid: `${origin}/keys/release/${versionOf(1)}` } }),
      /another key answers/,
    ],
    [
      'a public part that is none',
      'getKey',
      ({ key }) => ({ key: { ...(key as object), x: 'AA' } }),
      /public part is no key/,
    ],
    ['no version', 'getKey', ({ key }) => ({ key: { ...(key as object), kid: 'x/..' } }), /names no version/],
    [
      'another version’s signature',
      'sign',
      (_, origin) => ({ kid: `${origin}/keys/release/${versionOf(1)}` }),
      /another key answers/,
    ],
    [
      'a signature with a bit altered',
      'sign',
      ({ value }) => ({ value: flipBit(String(value)) }),
      /signature that came back does not hold/,
    ],
    ['no signature', 'sign', () => ({ value: undefined }), /signature that came back does not hold/],
  ])('gives no signature where %s comes back', async (_, operation, change, reason) => {
    let origin = ''
    const alter = (asked: string, answer: Record<string, unknown>) =>
      asked === operation ? { ...answer, ...change(answer, origin) } : answer
    const vault = await serveKeyVault({ versions: [EC, OTHER], alter })
    origin = vault.origin
    const attempt = open(`azurekms://${vault.host}/release/${versionOf(0)}`, vault.variables)
    await expect(attempt.then((key) => key.sign(STATEMENT, signal))).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringMatching(reason),
    })
  })

  test.each<[string, Parameters<typeof serveKeyVault>[0], string, RegExp, RegExp]>([
    ['is disabled', { versions: [{ ...EC, isEnabled: false }] }, 'release', /is disabled/, /enable it/],
    [
      'is not for signing',
      { versions: [{ ...RSA, uses: ['wrapKey', 'unwrapKey'] }] },
      'release',
      /is a key for wrapKey, unwrapKey/,
      /key operations have sign/,
    ],
    [
      'is of another curve',
      { versions: [generateKeyPairSync('ec', { namedCurve: 'secp384r1' })] },
      'release',
      /is a key of EC on P-384/,
      /EC on P-256/,
    ],
    [
      'is too short',
      { versions: [generateKeyPairSync('rsa', { modulusLength: 1024 })] },
      'release',
      /is a key of RSA of 1024 bits/,
      /2048 bits/,
    ],
    [
      'is not there',
      { versions: [EC] },
      'other',
      /answers 404: KeyNotFound, A key with \(name\/id\) other was not found/,
      /check address/,
    ],
    [
      'may not be used',
      { versions: [EC], refusals: [[403, 'The user does not have keys get permission']] },
      'release',
      /answers 403: Refused, The user does not have keys get permission/,
      /keys\/get and keys\/sign.*credentials of AZURE_CLIENT_SECRET/,
    ],
    [
      'is asked by who is not known',
      { versions: [EC], refusals: [[401, 'AKV10032: Invalid issuer']] },
      'release',
      /answers 401: Refused, AKV10032: Invalid issuer/,
      /Key Vault Crypto User/,
    ],
    [
      'is asked too often',
      { versions: [EC], refusals: Array(3).fill([429, 'Throttled']) },
      'release',
      /answers 429: Refused, Throttled/,
      /try again later/,
    ],
  ])('that %s is refused by name, with its mend', async (_, behaviour, name, message, help) => {
    const vault = await serveKeyVault(behaviour)
    const attempt = open(`azurekms://${vault.host}/${name}`, vault.variables)
    await expect(attempt).rejects.toThrow(message)
    await expect(attempt).rejects.toThrow(help)
  })

  test.each([
    'evil.example',
    'vault.azure.net.evil.example',
    'release.vault.azure.net@evil.example',
    'release.vault.azure.net:8443',
    'release.vault.azure.net#evil.example',
    'evil.example\\.vault.azure.net',
    'a.b.vault.azure.net',
    'release',
    '169.254.169.254',
  ])('at %s, which is no vault of Azure, is asked with no token', async (host) => {
    const vault = await serveKeyVault({ versions: [EC] })
    await expect(open(`azurekms://${host}/release`, vault.variables)).rejects.toThrow(/is no vault of Azure/)
    expect(vault.requests).toEqual([])
  })

  test.each([
    'azurekms://release.vault.azure.net',
    'azurekms://release.vault.azure.net/a/b/c',
    'azurekms:///a',
    'azurekms://v.vault.azure.net/a?b',
  ])('is not %s, which names none', async (address) => {
    await expect(open(address, {})).rejects.toThrow(/names no key[\s\S]*azurekms:\/\/VAULT\.vault\.azure\.net\/KEY/)
  })

  test.each([
    ['release.vault.azure.net', 'login.microsoftonline.com', 'https://vault.azure.net/.default'],
    ['Release.Vault.Azure.Net', 'login.microsoftonline.com', 'https://vault.azure.net/.default'],
    ['release.managedhsm.azure.net', 'login.microsoftonline.com', 'https://managedhsm.azure.net/.default'],
    ['release.vault.azure.cn', 'login.chinacloudapi.cn', 'https://vault.azure.cn/.default'],
    ['release.vault.usgovcloudapi.net', 'login.microsoftonline.us', 'https://vault.usgovcloudapi.net/.default'],
  ])('at %s is asked with a token of %s for %s alone', async (host, authority, scope) => {
    const vault = await serveKeyVault({ versions: [EC] })
    const proxy = await serveRefusingProxy()
    const variables = { ...vault.variables, HTTPS_PROXY: proxy.origin, NO_PROXY: '127.0.0.1' }
    const attempt = (more: Record<string, string>) => open(`azurekms://${host}/release`, { ...variables, ...more })
    await expect(attempt({})).rejects.toThrow(/cannot sign with/)
    expect(vault.asked.map((form) => form.get('scope'))).toEqual([scope])
    expect(new Set(proxy.targets)).toEqual(new Set([`${host.toLowerCase()}:443`]))
    proxy.targets.length = 0
    await expect(attempt({ AZURE_AUTHORITY_HOST: '' })).rejects.toThrow(/cannot ask for a token/)
    expect(new Set(proxy.targets)).toEqual(new Set([`${authority}:443`]))
  })

  test('gets no token where none is configured, nor one over an open line', async () => {
    await expect(open('azurekms://release.vault.azure.net/release', {})).rejects.toThrow(
      /no credentials were found: looked for AZURE_TENANT_ID and AZURE_CLIENT_ID/,
    )
    await expect(
      open('azurekms://vault.example/release', { AZURE_KEYVAULT_URL: 'http://vault.example' }),
    ).rejects.toThrow(/AZURE_KEYVAULT_URL names http:\/\/vault\.example, where credentials would go unencrypted/)
  })
})

/** A proxy that lets nothing through; where it was to lead, as `host:443`. */
async function serveRefusingProxy(): Promise<{ readonly origin: string; readonly targets: string[] }> {
  const targets: string[] = []
  const server = createServer().on('connect', (request, socket) => {
    targets.push(request.url!)
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets }
}

function flipBit(text: string): string {
  const bytes = Buffer.from(text, 'base64url')
  bytes[bytes.length - 1]! ^= 1
  return bytes.toString('base64url')
}
