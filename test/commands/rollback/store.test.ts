import { mkdtempSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Services } from '../../../src/commands/services.ts'
import { SystemError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { CONFIG, PromotionRepository } from '../promote/promotion-repository.ts'
import { rollBack } from './rollback-runs.ts'

it('a store that is not mounted is no loss: neither rollback nor promote takes its version for gone', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelgate-test-')))
  const repo = new PromotionRepository({ 'modelgate.yml': `${CONFIG}store: {type: folder, path: ${folder}}\n` })
  onTestFinished(() => {
    repo.dispose()
    for (const path of [folder, `${folder}.elsewhere`]) rmSync(path, { recursive: true, force: true })
  })
  await repo.judgeAndPromote()
  repo.train('two')
  await repo.judgeAndPromote()
  const tags = repo.tags()
  repo.train('three')
  const { files } = await repo.judge()
  renameSync(folder, `${folder}.elsewhere`)
  for (const run of [() => rollBack(repo), () => repo.promote({ stage: 'production', evidence: files })]) {
    const error: unknown = await run().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(SystemError)
    const { message } = error as SystemError
    expect(message).toMatch(
      /^cannot tell whether churn v0\.\d\.0 could be brought back: the store folder:.* is not there\n/,
    )
    expect(message).toMatch(/mount the share.*; then run the same command again$/)
    expect(message).not.toMatch(/--to|restore it there/)
  }
  expect(repo.tags()).toEqual(tags)
  renameSync(`${folder}.elsewhere`, folder)
  expect(exitCodeOf(await rollBack(repo))).toBe(0)
})

it('stored files that are wanted are fetched before anything moves', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelgate-test-')))
  const repo = new PromotionRepository({ 'modelgate.yml': `${CONFIG}store: {type: folder, path: ${folder}}\n` })
  onTestFinished(() => {
    repo.dispose()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const name of ['one', 'two']) {
    repo.train(name)
    await repo.judgeAndPromote()
  }
  const tags = repo.tags()
  // as where a store tells the size alone beforehand
  const alter = (services: Services) => {
    const { registry } = services
    services.registry = async () =>
      Object.assign(Object.create(await registry()) as Awaited<ReturnType<typeof registry>>, {
        artifact: () => Promise.reject(new SystemError('the store gave other bytes than the record says')),
      })
  }
  const run = rollBack(repo, { checkout: join(folder, 'new') }, alter as never)
  await expect(run).rejects.toThrow('the store gave other bytes than the record says')
  expect(repo.tags()).toEqual(tags)
  expect(exitCodeOf(await rollBack(repo, { checkout: join(folder, 'new') }))).toBe(0)
})
