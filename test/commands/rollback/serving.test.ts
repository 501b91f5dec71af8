import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError, RaceLostError, SystemError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { git } from '../../support/git.ts'
import { errorOf, registeredOf } from '../promote/promotion-outcomes.ts'
import type { PromotionRepository } from '../promote/promotion-repository.ts'
import { modelOf, rollBack } from './rollback-runs.ts'
import { served } from './served-repository.ts'

const read = (repo: PromotionRepository, name: string) => readFileSync(join(repo.clone, name), 'utf8')
const fault = (repo: PromotionRepository, name: string) => writeFileSync(join(repo.clone, 'fault'), name)
const stageTags = (repo: PromotionRepository) => repo.tags().filter((tag) => tag.startsWith('churn#production#'))

describe('what serves a stage', () => {
  it('serves the version before it is tagged, by an argument vector, with the variables that are named', async () => {
    const repo = await served()
    const outcome = await rollBack(repo)
    expect(registeredOf(outcome)).toMatchObject({ version: 'v0.2.0' })
    expect(read(repo, 'serves')).toBe('v0.2.0')
    expect(read(repo, 'rolled')).toBe('v0.2.0 churn production /etc/kube -\n')
    expect(outcome.results[0]!.checks.find(({ id }) => id === 'evidence/target/read-back')).toMatchObject({
      verdict: 'pass',
      observed: 'v0.2.0',
    })
  })

  it('is read back by the digest of the model as well', async () => {
    const repo = await served('command: [node, deploy.mjs, roll, "ok"], current: [node, deploy.mjs, current]')
    writeFileSync(join(repo.clone, 'fault'), 'ignored')
    writeFileSync(join(repo.clone, 'serves'), `registry/churn@${modelOf(repo, 'v0.2.0')}`)
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(existsSync(join(repo.clone, 'rolled'))).toBe(false)
  })

  it.each([
    [
      'before',
      /target.*ended with exit code 7: no such cluster|ended with exit code 7: no such cluster/,
      /what serves is v0\.3\.0/,
    ],
    ['after', /ended with exit code 1/, /what serves is v0\.2\.0/],
    ['ignored', /it was rolled, and something else serves/, /what serves is v0\.3\.0/],
    ['mute', /it was rolled, and cannot be read back/, /nobody knows what serves/],
  ])(
    'that fails (%s) leaves the tags alone, says what is where, and a second run completes it',
    async (name, why, where) => {
      const repo = await served()
      fault(repo, name)
      const error = await errorOf(rollBack(repo))
      expect(error).toBeInstanceOf(SystemError)
      expect(error.message).toMatch(/^production of churn was not rolled back: /)
      expect(error.message).toMatch(why)
      expect(error.message).toMatch(/nothing was tagged: the registry has v0\.3\.0 there/)
      expect(error.message).toMatch(where)
      expect(stageTags(repo)).toHaveLength(3)
      rmSync(join(repo.clone, 'fault'))
      expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
      expect(read(repo, 'serves')).toBe('v0.2.0')
    },
  )

  it('that takes too long is ended', async () => {
    const repo = await served('command: [node, deploy.mjs, roll, "{version}"], timeout: 1s')
    fault(repo, 'hang')
    const error = await errorOf(rollBack(repo))
    expect(error.message).toMatch(/did not end within 1 s/)
    expect(error.message).toMatch(/nobody knows what serves/)
    expect(stageTags(repo)).toHaveLength(3)
  })

  it('without a command that tells what serves is believed by its exit code, and that is said', async () => {
    const repo = await served('command: [node, deploy.mjs, roll, "{version}"]')
    const outcome = await rollBack(repo)
    const told = outcome.results[0]!.checks.filter(({ id }) => id.startsWith('evidence/target/'))
    expect(told.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['evidence/target/roll', 'pass'],
      ['evidence/target/read-back', 'skip'],
    ])
  })

  it('that serves the version already, since a run was cut off before it tagged, is left alone', async () => {
    const repo = await served()
    writeFileSync(join(repo.clone, 'serves'), 'v0.2.0')
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.2.0' })
    expect(existsSync(join(repo.clone, 'rolled'))).toBe(false)
  })

  it('that another deployment changed after the rollback is rolled again by a second run, which tags nothing', async () => {
    const repo = await served()
    await rollBack(repo)
    const tags = stageTags(repo)
    writeFileSync(join(repo.clone, 'serves'), 'v9.0.0')
    rmSync(join(repo.clone, 'rolled'))
    const dry = await rollBack(repo, { 'dry-run': true })
    expect(dry.results[0]!.checks.at(-1)).toMatchObject({
      id: 'evidence/target/read-back',
      verdict: 'skip',
      help: 'would ask what serves, and roll v0.2.0 where it is something else. Nothing was run',
    })
    expect([read(repo, 'serves'), existsSync(join(repo.clone, 'rolled'))]).toEqual(['v9.0.0', false])
    const outcome = await rollBack(repo)
    expect(exitCodeOf(outcome)).toBe(0)
    expect([read(repo, 'serves'), read(repo, 'rolled')]).toEqual(['v0.2.0', 'v0.2.0 churn production /etc/kube -\n'])
    expect(outcome.results[0]!.summary).toMatch(
      /^churn is already in production as v0\.2\.0 .* This run completed it: the target was rolled, and serves v0\.2\.0 now\.$/,
    )
    expect(outcome.results[0]!.checks.at(-1)).toMatchObject({ id: 'evidence/target/read-back', observed: 'v0.2.0' })
    expect(stageTags(repo)).toEqual(tags)
  })

  it('that serves what the rollback brought is asked by a second run, and left alone', async () => {
    const repo = await served()
    await rollBack(repo)
    rmSync(join(repo.clone, 'rolled'))
    const outcome = await rollBack(repo)
    expect(outcome.results[0]!.checks.at(-1)).toMatchObject({ verdict: 'pass', observed: 'v0.2.0, already' })
    expect(outcome.results[0]!.summary).not.toContain('completed')
    expect(existsSync(join(repo.clone, 'rolled'))).toBe(false)
  })

  it('that does not take it again in a second run is an error, and says what is where', async () => {
    const repo = await served()
    await rollBack(repo)
    writeFileSync(join(repo.clone, 'serves'), 'v9.0.0')
    fault(repo, 'before')
    const error = await errorOf(rollBack(repo))
    expect(error).toBeInstanceOf(SystemError)
    expect(error.message).toMatch(/nothing was tagged: the registry has v0\.2\.0 there, and what serves is v9\.0\.0/)
  })

  it('without a command that tells what serves is not rolled by a second run', async () => {
    const repo = await served('command: [node, deploy.mjs, roll, "{version}"]')
    await rollBack(repo)
    rmSync(join(repo.clone, 'rolled'))
    const outcome = await rollBack(repo)
    expect(outcome.results[0]).toMatchObject({ verdict: 'skip' })
    expect(existsSync(join(repo.clone, 'rolled'))).toBe(false)
  })

  it('that needs an image which the record does not name is refused before anything is done', async () => {
    const repo = await served('command: [node, deploy.mjs, roll, "{image}"]')
    const error = await errorOf(rollBack(repo))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toMatch(/needs \{image\}, and the record of churn v0\.2\.0 has none/)
    expect(stageTags(repo)).toHaveLength(3)
  })

  it('is not touched by a dry run, which shows the command', async () => {
    const repo = await served()
    const outcome = await rollBack(repo, { 'dry-run': true })
    expect(outcome.results[0]!.checks.at(-1)).toMatchObject({
      id: 'evidence/target/roll',
      help: 'would run node deploy.mjs roll v0.2.0 churn production. Nothing was run',
    })
    expect(existsSync(join(repo.clone, 'rolled'))).toBe(false)
  })

  it('is not touched where the version cannot be brought back', async () => {
    const repo = await served()
    repo.loseObject('churn@v0.2.0:artifacts/model')
    expect(exitCodeOf(await rollBack(repo))).toBe(1)
    expect(existsSync(join(repo.clone, 'rolled'))).toBe(false)
  })

  it('that was rolled while somebody else moved the stage is told of in the race that was lost', async () => {
    const repo = await served()
    const meanwhile = async (services: Parameters<NonNullable<Parameters<typeof rollBack>[2]>>[0]) => {
      const registry = await services.registry()
      const assign = registry.assign.bind(registry)
      registry.assign = async (...args) => {
        repo.train('four')
        await repo.judgeAndPromote()
        return assign(...args)
      }
    }
    const error = await errorOf(rollBack(repo, {}, meanwhile))
    expect(error).toBeInstanceOf(RaceLostError)
    expect(error.message).toMatch(/it holds v0\.4\.0 now .*; the target serves v0\.2\.0 already/)
  })

  it('is told of where the version lost its tag after it was rolled', async () => {
    const repo = await served()
    const meanwhile = async (services: Parameters<NonNullable<Parameters<typeof rollBack>[2]>>[0]) => {
      const registry = await services.registry()
      const assign = registry.assign.bind(registry)
      registry.assign = async (...args) => {
        git(repo.remote, 'tag', '--delete', 'churn@v0.2.0')
        return assign(...args)
      }
    }
    const error = await errorOf(rollBack(repo, {}, meanwhile))
    expect(error).toBeInstanceOf(SystemError)
    expect(error.message).toMatch(/v0\.2\.0.*; the target serves v0\.2\.0 already\n/)
    expect(read(repo, 'serves')).toBe('v0.2.0')
  })

  it.each([true, false])(
    'is not touched where nobody is named who tags it; a dry run says so too (%s)',
    async (isDry) => {
      const repo = await served()
      repo.variables = { ...repo.variables, GIT_COMMITTER_NAME: '', GIT_COMMITTER_EMAIL: '' }
      const error = await errorOf(rollBack(repo, { 'dry-run': isDry }))
      expect(error).toBeInstanceOf(InputError)
      expect(error.message).toMatch(/nobody is named[\s\S]*user\.name/)
      expect([read(repo, 'serves'), existsSync(join(repo.clone, 'rolled'))]).toEqual(['v0.3.0', false])
    },
  )

  it('that asks for what cannot be filled in after it was rolled leaves the tags alone, and says what was done', async () => {
    const repo = await served('command: [node, deploy.mjs, roll, "{version}"], current: [node, deploy.mjs, "{image}"]')
    const error = await errorOf(rollBack(repo))
    expect(error).toBeInstanceOf(SystemError)
    expect(error.message).toMatch(/it was rolled, and cannot be read back: .*\{image\}/)
    expect(error.message).toMatch(/nothing was tagged: the registry has v0\.3\.0 there/)
    expect(stageTags(repo)).toHaveLength(3)
  })
})
