import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exitCodeOf, exitCodeOfError } from '../../../src/host/outcome.ts'
import { GIT_VARIABLES, git } from '../../support/git.ts'
import { makeOnce, makeRemote } from '../../support/git-remote.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import {
  checksOf,
  errorOf,
  FILES,
  makeConfig,
  promoteTrained,
  reproduce,
  trainAndPromote,
  verdictsOf,
} from './rebuilding.ts'

const promoted = makeOnce(() => promoteTrained())

describe('a version that comes out the same', () => {
  it('passes by its bytes, and its files are made anew in a place of their own', async () => {
    const { clone } = await promoted()
    rmSync(join(clone, 'out'), { recursive: true })
    rmSync(join(clone, 'data'), { recursive: true })
    const outcome = await reproduce(clone)
    expect(outcome.results[0]).toMatchObject({ command: 'reproduce', model: 'churn', verdict: 'pass', blocks: false })
    expect(outcome.results[0]!.summary).toBe(
      'churn v0.1.0 comes out the same: the model byte for byte, its predictions byte for byte, 2 metrics within tolerance.',
    )
    expect(verdictsOf(outcome)).toMatchObject({
      code: 'pass',
      'data/evaluation': 'pass',
      'data/train': 'pass',
      environment: 'skip',
      model: 'pass',
      predictions: 'pass',
      'metric/roc_auc': 'pass',
      'metric/log_loss': 'pass',
      'metric/model_size': 'skip',
    })
    expect(outcome.document).toMatchObject({
      reproduced: {
        version: 'v0.1.0',
        folder: null,
        commands: [
          [process.execPath, 'train.mjs'],
          [process.execPath, 'predict.mjs', '{model}', '{data}', '{out}'],
        ],
      },
    })
    expect(existsSync(join(clone, 'out'))).toBe(false)
  })

  it.each([
    ['stamp', 'byte for byte'],
    ['1e-9', 'within tolerance'],
  ])('is a warning where the model has other bytes (%s) and the numbers agree', async (noise, predictions) => {
    const { clone } = await promoted()
    const outcome = await reproduce(clone, { operands: ['churn#production'] }, { NOISE: noise })
    expect([outcome.results[0]!.verdict, exitCodeOf(outcome)]).toEqual(['warn', 0])
    expect(outcome.results[0]!.summary).toContain(`the model in other bytes, its predictions ${predictions}`)
    expect(checksOf(outcome)['model']).toMatchObject({ verdict: 'fail', severity: 'warning' })
    expect(checksOf(outcome)['metric/log_loss']).toMatchObject({ verdict: 'pass' })
  })
})

describe('a version that comes out otherwise', () => {
  it('fails, with the largest difference of a row and each metric', async () => {
    const { clone } = await promoted()
    const outcome = await reproduce(clone, {}, { NOISE: '0.5' })
    expect([outcome.results[0]!.verdict, exitCodeOf(outcome)]).toEqual(['fail', 1])
    expect(verdictsOf(outcome)).toMatchObject({
      code: 'pass',
      model: 'fail',
      predictions: 'fail',
      'metric/log_loss': 'fail',
    })
    // a monotone change moves no rank
    expect(checksOf(outcome)['metric/roc_auc']).toMatchObject({ verdict: 'pass' })
    expect(checksOf(outcome)['predictions']!.help).toMatch(
      /^\d\d of 60 rows differ by more than 0\.000001, at most by 0\.\d+$/,
    )
  })

  it('is told first that its parameters were never committed, and no seed is blamed', async () => {
    const read = "const limit = Number(readFileSync('params.yaml', 'utf8').split(' ')[1])\n"
    const train = FILES['train.mjs']!.replace('let weight', `${read}let weight`).replace('step < 50', 'step < limit')
    const { clone } = makeRemote({ ...FILES, 'train.mjs': train })
    writeFileSync(join(clone, 'params.yaml'), 'steps: 20\n')
    await trainAndPromote(clone)
    const outcome = await reproduce(clone)
    expect(exitCodeOf(outcome)).toBe(1)
    expect(outcome.results[0]!.summary).toMatch(
      /^churn v0\.1\.0 does not come out the same: the record was made with steps=20, the commit has steps=50: it was promoted from files that were not committed; not so that the model has/,
    )
    expect(checksOf(outcome)['parameters']).toMatchObject({ verdict: 'fail', severity: 'warning' })
    expect(JSON.stringify(outcome.results)).not.toContain('seeds')
  })

  it('passes with a tolerance that allows for it', async () => {
    const { clone } = await promoted()
    const outcome = await reproduce(clone, { tolerance: 0.5 }, { NOISE: '0.5' })
    expect(outcome.results[0]!.verdict).toBe('warn')
    expect(checksOf(outcome)['predictions']!.statistics).toMatchObject({ rows: 60, differing: 0, tolerance: 0.5 })
  })
})

