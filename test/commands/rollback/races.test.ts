import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RaceLostError } from '../../../src/core/faults.ts'
import { verifyRegistry } from '../../../src/registry/verification.ts'
import { runCliWithGit } from '../../support/deadly-git.ts'
import { makeDraft, openTestRegistry } from '../../support/git-remote.ts'
import { errorOf, registeredOf } from '../promote/promotion-outcomes.ts'
import type { PromotionRepository } from '../promote/promotion-repository.ts'
import { messageOf, modelOf, promotedThrice, ROLLBACK, rollBack } from './rollback-runs.ts'
import { served } from './served-repository.ts'

const { signal } = new AbortController()

/** Lets somebody else act between the look at the stage and the tag. */
const meanwhile =
  (act: () => Promise<unknown>) => async (services: Parameters<NonNullable<Parameters<typeof rollBack>[2]>>[0]) => {
    const registry = await services.registry()
    const assign = registry.assign.bind(registry)
    registry.assign = async (...args) => {
      await act()
      return assign(...args)
    }
  }

const stageTags = (repo: PromotionRepository) => repo.tags().filter((tag) => tag.startsWith('churn#production#'))

describe('a stage that moves meanwhile', () => {
  it('is a race lost to whoever took it, and nothing is left behind', async () => {
    const repo = await promotedThrice()
    repo.train('four')
    const error = await errorOf(
      rollBack(
        repo,
        {},
        meanwhile(() => repo.judgeAndPromote()),
      ),
    )
    expect(error).toBeInstanceOf(RaceLostError)
    expect(error.message).toMatch(
      /^production of churn moved while it was to go back from v0\.3\.0: it holds v0\.4\.0 now \(churn#production#4, by tester, /,
    )
    expect(stageTags(repo)).toHaveLength(4)
    expect(repo.holder()).toMatchObject({ version: 'v0.4.0' })
  })

  it('is no race where somebody else did the same', async () => {
    const repo = await promotedThrice()
    const outcome = await rollBack(
      repo,
      {},
      meanwhile(() => rollBack(repo, { reason: 'I saw it first' })),
    )
    expect(outcome.results[0]).toMatchObject({ verdict: 'skip', blocks: false })
    expect(registeredOf(outcome)).toMatchObject({ version: 'v0.2.0', stageTag: 'churn#production#4' })
    expect(stageTags(repo)).toHaveLength(4)
  })
})

it('of ten rollbacks and promotions at one moment one moves the stage, and every other knows', async () => {
  const repo = await promotedThrice()
  const holder = repo.holder()!.commit
  const racers = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const registry = await openTestRegistry(repo.clone)
      const identity = { name: `racer-${index}`, email: 'racer@example.com' }
      const base = { stage: 'production', expectedStageCommit: holder, identity }
      const details = { event: 'rolledBack', barred: [modelOf(repo, 'v0.3.0')] }
      const back = { ...base, model: 'churn', version: 'v0.2.0', isAgain: true, sentence: 'Back.', details }
      return () =>
        index % 2 === 0
          ? registry.assign(back, signal)
          : registry.register(makeDraft('churn', `model ${index}`, base), signal)
    }),
  )
  const ends = await Promise.allSettled(racers.map((race) => race()))
  expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(RaceLostError)
  expect(stageTags(repo)).toHaveLength(4)
  const registry = await openTestRegistry(repo.clone)
  const checks = verifyRegistry(await registry.inspect({}, signal))
  expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
})

describe('a rollback that is killed', () => {
  it.each([
    ['fast-import', 'before', 3],
    ['fast-import', 'after', 3],
    ['push', 'before', 3],
    ['push', 'after', 4],
    ['rev-parse', 'after', 4],
  ] as const)(
    'at %s, %s it, leaves the old state or the new, and a second run ends at the new',
    async (at, when, left) => {
      const repo = await promotedThrice()
      const killed = runCliWithGit(ROLLBACK, repo.clone, { at, when })
      expect([killed.signal, killed.calls.includes(at)]).toEqual(['SIGKILL', true])
      expect(stageTags(repo)).toHaveLength(left)
      const second = runCliWithGit(ROLLBACK, repo.clone)
      expect([second.status, second.stderr]).toEqual([0, ''])
      expect(stageTags(repo)).toHaveLength(4)
      expect(repo.holder()).toMatchObject({ version: 'v0.2.0' })
      expect(messageOf(repo, 'churn#production#4')['barred']).toEqual([modelOf(repo, 'v0.3.0')])
    },
  )
})

describe('a rollback of what serves that is killed', () => {
  it.each(['before', 'after'] as const)(
    '%s the tag is pushed is completed by a second run, which rolls nothing again',
    async (when) => {
      const repo = await served()
      const killed = runCliWithGit(ROLLBACK, repo.clone, { at: 'push', when })
      expect(killed.signal).toBe('SIGKILL')
      expect(readFileSync(join(repo.clone, 'serves'), 'utf8')).toBe('v0.2.0')
      const second = runCliWithGit(ROLLBACK, repo.clone)
      expect(second.status, second.stderr).toBe(0)
      expect(repo.holder()).toMatchObject({ version: 'v0.2.0' })
      expect(stageTags(repo)).toHaveLength(4)
      expect(readFileSync(join(repo.clone, 'rolled'), 'utf8').trim().split('\n')).toHaveLength(1)
    },
  )
})
