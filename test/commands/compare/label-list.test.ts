import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import type { Result } from '../../../src/core/result.ts'
import { writeParquet } from '../../support/parquet.ts'
import { gatesOf, metricOf, openSession, type Session, writeCsv } from './session.ts'

/** From a plan to a filled list and its verdict, with the real engine and files. */

const read = (path: string) => readFileSync(`examples/churn/${path}`, 'utf8')
const readCells = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain!,
  )
const readRows = (text: string): Record<string, string>[] => {
  const [header, ...lines] = text.trim().split(/\r?\n/).map(readCells)
  return lines.map((line) => Object.fromEntries(header!.map((name, index) => [name, line[index]!])))
}

const CHURN = { id: 'customer_id', label: 'churn', positive: 'Yes', score: ['score'] }
const TRUTH = new Map(readRows(read('data/test.csv')).map((row) => [row['customer_id']!, row['churn']!]))
const gate = (...gates: readonly string[]) => `gates: [${gates.join(', ')}]\n`

const openChurn = (gates: string, files = {}) =>
  openSession({
    'new.csv': read('variants/better/predictions.csv'),
    'prod.csv': read('variants/production/predictions.csv'),
    'test.csv': read('data/test.csv'),
    'gates.yml': gates,
    ...files,
  })

type Flags = Parameters<Session['compare']>[0]

async function compare(session: Session, flags: Flags): Promise<Result> {
  const base = { ...CHURN, candidate: 'new.csv', baseline: 'prod.csv', gates: 'gates.yml' }
  const { results } = await session.compare({ ...base, ...flags })
  return results[0]!
}

const plan = (session: Session, flags: Flags = {}) =>
  compare(session, { plan: true, 'label-list': 'rows.csv', ...flags })
const judge = (session: Session, flags: Flags = {}) => compare(session, { 'label-list': 'rows.csv', ...flags })

/** Labels a list as people would, from the top. @returns the rows of the list */
function fillIn(
  { folder }: Session,
  truth: ReadonlyMap<string, string>,
  share = 1,
  id = 'customer_id',
  label = 'churn',
) {
  const file = join(folder, 'rows.csv')
  const rows = readRows(readFileSync(file, 'utf8'))
  const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const filled = rows.map((row, index) => ({
    ...Object.fromEntries(Object.entries(row).map(([name, text]) => [name, quote(text)])),
    [label]: index < share * rows.length ? truth.get(row[id]!)! : '',
  }))
  writeFileSync(file, writeCsv(filled))
  return rows
}

const needsOf = (result: Result) =>
  gatesOf(result).map(({ target, statistics }) => [target.metric, statistics.labelsNeeded] as const)

async function refuse(made: Promise<unknown>): Promise<string> {
  const error = await made.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InputError)) throw error ?? new Error('nothing was refused')
  return error.faults.map(({ message, help }) => `${message} → ${help}`).join('\n')
}

