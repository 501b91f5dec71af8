import { execFile } from 'node:child_process'
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AwsClient } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { encodeForSigning, signEnvelope } from '../../src/backends/dsse/envelope.ts'
import { openLocalKey } from '../../src/backends/dsse/local-key.ts'
import { Http } from '../../src/backends/http/client.ts'
import { openAwsKey } from '../../src/backends/remote/aws-kms.ts'
import { signWithWorkflow } from '../../src/backends/sigstore/sigstore-signing.ts'
import { STATEMENT_PAYLOAD } from '../../src/core/statement-payload.ts'
import { statementBytes } from '../../src/evidence/evidence-file.ts'
import type { SigningKey } from '../../src/ports/signer.ts'
import { compareResult } from '../evidence/sample-results.ts'
import { type LoopbackServer, serveLoopback } from '../support/loopback-server.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { MAIN_CLAIMS, openAuthority, type SigstoreAuthority } from '../support/sigstore-authority.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { ensureGoTool, findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

const run = promisify(execFile)
const signal = new AbortController().signal
const MODEL = 'the bytes of a model\n'
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const TYPE = 'https://in-toto.io/attestation/test-result/v0.1'

/** A statement about the model among other things, as commands write it. */
const STATEMENT = Buffer.from(
  statementBytes(
    compareResult({
      materials: compareResult().materials.map((material) =>
        material.name === 'model' ? { ...material, digest: { sha256: sha256(MODEL) } } : material,
      ),
    }),
  ),
)

let cosign = ''
beforeAll(async () => {
  cosign = join(await ensureGoTool('github.com/sigstore/cosign/v3/cmd/cosign', 'v3.1.3'), 'cosign')
})

/** What cosign says of a signed statement about the model. */
async function askCosign(folder: string, args: readonly string[], model = MODEL): Promise<string> {
  writeFileSync(join(folder, 'model.bin'), model)
  const words = ['verify-blob-attestation', '--type', TYPE, ...args, 'model.bin']
  const { stdout, stderr } = await run(cosign, words, { cwd: folder, env: { ...process.env, HOME: folder } })
  return `${stdout}${stderr}`
}

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()
const PAIRS = {
  Ed25519: generateKeyPairSync('ed25519'),
  'ECDSA on P-256': generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
}

describe.each(Object.entries(PAIRS))('a statement that a key signed by %s', (name, { privateKey, publicKey }) => {
  const key = openLocalKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 'KEY.pem')

  it('is verified by openssl, over the bytes that the envelope stands for', async () => {
    const folder = makeFolder()
    const envelope = JSON.parse(await signEnvelope(STATEMENT, key, signal))
    const payload = Buffer.from(envelope.payload, 'base64')
    writeFileSync(join(folder, 'signed.bin'), encodeForSigning(STATEMENT_PAYLOAD, payload))
    writeFileSync(join(folder, 'signature.bin'), Buffer.from(envelope.signatures[0].sig, 'base64'))
    writeFileSync(join(folder, 'key.pub'), pem(publicKey))
    const digest = name === 'Ed25519' ? ['-rawin'] : ['-rawin', '-digest', 'sha256']
    const args = ['pkeyutl', '-verify', '-pubin', '-inkey', 'key.pub', ...digest]
    const { stdout } = await run('openssl', [...args, '-in', 'signed.bin', '-sigfile', 'signature.bin'], {
      cwd: folder,
    })
    expect(stdout).toContain('Signature Verified Successfully')
  })

  it('is verified by cosign, for this model and no other', async () => {
    const folder = makeFolder()
    writeFileSync(join(folder, 'key.pub'), pem(publicKey))
    writeFileSync(join(folder, 'compare.json'), await signEnvelope(STATEMENT, key, signal))
    const args = ['--key', 'key.pub', '--signature', 'compare.json', '--insecure-ignore-tlog']
    expect(await askCosign(folder, args)).toContain('Verified OK')
    await expect(askCosign(folder, args, 'another model\n')).rejects.toThrow(/digest|subject/)
  })
})

describe('a statement that a workflow signed', () => {
  let authority: SigstoreAuthority
  beforeAll(async () => {
    authority = await openAuthority()
  })
  afterAll(() => authority.close())

  it('is verified by cosign for that workflow alone', async () => {
    const folder = makeFolder()
    const { origin, trustedRoot, variables } = authority
    const instance = { name: 'mock', fulcio: origin, rekor: origin, timestamp: origin }
    const askToken = async () => {
      const answer = await fetch(variables['ACTIONS_ID_TOKEN_REQUEST_URL']!)
      return ((await answer.json()) as { value: string }).value
    }
    writeFileSync(join(folder, 'compare.json'), await signWithWorkflow(STATEMENT, instance, askToken, signal))
    writeFileSync(join(folder, 'root.json'), trustedRoot)
    const given = ['--bundle', 'compare.json', '--trusted-root', 'root.json', '--use-signed-timestamps']
    const of = (identity: string) => [
      ...['--certificate-identity', identity],
      ...['--certificate-oidc-issuer', MAIN_CLAIMS['iss']!],
    ]
    expect(await askCosign(folder, [...given, ...of(MAIN_CLAIMS['sub']!)])).toContain('Verified OK')
    const other = of(MAIN_CLAIMS['sub']!.replace('main', 'feature'))
    await expect(askCosign(folder, [...given, ...other])).rejects.toThrow(/identit/)
  })
})

