import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readEvidence } from '../../../src/commands/registry/card-evidence.ts'
import { verifyKeptEvidence } from '../../../src/commands/registry/kept-evidence.ts'
import { verifyModels } from '../../../src/commands/registry/verify.ts'
import type { OpenServices } from '../../../src/host/services.ts'
import type { RegistryInspection } from '../../../src/registry/verification.ts'
import { PromotionRepository } from '../promote/promotion-repository.ts'
import { judgeSigned, withEvidence } from '../promote/signed-evidence.ts'

const pair = generateKeyPairSync('ed25519')
const publicPem = (key = pair.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString()
const SIGNER = 'key trust/release.pub'
const ID = 'registry/churn@v0.1.0/evidence'

let repo: PromotionRepository
let services: OpenServices
let inspection: RegistryInspection
beforeAll(async () => {
  const section = '{sign: key, key: "env:SIGNING_KEY", trust: [{key: trust/release.pub}], require_signed: true}'
  repo = new PromotionRepository({ 'modelgate.yml': withEvidence(section), 'trust/release.pub': publicPem() })
  repo.variables = { SIGNING_KEY: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  await repo.promote({ stage: 'production', evidence: await judgeSigned(repo) })
  services = await repo.services()
  inspection = await (await services.registry()).inspect({}, services.signal)
})
afterAll(async () => {
  await services.close()
  repo.dispose()
})

/** The check of the version where its evidence is as `change` makes it. */
async function verify(change: (texts: Map<string, string>) => void, from: Partial<OpenServices> = {}) {
  const records = [...inspection.records].map(([commit, record]) => {
    const texts = new Map([...record.evidence!].map(([path, bytes]) => [path, Buffer.from(bytes).toString('utf8')]))
    change(texts)
    const evidence = new Map([...texts].map(([path, text]) => [path, Buffer.from(text)]))
    return [commit, { ...record, evidence }] as const
  })
  const checks = await verifyKeptEvidence({ ...inspection, records: new Map(records) }, { ...services, ...from })
  expect(checks.map(({ id }) => id)).toEqual([ID])
  return checks[0]!
}

test.each([
  ['trusted', true, SIGNER],
  ['not trusted', false, expect.stringMatching(/^key [0-9a-f]{12} \(not trusted: /)],
])('a card names the key that signed once, where it is %s', async (_, isTrusted, signer) => {
  const [version] = (await (await services.registry()).read({}, services.signal)).versions
  const record = await (await services.registry()).record(version!, services.signal)
  const settings = (await services.project())!.evidence
  const whom = isTrusted ? settings : { ...settings, trust: [] }
  const { evidence } = await readEvidence(version!, record, whom, services)
  expect(evidence.map(({ signers }) => signers)).toEqual([[signer], [signer]])
})

test('evidence is read whatever its size, and where it was not nothing is said of it', async () => {
  const large = new PromotionRepository()
  const { files } = await large.judge({ summary: 'long '.repeat(50_000) })
  await large.promote({ stage: 'production', evidence: files })
  const own = await large.services()
  const whole = await (await own.registry()).inspect({}, own.signal)
  const [[commit, record]] = [...whole.records] as [[string, NonNullable<ReturnType<typeof whole.records.get>>]]
  expect(record.files.get('evidence/compare.json')).toBe(large.hash('out/compare.json'))
  expect((await verifyKeptEvidence(whole, own))[0]).toMatchObject({ verdict: 'pass' })
  const read = new Map([...record.evidence!].filter(([path]) => path !== 'evidence/compare.json'))
  const sizes = new Map([...record.files, ['evidence/compare.json', null] as const])
  const unread = { ...whole, records: new Map([[commit, { ...record, files: sizes, evidence: read }]]) }
  expect((await verifyKeptEvidence(unread, own))[0]).toMatchObject({
    verdict: 'inconclusive',
    observed: 'evidence/compare.json is too large and was not read',
  })
  await own.close()
  large.dispose()
})

test('registry verify says who signed the evidence of each version', async () => {
  const [result] = await verifyModels(['churn'], services)
  expect(result!.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  expect(result!.checks.find(({ id }) => id === ID)).toMatchObject({
    observed: `signed by ${SIGNER}`,
    statistics: { signers: [SIGNER] },
  })
})

describe('kept evidence', () => {
  const open = (text: string) => Buffer.from(JSON.parse(text).payload, 'base64').toString('utf8')
  const edit = (path: string, edited: (text: string) => string) => (texts: Map<string, string>) =>
    void texts.set(path, edited(texts.get(path)!))
  const swapPayload = (before: string, after: string) => (text: string) => {
    const envelope = JSON.parse(text)
    expect(open(text)).toContain(before)
    return JSON.stringify({ ...envelope, payload: Buffer.from(open(text).replace(before, after)).toString('base64') })
  }

  test.each<[string, (texts: Map<string, string>) => void, string]>([
    [
      'whose summary is missing',
      (texts) => void texts.delete('evidence/verification-summary.json'),
      'evidence/verification-summary.json is missing',
    ],
    [
      'whose summary is of another version',
      edit('evidence/verification-summary.json', (text) => open(text).replace('churn@v0.1.0', 'churn@v9.9.9')),
      'names another version than the record',
    ],
    [
      'whose summary is of another model',
      edit('evidence/verification-summary.json', (text) =>
        open(text).replace(/"sha256":"[0-9a-f]{64}"/g, `"sha256":"${'0'.repeat(64)}"`),
      ),
      'names another model or file than the record',
    ],
    [
      'whose statement was swapped',
      edit('evidence/compare.json', swapPayload('"observed":0.84', '"observed":0.99')),
      'evidence/compare.json: its signature by trust/release.pub does not hold',
    ],
    [
      'whose signature was taken off',
      edit('evidence/compare.json', open),
      `evidence/compare.json is unsigned, and the record says that ${SIGNER} signed it`,
    ],
    ['that is none', edit('evidence/compare.json', () => '{}'), 'evidence/compare.json is no evidence: '],
    [
      'of another command',
      (texts) => void texts.set('evidence/compare.json', texts.get('evidence/validate.json')!),
      'evidence/compare.json has no statement of compare about churn',
    ],
    [
      'whose evaluation result was lost under another',
      (texts) => void texts.set('evidence/eval-result.json', texts.get('evidence/criteria.jsonl')!),
      'evidence/eval-result.json is of https://falsify.dev/prml/v0.1',
    ],
  ])('%s fails by name', async (_, change, reason) => {
    const check = await verify(change)
    expect(check).toMatchObject({ verdict: 'fail', blocks: true, observed: expect.stringContaining(reason) })
  })

  test('of a key that the policy no longer names is inconclusive, not failed', async () => {
    const project = (await services.project())!
    const trust = [{ kind: 'key' as const, pem: publicPem(generateKeyPairSync('ed25519').publicKey), name: 'new.pub' }]
    const changed = { ...project, evidence: { ...project.evidence, trust } }
    const check = await verify(() => {}, { projectAt: async () => changed })
    expect(check).toMatchObject({ verdict: 'inconclusive', blocks: false })
    expect(check.observed).toContain('no key of evidence.trust signed it')
  })

  test('is held against the keys of the default branch, whatever the work tree names', async () => {
    repo.write({ 'trust/release.pub': publicPem(generateKeyPairSync('ed25519').publicKey) })
    const own = await repo.services()
    expect(await verify(() => {}, own)).toMatchObject({ verdict: 'pass', observed: `signed by ${SIGNER}` })
    await own.close()
  })

  test('is held against them where the work tree has no configuration, too', async () => {
    const check = await verify(() => {}, { project: async () => null })
    expect(check).toMatchObject({ verdict: 'pass', observed: `signed by ${SIGNER}` })
  })

  test('that is signed is inconclusive where nobody is trusted', async () => {
    const project = (await services.project())!
    const changed = { ...project, evidence: { ...project.evidence, trust: [] } }
    const check = await verify(() => {}, { projectAt: async () => changed })
    expect(check).toMatchObject({ verdict: 'inconclusive', observed: expect.stringContaining('names nobody') })
  })
})
