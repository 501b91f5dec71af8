import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { refusalOf, registeredOf, repository } from './promotion-outcomes.ts'
import { CONFIG } from './promotion-repository.ts'

const withStages = (production: string) =>
  CONFIG.replace(
    / {6}production: .*\n/,
    `      staging: {require: [validate, compare]}\n      production: {require: [validate, compare], ${production}}\n`,
  )

it('a version goes through the stages in order, and stays in the first for its time', async () => {
  const repo = repository({ 'modelgate.yml': withStages('after: staging, hold: 8s') })
  const { files } = await repo.judge()
  const promote = (stage: string) => repo.promote({ stage, evidence: files })
  expect(refusalOf(await promote('production'))).toEqual({ 'evidence/stage/production/after': 'insufficient' })
  expect(registeredOf(await promote('staging'))).toMatchObject({ version: 'v0.1.0', stageTag: 'churn#staging#1' })
  const staged = performance.now()
  const early = await promote('production')
  expect(refusalOf(early)).toEqual({ 'evidence/stage/production/hold': 'insufficient' })
  expect(early.results[0]!.summary).toMatch(/it has been there since \S+: promote it from \S+ on/)
  await wait(Math.max(0, 8500 - (performance.now() - staged)))
  expect(registeredOf(await promote('production'))).toMatchObject({
    version: 'v0.1.0',
    stage: 'production',
    stageTag: 'churn#production#1',
  })
  expect(repo.tags().map((tag) => tag.split(' ')[0])).toEqual(['churn#production#1', 'churn#staging#1', 'churn@v0.1.0'])
})

it('the bytes that the stage before holds may be judged anew for the next: they become a version with that evidence', async () => {
  const repo = repository({ 'modelgate.yml': withStages('after: staging') })
  const first = await repo.judge()
  await repo.promote({ stage: 'staging', evidence: first.files })
  const second = await repo.judge({ summary: 'Judged again, a day later.' })
  expect(registeredOf(await repo.promote({ stage: 'production', evidence: second.files }))).toMatchObject({
    version: 'v0.2.0',
    stageTag: 'churn#production#1',
  })
  repo.train('two')
  const other = await repo.judge()
  expect(refusalOf(await repo.promote({ stage: 'production', evidence: other.files }))).toEqual({
    'evidence/stage/production/after': 'insufficient',
  })
})