describe('a model that training leaves as a link out of the checkout', () => {
  it('leaves it open by name, with whatever is measured of it', async () => {
    const link = `
import { renameSync, symlinkSync } from 'node:fs'
if (process.env.NOISE === 'link') {
  renameSync('out/model.json', process.env.CACHE + '/kept')
  symlinkSync(process.env.CACHE + '/kept', 'out/model.json')
}
`
    const settings = `{train: [[${JSON.stringify(process.execPath)}, train.mjs]], environment: [NOISE, CACHE]}`
    const files = { ...FILES, 'modelgate.yml': makeConfig(settings), 'train.mjs': FILES['train.mjs']! + link }
    const { clone } = await promoteTrained(files)
    const outcome = await reproduce(clone, {}, { NOISE: 'link', CACHE: makeFolder() })
    expect(exitCodeOf(outcome)).toBe(2)
    expect(outcome.results[0]!.summary).toMatch(
      /^Whether churn v0\.1\.0 comes out the same is not known: train left out\/model\.json as a link out of the checkout: .*dvc config cache\.type copy\.$/,
    )
    const { model, 'metric/roc_auc': metric } = checksOf(outcome)
    expect(model).toMatchObject({ verdict: 'inconclusive', blocks: true })
    expect(metric).toMatchObject({ verdict: 'inconclusive', help: model!.help })
  })
})

describe('training that takes away the checkout it runs in', () => {
  it.each([
    ['and ends well', '0'],
    ['and fails', '1'],
  ])('%s leaves everything open by name', async (_, code) => {
    const end = `
if (process.env.NOISE === 'gone') {
  const { rmSync } = await import('node:fs')
  rmSync(process.cwd(), { recursive: true })
  process.exit(${code})
}
`
    const { clone } = await promoteTrained({ ...FILES, 'train.mjs': FILES['train.mjs']! + end })
    const outcome = await reproduce(clone, {}, { NOISE: 'gone' })
    expect(exitCodeOf(outcome)).toBe(2)
    expect(outcome.results[0]!.summary).toMatch(/is not known: train \(.*train\.mjs\) removed the checkout\.$/)
    const checks = checksOf(outcome)
    for (const id of ['data/train', 'environment', 'model']) {
      expect(checks[id]).toMatchObject({
        verdict: 'inconclusive',
        help: expect.stringMatching(/removed the checkout$/),
      })
    }
  })
})

describe('what a version is made from', () => {
  it('is not known of one that GTO registered, which has no record', async () => {
    const { clone } = makeRemote(FILES)
    git(clone, 'tag', '--annotate', '--message', 'Registering artifact churn version v0.1.0', 'churn@v0.1.0')
    git(clone, 'push', '--quiet', 'origin', 'churn@v0.1.0')
    const error = await errorOf(reproduce(clone))
    expect(exitCodeOfError(error)).toBe(3)
    expect(error.message).toMatch(/^churn@v0\.1\.0 has no record to go by: its message holds no JSON\n.*tags of GTO/)
  })

  it.each(['record.json', 'artifacts/model'])('fails by name where %s is lost', async (path) => {
    const { clone, bare } = await promoted()
    const id = git(bare, 'rev-parse', `churn@v0.1.0:${path}`)
    rmSync(join(bare, 'objects', id.slice(0, 2), id.slice(2)))
    const outcome = await reproduce(clone)
    expect(exitCodeOf(outcome)).toBe(1)
    expect(outcome.results[0]!.summary).toMatch(/^churn v0\.1\.0 cannot be made again: .*could not be brought back/)
    expect(outcome.results[0]!.checks.every(({ id: name }) => name.startsWith('evidence/way-back/'))).toBe(true)
  })
})

