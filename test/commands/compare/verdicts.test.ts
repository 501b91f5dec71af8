import { describe, expect, it } from 'vitest'
import { compareFiles, findFaults, gatesOf, makeRows, metricOf, type Row, writeCsv } from './session.ts'

/** Each line of the table of verdicts, on files with the real engine. */

const good = makeRows(1200, 0.5)
const same = makeRows(1200, 0.5, 1)
const bad = makeRows(1200, 0.1)

const gates = (...lines: readonly string[]) => `gates:\n${lines.map((line) => `  - {${line}}\n`).join('')}`
const files = (candidate: readonly Row[], baseline: readonly Row[] | null, ...lines: readonly string[]) => ({
  'new.csv': writeCsv(candidate),
  ...(baseline ? { 'prod.csv': writeCsv(baseline) } : {}),
  'gates.yml': gates(...lines),
})
const both = { baseline: 'prod.csv', gates: 'gates.yml' }
const alone = { gates: 'gates.yml' }

describe('min and max', () => {
  it.each([
    ['metric: roc_auc, min: 0.7', 'pass', 'pass', false],
    ['metric: roc_auc, min: 0.999', 'fail', 'fail', true],
    ['metric: log_loss, max: 0.6', 'pass', 'pass', false],
    ['metric: log_loss, max: 0.01', 'fail', 'fail', true],
    ['metric: roc_auc, min: 0.7, confidence: 0.95', 'pass', 'pass', false],
    ['metric: roc_auc, min: 0.999, confidence: 0.95', 'fail', 'fail', true],
    ['metric: accuracy, min: 0.999, severity: warning', 'fail', 'warn', false],
  ])('%s', async (line, gate, verdict, blocks) => {
    const result = await compareFiles(files(good, null, line), alone)
    expect(gatesOf(result)[0]?.verdict).toBe(gate)
    expect(result).toMatchObject({ verdict, blocks, policy: null, baseline: null })
  })

  it('with confidence are inconclusive where the interval spans the bound, with the labels that would settle it', async () => {
    const value = metricOf(await compareFiles(files(good, null, 'metric: recall, min: 0'), alone), 'metric/recall')
    const bound = (value.statistics.candidate.value! - 0.01).toFixed(4)
    const result = await compareFiles(files(good, null, `metric: recall, min: ${bound}, confidence: 0.95`), alone)
    expect(gatesOf(result)[0]).toMatchObject({ verdict: 'inconclusive', blocks: true })
    expect(gatesOf(result)[0]?.statistics.labelsNeeded).toBeGreaterThan(100)
    expect(result).toMatchObject({
      verdict: 'inconclusive',
      blocks: true,
      summary: expect.stringMatching(/^Too close to call: /),
    })
  })

  it.each([
    ['one class', good.map((row) => ({ ...row, label: 1 })), 'metric: roc_auc, min: 0.5'],
    ['no rows', [], 'metric: accuracy, min: 0.5'],
    ['0/0', good.map((row) => ({ ...row, score: 0.1 })), 'metric: precision, min: 0.5'],
  ])('of an undefined metric (%s) are inconclusive', async (_, rows, line) => {
    const csv = rows.length > 0 ? writeCsv(rows) : 'id,label,score,region\n'
    const result = await compareFiles({ 'new.csv': csv, 'gates.yml': gates(line) }, alone)
    expect(gatesOf(result)[0]).toMatchObject({ verdict: 'inconclusive', observed: null, blocks: true })
    expect(gatesOf(result)[0]?.help).toMatch(/^Undefined: /)
  })
})

