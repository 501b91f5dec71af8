import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Result } from '../../../src/core/result.ts'
import { gateCheck, metricCheck } from '../../evidence/sample-results.ts'
import { refusalOf, repository, shareRepository } from './promotion-outcomes.ts'
import { CONFIG } from './promotion-repository.ts'

const readResult = (file: string): Result => JSON.parse(readFileSync(file, 'utf8')).predicate.modelgate

describe('evidence that does not suffice or match', () => {
  const shared = shareRepository()
  const failed = { verdict: 'fail', blocks: true, checks: [gateCheck({ verdict: 'fail', blocks: true })] } as const

  test.each<[string, Partial<Result>, Record<string, string>]>([
    ['says no', failed, { 'evidence/compare/outcome': 'insufficient' }],
    ['hides that it says no', { checks: failed.checks }, { 'evidence/compare/verdict': 'tampered' }],
    ['is of a pull request', { trust: 'pull_request' }, { 'evidence/compare/trust': 'insufficient' }],
    ['judged no gate', { checks: [] }, { 'evidence/compare/verdict': 'tampered' }],
    ['judged by flags alone', { policy: null }, { 'evidence/compare/policy': 'insufficient' }],
    [
      'compared with a file',
      { baseline: { source: 'file:x.csv', version: null, commit: null, reason: '' } },
      { 'evidence/compare/baseline': 'insufficient' },
    ],
    [
      'named no bytes',
      { materials: [] },
      {
        'evidence/material/candidate': 'insufficient',
        'evidence/material/evaluation': 'insufficient',
        'evidence/material/model': 'insufficient',
      },
    ],
    [
      'is of another gate',
      { checks: [gateCheck({ id: 'gate/recall/min' })] },
      { 'evidence/compare/gates': 'tampered' },
    ],
  ])('%s', async (_, overrides, problems) => {
    const { files } = await shared().judge(overrides)
    expect(refusalOf(await shared().promote({ stage: 'production', evidence: files }))).toEqual(problems)
  })

  test('is about another model', async () => {
    const repo = shared()
    const { files } = await repo.judge({ model: 'spam' })
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: files }))).toEqual({
      'evidence/compare/subject': 'foreign',
    })
  })

  test('was changed after its digest was taken, in whatever way', async () => {
    const repo = shared()
    const { files, digests } = await repo.judge()
    writeFileSync(join(repo.clone, files[1]!), 'not even JSON')
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: files, digests }))).toEqual({
      'evidence/file/out%2Fcompare.json': 'tampered',
    })
  })

  test.each(['out/model.bin', 'out/predictions.csv', 'data/test.csv'])('speaks of other bytes of %s', async (path) => {
    const repo = shared()
    const { files } = await repo.judge()
    repo.write({ [path]: 'other bytes\n' })
    const name = path === 'out/model.bin' ? 'model' : path === 'data/test.csv' ? 'evaluation' : 'candidate'
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: files }))).toEqual({
      [`evidence/material/${name}`]: 'tampered',
    })
  })

  test('compared with other bytes of a file that is the baseline, or does not say with which', async () => {
    const repo = repository({ 'modelgate.yml': CONFIG.replace('baseline: production', 'baseline: file:base.csv') })
    repo.write({ 'base.csv': 'id,score\n1,0.8\n2,0.2\n' })
    const baseline = { source: 'file:base.csv', version: null, commit: null, reason: 'named' }
    const { files } = await repo.judge({ baseline })
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: files }))).toEqual({
      'evidence/material/baseline': 'insufficient',
    })
    const named = {
      name: 'baseline',
      uri: 'base.csv',
      digest: { sha256: repo.hash('base.csv') },
      rows: 2,
      derived: false,
    }
    const { materials } = readResult(join(repo.clone, 'out/compare.json'))
    const second = await repo.judge({ baseline, materials: [...materials, named] })
    repo.write({ 'base.csv': 'other bytes\n' })
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: second.files }))).toEqual({
      'evidence/material/baseline': 'tampered',
    })
  })

  test('left out a slice, or judged a margin by a narrower interval than the evaluation asks for', async () => {
    const gates = '- {metric: roc_auc, min: 0.80, slice: "*"}\n      - {metric: roc_auc, margin: 0.05}'
    const config = CONFIG.replace('score: score}', 'score: score, slices: [region], confidence: 0.9}')
    const repo = repository({ 'modelgate.yml': config.replace('- {metric: roc_auc, min: 0.80}', gates) })
    const sliced = (value: string, rows: number) => {
      const { target, statistics } = gateCheck()
      const id = `gate/roc_auc/min/region=${value}`
      return gateCheck({ id, target: { ...target, slice: `region=${value}` }, statistics: { ...statistics, rows } })
    }
    const margin = (confidence: number) => {
      const { threshold: _, ...rest } = gateCheck().statistics
      const statistics = { ...rest, value: 0, interval: [-0.01, 0.01] as const, confidence, margin: 0.05 }
      return gateCheck({ id: 'gate/roc_auc/margin', statistics })
    }
    const judge = async (checks: Result['checks']) => {
      const { files } = await repo.judge({ checks: [...checks, metricCheck()] })
      return repo.promote({ stage: 'production', evidence: files, 'dry-run': true })
    }
    const whole = [sliced('north', 1000), sliced('south', 409)]
    const refusal = { 'evidence/compare/gates': 'tampered' }
    expect(refusalOf(await judge([whole[0]!, margin(0.9)]))).toEqual(refusal)
    expect(refusalOf(await judge([...whole, margin(0.8)]))).toEqual(refusal)
    expect((await judge([...whole, margin(0.9)])).results[0]!.verdict).toBe('pass')
  })

  test('is missing altogether', async () => {
    const repo = shared()
    expect(refusalOf(await repo.promote({ stage: 'production' }))).toEqual({
      'evidence/required/validate': 'insufficient',
      'evidence/required/compare': 'insufficient',
    })
  })

  test('brought its version into the stage before, and another one took the place', async () => {
    const repo = repository({ 'modelgate.yml': CONFIG.replace('baseline: production', 'baseline: file:base.csv') })
    const baseline = { source: 'file:base.csv', version: null, commit: null, reason: 'named' }
    const first = await repo.judge({ baseline })
    await repo.promote({ stage: 'production', evidence: first.files })
    repo.train('two')
    await repo.promote({ stage: 'production', evidence: (await repo.judge({ baseline })).files })
    repo.train('one')
    const again = await repo.judge({ baseline })
    expect(again.digests).toEqual(first.digests)
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: again.files }))).toEqual({
      'evidence/stage/production/replay': 'replayed',
    })
  })

  test('did so before in another file, or beside evidence that is new', async () => {
    const repo = repository({ 'modelgate.yml': CONFIG.replace('baseline: production', 'baseline: file:base.csv') })
    const baseline = { source: 'file:base.csv', version: null, commit: null, reason: 'named' }
    const first = await repo.judge({ baseline })
    await repo.promote({ stage: 'production', evidence: first.files })
    repo.train('two')
    await repo.promote({ stage: 'production', evidence: (await repo.judge({ baseline })).files })
    repo.train('one')
    const again = await repo.judge({ baseline })
    const replayed = { 'evidence/stage/production/replay': 'replayed' }
    const read = (file: string) => JSON.parse(readFileSync(join(repo.clone, file), 'utf8'))
    for (const file of again.files) repo.write({ [file]: JSON.stringify(read(file), null, 1) })
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: again.files }))).toEqual(replayed)
    const { predicate } = read('out/validate.json')
    repo.writeEvidence([{ ...predicate.modelgate, summary: 'Said anew.' }])
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: again.files }))).toEqual(replayed)
    const { predicate: compared } = read('out/compare.json')
    repo.writeEvidence([{ ...compared.modelgate, summary: 'Said anew.' }])
    expect((await repo.promote({ stage: 'production', evidence: again.files })).results[0]!.verdict).toBe('pass')
  })

  test('is local, and the stage asks for reviewers', async () => {
    const repo = repository({ 'modelgate.yml': CONFIG.replace('compare]}', 'compare], environment: production}') })
    const { files } = await repo.judge()
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: files }))).toEqual({
      'evidence/validate/trust': 'insufficient',
      'evidence/compare/trust': 'insufficient',
    })
  })

  test('counts in CI only with its digest', async () => {
    const repo = repository()
    const event = join(repo.folder, 'event.json')
    writeFileSync(event, JSON.stringify({ repository: { default_branch: 'main' } }))
    repo.variables = {
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: event,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'acme/churn',
      GITHUB_RUN_ID: '7',
      GITHUB_ACTOR: 'ada',
    }
    const { files, digests } = await repo.judge()
    expect(refusalOf(await repo.promote({ stage: 'production', evidence: files }))).toEqual({
      'evidence/validate/origin': 'insufficient',
      'evidence/compare/origin': 'insufficient',
    })
    const outcome = await repo.promote({ stage: 'production', evidence: files, digests })
    expect(outcome.results[0]).toMatchObject({ verdict: 'pass', trust: 'protected' })
  })
})