describe('the checkout', () => {
  it('is kept where it is asked for, without hooks, remote or history', async () => {
    const { clone } = await promoted()
    const hook = join(clone, '.git/hooks/post-checkout')
    mkdirSync(join(clone, '.git/hooks'), { recursive: true })
    writeFileSync(hook, '#!/bin/sh\ntouch hooked\n')
    chmodSync(hook, 0o755)
    const folder = join(makeFolder(), 'kept')
    const outcome = await reproduce(clone, { keep: folder })
    expect(outcome.text).toContain(`The checkout is in ${folder}`)
    expect(existsSync(join(folder, 'hooked'))).toBe(false)
    expect(git(folder, 'rev-parse', 'HEAD')).toBe(git(clone, 'rev-parse', 'HEAD'))
    expect(git(folder, 'remote')).toBe('')
    expect(git(folder, 'status', '--porcelain')).toBe('')
    expect(readFileSync(join(folder, 'out/model.json'), 'utf8')).toBe(
      readFileSync(join(clone, 'out/model.json'), 'utf8'),
    )
    const error = await errorOf(reproduce(clone, { keep: folder }))
    expect(error.message).toMatch(/is not empty, and a checkout goes into a folder of its own/)
  })

  it('of a dry run shows the commands, and runs none', async () => {
    const { clone } = await promoted()
    const folder = join(makeFolder(), 'kept')
    const outcome = await reproduce(clone, { keep: folder, 'dry-run': true })
    expect(outcome.text).toContain(`Commands that would run:\n  train: ${process.execPath} train.mjs`)
    expect(outcome.results[0]!.summary).toBe('churn v0.1.0 could be made again. Nothing was run.')
    expect(verdictsOf(outcome)).toMatchObject({ code: 'pass', 'data/evaluation': 'pass' })
    expect(existsSync(join(folder, 'out'))).toBe(false)
  })
})

it('is refused where a stranger may have written the code', async () => {
  const { clone } = await promoted()
  const variables = { ...GIT_VARIABLES, GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request_target' }
  const event = join(makeFolder(), 'event.json')
  writeFileSync(event, '{}')
  const error = await errorOf(reproduce(clone, {}, { ...variables, GITHUB_EVENT_PATH: event }))
  expect(error.message).toContain('commands of the repository do not run on the event pull_request_target')
})

it.each([
  [{ operands: [] }, /no version is named[\s\S]*MODEL@v1\.2\.0/],
  [{ operands: ['churn'] }, /no version of churn is named/],
  [{ operands: ['churn@'] }, /"churn@" names no version/],
  [{ operands: ['churn@v0.1.0', 'spam@v1.0.0'] }, /unexpected "spam@v1\.0\.0"/],
  [{ operands: ['churn@v0.1.0'], version: 'v0.2.0' }, /says already which one/],
  [{ operands: ['churn@v0.1.0'], model: ['spam'] }, /there are churn and spam/],
  [{ operands: ['churn@v9.0.0'] }, /churn has no version v9\.0\.0[\s\S]*v0\.1\.0/],
  [{ operands: ['churn#staging'] }, /no version of churn holds staging[\s\S]*production/],
  [{ operands: ['spam@v1.0.0'] }, /no version of spam is registered/],
])('%j is refused in words', async (flags, message) => {
  const { clone } = await promoted()
  const error = await errorOf(reproduce(clone, flags))
  expect([exitCodeOfError(error), error.message]).toEqual([3, expect.stringMatching(message)])
})

it('takes the version by flags too', async () => {
  const { clone } = await promoted()
  const outcome = await reproduce(clone, { operands: [], model: ['churn'], version: '0.1.0', 'dry-run': true })
  expect(outcome.results[0]!.blocks).toBe(false)
  expect(execFileSync('git', ['status', '--porcelain'], { cwd: clone, env: GIT_VARIABLES }).toString()).toBe('')
})
