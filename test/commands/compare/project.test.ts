import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InputError, SystemError } from '../../../src/core/faults.ts'
import type { Result } from '../../../src/core/result.ts'
import { gatesOf, makeRows, metricOf, openSession, type Row, type Session, storeVersion, writeCsv } from './session.ts'

/** Comparisons that modelgate.yml describes, with the real engine, git and remote. */

const good = makeRows(1200, 0.5)
const production = makeRows(1200, 0.5, 1)
const predictionsOf = (rows: readonly Row[]) => writeCsv(rows.map(({ id, score }) => ({ id, score })))
const labelsOf = (rows: readonly Row[]) =>
  writeCsv(rows.map(({ id, label, region }) => ({ id, label: label === 1 ? 'Yes' : 'No', region: region! })))

const CONFIG = `version: 1
models:
  churn:
    task: binary
    data:
      test: {path: test.csv}
    evaluation: {data: test, id: id, label: label, positive: "Yes", score: score, slices: [region], resamples: 100}
    candidate: {model: model.bin, predictions: new.csv, parameters: params.yaml}
    baseline: production
    gates:
      - {metric: roc_auc, min: 0.7}
      - {metric: roc_auc, margin: 0.05}
      - {metric: recall, slice: region, margin: 0.2}
    stages:
      production: {require: [compare]}
`
const FILES = {
  'modelgate.yml': CONFIG,
  'test.csv': labelsOf(good),
  'new.csv': predictionsOf(good),
  'model.bin': 'not loaded',
  'params.yaml': 'train: {max_depth: 6, seeds: [1, 2]}\nlearning_rate: 0.1\n',
}
/** No flags at all. */
const NOTHING = { candidate: undefined, id: undefined, label: undefined, score: [] }

