import { describe, expect, it, onTestFinished } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { MemoryMirror } from '../memory-mirror.ts'
import { errorOf } from '../promote/promotion-outcomes.ts'
import { PromotionRepository } from '../promote/promotion-repository.ts'
import { changeRegistry } from '../rollback/rollback-runs.ts'
import { makeTwoVersions, WITH_FREE_STAGES } from './free-stages.ts'

/** Which registries were opened, by the names that their settings have for a model. */
interface Follower {
  readonly repo: PromotionRepository
  readonly mirror: MemoryMirror
  readonly names: () => readonly string[]
}

/** churn v0.1.0 in shadow, followed as the default branch says, and a work tree that says otherwise. */
async function followed(mine: string, theirs = 'registry: {type: mlflow, name: real}\n'): Promise<Follower> {
  const repo = new PromotionRepository({ 'modelgate.yml': `${WITH_FREE_STAGES}${theirs}` })
  onTestFinished(() => repo.dispose())
  await makeTwoVersions(repo, 'shadow')
  repo.write({ 'modelgate.yml': mine })
  const [mirror, names] = [new MemoryMirror(), new Set<string>()]
  repo.replaced = {
    mirror: async ({ mirror: settings }) => {
      if (settings === null) return null
      names.add('name' in settings ? settings.name : settings.type)
      return mirror
    },
  }
  return { repo, mirror, names: () => [...names] }
}

const OTHER = `${WITH_FREE_STAGES}registry: {type: mlflow, name: other}\n`

const CHANGES = [
  [['assign', 'churn@v0.1.0'], { stage: 'shadow' }, /^assign shadow v0\.1\.0/],
  [['unassign', 'churn#shadow'], {}, /^unassign shadow/],
  [['sync', 'churn#shadow'], {}, /^assign shadow v0\.2\.0/],
  [['deprecate', 'churn@v0.1.0'], {}, /^deprecate v0\.1\.0/],
] as const

describe.each(CHANGES)('registry %j', (words, flags, told) => {
  it.each([
    ['names another registry', OTHER],
    ['names none', WITH_FREE_STAGES],
  ])('tells the registry that the default branch names where the work tree %s', async (_, mine) => {
    const { repo, mirror, names } = await followed(mine)
    const { versions } = await (await repo.services())
      .registry()
      .then((registry) => registry.read({}, new AbortController().signal))
    for (const { version, commit, stages } of versions) {
      const added = mirror.put(version, commit)
      if (stages.includes('shadow')) mirror.stages.set('shadow', added)
    }
    if (words[0] === 'sync') mirror.stages.clear()
    await changeRegistry(repo, words, { ...flags, reason: 'in order' })
    expect(names()).toEqual(['real'])
    expect(mirror.told.at(-1)).toMatch(told)
    expect(repo.warnings).toContain('registry of modelgate.yml here is not that of refs/heads/main, which counts')
  })
})

it('registry unassign and sync do without the work tree’s configuration, which is damaged', async () => {
  const { repo, mirror, names } = await followed('models: [\n')
  await changeRegistry(repo, ['sync', 'churn#shadow'], { reason: 'in order' })
  await changeRegistry(repo, ['unassign', 'churn#shadow'], { reason: 'in order' })
  expect(names()).toEqual(['real'])
  expect(mirror.told).toEqual(['register v0.2.0', 'assign shadow v0.2.0', 'unassign shadow'])
  expect(repo.warnings).toContainEqual(
    expect.stringMatching(/^modelgate\.yml here cannot be read \(line \d+: .*\): that of refs\/heads\/main counts$/),
  )
})

it('registry verify compares the registry that the default branch names', async () => {
  const { repo, names } = await followed(OTHER)
  const { results } = await changeRegistry(repo, ['verify', 'churn'])
  expect(names()).toEqual(['real'])
  expect(results[0]!.verdict).toBe('fail')
})

it('nothing moves before it is known which registry follows', async () => {
  const { repo } = await followed(WITH_FREE_STAGES)
  repo.write({ 'modelgate.yml': 'models: {}\nnews: 1\n' })
  repo.push('broken')
  const tags = repo.tags()
  for (const [words, flags] of CHANGES) {
    const error = await errorOf(changeRegistry(repo, words, { ...flags, reason: 'in order' }))
    expect(error).toBeInstanceOf(InputError)
  }
  expect(repo.tags()).toEqual(tags)
})
