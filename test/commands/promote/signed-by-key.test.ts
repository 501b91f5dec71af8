import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KMS_KEY, serveCloudKms } from '../../support/fake-cloud-kms.ts'
import { serveKeyVault } from '../../support/fake-key-vault.ts'
import { git } from '../../support/git.ts'
import { errorOf, refusalOf, repository } from './promotion-outcomes.ts'
import type { PromotionRepository } from './promotion-repository.ts'
import { enterJob, judgeSigned, withEvidence } from './signed-evidence.ts'

type KeyPair = { readonly privateKey: KeyObject; readonly publicKey: KeyObject }

const makeKeys = (): { readonly privatePem: string; readonly publicPem: string } => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return {
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  }
}
const KEYS = makeKeys()
const BOTH = { 'evidence/validate/origin': 'foreign', 'evidence/compare/origin': 'foreign' }

/** A repository whose evidence is signed by the key of a variable. */
function signingRepository(section = 'require_signed: true'): PromotionRepository {
  const evidence = `{sign: key, key: "env:SIGNING_KEY", trust: [{key: trust/release.pub}], ${section}}`
  const repo = repository({ 'modelgate.yml': withEvidence(evidence), 'trust/release.pub': KEYS.publicPem })
  repo.variables = { SIGNING_KEY: KEYS.privatePem }
  return repo
}

describe('evidence that a trusted key signed', () => {
  test('promotes; record, summary and statements for other tools name the version', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass', trust: 'local' })
    const show = (path: string) => git(repo.remote, 'show', `churn@v0.1.0:${path}`)
    const record = JSON.parse(show('record.json'))
    expect(record.evidence.map(({ signer }: { signer: string }) => signer)).toEqual(
      Array(2).fill('key trust/release.pub'),
    )
    expect(record.statements).toEqual([
      { name: 'evidence/eval-result.json', predicateType: 'https://in-toto.io/attestation/eval-result/v0.1' },
      { name: 'evidence/criteria.jsonl', predicateType: 'https://falsify.dev/prml/v0.1' },
      { name: 'evidence/verification-summary.json', predicateType: 'https://slsa.dev/verification_summary/v1' },
    ])
    const open = (path: string) => JSON.parse(Buffer.from(JSON.parse(show(path)).payload, 'base64').toString('utf8'))
    expect(open('evidence/verification-summary.json')).toMatchObject({
      subject: [
        { name: 'artifacts/model', digest: { sha256: repo.hash('out/model.bin') } },
        { name: 'artifacts/predictions.csv', digest: { sha256: repo.hash('out/predictions.csv') } },
      ],
      predicate: {
        resourceUri: expect.stringMatching(/^git\+file:\/\/.*@refs\/tags\/churn@v0\.1\.0$/),
        inputAttestations: files.map((file) => ({
          uri: file.replace('out/', 'evidence/'),
          digest: { sha256: repo.hash(file) },
        })),
        verificationResult: 'PASSED',
        verifiedLevels: ['MODELGATE_TRUST_LOCAL', 'MODELGATE_EVIDENCE_SIGNED'],
      },
    })
    expect(open('evidence/eval-result.json').predicate).toMatchObject({
      claims: [{ metric: 'roc_auc', comparator: '>=', threshold: '0.8', passed: true }],
      dataset: { digest: { sha256: repo.hash('data/test.csv') } },
      preRegistration: record.policy.digest && { value: record.policy.digest.sha256 },
    })
  })

  test('made on a person’s machine counts in a job, as the policy names the key', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    enterJob(repo, '9')
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(outcome.results[0]!.verdict).toBe('pass')
    expect(repo.warnings).toContainEqual(expect.stringMatching(/kept unsigned: .*SIGNING_KEY is not set/))
    expect(JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json')).trust).toBe('local')
  })

  test('a second promotion by it changes nothing', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    await repo.promote({ stage: 'production', evidence: files })
    const tags = repo.tags()
    const again = await repo.promote({ stage: 'production', evidence: files })
    expect(again.results[0]!.summary).toContain('already in production as v0.1.0')
    expect(repo.tags()).toEqual(tags)
  })

  test('used up by a promotion is refused as replayed after another took its place', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    const kept = files.map((file) => readFileSync(join(repo.clone, file)))
    await repo.promote({ stage: 'production', evidence: files })
    repo.train('two')
    await repo.promote({ stage: 'production', evidence: await judgeSigned(repo) })
    repo.train('one')
    for (const [index, file] of files.entries()) writeFileSync(join(repo.clone, file), kept[index]!)
    const tags = repo.tags()
    const outcome = await repo.promote({ stage: 'production', evidence: files }).catch((error: Error) => error)
    if (outcome instanceof Error) expect(outcome.message).toMatch(/compare again/)
    else expect(Object.values(refusalOf(outcome))).toContain('replayed')
    expect(repo.tags()).toEqual(tags)
  })
})