describe('a key that AWS KMS keeps', () => {
  let endpoint = ''
  let server: ToolServer
  beforeAll(async () => {
    const bin = await ensurePythonTool({ name: 'moto', requirements: ['moto[server]==5.2.2'] })
    const port = await findPort()
    endpoint = `http://127.0.0.1:${port}`
    server = await startServer(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], endpoint)
  })
  afterAll(() => server?.stop())

  async function ask(action: string, body: object): Promise<Record<string, unknown>> {
    const client = new AwsClient({ accessKeyId: 'a', secretAccessKey: 'b', service: 'kms', region: 'us-east-1' })
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${action}` }
    const answer = await client.fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as Record<string, unknown>
  }
  const open = (address: string): Promise<SigningKey> => {
    const variables = {
      HOME: '/nonexistent',
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'a',
      AWS_SECRET_ACCESS_KEY: 'b',
    }
    const http = new Http({ variables, signal, now: () => new Date(), delaysMs: [] })
    return openAwsKey(address, {
      http,
      variables,
      reach: () => 'named',
      readFile: async () => null,
    })
  }
  const makeKey = async (spec: string, usage = 'SIGN_VERIFY') => {
    const made = await ask('CreateKey', { KeySpec: spec, KeyUsage: usage })
    return (made['KeyMetadata'] as { KeyId: string }).KeyId
  }

  /** The server hashes digests once more: it is given what the digest is of. */
  async function signRaw(bytes: Buffer): Promise<LoopbackServer> {
    return serveLoopback(async (request, response, body) => {
      const { authorization = '', 'x-amz-target': target = '' } = request.headers
      const asked = JSON.parse(body)
      const isDigest = asked.MessageType === 'DIGEST' && asked.Message === digestOf(bytes)
      const raw = isDigest ? { ...asked, Message: bytes.toString('base64'), MessageType: 'RAW' } : asked
      const headers = { authorization, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': String(target) }
      const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(raw) })
      response.writeHead(answer.status).end(await answer.text())
    })
  }
  const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64')

  it.each([
    ['ECC_NIST_P256', 'ECDSA_SHA_256'],
    ['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256'],
  ])('%s signs the digest of what an envelope stands for', async (spec, algorithm) => {
    const id = await makeKey(spec)
    const { host } = await signRaw(encodeForSigning(STATEMENT_PAYLOAD, STATEMENT))
    const key = await open(`awskms://${host}/${id}`)
    const { PublicKey: bytes } = await ask('GetPublicKey', { KeyId: id })
    expect(key.keyId).toBe(
      createHash('sha256')
        .update(Buffer.from(String(bytes), 'base64'))
        .digest('hex'),
    )
    const envelope = JSON.parse(await signEnvelope(STATEMENT, key, signal))
    const signed = encodeForSigning(STATEMENT_PAYLOAD, Buffer.from(envelope.payload, 'base64'))
    const [{ keyid, sig }] = envelope.signatures
    const said = {
      KeyId: id,
      Message: signed.toString('base64'),
      MessageType: 'RAW',
      Signature: sig,
      SigningAlgorithm: algorithm,
    }
    expect(keyid).toBe(key.keyId)
    expect(await ask('Verify', said)).toMatchObject({ SignatureValid: true })
  })

  it('gives no signature that is over something else', async () => {
    const key = await open(`awskms:///${await makeKey('ECC_NIST_P256')}`)
    await expect(key.sign(STATEMENT, signal)).rejects.toThrow(/signature that came back does not hold for this key/)
  })

  it('of another kind, or that is not there, is refused by name', async () => {
    await expect(open(`awskms:///${await makeKey('SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT')}`)).rejects.toThrow(
      /SYMMETRIC_DEFAULT|answers 400/,
    )
    await expect(open(`awskms:///${await makeKey('ECC_NIST_P384')}`)).rejects.toThrow(/is a key of ECC_NIST_P384/)
    await expect(open('awskms:///00000000-0000-0000-0000-000000000000')).rejects.toThrow(
      /answers 400: NotFoundException/,
    )
  })
})