describe('compare --plan', () => {
  it('says how many labels margins need, of each metric and without any label', async () => {
    const session = await openChurn(
      gate('{metric: accuracy, margin: 0.03}', '{metric: recall, margin: 0.1}', '{metric: roc_auc, margin: 0.02}'),
    )
    const result = await compare(session, { plan: true })
    const needs = needsOf(result)
    expect(needs.map(([metric]) => metric)).toEqual(['accuracy', 'recall', 'roc_auc'])
    // 103 of 1,394 rows disagree: (103/1394 / (0.03 / (1.96 + 0.84)))²
    expect(needs[0]![1]).toBe(48)
    for (const [, needed] of needs) expect(needed).toBeGreaterThan(30)
    expect(result).toMatchObject({ verdict: 'skip', blocks: false })
    expect(result.summary).toContain('the models disagree on 103 of 1,394 rows (7.4 %)')
    expect(result.materials.map(({ name }) => name)).toEqual(['candidate', 'baseline'])
  })

  it('asks for no fewer rows than a gate is judged on', async () => {
    expect(needsOf(await plan(await openChurn(gate('{metric: accuracy, margin: 0.2}'))))).toEqual([['accuracy', 30]])
  })

  it('says where the rows at hand are too few', async () => {
    const session = await openChurn(gate('{metric: accuracy, margin: 0.001}', '{metric: recall, margin: 0.001}'))
    const result = await plan(session)
    for (const check of gatesOf(result)) expect(check.help).toContain('the 1,394 rows at hand are too few')
    expect(readRows(readFileSync(join(session.folder, 'rows.csv'), 'utf8'))).toHaveLength(1394)
  })

  it('writes nothing for models that say the same of all rows', async () => {
    const session = await openChurn(gate('{metric: accuracy, margin: 0.01}'))
    const result = await plan(session, { candidate: 'prod.csv' })
    expect(result.summary).toBe(
      'No label is needed for a margin of 0.01 in accuracy: both models say the same of all 1,394 rows, so no label can tell them apart.',
    )
    expect(existsSync(join(session.folder, 'rows.csv'))).toBe(false)
  })

  it('tells what cannot be planned: a margin of 0, sizes, slices', async () => {
    const session = await openChurn(
      gate(
        '{metric: accuracy, margin: 0}',
        '{metric: model_size, margin: 9, confidence: none}',
        '{metric: recall, slice: contract, margin: 0.1}',
      ),
      {},
    )
    const result = await plan(session)
    expect(gatesOf(result).map(({ help }) => help)).toEqual([
      'a margin of 0 is never shown between models that are equally good; name how much worse would still do',
      'it is not counted by rows, so labels say nothing of it',
    ])
    expect(result.summary).toContain('1 gate on slices is not planned')
    expect(result.summary).toContain('rows.csv lists 103 rows on which the models disagree')
  })

  it.each([
    [gate('{metric: accuracy, min: 0.7}'), {}, 'no margin over all rows is named'],
    [gate('{metric: accuracy, slice: contract, margin: 0.1}'), {}, 'no margin over all rows is named'],
    [gate('{metric: accuracy, margin: 0.1}'), { baseline: undefined }, '--baseline FILE'],
    [gate('{metric: accuracy, margin: 0.1}'), { baseline: 'gone.csv' }, 'gone.csv'],
    [
      gate('{metric: mae, margin: 0.1}'),
      { task: 'regression', prediction: 'score', score: [], positive: undefined },
      'the task is regression',
    ],
    [gate('{metric: expected_cost, margin: 0.1}'), {}, 'needs costs'],
    [gate('{metric: accuracy, margin: 0.1}'), { baseline: 'part.csv' }, 'new.csv'],
    [
      gate('{metric: accuracy, margin: 0.1}'),
      { plan: false, 'label-list': undefined, 'label-rows': 5 },
      '--label-rows needs',
    ],
    [gate('{metric: accuracy, margin: 0.1}'), { plan: false, 'label-rows': 5 }, '--label-rows needs'],
  ])('refuses %s with %j', async (gates, flags, message) => {
    const part = read('variants/production/predictions.csv').split('\n').slice(0, 900).join('\n')
    expect(await refuse(plan(await openChurn(gates, { 'part.csv': part }), flags))).toContain(message)
  })
})

