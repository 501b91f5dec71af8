// Times the comparison of two models on rows in memory: the numbers of `compare` without files and the data engine.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeSpread } from './timing.mjs'

const OPTIONS = { confidence: 0.95, method: null, test: null, resamples: 2000, seed: 1 }

/** @param {string} build folder with the compiled source  @param {string} example the churn example */
export async function timeStatistics(build, example) {
  const { compareMetrics } = await import(join(build, 'src/evaluation/comparison/comparison.js'))
  const { BINARY_METRICS } = await import(join(build, 'src/core/metric.js'))
  const only = (name) => BINARY_METRICS.filter((metric) => metric.name === name)
  const real = readRows(example)
  const jobs = [
    ['ROC AUC, DeLong', only('roc_auc'), OPTIONS],
    ['ROC AUC, BCa, 2,000 resamples', only('roc_auc'), { ...OPTIONS, method: 'bootstrap-bca' }],
    ['accuracy, BCa, 2,000 resamples', only('accuracy'), OPTIONS],
    ['calibration error, BCa, 2,000 resamples', only('ece'), OPTIONS],
    ['all 14 metrics, as compare does', BINARY_METRICS, OPTIONS],
  ]
  for (const [rows, rounds] of [
    [real, 9],
    [enlarge(real, 10_000), 5],
    [enlarge(real, 100_000), 3],
  ]) {
    console.log(
      `\nStatistics of two models on ${rows.labels.length.toLocaleString('en')} rows in memory, ${rounds} rounds`,
    )
    for (const [title, metrics, options] of jobs) {
      const run = () => compareMetrics(metrics, rows, options)
      run()
      const times = Array.from({ length: rounds }, () => {
        const began = performance.now()
        run()
        return performance.now() - began
      })
      console.log(`  ${title.padEnd(42)} ${describeSpread(times, 1, ' ms')}`)
    }
  }
}

/**
 * Grouped rows, where every resample looks at all of them: on this thread and on two others, turn and turn about.
 *
 * @param {string} build folder with the compiled source  @param {string} dist the built program
 */
export async function timeThreads(build, dist, example) {
  const load = (path) => import(join(build, 'src', path))
  const { compareMetrics, compareMetricsWith } = await load('evaluation/comparison/comparison.js')
  const { createCompute } = await load('backends/threads/compute.js')
  const { BINARY_METRICS } = await load('core/metric.js')
  const { signal } = new AbortController()
  for (const count of [10_000, 50_000]) {
    const groups = Int32Array.from({ length: count }, (_, i) => i % (count / 4))
    const rows = { ...enlarge(readRows(example), count), groups }
    const times = { here: [], threads: [] }
    for (let round = 0; round < 3; round++) {
      const compute = createCompute({ entry: join(dist, 'compute-thread/index.js'), threads: 2 })
      const measure = (rounds) => compute.measure(rounds, signal)
      const runs = {
        here: () => compareMetrics(BINARY_METRICS, rows, OPTIONS),
        threads: () => compareMetricsWith(measure, BINARY_METRICS, rows, OPTIONS),
      }
      for (const [name, run] of Object.entries(runs)) {
        const began = performance.now()
        await run()
        times[name].push(performance.now() - began)
      }
      await compute.close()
    }
    console.log(`\nAll 14 metrics on ${count.toLocaleString('en')} rows in ${count / 4} groups`)
    console.log(`  on one thread                ${describeSpread(times.here, 0, ' ms')}`)
    console.log(`  on two, their start included ${describeSpread(times.threads, 0, ' ms')}`)
  }
}

function readRows(example) {
  const read = (path) =>
    readFileSync(join(example, path), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
  const score = (variant) => Float64Array.from(read(`variants/${variant}/predictions.csv`), (row) => Number(row[1]))
  const labels = Uint8Array.from(read('data/test.csv'), (row) => Number(row[1] === 'Yes'))
  return makeRows(labels, score('better'), score('production'))
}

/** The same rows over and over, each score moved a little so that they do not tie. */
function enlarge({ labels, candidate, baseline }, count) {
  let state = 1
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const at = (index) => index % labels.length
  const moved = (scores) =>
    Float64Array.from({ length: count }, (_, i) => Math.min(1, Math.max(0, scores[at(i)] + (random() - 0.5) / 50)))
  return makeRows(
    Uint8Array.from({ length: count }, (_, i) => labels[at(i)]),
    moved(candidate.scores),
    moved(baseline.scores),
  )
}

function makeRows(labels, candidate, baseline) {
  const decide = (scores) => ({ scores, predictions: Uint8Array.from(scores, (score) => Number(score >= 0.5)) })
  return {
    task: 'binary',
    weights: null,
    groups: null,
    labels,
    candidate: decide(candidate),
    baseline: decide(baseline),
  }
}
