import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { errorOf, registeredOf, repository } from './promotion-outcomes.ts'
import { CONFIG, type PromotionRepository } from './promotion-repository.ts'

const IMAGE = `ghcr.io/acme/churn@sha256:${'a'.repeat(64)}`

/** Production is served from now on by a command that takes this word. */
function serveBy(repo: PromotionRepository, word: string): void {
  const target = `{type: command, command: [./deploy.sh, "--with=${word}"]}`
  repo.write({ 'modelgate.yml': CONFIG.replace('compare]}', `compare], deploy: {target: ${target}}}`) })
  repo.push(`served by ${word}`)
}

/** A registry that has any image. */
function withImages(repo: PromotionRepository): void {
  const facts = { digest: IMAGE.split('@')[1]!, labels: {}, attestations: [] }
  repo.replaced = { images: async () => ({ find: async () => facts, close: async () => {} }) }
}

const wayBackOf = (outcome: Awaited<ReturnType<PromotionRepository['promote']>>) =>
  outcome.results[0]!.checks.find(({ id }) => id === 'evidence/way-back/target')

describe('a stage whose target takes an image', () => {
  it('takes no version without one, in a dry run either', async () => {
    const repo = repository()
    withImages(repo)
    serveBy(repo, '{image}')
    const { files } = await repo.judge()
    for (const isDry of [true, false]) {
      const error = await errorOf(repo.promote({ stage: 'production', evidence: files, 'dry-run': isDry }))
      expect(error).toBeInstanceOf(InputError)
      expect(error.message).toMatch(
        /modelgate\.yml:\d+:\d+: the target of production takes \{image\}, and this version of churn names none\n.*--image/,
      )
    }
    expect(repo.tags()).toEqual([])
    expect(registeredOf(await repo.promote({ stage: 'production', evidence: files, image: IMAGE }))).toMatchObject({
      stage: 'production',
    })
  })

  it('takes one whose record names it already', async () => {
    const repo = repository()
    withImages(repo)
    serveBy(repo, '{image}')
    const { files } = await repo.judge()
    await repo.promote({ evidence: files, image: IMAGE })
    expect(registeredOf(await repo.promote({ stage: 'production', evidence: files }))).toMatchObject({
      ...{ version: 'v0.1.0', stage: 'production' },
    })
  })

  it('is warned of a version in place that has none, and proves the way back to one that has', async () => {
    const repo = repository()
    withImages(repo)
    await repo.judgeAndPromote()
    serveBy(repo, '{image}')
    repo.train('two')
    const second = await repo.judgeAndPromote({ image: IMAGE })
    expect(registeredOf(second)).toMatchObject({ version: 'v0.2.0' })
    expect(second.results[0]).toMatchObject({ verdict: 'warn', blocks: false })
    expect(wayBackOf(second)).toMatchObject({
      ...{ verdict: 'fail', severity: 'warning', observed: 'the record of v0.1.0 names no image' },
      help: expect.stringMatching(/^v0\.1\.0 could not be served again by the target of production, which takes/),
    })
    repo.train('three')
    expect(wayBackOf(await repo.judgeAndPromote({ image: IMAGE }))).toMatchObject({ verdict: 'pass', observed: IMAGE })
  })
})

it('a target that takes the version asks for no image', async () => {
  const repo = repository()
  await repo.judgeAndPromote()
  serveBy(repo, '{version}')
  repo.train('two')
  const outcome = await repo.judgeAndPromote()
  expect(registeredOf(outcome)).toMatchObject({ version: 'v0.2.0' })
  expect(wayBackOf(outcome)).toBeUndefined()
})
