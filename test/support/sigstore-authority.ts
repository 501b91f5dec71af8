import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fulcioHandler, initializeCA, initializeTLog, initializeTSA, rekorHandler, tsaHandler } from '@sigstore/mock'
import { createCertificateLog } from './certificate-log.ts'

/** What the token of a job says, as far as certificates repeat it. */
export type TokenClaims = Readonly<Record<string, string>>

/** Certificate authority, log, timestamp authority and a runner's token service, all on one port of this machine. */
export interface SigstoreAuthority {
  readonly origin: string
  /** JSON of the root that vouches for all of them. */
  readonly trustedRoot: string
  /** Variables of a job that may ask for its identity. */
  readonly variables: Readonly<Record<string, string>>
  /** What the next tokens say. */
  claims: TokenClaims
  /** Paths that were asked. */
  readonly requests: string[]
  close(): void
}

const makePair = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
const encode = (data: unknown) => Buffer.from(JSON.stringify(data)).toString('base64url')

/** Claims of a job on the main branch of acme/churn. */
export const MAIN_CLAIMS: TokenClaims = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'https://github.com/acme/churn/.github/workflows/model-cd.yml@refs/heads/main',
  aud: 'sigstore',
  event_name: 'push',
  repository: 'acme/churn',
  repository_id: '4711',
  repository_owner: 'acme',
  ref: 'refs/heads/main',
  runner_environment: 'github-hosted',
  run_id: '7',
  run_attempt: '1',
}

/** The entry that a log keeps of an envelope: digests and signatures, not the statement itself. */
function writeEntry(proposed: string): string {
  const { envelope, verifiers } = JSON.parse(proposed).spec.proposedContent
  const { payload, signatures } = JSON.parse(envelope)
  const hash = (bytes: string | Buffer) => ({
    algorithm: 'sha256',
    value: createHash('sha256').update(bytes).digest('hex'),
  })
  const spec = {
    envelopeHash: hash(envelope),
    payloadHash: hash(Buffer.from(payload, 'base64')),
    signatures: signatures.map(({ sig }: { sig: string }) => ({ signature: sig, verifier: verifiers[0] })),
  }
  return JSON.stringify({ apiVersion: '0.0.1', kind: 'dsse', spec })
}

export async function openAuthority({ hasLog = true } = {}): Promise<SigstoreAuthority> {
  // whole seconds: a fraction that ends in 0 is written in a form that timestamps may not have; and a minute on, so that the
  // authorities' own certificates, made a moment later, are valid by then
  const clock = new Date((Math.floor(Date.now() / 1000) + 60) * 1000)
  const ctLog = createCertificateLog(clock)
  const ca = await initializeCA(makePair(), ctLog, clock)
  const tsa = await initializeTSA(makePair(), clock)
  const handlers = new Map([fulcioHandler(ca), tsaHandler(tsa)].map(({ path, fn }) => [path, fn]))
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += String(part)
    const path = request.url!.split('?')[0]!
    requests.push(path)
    if (path === '/token') {
      const value = [encode({ alg: 'none' }), encode(authority.claims), 'AA'].join('.')
      response.end(JSON.stringify({ value }))
      return
    }
    const answer = await handlers.get(path)?.(path === rekor.path ? writeEntry(body) : body)
    if (answer === undefined) return void response.writeHead(404).end()
    const { statusCode, contentType = 'application/json', response: bytes } = answer
    response.writeHead(statusCode, { 'content-type': contentType })
    response.end(typeof bytes === 'string' ? bytes : Buffer.from(bytes))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const log = await initializeTLog(origin, makePair(), clock)
  const rekor = rekorHandler(log)
  handlers.set(rekor.path, rekor.fn)
  const start = new Date(Date.now() - 86_400_000).toISOString()
  const key = (bytes: Uint8Array) => ({
    rawBytes: Buffer.from(bytes).toString('base64'),
    keyDetails: 'PKIX_ECDSA_P256_SHA_256',
    validFor: { start },
  })
  const logEntry = (bytes: Uint8Array, id: Uint8Array) => ({
    baseUrl: origin,
    hashAlgorithm: 'SHA2_256',
    publicKey: key(bytes),
    logId: { keyId: Buffer.from(id).toString('base64') },
  })
  const authorityEntry = (certificates: readonly Uint8Array[]) => ({
    uri: origin,
    subject: { commonName: 'mock', organization: 'mock' },
    certChain: { certificates: certificates.map((bytes) => ({ rawBytes: Buffer.from(bytes).toString('base64') })) },
    validFor: { start },
  })
  const trustedRoot = {
    mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
    tlogs: hasLog ? [logEntry(log.publicKey, createHash('sha256').update(log.publicKey).digest())] : [],
    ctlogs: [logEntry(ctLog.publicKey, ctLog.logID)],
    certificateAuthorities: [authorityEntry([ca.rootCertificate])],
    timestampAuthorities: [authorityEntry([tsa.intCertificate, tsa.rootCertificate])],
  }
  const authority: SigstoreAuthority = {
    origin,
    trustedRoot: JSON.stringify(trustedRoot),
    variables: { ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/token?v=1`, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'runner' },
    claims: MAIN_CLAIMS,
    requests,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return authority
}