describe('a margin', () => {
  it('passes, fails or stays open by the interval of the difference', async () => {
    const line = 'metric: roc_auc, margin: 0.05'
    const pass = await compareFiles(files(good, same, line), both)
    expect(pass).toMatchObject({
      verdict: 'pass',
      blocks: false,
      summary: expect.stringMatching(/^No worse than prod\.csv: ROC AUC [+-]/),
    })
    const fail = await compareFiles(files(bad, same, line), both)
    expect(fail).toMatchObject({ verdict: 'fail', blocks: true, summary: expect.stringMatching(/^Refused: ROC AUC -/) })
    const open = await compareFiles(files(good, same, 'metric: roc_auc, margin: 0.0001'), both)
    expect(open).toMatchObject({ verdict: 'inconclusive', blocks: true })
    expect(gatesOf(open)[0]?.statistics.method).toBe('delong')
  })

  it('of identical predictions passes', async () => {
    const result = await compareFiles(
      files(good, good, 'metric: roc_auc, margin: 0.01', 'metric: recall, margin: 0.01'),
      both,
    )
    expect(gatesOf(result).map(({ verdict, observed }) => [verdict, observed])).toEqual([
      ['pass', 0],
      ['pass', 0],
    ])
  })

  it.each([
    ['ids that only one side has', good.slice(1), '1 id only in new.csv'],
    ['labels that disagree', [{ ...good[0]!, label: 1 }, ...good.slice(1)], '1 row of prod.csv has another label'],
  ])('is inconclusive for %s, and the candidate is still shown', async (_, baseline, reason) => {
    const result = await compareFiles(
      files(good, baseline, 'metric: roc_auc, margin: 0.01', 'metric: roc_auc, min: 0.7'),
      both,
    )
    expect(gatesOf(result).map(({ verdict }) => verdict)).toEqual(['inconclusive', 'pass'])
    expect(result).toMatchObject({ verdict: 'inconclusive', blocks: true, summary: `Not comparable: ${reason}.` })
    expect(metricOf(result, 'metric/roc_auc').statistics).toMatchObject({
      rows: 1200,
      baseline: null,
      difference: null,
    })
  })

  it('is inconclusive for a candidate without rows', async () => {
    const empty = { ...files(good, good, 'metric: roc_auc, margin: 0.01'), 'new.csv': 'id,label,score\n' }
    const result = await compareFiles(empty, both)
    expect(gatesOf(result)[0]).toMatchObject({
      verdict: 'inconclusive',
      help: expect.stringContaining('new.csv holds no rows'),
    })
  })

  it('is inconclusive where no baseline is named', async () => {
    const result = await compareFiles(files(good, null, 'metric: roc_auc, margin: 0.01'), alone)
    expect(result).toMatchObject({ verdict: 'inconclusive', blocks: true, baseline: null })
    expect(result.summary).toContain('no baseline is named')
  })

  it('with confidence none is judged by the point', async () => {
    const result = await compareFiles(
      files(good.slice(0, 12), same.slice(0, 12), 'metric: accuracy, margin: 1, confidence: none'),
      both,
    )
    expect(gatesOf(result)[0]).toMatchObject({ verdict: 'pass', statistics: { confidence: null, interval: null } })
  })
})

describe('too few rows', () => {
  it('leave every gate open that rests on an interval', async () => {
    const lines = [
      'metric: roc_auc, margin: 0.9',
      'metric: roc_auc, min: 0.1, confidence: 0.95',
      'metric: roc_auc, min: 0.1',
    ]
    const result = await compareFiles(files(good.slice(0, 29), same.slice(0, 29), ...lines), both)
    expect(gatesOf(result).map(({ verdict, statistics }) => [verdict, statistics.labelsNeeded])).toEqual([
      ['inconclusive', 1],
      ['inconclusive', 1],
      ['pass', null],
    ])
    expect(result.summary).toBe('Too few rows for ROC AUC: 29 rows where 30 are needed; 1 more gate likewise.')
  })

  it('in a slice are fewer than --min-rows, and only warn', async () => {
    const lines = ['metric: roc_auc, margin: 0.9, slice: region']
    const few = await compareFiles(files(good.slice(0, 150), same.slice(0, 150), ...lines), both)
    expect(gatesOf(few).map(({ id, verdict, blocks }) => [id, verdict, blocks])).toEqual([
      ['gate/roc_auc/margin/region=north', 'inconclusive', false],
      ['gate/roc_auc/margin/region=south', 'pass', false],
    ])
    expect(few).toMatchObject({
      verdict: 'warn',
      blocks: false,
      summary: expect.stringContaining('cannot be judged on 50 rows'),
    })
    const enough = await compareFiles(files(good.slice(0, 150), same.slice(0, 150), ...lines), {
      ...both,
      'min-rows': 50,
    })
    expect(enough.verdict).toBe('pass')
  })
})

describe('no verdict', () => {
  it.each([
    [
      'duplicated ids',
      { 'new.csv': writeCsv([...good, good[0]!]) },
      {},
      'new.csv: 1 id of column id stands more than once',
    ],
    ['a missing candidate', {}, { candidate: 'gone.csv' }, 'gone.csv'],
    ['a missing baseline', {}, { baseline: 'gone.csv' }, 'gone.csv'],
    ['a score gate without scores', {}, { score: [], prediction: 'label' }, 'gate on roc_auc needs scores'],
  ])('for %s', async (_, changed, flags, message) => {
    const given = { ...files(good, same, 'metric: roc_auc, min: 0.5'), ...changed }
    const faults = await findFaults(given, { ...both, ...flags })
    expect(faults.join('\n')).toContain(message)
  })
})

describe('on_inconclusive', () => {
  const line = 'metric: roc_auc, margin: 0.0001'
  it.each([
    ['fail', 'inconclusive', true],
    ['warn', 'warn', false],
    ['pass', 'pass', false],
  ])('%s', async (choice, verdict, blocks) => {
    const result = await compareFiles(files(good, same, `${line}, on_inconclusive: ${choice}`), both)
    expect(gatesOf(result)[0]?.verdict).toBe('inconclusive')
    expect(result).toMatchObject({ verdict, blocks })
  })
})

describe('without gates', () => {
  it('what could be measured passes', async () => {
    const result = await compareFiles(
      { 'new.csv': writeCsv(good), 'prod.csv': writeCsv(same) },
      { baseline: 'prod.csv' },
    )
    expect(result).toMatchObject({ verdict: 'pass', blocks: false })
    expect(result.summary).toMatch(/^Against prod\.csv: ROC AUC .*; no gates to pass\.$/)
  })
})
