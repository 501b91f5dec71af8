import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createCompute } from '../../../src/backends/threads/compute.ts'
import { findMetric, type Task } from '../../../src/core/metric.ts'
import { compareMetrics, compareMetricsWith } from '../../../src/evaluation/comparison/comparison.ts'
import { prepareRounds, type Rounds } from '../../../src/evaluation/comparison/comparison-rounds.ts'
import type { TaskRows } from '../../../src/evaluation/rows.ts'
import { createRandomStream } from '../../../src/stats/random.ts'
import { DEFAULTS, makeRows } from '../../support/binary-rows.ts'
import { DIST } from '../../support/built.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const ENTRY = join(DIST, 'compute-thread/index.js')
const { signal } = new AbortController()

const computes = [1, 2, 3].map((threads) => createCompute({ entry: ENTRY, threads }))
afterAll(async () => {
  for (const compute of computes) await compute.close()
})

/** 9,000 rows are more than an array that is copied to each thread. */
const MANY = 9000
const stream = createRandomStream(1, 77, 0)
const groups = new Int32Array(MANY).map((_, i) => i % 700)
const few = makeRows(1200)
const weights = new Float64Array(1200).map(() => 0.5 + stream.nextUniform())
const binary = makeRows(MANY)
const blur = (values: Float64Array, width: number) => values.map((value) => value + width * stream.nextUniform())
const labels = new Float64Array(MANY).map(() => 100 * stream.nextUniform())
const numbers = { lower: null, upper: null }
const regression: TaskRows = {
  ...{ task: 'regression', weights: null, groups: null, scales: null, labels },
  candidate: { predictions: blur(labels, 5), ...numbers },
  baseline: { predictions: blur(labels, 7), ...numbers },
}
const relevance = labels.map((label) => Math.floor(label / 25))
const ranking: TaskRows = {
  ...{ task: 'ranking', weights: null, groups: null, labels: relevance },
  queries: new Int32Array(MANY).map((_, i) => Math.floor(i / 10)),
  candidate: { scores: blur(relevance, 2) },
  baseline: { scores: blur(relevance, 3) },
}

const CASES: readonly [string, TaskRows, readonly string[]][] = [
  ['plain rows', binary, ['pr_auc', 'log_loss', 'ece', 'roc_auc', 'accuracy']],
  ['weighted rows', { ...few, weights }, ['pr_auc', 'brier', 'f1']],
  ['grouped rows', { ...binary, groups }, ['pr_auc', 'gain_at_10', 'ece', 'recall']],
  ['one model', { ...binary, groups, baseline: null }, ['pr_auc', 'log_loss']],
  ['numbers', regression, ['mae', 'r2', 'median_ae']],
  ['grouped numbers', { ...regression, groups }, ['rmse', 'median_ae']],
  ['queries', ranking, ['ndcg_at_10', 'mrr']],
]

const metricsOf = (task: Task, names: readonly string[]) => names.map((name) => findMetric(name, task)!)
const OPTIONS = { ...DEFAULTS, resamples: 60 }

/** What a comparison would have measured elsewhere. */
async function listRounds(rows: TaskRows, names: readonly string[]): Promise<readonly Rounds[]> {
  const asked: Rounds[] = []
  const note = async (rounds: Rounds) => {
    asked.push(rounds)
    return null
  }
  await compareMetricsWith(note, metricsOf(rows.task, names), rows, OPTIONS)
  return asked
}

describe('threads', () => {
  it.each(CASES)('give the very numbers that one has: %s', async (_, rows, names) => {
    const metrics = metricsOf(rows.task, names)
    const here = compareMetrics(metrics, rows, OPTIONS)
    let measured = 0
    for (const compute of computes) {
      const there = await compareMetricsWith(
        (rounds) => {
          measured += 1
          return compute.measure(rounds, signal)
        },
        metrics,
        rows,
        OPTIONS,
      )
      expect(there).toEqual(here)
    }
    expect(measured).toBeGreaterThanOrEqual(computes.length)
  })

  it('give every bit of every round, in its place', async () => {
    const jobs = await listRounds({ ...binary, groups }, ['pr_auc', 'ece'])
    expect(jobs.map(({ kind }) => kind)).toEqual(['resample', 'block'])
    for (const rounds of jobs) {
      const bits = (values: readonly Float64Array[]) =>
        values.map((each) => Buffer.from(each.buffer, each.byteOffset, each.byteLength).toString('hex'))
      const here = bits(prepareRounds(rounds)(0, rounds.count))
      expect(here).toHaveLength(4)
      for (const compute of computes) expect(bits(await compute.measure(rounds, signal))).toEqual(here)
    }
  })

  it('end at an abort, with its reason, and can be started anew', async () => {
    const compute = createCompute({ entry: ENTRY, threads: 2 })
    const [rounds] = await listRounds({ ...binary, groups }, ['pr_auc'])
    const controller = new AbortController()
    const long = compute.measure({ ...rounds!, count: 2_000_000 }, controller.signal)
    const reason = new Error('stopped by SIGINT')
    setTimeout(() => controller.abort(reason), 300)
    await expect(long).rejects.toBe(reason)
    await expect(compute.measure(rounds!, controller.signal)).rejects.toBe(reason)
    expect(await compute.measure({ ...rounds!, count: 3 }, signal)).toHaveLength(2)
    await compute.close()
  })

  it.each([
    ['throws', "throw new Error('no memory left')", 'has ended: no memory left'],
    ['exits', 'process.exit(7)', 'has ended: it ended with code 7'],
  ])('say so where one %s', async (_, code, message) => {
    const entry = join(makeFolder({ 'thread.mjs': code }), 'thread.mjs')
    const compute = createCompute({ entry, threads: 2 })
    const [rounds] = await listRounds(binary, ['pr_auc'])
    await expect(compute.measure(rounds!, signal)).rejects.toMatchObject({
      name: 'SystemError',
      message: expect.stringContaining(message) as unknown,
    })
    await compute.close()
  })

  it('pass on what measuring throws', async () => {
    const compute = createCompute({ entry: ENTRY, threads: 1 })
    const [rounds] = await listRounds(binary, ['pr_auc'])
    const asked = [{ metric: { ...findMetric('pr_auc')!, base: 'unheard_of' }, model: 'candidate' as const }]
    await expect(compute.measure({ ...rounds!, asked }, signal)).rejects.toThrow('is not computed from scores')
    await compute.close()
  })
})