const compare = async (session: Session, flags = {}): Promise<Result> => {
  const { results, errors } = await session.compare({ ...NOTHING, ...flags })
  if (errors?.[0]) throw errors[0]
  return results[0]!
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('a first version', () => {
  it('has nothing to be compared with: margins are skipped and the report says so', async () => {
    const session = await openSession(FILES, { isRepository: true })
    const result = await compare(session)
    expect(gatesOf(result).map(({ id, verdict }) => [id, verdict])).toEqual([
      ['gate/roc_auc/min', 'pass'],
      ['gate/roc_auc/margin', 'skip'],
      ['gate/recall/margin/region=north', 'skip'],
      ['gate/recall/margin/region=south', 'skip'],
    ])
    expect(result).toMatchObject({
      model: 'churn',
      verdict: 'pass',
      baseline: { source: 'stage:production', version: null, commit: null, reason: 'production holds no version yet' },
    })
    expect(result.summary).toMatch(
      /^First version: production holds no version yet, so nothing is there to compare with; ROC AUC 0\.\d{3} /,
    )
  })
})

describe('golden rows and profile', () => {
  const config = CONFIG.replace('params.yaml}', 'params.yaml, golden: golden.csv, profile: profile.json}')
  const namesOf = ({ materials }: Result) => materials.map(({ name, digest }) => [name, digest.sha256])

  it('are named by their bytes beside what is judged, and change nothing of that', async () => {
    const plain = await compare(await openSession(FILES, { isRepository: true }))
    const files = { ...FILES, 'modelgate.yml': config, 'golden.csv': 'id,score\n1,0.9\n', 'profile.json': '{}' }
    const result = await compare(await openSession(files, { isRepository: true }))
    expect(namesOf(result)).toEqual([
      ...namesOf(plain),
      ['golden', sha256(files['golden.csv'])],
      ['profile', sha256(files['profile.json'])],
    ])
    expect(result.checks).toEqual(plain.checks)
  })

  it('are left out where they are missing or a pointer to them is here', async () => {
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${sha256('rows')}\nsize 4\n`
    const files = { ...FILES, 'modelgate.yml': config, 'golden.csv': pointer }
    const result = await compare(await openSession(files, { isRepository: true }))
    expect(result.verdict).toBe('pass')
    expect(namesOf(result).map(([name]) => name)).toEqual(['candidate', 'evaluation', 'model', 'parameters'])
  })

  it('that are a data set too hide nothing of what changed in it', async () => {
    const both = config.replace('path: test.csv', 'path: test.csv}\n      rows: {path: golden.csv')
    const files = { ...FILES, 'modelgate.yml': both, 'golden.csv': 'id,score\n1,0.9\n' }
    const session = await openSession(files, { isRepository: true })
    const before = { uri: 'golden.csv', digest: { sha256: sha256('before') }, rows: null }
    await storeVersion(session, predictionsOf(production), { data: [{ name: 'rows', ...before }] })
    expect((await compare(session)).changes.data.map(({ name }) => name)).toEqual(['rows'])
  })
})

describe('the version that holds the stage', () => {
  it('is the baseline, printed, hashed and compared on the same rows', async () => {
    const session = await openSession(FILES, { isRepository: true })
    const stored = predictionsOf(production)
    await storeVersion(session, stored)
    const result = await compare(session)
    expect(result).toMatchObject({
      verdict: 'pass',
      summary: expect.stringMatching(
        /^No worse than production v0\.1\.0: ROC AUC [+-]0\.\d{3} \(two-sided 95 % interval /,
      ),
      baseline: {
        source: 'stage:production',
        version: 'v0.1.0',
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        reason: 'it holds production',
      },
      policy: { uri: 'modelgate.yml' },
    })
    expect(result.materials.map(({ name, uri, digest, rows }) => [name, uri, digest.sha256, rows])).toEqual([
      ['candidate', 'new.csv', sha256(FILES['new.csv']), 1200],
      ['baseline', 'churn@v0.1.0:artifacts/predictions.csv', sha256(stored), 1200],
      ['evaluation', 'test.csv', sha256(FILES['test.csv']), 1200],
      ['model', 'model.bin', sha256('not loaded'), null],
      ['parameters', 'params.yaml', sha256(FILES['params.yaml']), null],
    ])
    expect(gatesOf(result)[1]?.title).toBe('ROC AUC is no worse than production by more than 0.05')
    expect(gatesOf(result)[1]?.source).toEqual({ file: 'modelgate.yml', line: 12 })
  })

  it.each([
    ['measured on other rows', predictionsOf(production.slice(0, 1100)), /^Not comparable: 100 ids only in new\.csv/],
    ['without its rows', null, /^Not comparable: the predictions of production v0\.1\.0 are not kept/],
    [
      'without scores',
      'id,other\nc0,1\n',
      /^Not comparable: the stored predictions do not fit: .*column score is not there/,
    ],
  ])('%s leaves the margins open and shows the candidate', async (_, stored, summary) => {
    const session = await openSession(FILES, { isRepository: true })
    await storeVersion(session, stored)
    const result = await compare(session)
    expect(result).toMatchObject({ verdict: 'inconclusive', blocks: true, baseline: { version: 'v0.1.0' } })
    expect(result.summary).toMatch(summary)
    expect(gatesOf(result).map(({ verdict }) => verdict)).toEqual([
      'pass',
      'inconclusive',
      'inconclusive',
      'inconclusive',
    ])
    expect(metricOf(result, 'metric/roc_auc').statistics).toMatchObject({ rows: 1200, baseline: null })
  })

  it('with other labels than the evaluation data leaves the margins open', async () => {
    const session = await openSession(FILES, { isRepository: true })
    const relabelled = production.map(({ id, score, label }, row) => ({
      id,
      score,
      label: row === 0 ? 'Yes' : label === 1 ? 'Yes' : 'No',
    }))
    await storeVersion(session, writeCsv(relabelled))
    expect((await compare(session)).summary).toContain('1 row of production v0.1.0 has another label')
  })

  it('tells what changed: parameters, data, code', async () => {
    const session = await openSession(FILES, { isRepository: true })
    await storeVersion(session, predictionsOf(production), {
      parameters: { 'train.max_depth': 4, 'train.seeds': '[1, 2]', dropped: true },
      data: [{ name: 'test', uri: 'test.csv', digest: { sha256: 'd'.repeat(64) }, rows: 1100 }],
    })
    expect((await compare(session)).changes).toEqual({
      parameters: [
        { name: 'dropped', before: true, after: null },
        { name: 'learning_rate', before: null, after: 0.1 },
        { name: 'train.max_depth', before: 4, after: 6 },
      ],
      data: [
        {
          name: 'test',
          before: '1,100 rows, sha256:dddddddddddd',
          after: `1,200 rows, sha256:${sha256(FILES['test.csv']).slice(0, 12)}`,
        },
      ],
      environment: [],
      code: { before: 'c'.repeat(40), after: 'b'.repeat(40) },
    })
  })
})

describe('a registry that does not answer', () => {
  it('is an error of the system, never "no baseline"', async () => {
    const session = await openSession(FILES, { isRepository: true })
    rmSync(session.bare!, { recursive: true })
    const { results, errors } = await session.compare(NOTHING)
    expect(results).toEqual([])
    expect(errors?.[0]).toBeInstanceOf(SystemError)
  })

  it('outside a git repository is an unusable request', async () => {
    const { errors } = await (await openSession(FILES)).compare(NOTHING)
    expect(errors?.[0]).toBeInstanceOf(InputError)
    expect(errors?.[0]?.message).toMatch(/git repository/)
  })
})

describe('flags over modelgate.yml', () => {
  it('name another candidate, judged by the same policy', async () => {
    const session = await openSession(
      { ...FILES, 'worse.csv': predictionsOf(makeRows(1200, 0.05)) },
      { isRepository: true },
    )
    await storeVersion(session, predictionsOf(production))
    const result = await compare(session, { candidate: 'worse.csv' })
    expect(result).toMatchObject({ verdict: 'fail', policy: { uri: 'modelgate.yml' } })
    expect(result.summary).toMatch(/^Refused: ROC AUC 0\.\d+; allowed is at least 0\.7; 2 more gates likewise/)
    expect(result.materials[0]?.uri).toBe('worse.csv')
  })

  it('that judge otherwise no longer stand for the policy', async () => {
    const session = await openSession(FILES, { isRepository: true })
    for (const flags of [{ threshold: 0.4 }, { confidence: 0.8 }, { metric: ['recall'] }, { baseline: 'new.csv' }]) {
      expect((await compare(session, flags)).policy).toBeNull()
    }
    expect((await compare(session, { candidate: 'new.csv' })).policy).not.toBeNull()
  })

  it('name a baseline file, and the registry is not asked', async () => {
    const session = await openSession({ ...FILES, 'prod.csv': predictionsOf(production) })
    const result = await compare(session, { baseline: 'prod.csv' })
    expect(result.baseline).toMatchObject({ source: 'file:prod.csv', version: null })
  })
})

describe('several models', () => {
  const two =
    CONFIG + CONFIG.slice(CONFIG.indexOf('  churn:')).replace('churn:', 'spam:').replace('new.csv', 'gone.csv')

  it('one with an error leaves the result of the other standing', async () => {
    const session = await openSession({ ...FILES, 'modelgate.yml': two }, { isRepository: true })
    const { results, errors } = await session.compare(NOTHING)
    expect(results.map(({ model }) => model)).toEqual(['churn'])
    expect(errors).toHaveLength(1)
    expect(errors?.[0]?.message).toContain('gone.csv')
  })

  it('are named by --model, and a wrong name is an unusable request', async () => {
    const session = await openSession({ ...FILES, 'modelgate.yml': two }, { isRepository: true })
    expect((await session.compare({ ...NOTHING, model: ['churn'] })).results).toHaveLength(1)
    await expect(session.compare({ ...NOTHING, model: ['chrun'] })).rejects.toThrow(
      /no such model\n {2}→ did you mean churn\?/,
    )
    await expect(session.compare({ ...NOTHING, candidate: 'new.csv' })).rejects.toThrow(
      /--candidate belongs to one model/,
    )
  })

  it('one without evaluation and candidate is skipped, and says why', async () => {
    const config = 'version: 1\nmodels:\n  churn:\n    task: binary\n'
    const result = await compare(await openSession({ 'modelgate.yml': config }))
    expect(result).toMatchObject({
      verdict: 'skip',
      summary: expect.stringContaining('names no evaluation and no candidate'),
    })
  })
})