describe('compare --label-list', () => {
  it('gives the difference of all labels from those where the models disagree', async () => {
    const session = await openChurn(gate('{metric: accuracy, margin: 0.001}'))
    await plan(session)
    expect(fillIn(session, TRUTH)).toHaveLength(103)
    const [chosen, full] = [await judge(session), await compare(session, { data: 'test.csv' })]
    const [own, all] = [chosen, full].map((result) => metricOf(result, 'metric/accuracy').statistics.difference!)
    expect(own!.value).toBeCloseTo(all!.value!, 12)
    expect(own!.interval![0]).toBeCloseTo(all!.interval![0], 2)
    expect(own!.interval![1]).toBeCloseTo(all!.interval![1], 2)
    expect(own!.method).toBe('normal')
    expect(gatesOf(chosen)[0]).toMatchObject({ verdict: 'pass', statistics: { rows: 1394 } })
    expect(chosen.summary).toContain('103 labelled rows stand for 1,394.')
    expect(chosen.materials.at(-1)).toMatchObject({ name: 'evaluation', uri: 'rows.csv', rows: 103 })
    expect(chosen.policy).toBeNull()
  })

  it('shows the difference where no gate asks', async () => {
    const session = await openChurn(gate('{metric: accuracy, margin: 0.03}'))
    await plan(session)
    fillIn(session, TRUTH)
    const result = await judge(session, { gates: undefined })
    expect(result.summary).toMatch(/^Against prod\.csv: accuracy [+−-].*; no gates to pass\. In it 48 labelled rows/)
    expect(metricOf(result, 'metric/recall')).toMatchObject({ verdict: 'inconclusive' })
    expect(metricOf(result, 'metric/recall').help).toContain('labels of rows on which the models agree')
  })

  it('takes a stratified list for other metrics, with values of both models', async () => {
    const session = await openChurn(gate('{metric: recall, margin: 0.1}', '{metric: roc_auc, min: 0.7}'))
    await plan(session, { 'label-rows': 400 })
    const rows = fillIn(session, TRUTH)
    expect(rows).toHaveLength(400)
    expect(rows.reduce((sum, { weight }) => sum + Number(weight), 0)).toBeCloseTo(1394, 6)
    const [chosen, full] = [await judge(session), await compare(session, { data: 'test.csv' })]
    expect(gatesOf(chosen).map(({ verdict }) => verdict)).toEqual(['pass', 'pass'])
    for (const id of ['metric/recall', 'metric/roc_auc']) {
      const [own, all] = [chosen, full].map((result) => metricOf(result, id).statistics)
      const [low, high] = own!.difference!.interval!
      expect(low).toBeLessThan(all!.difference!.value!)
      expect(high).toBeGreaterThan(all!.difference!.value!)
      expect(own!.candidate.value).toBeCloseTo(all!.candidate.value!, 1)
    }
  })

  it('goes on with a list that is filled to the half, by a wider interval', async () => {
    const session = await openChurn(gate('{metric: accuracy, margin: 0.03}'))
    await plan(session, { 'label-rows': 100 })
    fillIn(session, TRUTH, 0.5)
    const half = metricOf(await judge(session), 'metric/accuracy').statistics
    fillIn(session, TRUTH)
    const whole = metricOf(await judge(session), 'metric/accuracy').statistics
    const width = ({ difference }: typeof whole) => difference!.interval![1] - difference!.interval![0]
    expect([half.rows, whole.rows]).toEqual([50, 100])
    expect(width(half)).toBeGreaterThan(width(whole))
    expect(Math.abs(half.difference!.value! - whole.difference!.value!)).toBeLessThan(width(half) / 2)
  })

  it('leaves open what it cannot measure, by name', async () => {
    const session = await openChurn(
      gate(
        '{metric: accuracy, margin: 0.03}',
        '{metric: accuracy, min: 0.5}',
        '{metric: accuracy, slice: contract, margin: 0.1}',
        '{metric: demographic_parity_difference, slice: contract, max: 0.5}',
        '{metric: model_size, max: 9}',
        '{expr: "metrics.accuracy.difference > -0.5"}',
      ),
    )
    await plan(session, {
      gates: 'accuracy.yml',
      ...writeGates(session, 'accuracy.yml', '{metric: accuracy, margin: 0.03}'),
    })
    fillIn(session, TRUTH)
    const verdicts = gatesOf(await judge(session)).map(({ verdict, help }) => [
      verdict,
      help?.split(':').at(-1)?.trim(),
    ])
    expect(verdicts.map(([verdict]) => verdict)).toEqual([
      'pass',
      'inconclusive',
      'inconclusive',
      'inconclusive',
      'inconclusive',
      'pass',
    ])
    expect(verdicts[2]![1]).toContain('slices need labels of their own')
    expect(verdicts[3]![1]).toContain('slices need labels of their own')
    expect(verdicts[4]![1]).toContain('counted by rows, and this is not')
  })

  it('counts costs', async () => {
    const costs = { costs: ['false_negative=5', 'false_positive=1'] }
    const session = await openChurn(gate('{metric: expected_cost, margin: 0.1}'))
    await plan(session, costs)
    fillIn(session, TRUTH)
    const [chosen, full] = [await judge(session, costs), await compare(session, { data: 'test.csv', ...costs })]
    const [own, all] = [chosen, full].map((result) => metricOf(result, 'metric/expected_cost').statistics.difference!)
    expect(own!.value).toBeCloseTo(all!.value!, 12)
  })

  it.each([
    [{}, 'rows.csv holds no label yet', 0],
    [{ threshold: 0.4 }, 'made for other models, another threshold or other rows', 1],
    [{ candidate: 'close.csv' }, 'made for other models', 1],
    [{ 'label-list': 'prod.csv' }, 'column churn is not there', 1],
    [{ 'label-list': 'test.csv' }, 'column stratum is not there', 1],
    [{ 'label-list': 'gone.csv' }, 'gone.csv', 1],
    [{ label: 'left' }, 'column left is not there', 1],
    [{ positive: 'Ja' }, 'positive class "Ja" is not among the labels', 1],
    [{ positive: undefined }, 'which is the positive class has to be named', 1],
    [{ weight: 'score' }, 'count by their strata', 1],
    [{ metric: ['acuracy'] }, 'did you mean accuracy?', 1],
  ])('refuses %j', async (flags, message, share) => {
    const session = await openChurn(gate('{metric: accuracy, margin: 0.03}'), {
      'close.csv': read('variants/close/predictions.csv'),
    })
    await plan(session)
    fillIn(session, TRUTH, share)
    expect(await refuse(judge(session, flags))).toContain(message)
  })
})

