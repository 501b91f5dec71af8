import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { createCommandRunner } from '../../../src/backends/process/command-runner.ts'
import { compareOwnMetric, measureOwnMetric } from '../../../src/commands/compare/own-metrics.ts'
import type { Services } from '../../../src/commands/services.ts'
import type { OwnMetricSettings } from '../../../src/config/own-metrics.ts'
import { detectFormat } from '../../../src/core/data-source.ts'
import type { Engine } from '../../../src/ports/engine.ts'
import { openTestEngine, silentLogger } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openTestEngine()
})
afterAll(() => engine.close())

const LABELS = 'id,label,amount\n1,Yes,100\n2,No,50\n3,Yes,\n4,No,25.5\n'
const SCORES = 'id,score,amount\n4,0.9,0\n1,0.8,0\n2,0.1,0\n3,0.7,0\n'

function open(files: Readonly<Record<string, string>> = {}) {
  const root = makeFolder({ 'labels.csv': LABELS, 'scores.csv': SCORES, ...files })
  const runner = createCommandRunner({
    variables: { PATH: process.env['PATH'] ?? '' },
    temporaryFolder: makeFolder(),
    logger: silentLogger,
  })
  onTestFinished(() => runner.close())
  const services = {
    workspace: createWorkspace({ root }),
    logger: silentLogger,
    signal: new AbortController().signal,
    engine: async () => engine,
    commands: async () => runner,
  } as unknown as Services
  const source = (name: string) => ({ ...detectFormat(name), uri: name, files: [join(root, name)] })
  const measure = (
    way: OwnMetricSettings['measure'],
    { data = 'labels.csv', predictions = 'scores.csv' }: { data?: string | null; predictions?: string } = {},
  ) =>
    measureOwnMetric(
      { name: 'profit', better: 'higher', measure: way, place: { file: 'modelgate.yml' } },
      {
        data: data === null ? null : source(data),
        predictions: source(predictions),
        model: null,
        id: 'id',
        folder: '',
      },
      services,
    )
  return {
    sql: (expression: string, files?: { data?: string | null; predictions?: string }) =>
      measure({ kind: 'sql', expression }, files),
    command: (...words: readonly string[]) =>
      measure({ kind: 'command', command: [process.execPath, ...words], timeoutMs: 20_000 }),
  }
}

describe('an SQL aggregate of the user', () => {
  it.each([
    ["sum(amount) FILTER (WHERE score >= 0.5 AND label = 'Yes')", 100],
    ['sum(amount * score)', 100 * 0.8 + 50 * 0.1 + 25.5 * 0.9],
    ['count(*)', 4],
    ['count(*) -- all of them', 4],
    ["avg(CASE WHEN (score >= 0.5) = (label = 'Yes') THEN 1 ELSE 0 END)", 0.75],
  ])('%s is measured on labels and predictions joined by id', async (expression, expected) => {
    const [measured] = await open().sql(expression)
    expect(measured).toMatchObject({ name: 'profit', reason: null })
    expect(measured!.value).toBeCloseTo(expected, 12)
  })

  it('is measured on one file where that holds the labels', async () => {
    const files = open({ 'all.csv': 'id,label,score\n1,1,0.25\n2,0,0.5\n' })
    const [measured] = await files.sql('sum(score)', { data: null, predictions: 'all.csv' })
    expect(measured!.value).toBe(0.75)
  })

  it.each([
    ['sum(gone)', 'gone'],
    ['sum(', 'does not parse'],
    ["(SELECT count(*) FROM read_csv('/etc/passwd'))", 'the query'],
    ["max('much')", 'its SQL gives "much", which is no number'],
    ['score', 'gives several rows'],
    ['max(score) FILTER (WHERE score > 9)', 'its SQL gives null'],
  ])('%s is not measured, with the reason', async (expression, reason) => {
    const [measured] = await open().sql(expression)
    expect(measured!.value).toBeNull()
    expect(measured!.reason).toContain(reason)
  })
})

describe('a command of the user', () => {
  const PROFIT =
    "const { readFileSync } = require('fs'); const rows = readFileSync(process.argv[2], 'utf8').trim().split('\\n').length - 1; console.error('reading'); console.log(JSON.stringify({ value: rows * 10, rows }))"

  it('gets the predictions and prints its number', async () => {
    const measured = await open({ 'profit.cjs': PROFIT }).command('profit.cjs', '{predictions}')
    expect(measured).toEqual([
      { name: 'profit', value: 40, reason: null },
      { name: 'profit.rows', value: 4, reason: null },
    ])
  })

  it('may write it to a file instead', async () => {
    const script = "require('fs').writeFileSync(process.argv[2], '12.5'); console.log('3')"
    const measured = await open({ 'write.cjs': script }).command('write.cjs', '{out}')
    expect(measured).toEqual([{ name: 'profit', value: 12.5, reason: null }])
  })

  it.each([
    ["console.log('nothing')", [], 'printed no JSON number or object; it ended with: nothing'],
    ["console.log('no data'); process.exit(3)", [], 'ended with exit code 3: no data'],
    ["console.log('1')", ['{model}'], 'asks for {model}, which is no one file'],
    ['console.log(\'{"n": 1}\')', [], 'printed no number under "value" or "profit"'],
    ["console.log('NaN')", [], 'gives a number that is not defined'],
  ])('%s leaves the metric open, with the reason', async (script, words, reason) => {
    const [measured] = await open({ 'run.cjs': script }).command('run.cjs', ...words)
    expect(measured).toMatchObject({ name: 'profit', value: null })
    expect(measured!.reason).toContain(reason)
  })
})

describe('the comparison of a metric of the user', () => {
  const own = (value: number | null, reason: string | null = null) => ({ name: 'profit', value, reason })

  it('has a difference and no interval', () => {
    const { metric, difference, rows, reason } = compareOwnMetric(
      { name: 'profit', better: 'higher' },
      4,
      own(12),
      own(10),
      0.9,
    )
    expect(metric).toMatchObject({ name: 'profit', better: 'higher' })
    expect(difference).toMatchObject({ value: 2, interval: null, confidence: 0.9 })
    expect({ rows, reason }).toEqual({ rows: 4, reason: 'a metric of your own: nobody knows its sampling error' })
  })

  it('says why a number is missing', () => {
    const settings = { name: 'profit', better: 'higher' } as const
    expect(compareOwnMetric(settings, 4, own(1), own(null, 'it failed'), 0.9)).toMatchObject({
      difference: { value: null },
      reason: 'of the baseline it failed',
    })
    expect(compareOwnMetric(settings, 4, own(1), null, 0.9)).toMatchObject({ baseline: null, difference: null })
  })
})
