import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { git } from '../../support/git.ts'
import { openAuthority, type SigstoreAuthority, type TokenClaims } from '../../support/sigstore-authority.ts'
import { errorOf, refusalOf, registeredOf, repository } from './promotion-outcomes.ts'
import { PromotionRepository } from './promotion-repository.ts'
import {
  claimsOf,
  enterJob,
  judgeSigned,
  ownSigstore,
  signAside,
  signFiles,
  TRUST,
  withEvidence,
} from './signed-evidence.ts'

let authority: SigstoreAuthority
beforeAll(async () => {
  authority = await openAuthority()
})
afterAll(() => authority.close())

const BOTH = { 'evidence/validate/origin': 'foreign', 'evidence/compare/origin': 'foreign' }
const RUN = 'https://github.com/acme/churn/actions/runs/'

const policyFiles = (section = `require_signed: true, trust: [${TRUST}]`) => ({
  'modelgate.yml': withEvidence(`{sign: sigstore, sigstore: ${ownSigstore(authority)}, ${section}}`),
  'trust/root.json': authority.trustedRoot,
})

/** A repository whose evidence is signed by its workflow in run 7. */
function signingRepository(section?: string, repo = repository(policyFiles(section))): PromotionRepository {
  enterJob(repo, '7', authority.variables)
  authority.claims = claimsOf(repo)
  return repo
}

describe('evidence that a trusted workflow signed', () => {
  test('promotes without its digest and in a later run, and the record names who signed', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    enterJob(repo, '9')
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(outcome.results[0]!.summary).toBe('churn v0.1.0 is registered and in production.')
    expect(registeredOf(outcome)).toMatchObject({ tag: 'churn@v0.1.0' })
    const origin = outcome.results[0]!.checks.find(({ id }) => id === 'evidence/compare/origin')
    const signer = 'acme/churn/.github/workflows/model-cd.yml@refs/heads/main'
    expect(origin).toMatchObject({ verdict: 'pass', observed: `signed by ${signer}, run ${RUN}7` })
    const record = JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json'))
    expect(record.evidence.map((entry: { signer: string }) => entry.signer)).toEqual([signer, signer])
    expect(git(repo.remote, 'show', 'churn@v0.1.0:evidence/compare.json')).toBe(
      readFileSync(join(repo.clone, 'out/compare.json'), 'utf8').trimEnd(),
    )
  })
})

describe('evidence that a workflow signed', () => {
  let repo: PromotionRepository
  let files: readonly string[]
  beforeAll(async () => {
    repo = signingRepository(undefined, new PromotionRepository(policyFiles()))
    files = (await repo.judge()).files
  })
  afterAll(() => {
    expect(repo.tags()).toEqual([])
    repo.dispose()
  })

  test.each<[string, TokenClaims, RegExp]>([
    [
      'on another branch',
      { sub: 'https://github.com/acme/churn/.github/workflows/model-cd.yml@refs/heads/feature' },
      /asks for workflow acme\/churn\/\.github\/workflows\/model-cd\.yml@refs\/heads\/main/,
    ],
    [
      'of a repository that was made anew under the same name',
      { repository_id: '9999' },
      /repository id 4711, not 9999/,
    ],
    ['on another event', { event_name: 'workflow_dispatch' }, /event push, not workflow_dispatch/],
    ['for a pull request', { event_name: 'pull_request_target' }, /what a pull request starts is never trusted/],
    ['on a machine of its own', { runner_environment: 'self-hosted' }, /runner github-hosted, not self-hosted/],
    ['with another issuer', { iss: 'https://accounts.example' }, /issuer https:\/\/token\.actions/],
    ['in another run than the result says', { run_id: '8' }, /says run .*\/runs\/7, and its certificate .*\/runs\/8/],
    ['on another commit than the result says', { sha: 'f'.repeat(40) }, /says commit .*, and its certificate f{40}/],
    [
      'of another repository',
      { repository: 'eve/churn' },
      /says repository acme\/churn, and its certificate eve\/churn/,
    ],
  ])('%s is refused as foreign', async (_, claims, reason) => {
    authority.claims = claimsOf(repo, claims)
    const signed = await signAside(repo, files)
    const outcome = await repo.promote({ stage: 'production', evidence: signed })
    expect(refusalOf(outcome)).toEqual(BOTH)
    expect(outcome.results[0]!.summary).toMatch(reason)
  })

  test('is refused where the repository at hand has another id, though the policy names none', async () => {
    const repo = signingRepository(`trust: [${TRUST.replace('repository_id: 4711, ', '')}]`)
    authority.claims = claimsOf(repo, { repository_id: '9999' })
    const outcome = await repo.promote({ stage: 'production', evidence: await judgeSigned(repo) })
    expect(refusalOf(outcome)).toEqual(BOTH)
    expect(outcome.results[0]!.summary).toContain('acme/churn of id 9999 signed, and this one is 4711')
  })
})

