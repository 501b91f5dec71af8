import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { errorOf, registeredOf, repository } from '../promote/promotion-outcomes.ts'
import { CONFIG } from '../promote/promotion-repository.ts'
import { messageOf, modelOf, promotedThrice, rollBack } from './rollback-runs.ts'

describe('presence is proven first', () => {
  it.each(['artifacts/model', 'record.json'])('%s that is lost stops it', async (path) => {
    const repo = await promotedThrice()
    const tags = repo.tags()
    repo.loseObject(`churn@v0.2.0:${path}`)
    const outcome = await rollBack(repo)
    expect(exitCodeOf(outcome)).toBe(1)
    const wrong = outcome.results[0]!.checks.filter(({ blocks }) => blocks)
    expect(wrong.map(({ id }) => id)).toEqual(['evidence/way-back/record'])
    expect(outcome.results[0]!.summary).toMatch(
      /^churn was not rolled back: churn v0\.2\.0 could not be brought back .*--to\.$/,
    )
    expect(repo.tags()).toEqual(tags)
    expect(registeredOf(await rollBack(repo, { to: 'v0.1.0' }))).toMatchObject({ version: 'v0.1.0' })
  })

  it('not of what is left: its record may be lost', async () => {
    const repo = await promotedThrice()
    repo.loseObject('churn@v0.3.0:record.json')
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(messageOf(repo, 'churn#production#4')['barred']).toEqual([modelOf(repo, 'v0.3.0')])
  })
})

describe('what cannot be done is refused in words', () => {
  it.each([
    [{ stage: undefined }, /no stage is named/],
    [{ reason: undefined }, /no reason is given[\s\S]*--reason/],
    [{ reason: '  ' }, /no reason is given/],
    [{ to: 'latest' }, /version "latest" is none/],
    [{ to: 'v9.0.0' }, /churn has no version v9\.0\.0[\s\S]*v0\.3\.0, v0\.2\.0, v0\.1\.0/],
    [{ stage: 'staging' }, /no version of churn was ever in staging[\s\S]*production/],
    [{ model: ['spam'] }, /no version of spam is registered/],
    [{ model: ['churn', 'spam'], to: 'v0.1.0' }, /2 models are to go back/],
  ])('%j', async (flags, message) => {
    const error = await errorOf(rollBack(await promotedThrice(), flags as object))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(message)
  })

  it('a version that never was there is what promote is for', async () => {
    const repo = await promotedThrice()
    repo.train('four')
    const { files } = await repo.judge()
    await repo.promote({ evidence: files })
    expect((await errorOf(rollBack(repo, { to: 'v0.4.0' }))).message).toContain('v0.4.0 was never in production')
  })

  it('a stage with a target to act on first waits for that', async () => {
    const repo = repository({
      'modelgate.yml': CONFIG.replace('compare]}', 'compare], deploy: {target: {type: vertex}}}'),
    })
    expect((await errorOf(rollBack(repo))).message).toMatch(/production\.deploy: deploy to vertex is not there yet/)
  })
})
