import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import type { ImageFacts } from '../../../src/ports/image-registry.ts'
import { git } from '../../support/git.ts'
import { hostedRepository } from './hosted-repository.ts'
import { errorOf, refusalOf, registeredOf, repository } from './promotion-outcomes.ts'
import { CONFIG, PromotionRepository } from './promotion-repository.ts'

const IMAGE = `ghcr.io/acme/churn@sha256:${'1'.repeat(64)}`

/** A registry of images that has the one, with these labels. */
const withImage = (repo: PromotionRepository, labels: Readonly<Record<string, string>> | null) => {
  const facts: ImageFacts | null = labels && { digest: IMAGE.split('@')[1]!, labels, attestations: [] }
  const find = (reference: string) => Promise.resolve(reference === IMAGE ? facts : null)
  repo.replaced = { images: () => Promise.resolve({ find, close: async () => {} }) }
}

const recordOf = (repo: PromotionRepository, version: string) =>
  JSON.parse(git(repo.remote, 'show', `churn@${version}:record.json`)) as { image: string | null }

describe('the image of a version', () => {
  it('is proven present and put into the record', async () => {
    const repo = repository()
    const head = git(repo.clone, 'rev-parse', 'HEAD')
    const digest = `sha256:${repo.hash('out/model.bin')}`
    withImage(repo, {
      'org.opencontainers.image.revision': head,
      'modelgate.digest': digest,
      'modelgate.version': 'v0.1.0',
      'org.opencontainers.image.version': 'main',
    })
    const outcome = await repo.judgeAndPromote({ image: IMAGE })
    expect(recordOf(repo, 'v0.1.0').image).toBe(IMAGE)
    expect(outcome.results[0]!.checks.find(({ id }) => id === 'evidence/image/labels')).toMatchObject({
      verdict: 'pass',
      observed: 'org.opencontainers.image.revision, modelgate.version, modelgate.digest',
    })
  })

  it('without labels that speak of a version contradicts nothing', async () => {
    const repo = repository()
    withImage(repo, {})
    expect(registeredOf(await repo.judgeAndPromote({ image: IMAGE }))).toMatchObject({ version: 'v0.1.0' })
  })

  it.each([
    ['modelgate.model', 'spam'],
    ['modelgate.version', 'v9.0.0'],
    ['modelgate.digest', `sha256:${'0'.repeat(64)}`],
    ['org.opencontainers.image.revision', 'f'.repeat(40)],
  ])('whose label %s is %s is refused', async (label, value) => {
    const repo = repository()
    withImage(repo, { [label]: value })
    const outcome = await repo.judgeAndPromote({ image: IMAGE })
    expect(refusalOf(outcome)).toEqual({ 'evidence/image/labels': 'foreign' })
    expect(outcome.results[0]!.summary).toContain(`${label} is ${value}, the record has `)
    expect(repo.tags()).toEqual([])
  })

  it('that is not there is refused, and one by tag is no image at all', async () => {
    const repo = repository()
    withImage(repo, null)
    expect(refusalOf(await repo.judgeAndPromote({ image: IMAGE }))).toEqual({ 'evidence/image': 'insufficient' })
    const error = await errorOf(repo.judgeAndPromote({ image: 'ghcr.io/acme/churn:latest' }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('is no reference by digest')
  })

  it('is of one model, and another one of the same bytes makes another version', async () => {
    const repo = repository()
    withImage(repo, {})
    const { files } = await repo.judge()
    await repo.promote({ evidence: files })
    expect(registeredOf(await repo.promote({ evidence: files, image: IMAGE }))).toMatchObject({ version: 'v0.2.0' })
    expect(registeredOf(await repo.promote({ evidence: files }))).toMatchObject({ version: 'v0.2.0' })
    const both = repo.promote({ evidence: files, image: IMAGE, model: ['churn', 'spam'] })
    expect((await errorOf(both)).message).toContain('--image names one image, and 2 models')
  })
})

describe('a stage that takes derived predictions alone', () => {
  const derived = { 'modelgate.yml': CONFIG.replace('compare]}', 'compare], derived: true}') }
  const material = (repo: PromotionRepository, name: string, uri: string, isDerived: boolean) => ({
    ...{ name, uri, rows: 2, derived: isDerived },
    digest: { sha256: repo.hash(uri) },
  })
  const materials = (repo: PromotionRepository, isDerived: boolean) => [
    material(repo, 'candidate', 'out/predictions.csv', isDerived),
    material(repo, 'evaluation', 'data/test.csv', false),
    material(repo, 'model', 'out/model.bin', false),
  ]

  it('takes those that compare made itself', async () => {
    const repo = repository(derived)
    const { files } = await repo.judge({ materials: materials(repo, true) })
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(registeredOf(outcome)).toMatchObject({ version: 'v0.1.0' })
    expect(outcome.results[0]!.checks.map(({ id }) => id)).toContain('evidence/stage/production/derived')
  })

  it('refuses those that were handed in', async () => {
    const repo = repository(derived)
    const { files } = await repo.judge()
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    expect(refusalOf(outcome)).toEqual({ 'evidence/stage/production/derived': 'insufficient' })
    expect(outcome.results[0]!.summary).toContain('name the command under candidate as predict')
    expect(registeredOf(await repo.promote({ evidence: files }))).toMatchObject({ stage: null })
  })
})

describe('what GitHub enforces', () => {
  const checkOf = (outcome: Awaited<ReturnType<PromotionRepository['promote']>>, id: string) =>
    outcome.results[0]!.checks.find((check) => check.id === id)

  it('is told of tags that anybody may move, as a warning that stops nothing', async () => {
    const { repo, github } = await hostedRepository()
    github.state.rulesets.length = 0
    const outcome = await repo.judgeAndPromote()
    expect(outcome.results[0]).toMatchObject({ verdict: 'warn', blocks: false })
    expect(checkOf(outcome, 'evidence/registry/protection')).toMatchObject({ verdict: 'fail', severity: 'warning' })
    expect(repo.holder()).toMatchObject({ version: 'v0.1.0' })
  })

  it('is unknown where it cannot be asked, which changes no verdict', async () => {
    const { repo, github } = await hostedRepository()
    github.fail({ operation: 'repos/get-repo-rulesets', kind: 'permission' })
    const outcome = await repo.judgeAndPromote()
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass' })
    expect(checkOf(outcome, 'evidence/registry/protection')).toMatchObject({
      verdict: 'inconclusive',
      severity: 'info',
    })
  })

  it.each([
    [[], 'there is no such environment', 'warn'],
    [[{ name: 'prod', protection_rules: [] }], 'no reviewers', 'warn'],
    [
      [
        {
          name: 'prod',
          protection_rules: [{ id: 1, type: 'required_reviewers', reviewers: [{ reviewer: { login: 'hubot' } }] }],
        },
      ],
      expect.stringContaining('hubot'),
      'pass',
    ],
  ])('is told of the environment of a stage: %j', async (environments, observed, verdict) => {
    const made = new PromotionRepository({
      'modelgate.yml': CONFIG.replace('compare]}', 'compare], environment: prod}'),
    })
    const { repo, github } = await hostedRepository(undefined, made)
    github.state.environments.push(...environments)
    const outcome = await repo.judgeAndPromote()
    expect(outcome.results[0]).toMatchObject({ verdict, blocks: false })
    expect(checkOf(outcome, 'evidence/stage/production/environment')).toMatchObject({ observed })
  })
})