describe('evidence is refused by name where', () => {
  test('another key signed it', async () => {
    const repo = signingRepository()
    repo.variables = { SIGNING_KEY: makeKeys().privatePem }
    const outcome = await repo.promote({ stage: 'production', evidence: await judgeSigned(repo) })
    expect(refusalOf(outcome)).toEqual(BOTH)
    expect(outcome.results[0]!.summary).toContain('no key of evidence.trust signed it')
  })

  test('of two trusted keys that are named one did not sign', async () => {
    const other = makeKeys()
    const evidence = `{sign: key, key: "env:SIGNING_KEY", trust: [{key: trust/release.pub}, {key: trust/other.pub}]}`
    const repo = repository({
      'modelgate.yml': withEvidence(evidence),
      'trust/release.pub': KEYS.publicPem,
      'trust/other.pub': other.publicPem,
    })
    repo.variables = { SIGNING_KEY: KEYS.privatePem }
    const files = await judgeSigned(repo)
    const envelope = JSON.parse(readFileSync(join(repo.clone, 'out/compare.json'), 'utf8'))
    const [own] = envelope.signatures
    const keyid = createHash('sha256')
      .update(createPublicKey(other.publicPem).export({ type: 'spki', format: 'der' }))
      .digest('hex')
    const write = (more: object) =>
      repo.write({ 'out/compare.json': JSON.stringify({ ...envelope, signatures: [own, more] }) })
    write({ keyid, sig: own.sig })
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(outcome)).toEqual({ 'evidence/compare/origin': 'tampered' })
    write({ keyid: 'nobody’s that is known', sig: own.sig })
    expect((await repo.promote({ stage: 'production', evidence: files })).results[0]!.verdict).toBe('pass')
  })

  test('its statement was swapped under the signature', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    const [first, second] = files.map((file) => JSON.parse(readFileSync(join(repo.clone, file), 'utf8')))
    repo.write({ 'out/compare.json': JSON.stringify({ ...second, signatures: first.signatures }) })
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(outcome)).toEqual({ 'evidence/compare/origin': 'tampered' })
  })

  test('it is older than the policy takes', async () => {
    const repo = signingRepository('max_age: 3650d')
    const times = { startedAt: '2016-01-01T00:00:00Z', finishedAt: '2016-01-01T00:00:01Z' }
    const outcome = await repo.promote({ stage: 'production', evidence: await judgeSigned(repo, times) })
    expect(refusalOf(outcome)).toEqual({ 'evidence/compare/age': 'stale' })
  })

  test('it is about another model or repository, whoever signed', async () => {
    const repo = signingRepository()
    const source = { repository: 'eve/churn', commit: 'c0ffee', run: null }
    enterJob(repo, '9', { SIGNING_KEY: KEYS.privatePem })
    const outcome = await repo.promote({ stage: 'production', evidence: await judgeSigned(repo, { source }) })
    expect(refusalOf(outcome)).toMatchObject({ 'evidence/compare/subject': 'foreign' })
  })

  test('a pull request made it, whoever signed', async () => {
    const repo = signingRepository()
    const outcome = await repo.promote({
      stage: 'production',
      evidence: await judgeSigned(repo, { trust: 'pull_request' }),
    })
    expect(refusalOf(outcome)).toEqual({ 'evidence/compare/trust': 'insufficient' })
  })

  test('a reviewed stage is asked for with evidence from a person’s machine', async () => {
    const repo = signingRepository()
    repo.write({
      'modelgate.yml': readFileSync(join(repo.clone, 'modelgate.yml'), 'utf8').replace(
        'compare]}',
        'compare], environment: production}',
      ),
    })
    repo.push('reviewers')
    const files = await judgeSigned(repo)
    enterJob(repo, '9')
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: files }))).toEqual({
      'evidence/validate/trust': 'insufficient',
      'evidence/compare/trust': 'insufficient',
    })
  })

  test('signatures are required and nobody is trusted', async () => {
    const repo = repository({ 'modelgate.yml': withEvidence('{require_signed: true}') })
    const { files } = await repo.judge()
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(Object.values(refusalOf(outcome))).toEqual(['insufficient', 'insufficient'])
    expect(outcome.results[0]!.summary).toContain('evidence.trust names nobody')
  })
})

