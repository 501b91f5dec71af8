import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeCheckout } from '../../../src/commands/rollback/full-checkout.ts'
import { InputError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { git } from '../../support/git.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { errorOf, registeredOf } from '../promote/promotion-outcomes.ts'
import type { PromotionRepository } from '../promote/promotion-repository.ts'
import { promotedThrice, rollBack } from './rollback-runs.ts'

describe('a rollback that checks out', () => {
  it('puts code, stored files and data into a new folder, and leaves the work tree as it is', async () => {
    const repo = await promotedThrice()
    const folder = join(makeFolder(), 'v2')
    const outcome = await rollBack(repo, { checkout: folder })
    expect(registeredOf(outcome)).toMatchObject({ version: 'v0.2.0' })
    expect(readFileSync(join(folder, 'out/model.bin'), 'utf8')).toBe('model two\n')
    expect(readFileSync(join(folder, 'out/predictions.csv'), 'utf8')).toContain('# two')
    expect(git(folder, 'rev-parse', 'HEAD')).toBe(git(repo.clone, 'rev-parse', 'HEAD'))
    expect(readFileSync(join(repo.clone, 'out/model.bin'), 'utf8')).toBe('model three\n')
    const { made } = (outcome.document as { checkout: { made: object } }).checkout
    expect(made).toMatchObject({
      folder,
      files: ['out/model.bin', 'out/predictions.csv'],
      data: [{ name: 'test', uri: 'data/test.csv', missing: null }],
    })
    expect(outcome.text).toContain(`churn@v0.2.0 is checked out in ${folder}:\n  code: commit `)
    const modes = ['out/model.bin', 'out/predictions.csv', 'data/test.csv'].map(
      (file) => statSync(join(folder, file)).mode,
    )
    expect(new Set(modes).size).toBe(1)
  })

  it('puts them where the record says, whatever folder of the repository they were promoted in and are asked from', async () => {
    const repo = await promotedThrice()
    const [below, folder] = [join(repo.clone, 'contracts/deep'), join(makeFolder(), 'v2')]
    mkdirSync(below, { recursive: true })
    const asked = Object.create(repo, { clone: { value: below } }) as PromotionRepository
    const outcome = await rollBack(asked, { checkout: folder })
    expect(readFileSync(join(folder, 'out/model.bin'), 'utf8')).toBe('model two\n')
    const { made } = (outcome.document as { checkout: { made: object } }).checkout
    expect(made).toMatchObject({ data: [{ uri: '../../data/test.csv', missing: null }] })
    const { text } = await rollBack(asked)
    expect(text).toContain('  git show churn@v0.2.0:artifacts/model > ../../out/model.bin\n')
  })

  it('writes over nothing: a folder that is filled is refused before anything is rolled back', async () => {
    const repo = await promotedThrice()
    const folder = makeFolder()
    writeFileSync(join(folder, 'mine.txt'), 'mine')
    const error = await errorOf(rollBack(repo, { checkout: folder }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('mine.txt')
    const dry = await errorOf(rollBack(repo, { checkout: folder, 'dry-run': true }))
    expect([dry.constructor, dry.message]).toEqual([InputError, error.message])
    expect(repo.holder()).toMatchObject({ version: 'v0.3.0' })
    const both = rollBack(repo, { checkout: join(folder, 'new'), model: ['churn', 'spam'] })
    expect((await errorOf(both)).message).toContain('--checkout names one folder, and 2 models')
  })

  it('takes a folder, a link and a file in its place for something too', async () => {
    const repo = await promotedThrice()
    const others = makeFolder({ 'file.txt': 'mine' })
    mkdirSync(join(others, 'filled/empty'), { recursive: true })
    mkdirSync(join(others, 'linked'))
    symlinkSync('nowhere', join(others, 'linked/link'))
    for (const [checkout, problem] of [
      ['filled', 'nothing is written over: empty/'],
      ['linked', 'nothing is written over: link'],
      ['file.txt', 'file.txt: is no folder'],
      ['file.txt/new', 'file.txt/new: is no folder'],
    ]) {
      const error = await errorOf(rollBack(repo, { checkout: join(others, checkout!) }))
      expect(error.message).toContain(problem)
      expect(error.message).toContain('name an empty folder or one that is not there yet')
    }
    const folder = makeFolder({ 'mine/notes.txt': 'mine' })
    expect((await errorOf(rollBack(repo, { checkout: folder }))).message).toContain('mine/notes.txt')
    expect(repo.holder()).toMatchObject({ version: 'v0.3.0' })
  })

  it('is refused before anything is rolled back where its folder cannot be made, and leaves none behind', async () => {
    const repo = await promotedThrice()
    const others = makeFolder()
    symlinkSync('nowhere', join(others, 'dangling'))
    const error = await errorOf(rollBack(repo, { checkout: join(others, 'dangling') }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('name a folder that can be made')
    const elsewhere = rollBack(repo, { checkout: join(others, 'new/v2'), stage: 'nowhere' })
    expect((await errorOf(elsewhere)).message).toContain('was ever in nowhere')
    expect(readdirSync(others)).toEqual(['dangling'])
    expect(repo.holder()).toMatchObject({ version: 'v0.3.0' })
  })

  it("puts nothing into git's own folder, whatever a record names", async () => {
    const repo = await promotedThrice()
    const services = await repo.services()
    const registry = await services.registry()
    const [version] = (await registry.read({ models: ['churn'] }, services.signal)).versions
    const record = await registry.record(version!, services.signal)
    const [model] = record.artifacts
    const artifacts = [{ ...model!, uri: '.git/config' }]
    const folder = join(makeFolder(), 'new')
    const error = await errorOf(makeCheckout(version!, { ...record, artifacts }, folder, services))
    await services.close()
    expect(error.message).toContain("leads into git's own folder")
    expect(readFileSync(join(folder, '.git/config'), 'utf8')).not.toContain('model')
  })

  it('is done by a second run too, and by no dry run', async () => {
    const repo = await promotedThrice()
    const folder = makeFolder()
    mkdirSync(join(folder, 'empty'))
    const dry = join(folder, 'dry')
    const planned = await rollBack(repo, { checkout: dry, 'dry-run': true })
    expect(existsSync(dry)).toBe(false)
    const commit = git(repo.clone, 'rev-parse', 'HEAD')
    expect(planned.text!.split('\n').slice(-5)).toEqual([
      `churn@v0.2.0 would be checked out in ${dry}:`,
      `  code: commit ${commit}`,
      '  stored: out/model.bin',
      '  stored: out/predictions.csv',
      '  data test: data/test.csv',
    ])
    expect(planned.document).toMatchObject({
      checkout: {
        planned: {
          ...{ folder: dry, commit, files: ['out/model.bin', 'out/predictions.csv'] },
          data: [{ name: 'test', uri: 'data/test.csv' }],
        },
      },
    })
    await rollBack(repo)
    const outcome = await rollBack(repo, { checkout: join(folder, 'empty') })
    expect(outcome.results[0]).toMatchObject({ verdict: 'skip' })
    expect(readFileSync(join(folder, 'empty/out/model.bin'), 'utf8')).toBe('model two\n')
  })

  it('that cannot be made is an error beside a rollback that stands', async () => {
    const repo = await promotedThrice()
    const lose = async (services: Parameters<NonNullable<Parameters<typeof rollBack>[2]>>[0]) => {
      services.checkOut = () => Promise.reject(new InputError('no room'))
    }
    const outcome = await rollBack(repo, { checkout: join(makeFolder(), 'new') }, lose as never)
    expect([exitCodeOf(outcome), outcome.errors?.map(({ message }) => message)]).toEqual([3, ['no room']])
    expect(registeredOf(outcome) ?? repo.holder()).toMatchObject({ version: 'v0.2.0' })
  })
})
