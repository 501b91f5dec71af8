import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Result } from '../../../src/core/result.ts'
import { renderMarkdown } from '../../../src/report/markdown.ts'
import { createRandomStream } from '../../../src/stats/random.ts'
import { gatesOf, metricOf, openSession, writeCsv } from './session.ts'

/** Groups that nobody listed, on one telephone company's customers, with the real engine. */

const read = (path: string) => readFileSync(`examples/churn/${path}`, 'utf8')
const readRows = (text: string) => {
  const [header, ...lines] = text.trim().split('\n')
  const names = header!.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, index) => [names[index]!, cell])))
}
const production = read('variants/production/predictions.csv')
const contractOf = new Map(
  readRows(read('data/test.csv')).map((row) => [row['customer_id']!, row['contract']!] as const),
)

/** Production's predictions with other scores. */
const change = (score: (before: number, contract: string) => number) =>
  writeCsv(
    readRows(production).map((row) => ({
      customer_id: row['customer_id']!,
      score: score(Number(row['score']), contractOf.get(row['customer_id']!)!),
    })),
  )
const worsen = (group: string) => change((score, contract) => (contract === group ? Math.min(1, score + 0.25) : score))

type Flags = Parameters<Awaited<ReturnType<typeof openSession>>['compare']>[0]

async function search(candidate: string, flags: Flags = {}, config?: string): Promise<Result> {
  const session = await openSession({
    'new.csv': candidate,
    'prod.csv': production,
    'test.csv': read('data/test.csv'),
    ...(config === undefined ? {} : { 'modelgate.yml': config }),
  })
  const named = {
    baseline: 'prod.csv',
    data: 'test.csv',
    id: 'customer_id',
    label: 'churn',
    positive: 'Yes',
    slice: ['auto'],
    metric: ['brier', 'accuracy'],
    resamples: 200,
  }
  const { results } = await session.compare(config === undefined ? { ...named, ...flags } : flags)
  return results[0]!
}

const slicesOf = (result: Result) => [
  ...new Set(result.checks.flatMap(({ kind, target }) => (kind === 'metric' && target.slice ? [target.slice] : []))),
]

describe('a search for groups on which the candidate is worse', () => {
  it.each(['Two year', 'One year'])('finds the planted one, contract = %s, first and alone', async (group) => {
    const result = await search(worsen(group))
    const [check] = gatesOf(result)
    const [first, ...others] = slicesOf(result)
    expect(first).toBe(`contract=${group}`)
    for (const other of others) expect(other).not.toContain('contract=')
    const members = [...contractOf.values()].filter((contract) => contract === group).length
    expect(check).toMatchObject({ id: 'gate/worst_slices', verdict: 'fail', severity: 'warning', blocks: false })
    expect(check!.help).toContain(`Worse: contract = ${group} (${members} rows: squared error of the score higher by`)
    expect(check!.help).toContain('than with prod.csv')
    expect(check!.observed).toBe(slicesOf(result).length)
    expect(result).toMatchObject({ verdict: 'warn', blocks: false })
  })

  it('measures what it finds like a declared slice, and a report shows it', async () => {
    const result = await search(worsen('Two year'))
    const { help } = gatesOf(result)[0]!
    const { statistics } = metricOf(result, 'metric/brier/contract=Two year')
    expect(statistics.difference!.interval![0]).toBeGreaterThan(0)
    expect(help).toContain(`higher by ${statistics.difference!.value!.toPrecision(3)} than`)
    const report = renderMarkdown([result])
    expect(report).toContain('Worst groups found')
    expect(report).toMatch(/\| contract = Two year \| Brier score \|/)
  })

  it('leaves a declared column to its own measurements', async () => {
    const result = await search(worsen('Two year'), { slice: ['contract', 'auto'] })
    const ids = result.checks.map(({ id }) => id)
    expect(ids.filter((id) => id === 'metric/brier/contract=Two year')).toHaveLength(1)
    expect(ids).toContain('metric/brier/contract=One year')
    expect(gatesOf(result)[0]).toMatchObject({ verdict: 'fail' })
  })

  it('finds none for equal models, nor for one with as much noise everywhere', async () => {
    const stream = createRandomStream(1, 98, 0)
    const noisy = change((score) => Math.min(1, Math.max(0, score + 0.02 * (stream.nextUniform() - 0.5))))
    for (const candidate of [production, noisy]) {
      const result = await search(candidate)
      expect(gatesOf(result)[0]).toMatchObject({ verdict: 'pass', observed: 0 })
      expect(gatesOf(result)[0]!.help).toMatch(/^None of \d+ groups of 19 columns and their pairs looked at/)
      expect(slicesOf(result)).toEqual([])
    }
  })

  it('is asked for by slices: auto too', async () => {
    const config = `version: 1
models:
  churn:
    task: binary
    data: {test: {path: test.csv}}
    evaluation:
      {data: test, id: customer_id, label: churn, positive: "Yes", score: score, slices: auto, metrics: [brier]}
    candidate: {predictions: new.csv}
    baseline: file:prod.csv
    gates: [{metric: roc_auc, min: 0.7}]
`
    const none = { candidate: undefined, id: undefined, label: undefined, score: [] }
    const result = await search(worsen('Two year'), none, config)
    expect(gatesOf(result).map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'gate/roc_auc/min pass',
      'gate/worst_slices fail',
    ])
    expect(slicesOf(result)[0]).toBe('contract=Two year')
  })

  it('is open, not passed, where no group is large enough to be looked at', async () => {
    const result = await search(worsen('Two year'), { 'min-rows': 1000 })
    expect(gatesOf(result)[0]).toMatchObject({
      verdict: 'inconclusive',
      blocks: false,
      observed: null,
      help: 'Not looked for: no column of test.csv cuts its rows into groups of at least 1,000 rows.',
    })
  })

  it('without a baseline tells where the candidate errs more than elsewhere', async () => {
    const result = await search(production, { baseline: undefined })
    expect(gatesOf(result)[0]!.help).toMatch(/^Worse: .*Month-to-month.*higher by [\d.]+ than on the other rows/)
  })
})
