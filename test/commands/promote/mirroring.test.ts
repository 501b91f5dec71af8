import { expect, test } from 'vitest'
import { MemoryMirror } from '../memory-mirror.ts'
import { repository } from './promotion-outcomes.ts'
import { CONFIG } from './promotion-repository.ts'

test.each([
  ['for a stage', ' in production.', { stage: 'production' }],
  ['without a stage', ', and no stage would move.', {}],
])('a dry run %s names the registry that would follow, and tells it nothing', async (_, place, to) => {
  const repo = repository({ 'modelgate.yml': `${CONFIG}registry: {type: mlflow}\n` })
  const mirror = new MemoryMirror()
  repo.replaced = { mirror: async ({ mirror: settings }) => (settings === null ? null : mirror) }
  const { files, digests } = await repo.judge()
  const flags = { ...to, evidence: files, digests }
  const dry = await repo.promote({ ...flags, 'dry-run': true })
  expect(dry.results[0]!.summary).toBe(
    `churn may go: it would be v0.1.0${place} Shelf (shelf.example) would follow. Nothing was changed.`,
  )
  expect(mirror.told).toEqual([])
  const done = await repo.promote(flags)
  expect(done.results[0]!.summary).toContain('Shelf follows: ')
})
