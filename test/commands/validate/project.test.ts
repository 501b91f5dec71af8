import { describe, expect, it } from 'vitest'
import type { DataSettings, ModelSettings, Project } from '../../../src/config/project.ts'
import { InputError } from '../../../src/core/faults.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateIn } from '../../support/validate.ts'

const place = { file: 'modelgate.yml', line: 1 }
const dataSet = (key: string, changes: Partial<DataSettings> = {}): DataSettings => ({
  key,
  path: `${key}.csv`,
  contract: 'c.yaml',
  object: null,
  production: false,
  csv: null,
  onInconclusive: 'fail',
  place,
  ...changes,
})
const model = (name: string, data: readonly DataSettings[]): ModelSettings => ({
  name,
  description: null,
  intendedUse: null,
  owner: null,
  task: 'binary',
  folder: '',
  data: Object.fromEntries(data.map((one) => [one.key, one])),
  evaluation: null,
  candidate: null,
  baseline: [],
  gates: [],
  stages: [],
  place,
})
const projectOf = (...models: readonly ModelSettings[]): Project => ({
  file: 'modelgate.yml',
  defaultModels: models.map(({ name }) => name),
  policyFrom: 'base',
  registry: { type: 'git', remote: 'origin' },
  store: { type: 'git', maxSize: 1, allowPersonal: false },
  engine: { memory: '1GB', threads: 1, timeoutMs: 20_000, folder: null },
  evidence: { requireSigned: false },
  models: Object.fromEntries(models.map((one) => [one.name, one])),
  policy: { uri: 'modelgate.yml', ref: null, digest: { sha256: 'a'.repeat(64) }, files: [] },
  later: [],
})

const contract = (rule = '') => `apiVersion: v3.1.0
kind: DataContract
schema:
- name: people
  properties:
  - {name: id, logicalType: integer${rule}}
`
const SQL = ', quality: [{type: sql, query: SELECT 1, mustBe: 1}]'
const files = { 'c.yaml': contract(), 'train.csv': 'id\n1\n', 'test.csv': 'id\n1\nx\n' }

describe('validate with a modelgate.yml', () => {
  it('takes every data set with a contract but production data, under its key', async () => {
    const project = projectOf(
      model('churn', [
        dataSet('train'),
        dataSet('test'),
        dataSet('live', { production: true }),
        dataSet('raw', { contract: null }),
      ]),
    )
    const { results, errors } = await validateIn(makeFolder(files), {}, project)
    expect(errors).toEqual([])
    const [result] = results
    expect(result!.model).toBe('churn')
    expect(result!.policy).toEqual(project.policy)
    expect(result!.checks.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['contract/train/readable', 'pass'],
      ['contract/train/columns', 'pass'],
      ['contract/train/id/present', 'pass'],
      ['contract/train/id/type', 'pass'],
      ['contract/test/readable', 'pass'],
      ['contract/test/columns', 'pass'],
      ['contract/test/id/present', 'pass'],
      ['contract/test/id/type', 'fail'],
    ])
    expect(result!.materials.map(({ name, uri }) => [name, uri])).toEqual([
      ['train', 'train.csv'],
      ['contract', 'c.yaml'],
      ['test', 'test.csv'],
    ])
    expect(result!.summary).toBe('test.csv breaks 1 of 8 rules: "id is of type integer" (1 row).')
  })

  it.each([
    ['fail', 'inconclusive', true],
    ['warn', 'warn', false],
    ['pass', 'pass', false],
  ] as const)('lets on_inconclusive: %s make the result %s', async (onInconclusive, verdict, blocks) => {
    const project = projectOf(model('churn', [dataSet('train', { onInconclusive })]))
    const { results } = await validateIn(makeFolder({ ...files, 'c.yaml': contract(SQL) }), {}, project)
    expect([results[0]!.verdict, results[0]!.blocks]).toEqual([verdict, blocks])
    expect(results[0]!.checks.at(-1)).toMatchObject({
      id: 'contract/train/id/sql',
      verdict: 'inconclusive',
      blocks,
      help: 'a sql rule has no executor yet',
    })
  })

  it('keeps the results of other models where one cannot be read', async () => {
    const project = projectOf(model('a', [dataSet('none')]), model('b', [dataSet('train')]), model('c', []))
    const { results, errors } = await validateIn(makeFolder(files), {}, project)
    expect(results.map(({ model: name, verdict }) => [name, verdict])).toEqual([
      ['b', 'pass'],
      ['c', 'skip'],
    ])
    expect(results[1]!.summary).toBe('Nothing to validate: no data set of c has a contract.')
    expect(errors).toHaveLength(1)
    expect(errors![0]!.message).toContain('none.csv: there is no such file')
  })

  it('takes only the models that are named', async () => {
    const project = projectOf(model('spam', [dataSet('none')]), model('churn', [dataSet('train')]))
    expect((await validateIn(makeFolder(files), { model: ['churn'] }, project)).results).toHaveLength(1)
    await expect(validateIn(makeFolder(files), { model: ['churm'] }, project)).rejects.toThrow('did you mean churn?')
  })

  it('refuses a key that it would need and that is still to come', async () => {
    const later = {
      path: 'models.a.data.train.x',
      message: 'x is not there yet',
      place,
      model: 'a',
      commands: ['validate'],
    }
    const project = { ...projectOf(model('a', [dataSet('train')])), later: [later] }
    const { results, errors } = await validateIn(makeFolder(files), {}, project)
    expect(results).toEqual([])
    expect(errors![0]!.message).toContain('x is not there yet')
  })
})

describe('validate without a modelgate.yml', () => {
  it.each([
    [{}, 'neither --contract and --data nor a modelgate.yml'],
    [{ data: 'train.csv' }, '--data needs --contract'],
    [{ contract: 'c.yaml', 'as-of': '2026-01-01' }, '--contract needs --data'],
    [{ contract: 'c.yaml', 'as-of': '2026-01-01' }, '--as-of'],
    [{ object: 'people', delimiter: ';' }, '--delimiter needs --data'],
  ])('with %j says what is missing', async (flags, message) => {
    const error = await validateIn(makeFolder(files), flags).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(InputError)
    expect((error as Error).message).toContain(message)
  })

  it('reads a CSV dialect from the flags', async () => {
    const folder = makeFolder({ ...files, 'odd.csv': "id;x\n'1';2\n" })
    const { results } = await validateIn(folder, { data: 'odd.csv', contract: 'c.yaml', delimiter: ';', quote: "'" })
    expect(results[0]!.checks.find(({ id }) => id === 'contract/people/id/type')?.verdict).toBe('pass')
  })
})
