import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyKeptEvidence } from '../../../src/commands/registry/kept-evidence.ts'
import { InputError } from '../../../src/core/faults.ts'
import { git } from '../../support/git.ts'
import { errorOf, registeredOf, repository } from './promotion-outcomes.ts'
import { CONFIG } from './promotion-repository.ts'

const TWO_MODELS = `${CONFIG}  spam:
    task: binary
    data:
      test: {path: data/test.csv, contract: contract.odcs.yaml}
    evaluation: {data: test, id: id, label: churn, positive: "Yes", score: score}
    candidate: {model: out/model.bin, predictions: out/predictions.csv}
    gates:
      - {metric: roc_auc, min: 0.80}
    stages:
      production: {require: [compare]}
`

describe('evidence in other forms', () => {
  test('of both commands in one file counts once, and is kept whole', async () => {
    const repo = repository()
    const { files } = await repo.judge()
    const lines = files.map((file) => readFileSync(join(repo.clone, file), 'utf8')).join('')
    repo.write({ 'out/all.jsonl': lines })
    const outcome = await repo.promote({
      stage: 'production',
      evidence: ['out/all.jsonl'],
      digests: [`sha256:${repo.hash('out/all.jsonl')}`],
    })
    expect(outcome.results[0]!.verdict).toBe('pass')
    expect(git(repo.remote, 'show', 'churn@v0.1.0:evidence/check.jsonl')).toBe(lines.trimEnd())
    const record = JSON.parse(git(repo.remote, 'show', 'churn@v0.1.0:record.json'))
    expect(record.evidence.map(({ name, command }: { name: string; command: string }) => [name, command])).toEqual([
      ['evidence/check.jsonl', 'validate'],
      ['evidence/check.jsonl', 'compare'],
    ])
    expect(record.data.map(({ name }: { name: string }) => name)).toEqual(['test'])

    // records that were written before name it after the first command in it
    const services = await repo.services()
    const inspection = await (await services.registry()).inspect({}, services.signal)
    const rename = (path: string) => path.replace('check.jsonl', 'validate.jsonl')
    const records = [...inspection.records].map(([commit, kept]) => {
      const text = kept.record!.text.replaceAll('evidence/check.jsonl', 'evidence/validate.jsonl')
      const evidence = new Map([...kept.evidence!].map(([path, bytes]) => [rename(path), bytes]))
      return [commit, { ...kept, record: { ...kept.record!, text }, evidence }] as const
    })
    for (const found of [inspection, { ...inspection, records: new Map(records) }]) {
      const [check] = await verifyKeptEvidence(found, services)
      expect(check).toMatchObject({ verdict: 'pass', observed: 'unsigned' })
    }
    await services.close()
  })

  test('in a DSSE envelope counts as unsigned, and says so', async () => {
    const repo = repository()
    const { files } = await repo.judge()
    for (const file of files) {
      const payload = readFileSync(join(repo.clone, file)).toString('base64')
      const envelope = { payloadType: 'application/vnd.in-toto+json', payload, signatures: [{ sig: 'AA==' }] }
      writeFileSync(join(repo.clone, file), JSON.stringify(envelope))
    }
    const outcome = await repo.promote({ stage: 'production', evidence: files })
    const origin = outcome.results[0]!.checks.find(({ id }) => id === 'evidence/compare/origin')
    expect(origin).toMatchObject({
      verdict: 'pass',
      observed: expect.stringMatching(/^envelope whose signature was not verified/),
    })
  })
})

describe('several models', () => {
  test('are promoted by the evidence that names them, and one that is refused leaves the other', async () => {
    const repo = repository({ 'modelgate.yml': TWO_MODELS })
    const { files } = await repo.judge()
    const [compare] = files.slice(1)
    const mine = readFileSync(join(repo.clone, compare!), 'utf8')
    repo.write({ 'out/compare.json': `${mine}${mine.replaceAll('"model":"churn"', '"model":"spam"')}` })
    const outcome = await repo.promote({ model: [], stage: 'production', evidence: [compare!] })
    expect(outcome.results.map(({ model, verdict }) => [model, verdict])).toEqual([
      ['churn', 'fail'],
      ['spam', 'pass'],
    ])
    expect(outcome.document).toMatchObject({
      schema: 'modelgate.results/v1',
      verdict: 'fail',
      results: [{ registered: null }, { registered: { tag: 'spam@v0.1.0' } }],
    })
    expect(outcome.outputs).toMatchObject({ version: 'v0.1.0', labels: '' })
    const error = await errorOf(repo.promote({ model: ['churn', 'spam'], version: 'v1.0.0' }))
    expect(error).toBeInstanceOf(InputError)
  })

  test('are not guessed', async () => {
    const error = await errorOf(repository({ 'modelgate.yml': TWO_MODELS }).promote({ model: [] }))
    expect(error.message).toMatch(/no model is named[\s\S]*give --model with one of churn, spam/)
  })
})

test('the only model needs no name', async () => {
  const repo = repository()
  const { files } = await repo.judge()
  expect(registeredOf(await repo.promote({ model: [], stage: 'production', evidence: files }))).toMatchObject({
    version: 'v0.1.0',
  })
})

test('keys whose feature is to come are refused by name for the stage that has them, and for no other', async () => {
  const stages =
    '      staging: {require: [validate, compare]}\n      production: {require: [validate, compare, drift], deploy: {target: {type: vertex}}}\n'
  const repo = repository({ 'modelgate.yml': CONFIG.replace(/ {6}production: .*\n/, stages) })
  const { files } = await repo.judge()
  const error = await errorOf(repo.promote({ stage: 'production', evidence: files }))
  expect(error).toBeInstanceOf(InputError)
  expect(error.message).toMatch(/modelgate\.yml:\d+:\d+: .*production\.require: evidence of drift is not there yet/)
  expect(registeredOf(await repo.promote({ stage: 'staging', evidence: files }))).toMatchObject({
    stageTag: 'churn#staging#1',
  })
})