describe('a bundle', () => {
  test('whose statement was swapped is refused as tampered', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    const path = join(repo.clone, 'out/compare.json')
    const bundle = JSON.parse(readFileSync(path, 'utf8'))
    const statement = Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString('utf8')
    bundle.dsseEnvelope.payload = Buffer.from(statement.replace('nothing is in', 'nothing was in')).toString('base64')
    writeFileSync(path, JSON.stringify(bundle))
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(outcome)).toEqual({ 'evidence/compare/origin': 'tampered' })
  })

  test('with a signature of another file beside its envelope is refused as tampered', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    const path = join(repo.clone, 'out/compare.json')
    const bundle = JSON.parse(readFileSync(path, 'utf8'))
    const [{ sig }] = bundle.dsseEnvelope.signatures
    const messageSignature = {
      messageDigest: { algorithm: 'SHA2_256', digest: Buffer.alloc(32).toString('base64') },
      signature: sig,
    }
    writeFileSync(path, JSON.stringify({ ...bundle, messageSignature }))
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(outcome)).toEqual({ 'evidence/compare/origin': 'tampered' })
    expect(outcome.results[0]!.summary).toContain('it is over something other than the envelope')
  })

  test('of an authority that nobody trusts is refused as foreign', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    const other = await openAuthority()
    repo.write({ 'trust/root.json': other.trustedRoot })
    other.close()
    repo.push('another root of trust')
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(outcome)).toEqual(BOTH)
    expect(outcome.results[0]!.summary).toContain('no authority that is trusted here')
  })

  test('without an entry in the log is refused where the root of trust has one', async () => {
    const repo = signingRepository()
    const files = await judgeSigned(repo)
    for (const file of files) {
      const bundle = JSON.parse(readFileSync(join(repo.clone, file), 'utf8'))
      bundle.verificationMaterial.tlogEntries = []
      repo.write({ [file]: JSON.stringify(bundle) })
    }
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(Object.values(refusalOf(outcome))).toEqual(['tampered', 'tampered'])
  })
})

describe('where signatures are asked for', () => {
  test('a second statement in a file with one signature is refused', async () => {
    const repo = signingRepository()
    const { files } = await repo.judge()
    await signFiles(repo, files.slice(0, 1))
    const [signed, bare] = files.map((file) => readFileSync(join(repo.clone, file), 'utf8'))
    repo.write({ 'out/all.jsonl': `${signed}${bare}` })
    const outcome = await repo.promote({ stage: 'production', evidence: ['out/all.jsonl'] })
    expect(refusalOf(outcome)).toEqual({ 'evidence/compare/origin': 'insufficient' })
    expect(outcome.results[0]!.summary).toContain('nobody signed out/all.jsonl')
  })

  test('the digest of an unsigned file does not stand in for a signature', async () => {
    const repo = signingRepository()
    const { files, digests } = await repo.judge()
    const outcome = await repo.promote({ stage: 'production', evidence: files, digests })
    expect(Object.values(refusalOf(outcome))).toEqual(['insufficient', 'insufficient'])
  })

  test('nothing of a pull request is signed, and what is signed elsewhere does not make it count', async () => {
    const repo = signingRepository()
    enterJob(repo, '7', { ...authority.variables, GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/3/merge' })
    const before = authority.requests.length
    const files = await judgeSigned(repo)
    expect(authority.requests.slice(before)).toEqual([])
    enterJob(repo, '7', authority.variables)
    await signFiles(repo, files)
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(outcome)).toEqual({
      'evidence/validate/trust': 'insufficient',
      'evidence/compare/trust': 'insufficient',
    })
  })

  test('a job that may not have an identity is told which permission it lacks', async () => {
    const repo = signingRepository()
    enterJob(repo, '7')
    expect((await errorOf(judgeSigned(repo))).message).toContain('permissions: {id-token: write, contents: read}')
  })

  test('the public log is refused by name for a repository that is not public', async () => {
    const section = `{sign: sigstore, sigstore: {fulcio: "${authority.origin}", rekor: "https://rekor.sigstore.dev"}}`
    const repo = repository({ 'modelgate.yml': withEvidence(section) })
    enterJob(repo, '7', authority.variables)
    expect((await errorOf(judgeSigned(repo))).message).toMatch(
      /rekor\.sigstore\.dev is a public log[\s\S]*public_log: true/,
    )
  })
})