function writeGates({ folder }: Session, name: string, ...gates: readonly string[]) {
  writeFileSync(join(folder, name), gate(...gates))
  return {}
}

describe('a label list', () => {
  const classes = ['ant', 'bee', 'cat']
  const ids = Array.from({ length: 300 }, (_, index) => `row "${index}", of 300`)
  const label = (index: number) => classes[(index * 7) % 3]!
  const answer = (index: number, every: number) => (index % every === 0 ? classes[(index + 1) % 3]! : label(index))
  const truth = new Map(ids.map((id, index) => [id, label(index)]))
  const write = (every: number) =>
    writeCsv(ids.map((id, index) => ({ id: `"${id.replaceAll('"', '""')}"`, said: answer(index, every) })))
  const flags = { task: 'multiclass', id: 'id', label: 'truth', positive: undefined, score: [], prediction: 'said' }

  it('holds classes of many and ids that need quotes', async () => {
    const files = { 'new.csv': write(5), 'prod.csv': write(4) }
    const session = await openChurn(gate('{metric: accuracy, margin: 0.2}'), files)
    const planned = await plan(session, flags)
    expect(gatesOf(planned)[0]!.help).toContain('chosen where they count')
    fillIn(session, truth, 1, 'id', 'truth')
    const result = await judge(session, flags)
    const right = (every: number) => ids.filter((_, index) => answer(index, every) === label(index)).length
    expect(gatesOf(result)[0]).toMatchObject({ verdict: 'pass' })
    const [low, high] = metricOf(result, 'metric/accuracy').statistics.difference!.interval!
    const difference = (right(5) - right(4)) / 300
    expect(low).toBeLessThan(difference)
    expect(high).toBeGreaterThan(difference)
  })

  it('for averages over classes is stratified and begins with 500 rows', async () => {
    const files = { 'new.csv': write(5), 'prod.csv': write(4) }
    const session = await openChurn(gate('{metric: f1_macro, margin: 0.1}'), files)
    const planned = await plan(session, flags)
    expect(planned.summary).toContain('No number of labels can be told')
    expect(fillIn(session, truth, 1, 'id', 'truth')).toHaveLength(300)
    const result = await judge(session, flags)
    const full = metricOf(result, 'metric/f1_macro').statistics
    expect(full.rows).toBe(300)
    expect(gatesOf(result)[0]!.verdict).toBe('pass')
  })

  it('comes of Parquet files with prediction columns too', async () => {
    const session = await openChurn(gate('{metric: accuracy, margin: 0.05}'))
    for (const name of ['new', 'prod']) {
      const csv = join(session.folder, `${name}.csv`)
      const select = `SELECT customer_id, CASE WHEN score >= 0.5 THEN 'Yes' ELSE 'No' END AS said FROM read_csv('${csv}')`
      copyFileSync(await writeParquet(select), join(session.folder, `${name}.parquet`))
    }
    const parquet = { candidate: 'new.parquet', baseline: 'prod.parquet', score: [], prediction: 'said' }
    await plan(session, parquet)
    expect(new Set(fillIn(session, TRUTH).map(({ stratum }) => stratum))).toEqual(new Set(['No|Yes', 'Yes|No']))
    const result = await judge(session, parquet)
    expect(gatesOf(result)[0]).toMatchObject({ verdict: 'pass' })
  })
})
