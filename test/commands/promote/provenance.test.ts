import { afterAll, beforeAll, expect, test } from 'vitest'
import { signWithWorkflow } from '../../../src/backends/sigstore/sigstore-signing.ts'
import { verifyModels } from '../../../src/commands/registry/verify.ts'
import { git } from '../../support/git.ts'
import type { FakeGitHub } from '../../support/github/fake-github.ts'
import { serveGitHub } from '../../support/github/serve-github.ts'
import { openAuthority, type SigstoreAuthority, type TokenClaims } from '../../support/sigstore-authority.ts'
import { repository } from './promotion-outcomes.ts'
import type { PromotionRepository } from './promotion-repository.ts'
import { claimsOf, enterJob, ownSigstore, withEvidence } from './signed-evidence.ts'

let authority: SigstoreAuthority
beforeAll(async () => {
  authority = await openAuthority()
})
afterAll(() => authority.close())

const WORKFLOW = 'acme/churn/.github/workflows/train.yml@refs/heads/main'

/** A repository in a job, and the GitHub that holds provenance of its model. */
async function attestedRepository(
  claims: TokenClaims = {},
  subject?: string,
): Promise<{ readonly repo: PromotionRepository; readonly github: FakeGitHub }> {
  const repo = repository({
    'modelgate.yml': withEvidence(`{sigstore: ${ownSigstore(authority)}}`),
    'trust/root.json': authority.trustedRoot,
  })
  const github = await serveGitHub({
    repository: 'acme/churn',
    isPrivate: true,
    tokens: {
      job: {
        login: 'github-actions[bot]',
        type: 'Bot',
        permissions: { contents: 'write', attestations: 'read', actions: 'read', pull_requests: 'read' },
      },
    },
  })
  enterJob(repo, '7', { GITHUB_API_URL: github.apiUrl, GITHUB_TOKEN: 'job' })
  authority.claims = claimsOf(repo, { sub: `https://github.com/${WORKFLOW}`, ...claims })
  const model = repo.hash('out/model.bin')
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: 'model.bin', digest: { sha256: subject ?? model } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        resolvedDependencies: [{ uri: 'git+https://github.com/acme/churn', digest: { gitCommit: 'c0ffee' } }],
      },
      runDetails: { builder: { id: 'https://github.com/actions/runner/github-hosted' } },
    },
  }
  const { origin } = authority
  const instance = { name: 'mock', fulcio: origin, rekor: origin, timestamp: origin }
  const askToken = async () => ((await (await fetch(`${origin}/token`)).json()) as { value: string }).value
  const bytes = Buffer.from(JSON.stringify(statement))
  const bundle = await signWithWorkflow(bytes, instance, askToken, new AbortController().signal)
  github.state.attestations.set(`sha256:${model}`, [JSON.parse(bundle)])
  return { repo, github }
}

/** Promotes, and the record's entries beside the evidence that was given. */
async function promote(repo: PromotionRepository) {
  const { files, digests } = await repo.judge()
  const outcome = await repo.promote({ stage: 'production', evidence: files, digests })
  expect(outcome.results[0]!.summary).toContain('churn v0.1.0 is registered and in production')
  const record = JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json'))
  return { entries: record.evidence.slice(files.length), files, digests }
}

test('provenance that GitHub holds of the model is verified, kept as it is, and named in the record', async () => {
  const { repo, github } = await attestedRepository()
  const { entries, files, digests } = await promote(repo)
  expect(entries).toEqual([
    {
      name: 'evidence/provenance.json',
      command: 'provenance',
      verdict: 'pass',
      trust: 'protected',
      digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      signer: WORKFLOW,
      builder: 'https://github.com/actions/runner/github-hosted',
      commit: 'c0ffee',
    },
  ])
  const kept = JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:evidence/provenance.json'))
  expect(kept).toEqual([...github.state.attestations.values()][0]![0])
  const again = await repo.promote({ stage: 'production', evidence: files, digests })
  expect(again.results[0]!.summary).toContain('already in production as v0.1.0')
  const services = await repo.services()
  const [verified] = await verifyModels(['churn'], services).finally(() => services.close())
  const check = verified!.checks.find(({ id }) => id === 'registry/churn@v0.1.0/evidence')
  expect(check).toMatchObject({ verdict: 'pass', observed: `signed by ${WORKFLOW}` })
})

test.each<[string, TokenClaims, string | undefined, RegExp]>([
  ['of another repository', { repository: 'eve/churn' }, undefined, /which is no workflow of this repository/],
  ['of other bytes', {}, '0'.repeat(64), /it says nothing of these bytes/],
])('provenance %s is left out with a warning', async (_, claims, subject, reason) => {
  const { repo } = await attestedRepository(claims, subject)
  expect((await promote(repo)).entries).toEqual([])
  expect(repo.warnings).toContainEqual(expect.stringMatching(reason))
})
