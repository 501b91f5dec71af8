import { describe, expect, it } from 'vitest'
import { InputError } from '../../../src/core/faults.ts'
import type { Result } from '../../../src/core/result.ts'
import { gatesOf, makeRows, metricOf, openSession, type Row, writeCsv } from './session.ts'

/** Metrics of the user's own in modelgate.yml, with the real engine and commands. */

const rows = makeRows(200, 0.6).map((row, index) => ({ ...row, amount: index % 7 }))
const other = makeRows(200, 0.2, 1)
const scoresOf = (from: readonly Row[]) => writeCsv(from.map(({ id, score }) => ({ id, score })))
const earn = (from: readonly Row[]) =>
  rows.reduce(
    (sum, { label, amount }, index) => sum + (label === 1 && Number(from[index]!.score) >= 0.5 ? amount : 0),
    0,
  )

const SCRIPT = `const { readFileSync } = require('node:fs')
const read = (path) => readFileSync(path, 'utf8').trim().split('\\n').slice(1).map((line) => line.split(','))
const scores = new Map(read(process.argv[2]).map(([id, score]) => [id, Number(score)]))
const found = read(process.argv[3]).filter(([id, label]) => label === '1' && scores.get(id) >= 0.5)
console.log(JSON.stringify({ value: found.reduce((sum, [, , amount]) => sum + Number(amount), 0), margin: 0.25 }))
`
const SQL = 'sum(amount) FILTER (WHERE score >= 0.5 AND label = 1)'
const OWN = {
  sql: `{sql: "${SQL}", better: higher}`,
  command: `{command: [node, earn.cjs, "{predictions}", "{data}"], better: higher}`,
}

async function compare(own: string, gates: readonly string[]): Promise<Result> {
  const config = `version: 1
models:
  churn:
    task: binary
    data: {test: {path: test.csv}}
    evaluation:
      {data: test, id: id, label: label, score: score, metrics: [accuracy], resamples: 100, own: {profit: ${own}}}
    candidate: {predictions: new.csv}
    baseline: file:prod.csv
    gates:
${gates.map((gate) => `      - ${gate}`).join('\n')}
`
  const session = await openSession({
    'modelgate.yml': config,
    'test.csv': writeCsv(rows.map(({ id, label, amount }) => ({ id, label, amount }))),
    'new.csv': scoresOf(rows),
    'prod.csv': scoresOf(other),
    'earn.cjs': SCRIPT,
  })
  const { results, errors } = await session.compare({
    candidate: undefined,
    id: undefined,
    label: undefined,
    score: [],
  })
  if (errors?.[0]) throw errors[0]
  return results[0]!
}

const verdictsOf = (result: Result) => gatesOf(result).map(({ id, verdict }) => `${id} ${verdict}`)

describe('a metric of the user', () => {
  it.each(Object.entries(OWN))('by %s is measured on both models and judged', async (_, own) => {
    const result = await compare(own, [
      `{metric: profit, min: ${earn(rows)}}`,
      `{metric: profit, min: ${earn(rows) + 1}}`,
      '{metric: profit, margin: 1}',
      '{name: by point, metric: profit, margin: 1, confidence: none}',
      '{name: gains, expr: "metrics.profit.difference > 0.0 && metrics.accuracy.candidate > 0.0"}',
      '{name: sure, expr: "metrics.profit.low > 0.0"}',
    ])
    expect(earn(rows)).toBeGreaterThan(earn(other))
    expect(verdictsOf(result)).toEqual([
      'gate/profit/min pass',
      'gate/profit/min-2 fail',
      'gate/profit/margin inconclusive',
      'gate/by point pass',
      'gate/gains pass',
      'gate/sure inconclusive',
    ])
    expect(metricOf(result, 'metric/profit').statistics).toMatchObject({
      candidate: { value: earn(rows), interval: null },
      baseline: { value: earn(other) },
      difference: { value: earn(rows) - earn(other), interval: null },
    })
  })

  it('may come with numbers beside it, which gates may name', async () => {
    const result = await compare(OWN.command, [
      '{metric: profit.margin, min: 0.2}',
      '{metric: profit.margin, min: 0.3}',
    ])
    expect(verdictsOf(result)).toEqual(['gate/profit.margin/min pass', 'gate/profit.margin/min-2 fail'])
    expect(metricOf(result, 'metric/profit.margin').statistics.candidate.value).toBe(0.25)
  })

  it.each([
    ['{sql: "sum(gone)"}', 'gone'],
    ['{command: [node, -e, "process.exit(3)"]}', 'exit code 3'],
  ])('%s that fails leaves its gate open, with the reason', async (own, reason) => {
    const result = await compare(own, ['{metric: profit, min: 1}'])
    expect(gatesOf(result)[0]).toMatchObject({ verdict: 'inconclusive', blocks: true })
    expect(gatesOf(result)[0]!.help).toContain(reason)
    expect(metricOf(result, 'metric/accuracy').verdict).toBe('pass')
  })

  it('is refused where the command is not there, a gate asks for slices, or its name beside is never printed', async () => {
    await expect(compare('{command: [no-such-program]}', ['{metric: profit, min: 1}'])).rejects.toThrow(InputError)
    await expect(compare(OWN.sql, ['{metric: profit, slice: label, min: 1}'])).rejects.toThrow('it has no slices')
    await expect(compare(OWN.sql, ['{metric: loss, min: 1}'])).rejects.toThrow('loss')
  })
})

it.each([
  ['new.csv', "the candidate's predictions"],
  ['prod.csv', 'the predictions of prod.csv'],
  ['test.csv', 'test.csv'],
])('a command may not change %s, by which the model is judged', async (file, shown) => {
  const script = `require('node:fs').appendFileSync('${file}', ' '); console.log(1)`
  const own = `{command: [node, -e, ${JSON.stringify(script)}], better: higher}`
  await expect(compare(own, ['{metric: profit, min: 0}'])).rejects.toThrow(`the command of profit changed ${shown},`)
})