test('whose key counts is the default branch’s to say, not the work tree’s', async () => {
  const repo = signingRepository()
  const other = makeKeys()
  repo.variables = { SIGNING_KEY: other.privatePem }
  const files = await judgeSigned(repo)
  repo.write({ 'trust/release.pub': other.publicPem })
  expect(refusalOf(await repo.promote({ stage: 'production', evidence: files }))).toEqual(BOTH)
})

test('another trusted key is another policy, so what was judged before is judged again', async () => {
  const repo = signingRepository()
  const files = await judgeSigned(repo)
  repo.write({ 'trust/release.pub': `${KEYS.publicPem}\n` })
  repo.push('the key in other words')
  expect((await errorOf(repo.promote({ stage: 'production', evidence: files }))).message).toMatch(
    /the policy changed since validate judged \(trust\/release\.pub\)/,
  )
})

test.each([
  ['is not there', {}, /the variable SIGNING_KEY is not set/],
  ['is encrypted', { SIGNING_KEY: encrypt() }, /holds an encrypted key[\s\S]*openssl pkey/],
  ['is public', { SIGNING_KEY: KEYS.publicPem }, /holds a public key/],
  ['is of a curve that others do not verify', { SIGNING_KEY: pemOf('secp384r1') }, /is ECDSA on secp384r1/],
])('a key that %s is refused with its mend, and never shown', async (_, variables, reason) => {
  const repo = signingRepository()
  repo.variables = variables
  const { message } = await errorOf(judgeSigned(repo))
  expect(message).toMatch(reason)
  expect(message).not.toMatch(/[A-Za-z0-9+/]{40}/)
})

function encrypt(): string {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' }).toString()
}

function pemOf(namedCurve: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

test.each([
  ['Cloud KMS', openCloudKms],
  ['Key Vault', openKeyVault],
])('evidence that a key of %s signed promotes by its public part alone', async (_, open) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const { address, variables } = await open({ privateKey, publicKey })
  const evidence = `{sign: key, key: "${address}", trust: [{key: trust/release.pub}], require_signed: true}`
  const repo = repository({
    'modelgate.yml': withEvidence(evidence),
    'trust/release.pub': publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  })
  repo.variables = variables
  const outcome = await repo.promote({ stage: 'production', evidence: await judgeSigned(repo) })
  expect(outcome.results[0]!.verdict).toBe('pass')
  const record = JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json'))
  expect(record.evidence.map(({ signer }: { signer: string }) => signer)).toEqual(
    Array(2).fill('key trust/release.pub'),
  )
})

async function openCloudKms(pair: KeyPair) {
  const { variables } = await serveCloudKms({ versions: [{ ...pair, algorithm: 'EC_SIGN_P256_SHA256' }] })
  return { variables, address: `gcpkms://${KMS_KEY}/cryptoKeyVersions/1` }
}

async function openKeyVault(pair: KeyPair) {
  const { variables, host } = await serveKeyVault({ versions: [pair] })
  return { variables, address: `azurekms://${host}/release` }
}

test.each([
  ['gcpkms://release', 'gcpkms://release names no key'],
  ['azurekms://vault.example/key', 'vault.example is no vault of Azure'],
  ['gone.pem', 'there is no file gone.pem'],
])('the key %s is refused by name', async (key, reason) => {
  const repo = repository({ 'modelgate.yml': withEvidence(`{sign: key, key: "${key}"}`) })
  expect((await errorOf(judgeSigned(repo))).message).toContain(reason)
})
