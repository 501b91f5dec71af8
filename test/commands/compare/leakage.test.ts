import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findLeakage, type LeakageRequest } from '../../../src/commands/compare/leakage.ts'
import { planLeakage, readLeakage } from '../../../src/evaluation/leakage/leakage.ts'
import { openTestEngine } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { openSession } from './session.ts'

const DATA = join(import.meta.dirname, '../../../examples/churn/data')
const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/leakage/expected.json'), 'utf8'),
) as Record<string, object>

const { signal } = new AbortController()
const columns = { id: 'customer_id', label: 'churn' }
const readLines = (name: string) => readFileSync(join(DATA, name), 'utf8').trim().split('\n')
const pick = (lines: readonly string[], start: number, step: number) =>
  lines.slice(1).filter((_, index) => index >= start && (index - start) % step === 0)

/** Columns of CSV lines without quotes. */
function project(lines: readonly string[], isWanted: (name: string) => boolean): readonly string[] {
  const names = lines[0]!.split(',')
  const kept = names.flatMap((name, index) => (isWanted(name) ? [index] : []))
  return lines.map((line) => {
    const cells = line.split(',')
    return kept.map((index) => cells[index]).join(',')
  })
}

/** The counts of two tables, as the engine has them. */
async function count(test: readonly string[], train: readonly string[]) {
  const folder = makeFolder({ 'test.csv': `${test.join('\n')}\n`, 'train.csv': `${train.join('\n')}\n` })
  const engine = await openTestEngine()
  onTestFinished(() => engine.close())
  const [own, other] = ['test.csv', 'train.csv'].map((name) => ({
    uri: name,
    files: [join(folder, name)],
    format: 'csv' as const,
  })) as [never, never]
  const shapes = [await engine.describe(own, signal), await engine.describe(other, signal)] as const
  const plan = planLeakage({ columns: shapes[0] }, { columns: shapes[1] }, columns)
  const tables = [
    { names: ['test'], source: own, columns: [] },
    { names: ['train'], source: other, columns: [] },
  ]
  const [measured] = await engine.measure(own, [{ kind: 'query', sql: plan.sql, tables }], signal)
  if (!measured?.measured) throw new Error(measured?.reason)
  return readLeakage(String((measured.value as { value: unknown }).value), plan)
}

describe('counting leaked rows', () => {
  const test = readLines('test.csv')
  const train = readLines('train.csv')
  const seen = pick(train, 0, 150)
  const renamed = pick(train, 7, 200).map((line) => `new-${line}`)

  it('agrees with pandas on real tables, as they are and with rows of the training data among them', async () => {
    expect(await count(test, train)).toEqual({ ...expected['asItIs'], labelTwins: [] })
    expect(await count([...test, ...seen, ...renamed], train)).toEqual({ ...expected['leaked'], labelTwins: [] })
  })

  it('agrees with pandas where the training data has no ids', async () => {
    const anonymous = project(train, (name) => name !== 'customer_id')
    expect(await count([...test, ...seen], anonymous)).toEqual({ ...expected['withoutIds'], labelTwins: [] })
  })

  it('agrees with pandas on few columns of few values', async () => {
    const few = ['customer_id', 'churn', 'contract', 'female', 'senior_citizen', 'internet_service']
    const isFew = (name: string) => few.includes(name)
    expect(await count(project(test, isFew), project(train, isFew))).toEqual({
      ...expected['fewColumns'],
      labelTwins: [],
    })
  })

  it('takes numbers for equal whatever way they are written, and ids as they are', async () => {
    const counts = await count(
      ['customer_id,churn,x,y', '007,1,70,a', '8,0,1e2,b', '9,0,,c', '10,1,,""'],
      ['customer_id,churn,x,y', '7,0,70.0,a', '18,1,100,b', '19,1,,c', '20,1,0,'],
    )
    expect(counts).toMatchObject({ ids: 0, rows: 3 })
  })

  it('finds columns that are the label under another name', async () => {
    const counts = await count(
      ['customer_id,churn,left,x', '1,Yes,Yes,1', '2,No,No,1', '3,,,1'],
      ['customer_id,churn,x', '4,No,1'],
    )
    expect(counts.labelTwins).toEqual(['left'])
  })
})

