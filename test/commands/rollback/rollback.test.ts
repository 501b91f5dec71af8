import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { git } from '../../support/git.ts'
import { MemoryMirror } from '../memory-mirror.ts'
import { errorOf, refusalOf, registeredOf } from '../promote/promotion-outcomes.ts'
import { CONFIG } from '../promote/promotion-repository.ts'
import { changeRegistry, messageOf, modelOf, promotedThrice, rollBack } from './rollback-runs.ts'

/** churn v0.3.0 in production, in git and where the registry that follows was told of it. */
async function followedThrice() {
  const repo = await promotedThrice()
  repo.write({ 'modelgate.yml': `${CONFIG}registry: {type: mlflow}\n` })
  repo.push('follow')
  const mirror = new MemoryMirror()
  repo.replaced = { mirror: async ({ mirror: settings }) => (settings === null ? null : mirror) }
  await changeRegistry(repo, ['sync', 'churn#production'], { reason: 'follows from now on' })
  return { repo, mirror }
}

describe('a rollback', () => {
  it('puts the stage on the last other record by a tag of its own, bars what it leaves, and says what to check out', async () => {
    const repo = await promotedThrice()
    const before = repo.tags()
    const outcome = await rollBack(repo)
    const [result] = outcome.results
    expect(exitCodeOf(outcome)).toBe(0)
    expect(result).toMatchObject({
      command: 'rollback',
      model: 'churn',
      verdict: 'pass',
      blocks: false,
      summary: 'production of churn is back at v0.2.0, from v0.3.0. v0.3.0 is barred from it.',
    })
    expect(result!.checks.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['evidence/stage/production', 'pass'],
      ['evidence/way-back/record', 'pass'],
      ['evidence/way-back/artifacts%2Fmodel', 'pass'],
      ['evidence/way-back/artifacts%2Fpredictions.csv', 'pass'],
      ['evidence/way-back/code', 'pass'],
      ['evidence/way-back/data/test', 'pass'],
    ])
    const record = git(repo.remote, 'rev-parse', 'churn@v0.2.0^{}')
    expect(registeredOf(outcome)).toEqual({
      version: 'v0.2.0',
      tag: 'churn@v0.2.0',
      stage: 'production',
      stageTag: 'churn#production#4',
      commit: record,
    })
    expect(repo.tags().filter((tag) => !before.includes(tag))).toEqual([`churn#production#4 ${record}`])
    expect(messageOf(repo, 'churn#production#4')).toMatchObject({
      event: 'rolledBack',
      version: 'v0.2.0',
      reason: 'scores drop',
      barred: [modelOf(repo, 'v0.3.0')],
      previous: git(repo.remote, 'rev-parse', 'churn#production#3'),
    })
    const head = git(repo.clone, 'rev-parse', 'HEAD')
    expect(outcome.outputs).toEqual({ version: 'v0.2.0', commit: head, digest: modelOf(repo, 'v0.2.0') })
    expect(outcome.text).toContain(
      `To work with churn v0.2.0 again:\n  git fetch origin ${head}\n  git checkout ${head}\n`,
    )
    const shows = outcome.text!.split('\n').filter((line) => /git show|mkdir/.test(line))
    expect(shows).toEqual([
      '  mkdir -p out',
      '  git show churn@v0.2.0:artifacts/model > out/model.bin',
      '  git show churn@v0.2.0:artifacts/predictions.csv > out/predictions.csv',
    ])
    const verified = await changeRegistry(repo, ['verify', 'churn'])
    expect(verified.results[0]).toMatchObject({ verdict: 'pass' })
    const { events } = (await changeRegistry(repo, ['history', 'churn'])).document as {
      events: { event: string; version: string; reason: string | null }[]
    }
    expect(events.slice(-2)).toMatchObject([
      { event: 'rolledBack', version: 'v0.2.0', reason: 'scores drop' },
      { event: 'barred', version: 'v0.3.0', reason: 'scores drop' },
    ])
  })

  it('prints a checkout that brings back code and model', async () => {
    const repo = await promotedThrice()
    const { document } = await rollBack(repo)
    const { commands } = (document as { checkout: { commands: string[] } }).checkout
    git(repo.clone, '-c', 'alias.all=!sh -eu', 'all', '-c', commands.join('\n'))
    expect(git(repo.clone, 'hash-object', 'out/model.bin')).toBe(
      git(repo.remote, 'rev-parse', 'churn@v0.2.0:artifacts/model'),
    )
  })

  it('said twice for one reason is done once; for another it goes further back, past what is barred', async () => {
    const repo = await promotedThrice()
    await rollBack(repo)
    const tags = repo.tags()
    const again = await rollBack(repo)
    expect(again.results[0]).toMatchObject({ verdict: 'skip', blocks: false })
    expect(again.results[0]!.summary).toMatch(
      /^churn is already in production as v0\.2\.0 \(churn#production#4, by tester, .*name a version by --to\.$/,
    )
    expect(registeredOf(again)).toMatchObject({ version: 'v0.2.0', stageTag: 'churn#production#4' })
    expect(repo.tags()).toEqual(tags)
    expect(repo.warnings).toEqual([])
    await rollBack(repo, { reason: 'this one too' })
    expect(repo.holder()).toMatchObject({ version: 'v0.1.0' })
    expect(repo.warnings).toEqual([
      expect.stringMatching(
        /^production of churn went back to v0\.2\.0 already \(churn#production#4, by tester, \S+: scores drop\), and goes further back now; /,
      ),
    ])
    const error = await errorOf(rollBack(repo, { reason: 'and this' }))
    expect(error).toBeInstanceOf(InputError)
    expect(error.message).toContain('no other version to go back to: v0.2.0 is barred, v0.3.0 is barred')
  })

  it('of a stage that was emptied after a rollback goes no further back, and says nothing of it', async () => {
    const repo = await promotedThrice()
    await rollBack(repo)
    await changeRegistry(repo, ['unassign', 'churn#production'], { reason: 'maintenance' })
    const outcome = await rollBack(repo, { reason: 'maintenance is over' })
    expect(outcome.results[0]!.summary).toBe('production of churn is back at v0.2.0, from no version.')
    expect(repo.warnings).toEqual([])
  })

  it('is another one where its reason only begins as the last one did, and the same where a tag keeps no more of it', async () => {
    const repo = await promotedThrice()
    const long = 'scores drop '.repeat(60)
    await rollBack(repo, { reason: long })
    expect((await rollBack(repo, { reason: `${long}as they did` })).results[0]).toMatchObject({ verdict: 'skip' })
    await rollBack(repo, { reason: 'scores drop' })
    expect(repo.holder()).toMatchObject({ version: 'v0.1.0' })
    await expect(rollBack(repo, { reason: 'scores drop again' })).rejects.toThrow('no other version to go back to')
  })

  it('goes to the version that is named, and is done where the stage holds it', async () => {
    const repo = await promotedThrice()
    expect(registeredOf(await rollBack(repo, { to: '0.1.0' }))).toMatchObject({ version: 'v0.1.0' })
    const again = await rollBack(repo, { to: 'v0.1.0', reason: 'in other words' })
    expect(again.results[0]).toMatchObject({ verdict: 'skip' })
    expect(repo.tags().filter((tag) => tag.startsWith('churn#'))).toHaveLength(4)
  })

  it('changes nothing in a dry run', async () => {
    const repo = await promotedThrice()
    const tags = repo.tags()
    const outcome = await rollBack(repo, { 'dry-run': true })
    expect(outcome.results[0]!.summary).toBe(
      'production of churn may go back from v0.3.0 to v0.2.0. Nothing was changed.',
    )
    expect(registeredOf(outcome)).toBeNull()
    expect(outcome.outputs).toEqual({ version: '', commit: '', digest: '' })
    expect(repo.tags()).toEqual(tags)
  })

  it('names in a dry run the registry that would follow, and tells it nothing', async () => {
    const { repo, mirror } = await followedThrice()
    const told = mirror.told.length
    const outcome = await rollBack(repo, { 'dry-run': true })
    expect(outcome.results[0]!.summary).toBe(
      'production of churn may go back from v0.3.0 to v0.2.0. Shelf (shelf.example) would follow. Nothing was changed.',
    )
    expect(mirror.told).toHaveLength(told)
    expect((await rollBack(repo)).results[0]!.summary).toContain('Shelf follows: ')
  })

  it('passes over deprecated versions unless one is named', async () => {
    const repo = await promotedThrice()
    await changeRegistry(repo, ['deprecate', 'churn@v0.2.0'], { reason: 'trained on a leak' })
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.1.0' })
  })

  it('fills a stage that was emptied', async () => {
    const repo = await promotedThrice()
    await changeRegistry(repo, ['unassign', 'churn#production'], { reason: 'taken down' })
    const outcome = await rollBack(repo)
    expect(outcome.results[0]!.summary).toBe('production of churn is back at v0.3.0, from no version.')
    expect(messageOf(repo, 'churn#production#7')).toMatchObject({ event: 'rolledBack', barred: [] })
  })
})

describe('a model that was rolled back', () => {
  it('is refused by promote with who barred it, and goes again by new evidence after it was lifted', async () => {
    const repo = await promotedThrice()
    await rollBack(repo)
    const digest = modelOf(repo, 'v0.3.0')
    const { files } = await repo.judge({ summary: 'Judged again.' })
    const promote = () => repo.promote({ stage: 'production', evidence: files })
    const refused = await promote()
    expect(refusalOf(refused)).toEqual({ 'evidence/stage/production': 'insufficient' })
    expect(refused.results[0]!.summary).toMatch(
      /barred from production of churn since \S+ by tester \(churn#production#4: scores drop\).*registry lift churn --stage production --digest sha256:/,
    )
    const lifted = await changeRegistry(repo, ['lift', 'churn'], {
      stage: 'production',
      digest,
      reason: 'was the data',
    })
    expect(lifted.document).toMatchObject({ events: [{ event: 'lifted', version: 'v0.3.0', reason: 'was the data' }] })
    expect(repo.holder()).toMatchObject({ version: 'v0.2.0' })
    expect(registeredOf(await promote())).toMatchObject({
      version: 'v0.4.0',
      stageTag: 'churn#production#6',
    })
  })

  it('keeps its mark in the registry that follows until it takes the stage again there, whatever was lifted', async () => {
    const { repo, mirror } = await followedThrice()
    await rollBack(repo)
    expect(mirror.told.at(-1)).toBe('assign production v0.2.0 and bar v0.3.0')
    const told = mirror.told.length
    const digest = modelOf(repo, 'v0.3.0')
    await changeRegistry(repo, ['lift', 'churn#production'], { digest, reason: 'was the data' })
    expect(mirror.told).toHaveLength(told)
    const { results } = await changeRegistry(repo, ['verify', 'churn'])
    const compared = results[0]!.checks.filter(({ id }) => id.startsWith('registry/shelf/'))
    expect(compared.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass'])
    await rollBack(repo, { to: 'v0.3.0', reason: 'was the data' })
    expect(mirror.told.slice(told)).toEqual(['assign production v0.3.0 and bar v0.2.0'])
  })

  it('is no way back by name either, nor is the same model under another number', async () => {
    const repo = await promotedThrice()
    await rollBack(repo)
    const barred = await rollBack(repo, { to: 'v0.3.0' })
    expect(barred.results[0]).toMatchObject({ verdict: 'fail', blocks: true })
    expect(barred.results[0]!.summary).toContain('barred from production')
    expect(registeredOf(barred)).toBeNull()
    expect(exitCodeOf(barred)).toBe(1)
    repo.train('two')
    await repo.judgeAndPromote()
    expect((await errorOf(rollBack(repo, { to: 'v0.2.0' }))).message).toContain('v0.2.0 is the same model as v0.4.0')
    expect(registeredOf(await rollBack(repo))).toMatchObject({ version: 'v0.1.0' })
  })
})
