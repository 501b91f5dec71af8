import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import { verifyPolicyNamed } from '../../../src/evidence/policy-verification.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { validateIn } from '../../support/validate.ts'
import { dataSetOf, modelOf, place, projectOf } from './project-settings.ts'

const contract = (rule = '') => `apiVersion: v3.1.0
kind: DataContract
schema:
- name: people
  properties:
  - {name: id, logicalType: integer${rule}}
`
const UNKNOWN = ', quality: [{type: custom, engine: other, implementation: x}]'
const files = { 'c.yaml': contract(), 'train.csv': 'id\n1\n', 'test.csv': 'id\n1\nx\n' }

describe('validate with a modelgate.yml', () => {
  it('takes every data set with a contract but production data, under its key', async () => {
    const project = projectOf(
      modelOf('churn', [
        dataSetOf('train'),
        dataSetOf('test'),
        dataSetOf('live', { production: true }),
        dataSetOf('raw', { contract: null }),
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

  it('names no policy where ages are counted to a moment that a flag names, and says which', async () => {
    const old = `apiVersion: v3.1.0
kind: DataContract
schema: [{name: people, properties: [{name: at, logicalType: date}]}]
slaProperties: [{property: freshness, value: 7, unit: d, element: people.at}]
`
    const folder = makeFolder({ 'c.yaml': old, 'train.csv': 'at\n2026-01-01\n' })
    const project = projectOf(modelOf('churn', [dataSetOf('train')]))
    const now = (await validateIn(folder, {}, project)).results[0]!
    expect([now.verdict, now.policy]).toEqual(['fail', project.policy])
    expect(now.summary).not.toContain('Ages are counted')
    const then = (await validateIn(folder, { 'as-of': '2026-01-03' }, project)).results[0]!
    expect([then.verdict, then.policy]).toEqual(['pass', null])
    expect(then.summary).toBe(
      'train.csv keeps all 5 rules of the contract. Ages are counted to 2026-01-03T23:59:59.999Z, as --as-of says.',
    )
    expect(verifyPolicyNamed(then)).toMatchObject({
      blocks: true,
      help: 'run validate with modelgate.yml, without flags that replace what it says',
    })
  })

  it.each([
    ['fail', 'inconclusive', true],
    ['warn', 'warn', false],
    ['pass', 'pass', false],
  ] as const)('lets on_inconclusive: %s make the result %s', async (onInconclusive, verdict, blocks) => {
    const project = projectOf(modelOf('churn', [dataSetOf('train', { onInconclusive })]))
    const { results } = await validateIn(makeFolder({ ...files, 'c.yaml': contract(UNKNOWN) }), {}, project)
    expect([results[0]!.verdict, results[0]!.blocks]).toEqual([verdict, blocks])
    expect(results[0]!.checks.at(-1)).toMatchObject({
      id: 'contract/train/id/custom',
      verdict: 'inconclusive',
      blocks,
      help: expect.stringContaining('the engine other has no executor'),
    })
  })

  it('keeps the results of other models where one cannot be read', async () => {
    const project = projectOf(modelOf('a', [dataSetOf('none')]), modelOf('b', [dataSetOf('train')]), modelOf('c', []))
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
    const project = projectOf(modelOf('spam', [dataSetOf('none')]), modelOf('churn', [dataSetOf('train')]))
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
    const project = { ...projectOf(modelOf('a', [dataSetOf('train')])), later: [later] }
    const { results, errors } = await validateIn(makeFolder(files), {}, project)
    expect(results).toEqual([])
    expect(errors![0]!.message).toContain('x is not there yet')
  })
})

describe('validate without a modelgate.yml', () => {
  it.each([
    [{}, 'neither --contract and --data nor a modelgate.yml'],
    [{ data: 'train.csv' }, '--data needs --contract'],
    [{ contract: 'c.yaml' }, 'the contract does not say where its data is'],
    [{ contract: 'c.yaml', data: 'train.csv', server: 's' }, '--server and --data both say where the data is'],
    [{ server: 's' }, '--server needs --contract'],
    [{ contract: 'c.yaml', data: 'train.csv', 'as-of': 'yesterday' }, '--as-of yesterday is no date or time'],
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