describe('leakage as checks', () => {
  const train = [
    'id,label,x,y',
    ...Array.from({ length: 100 }, (_, index) => `t${index},${index % 2},${index},${index % 7}`),
  ]
  const makeTest = (leaked: readonly string[]) => [
    'id,label,x,y',
    ...Array.from({ length: 40 }, (_, index) => `e${index},${index % 2},${index + 1000},1`),
    ...leaked,
  ]

  async function find(test: readonly string[], files: Record<string, string>, more: Partial<LeakageRequest> = {}) {
    const { services } = await openSession({ 'test.csv': `${test.join('\n')}\n`, ...files })
    const request: LeakageRequest = {
      data: { location: 'test.csv', origin: 'config', csv: null },
      train: { path: 'train.csv', csv: null, place: { file: 'modelgate.yml', line: 7 } },
      columns: { id: 'id', label: 'label' },
      isGated: false,
      ...more,
    }
    return findLeakage(request, services)
  }
  const files = { 'train.csv': `${train.join('\n')}\n` }
  const say = ({ checks }: Awaited<ReturnType<typeof find>>) =>
    checks.map(({ id, verdict, severity, blocks, observed }) => [id, verdict, severity, blocks, observed])

  it('pass where the exam is new', async () => {
    const found = await find(makeTest([]), files)
    expect(say(found)).toEqual([
      ['gate/leakage', 'pass', 'error', false, 0],
      ['gate/leakage-rows', 'pass', 'warning', false, 0],
    ])
    expect(found.leakedRows).toBe(0)
    expect(found.material).toEqual({
      ...{ name: 'train', uri: 'train.csv', rows: null, derived: false },
      digest: { sha256: createHash('sha256').update(files['train.csv']).digest('hex') },
    })
  })

  it('fail where ids were trained on, and warn of equal rows under other ids', async () => {
    const found = await find(makeTest(['t3,1,3,3', 't4,0,5,5', 'x9,1,9,2']), files)
    expect(say(found)).toEqual([
      ['gate/leakage', 'fail', 'error', true, 2],
      ['gate/leakage-rows', 'fail', 'warning', false, 1],
    ])
    expect(found.leakedRows).toBe(2)
    expect(found.checks[0]!.help).toContain('2 rows of 43 have an id that the training data has too')
    expect(found.checks[0]!.source).toEqual({ file: 'modelgate.yml', line: 7 })
  })

  it('are open where there are no evaluation rows, without a number', async () => {
    const found = await find(['id,label,x,y'], files)
    expect(say(found)).toEqual([
      ['gate/leakage', 'inconclusive', 'error', false, null],
      ['gate/leakage-rows', 'inconclusive', 'warning', false, null],
    ])
    expect(found.checks.map(({ help }) => help)).toEqual(Array(2).fill('there are no evaluation rows'))
    expect(JSON.stringify(found.checks)).not.toMatch(/NaN|%/)
    expect(say(await find(['id,label,x,y'], files, { isGated: true })).map(([id]) => id)).toEqual(['gate/leakage-rows'])
  })

  it('leave ids to a gate that judges them', async () => {
    const found = await find(makeTest(['t3,1,3,3']), files, { isGated: true })
    expect(say(found).map(([id]) => id)).toEqual(['gate/leakage-rows'])
    expect(found.leakedRows).toBe(1)
  })

  it('let equal rows pass where training rows equal each other as often', async () => {
    const coarse = (rows: readonly string[]) => project(rows, (name) => name !== 'x')
    const found = await find(coarse(makeTest(['x9,1,9,2'])), { 'train.csv': `${coarse(train).join('\n')}\n` })
    expect(say(found)[1]).toEqual(['gate/leakage-rows', 'pass', 'warning', false, 41])
    expect(found.checks[1]!.help).toContain('no more than chance gives: 100 % of the training rows')
  })

  it('say by name what could not be looked at', async () => {
    const missing = await find(makeTest([]), {})
    expect(say(missing)).toEqual([['gate/leakage', 'inconclusive', 'info', false, null]])
    expect(missing.checks[0]!.help).toBe('train.csv is not here; a gate on leaked_rows has it fetched')
    expect((await find(makeTest([]), {}, { isGated: true })).reason).toContain('there is no such file')
    const other = await find(makeTest([]), { 'train.csv': 'key\n1\n' })
    expect(other.reason).toBe(
      'train.csv has neither the column id nor any other of the evaluation data’s'.replace('’', "'"),
    )
    expect(await find(['id,label,x,y'], files, { isGated: true })).toMatchObject({
      leakedRows: null,
      reason: 'there are no evaluation rows',
    })
    expect(await find(makeTest([]), files, { train: null })).toMatchObject({ checks: [], material: null })
    expect(other.material).toBeNull()
  })
})
