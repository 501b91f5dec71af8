import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InputError, RaceLostError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { git } from '../../support/git.ts'
import { openTestRegistry } from '../../support/git-remote.ts'
import { errorOf, repository } from '../promote/promotion-outcomes.ts'
import { CONFIG, PromotionRepository } from '../promote/promotion-repository.ts'
import { changeRegistry, messageOf } from '../rollback/rollback-runs.ts'
import { makeTwoVersions, WITH_FREE_STAGES } from './free-stages.ts'

const { signal } = new AbortController()
const reason = 'asked for'

async function registered(stage: string | null = null): Promise<PromotionRepository> {
  const repo = repository({ 'modelgate.yml': WITH_FREE_STAGES })
  await makeTwoVersions(repo, stage)
  return repo
}

const names = (repo: PromotionRepository) => repo.tags().map((tag) => tag.split(' ')[0])
const wordsOf = (outcome: { readonly text?: string }) => outcome.text!.trim()

describe('assign', () => {
  it('puts a version into a stage that asks for no evidence, once', async () => {
    const repo = await registered()
    const assign = () => changeRegistry(repo, ['assign', 'churn@v0.1.0'], { stage: 'shadow', reason })
    const outcome = await assign()
    expect(wordsOf(outcome)).toBe('shadow of churn holds v0.1.0 now (churn#shadow#1).')
    expect(outcome.document).toMatchObject({
      schema: 'modelgate.registry/v1',
      events: [{ event: 'assigned', version: 'v0.1.0', stage: 'shadow', reason }],
    })
    expect(messageOf(repo, 'churn#shadow#1')).toMatchObject({ event: 'assigned', reason, number: 1 })
    expect(wordsOf(await assign())).toBe('shadow of churn holds v0.1.0 already.')
    expect(names(repo)).toEqual(['churn#shadow#1', 'churn@v0.1.0', 'churn@v0.2.0'])
  })

  it.each([
    ['production', /production of churn asks for evidence of validate, evidence of compare[\s\S]*promote does that/],
    ['live', /live of churn asks for reviewers of the environment live/],
    ['nowhere', /churn has no stage "nowhere"[\s\S]*shadow, canary, production, live/],
  ])('is refused for %s, and the work tree has no say in that', async (stage, message) => {
    const repo = await registered()
    repo.write({ 'modelgate.yml': CONFIG.replace('require: [validate, compare]', 'require: []') })
    const error = await errorOf(changeRegistry(repo, ['assign', 'churn@v0.1.0'], { stage, reason }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(message)
    expect(names(repo)).toEqual(['churn@v0.1.0', 'churn@v0.2.0'])
  })

  it.each([
    ['taken out', (repo: PromotionRepository) => git(repo.clone, 'rm', '--quiet', '--force', 'modelgate.yml')],
    ['damaged', (repo: PromotionRepository) => repo.write({ 'modelgate.yml': 'models: [\n' })],
  ])('is refused by the policy of the default branch where that of the work tree was %s', async (_, damage) => {
    const repo = await registered()
    damage(repo)
    const error = await errorOf(changeRegistry(repo, ['assign', 'churn@v0.1.0'], { stage: 'production', reason }))
    expect(error.message).toMatch(/production of churn asks for evidence of validate, evidence of compare/)
  })

  it('keeps to the order of stages, in a result that blocks', async () => {
    const repo = await registered()
    const toCanary = () => changeRegistry(repo, ['assign', 'churn@v0.2.0'], { stage: 'canary', reason })
    const refused = await toCanary()
    expect(exitCodeOf(refused)).toBe(1)
    expect(refused.results[0]).toMatchObject({ command: 'registry', model: 'churn', verdict: 'fail' })
    expect(refused.results[0]!.summary).toBe(
      'churn@v0.2.0 was not assigned to canary: promote this model to shadow first.',
    )
    await changeRegistry(repo, ['assign', 'churn@v0.2.0'], { stage: 'shadow', reason })
    expect(wordsOf(await toCanary())).toContain('canary of churn holds v0.2.0 now')
  })

  it('replaces nothing that could not be gone back to', async () => {
    const repo = await registered()
    await changeRegistry(repo, ['assign', 'churn@v0.1.0'], { stage: 'shadow', reason })
    repo.loseObject('churn@v0.1.0:artifacts/model')
    const refused = await changeRegistry(repo, ['assign', 'churn@v0.2.0'], { stage: 'shadow', reason })
    expect(refused.results[0]!.summary).toContain('churn v0.1.0 could not be brought back')
  })
})

describe('unassign', () => {
  it('leaves the stage empty, by a tag for each version that was there', async () => {
    const repo = await registered('production')
    const outcome = await changeRegistry(repo, ['unassign', 'churn#production'], { reason })
    expect(wordsOf(outcome)).toBe(
      'v0.2.0 left production of churn, which holds no version now (churn#production!#3, churn#production!#4).',
    )
    expect(outcome.document).toMatchObject({ events: [{ event: 'unassigned', version: 'v0.2.0', reason }] })
    expect(repo.tags()).toContain(`churn#production!#4 ${git(repo.remote, 'rev-parse', 'churn@v0.2.0^{}')}`)
    const { versions } = (await changeRegistry(repo, ['list'])).document as { versions: { stages: string[] }[] }
    expect(versions.flatMap(({ stages }) => stages)).toEqual([])
    expect((await changeRegistry(repo, ['verify'])).results[0]).toMatchObject({ verdict: 'pass' })
    const again = await changeRegistry(repo, ['unassign', 'churn'], { stage: 'production', reason })
    expect(wordsOf(again)).toBe('production of churn holds no version already.')
    expect(names(repo)).toHaveLength(6)
  })

  it('goes on with the next number, and takes only what came since', async () => {
    const repo = await registered('shadow')
    const unassign = () => changeRegistry(repo, ['unassign', 'churn#shadow'], { reason })
    await unassign()
    await changeRegistry(repo, ['assign', 'churn@v0.1.0'], { stage: 'shadow', reason })
    expect(wordsOf(await unassign())).toContain('(churn#shadow!#6)')
    expect((await changeRegistry(repo, ['verify'])).results[0]).toMatchObject({ verdict: 'pass' })
  })
})

describe('deprecate', () => {
  it('says of a version that it is to be taken no more, once', async () => {
    const repo = await registered()
    const deprecate = () => changeRegistry(repo, ['deprecate', 'churn@v0.1.0'], { reason: 'leaky features' })
    const outcome = await deprecate()
    expect(wordsOf(outcome)).toBe('churn@v0.1.0 is deprecated (churn@v0.1.0!).')
    expect(outcome.document).toMatchObject({ events: [{ event: 'deprecated', version: 'v0.1.0', stage: null }] })
    expect(wordsOf(await deprecate())).toBe('churn@v0.1.0 is deprecated already (churn@v0.1.0!).')
    expect(names(repo)).toEqual(['churn@v0.1.0', 'churn@v0.1.0!', 'churn@v0.2.0'])
    const error = await errorOf(changeRegistry(repo, ['assign', 'churn@v0.1.0'], { stage: 'shadow', reason }))
    expect(error.message).toContain('churn@v0.1.0 is deprecated')
    expect((await changeRegistry(repo, ['verify'])).results[0]).toMatchObject({ verdict: 'pass' })
  })

  it('is refused for a version in use', async () => {
    const repo = await registered('production')
    const error = await errorOf(changeRegistry(repo, ['deprecate', 'churn@v0.2.0'], { reason }))
    expect(error.message).toMatch(/churn@v0\.2\.0 holds production[\s\S]*registry unassign churn --stage production/)
  })
})

describe('what is asked wrongly', () => {
  let shared: PromotionRepository
  beforeAll(async () => {
    shared = new PromotionRepository({ 'modelgate.yml': WITH_FREE_STAGES })
    await makeTwoVersions(shared, null)
  })
  afterAll(() => {
    expect(names(shared)).toEqual(['churn@v0.1.0', 'churn@v0.2.0'])
    shared.dispose()
  })

  it.each([
    [['assign'], {}, /assign of what\?[\s\S]*assign needs a stage/],
    [['assign', 'churn'], { stage: 'shadow' }, /assign needs a version/],
    [['assign', 'churn@latest'], { stage: 'shadow' }, /version "latest" is none/],
    [['assign', 'churn@v9.0.0'], { stage: 'shadow' }, /churn has no version v9\.0\.0[\s\S]*v0\.2\.0, v0\.1\.0/],
    [['assign', 'churn@v0.1.0'], { stage: 'shadow', reason: ' ' }, /no reason is given/],
    [['unassign', 'churn@v0.1.0'], { stage: 'shadow' }, /unassign takes no version/],
    [['unassign', 'churn#shadow'], { stage: 'canary' }, /name two stages/],
    [['unassign', 'churn#shadow'], {}, /was ever in shadow/],
    [['deprecate', 'churn@v0.1.0'], { stage: 'shadow' }, /deprecate takes no stage/],
    [['lift', 'churn#shadow'], {}, /lift needs the digest/],
    [['lift', 'churn#shadow'], { digest: 'abc' }, /--digest abc is no digest/],
    [['lift', 'churn#shadow'], { digest: `sha256:${'a'.repeat(64)}` }, /is not barred from shadow/],
    [['list'], { stage: 'shadow' }, /--stage belongs to assign/],
    [['register', 'churn'], {}, /modelgate promote --model M registers/],
  ] as const)('%j %j', async (words, flags, message) => {
    const repo = shared
    const given = words[0] === 'list' ? flags : { reason, ...flags }
    const error = await errorOf(changeRegistry(repo, words, given))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(message)
  })
})

it('a dry run says what would be and changes nothing', async () => {
  const repo = await registered('shadow')
  const tags = names(repo)
  const dry = { 'dry-run': true }
  const words = [
    await changeRegistry(repo, ['assign', 'churn@v0.1.0'], { ...dry, stage: 'shadow' }),
    await changeRegistry(repo, ['unassign', 'churn#shadow'], dry),
    await changeRegistry(repo, ['deprecate', 'churn@v0.1.0'], dry),
  ].map(wordsOf)
  expect(words).toEqual([
    'shadow of churn would hold v0.1.0. Nothing was changed.',
    'v0.2.0 would leave shadow of churn. Nothing was changed.',
    'churn@v0.1.0 would be deprecated. Nothing was changed.',
  ])
  repo.variables = { ...repo.variables, GIT_COMMITTER_NAME: '', GIT_COMMITTER_EMAIL: '' }
  const changes: [string[], Record<string, unknown>][] = [
    [['assign', 'churn@v0.1.0'], { ...dry, stage: 'shadow' }],
    [['unassign', 'churn#shadow'], dry],
    [['deprecate', 'churn@v0.1.0'], dry],
  ]
  for (const [change, flags] of changes) {
    expect((await errorOf(changeRegistry(repo, change, flags))).message).toMatch(/^nobody is named/)
  }
  expect(names(repo)).toEqual(tags)
})

it('a stage that moved since it was looked at is left alone', async () => {
  const repo = await registered('production')
  const registry = await openTestRegistry(repo.clone)
  const [holder, before] = ['v0.2.0', 'v0.1.0'].map((version) => git(repo.remote, 'rev-parse', `churn@${version}^{}`))
  const identity = { name: 'racer', email: 'racer@example.com' }
  const draft = { model: 'churn', stage: 'production', sentence: 'Empty.', reason, identity }
  await expect(registry.unassign({ ...draft, expectedStageCommit: before! }, signal)).rejects.toThrow(RaceLostError)
  const ends = await Promise.allSettled(
    Array.from({ length: 4 }, async (_, index) => {
      const own = await openTestRegistry(repo.clone)
      return own.unassign(
        { ...draft, identity: { ...identity, name: `racer-${index}` }, expectedStageCommit: holder! },
        signal,
      )
    }),
  )
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(names(repo)).toHaveLength(6)
})
