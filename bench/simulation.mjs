// Prints how often a gate passes candidates that lie exactly at its margin, and how often intervals hold the truth.
//   node bench/simulation.mjs [--candidates N] [--rows N]… [--scenario alike|worse|rare|close|overconfident|slips]… [--metric NAME]… [--resamples N]
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildSync } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    candidates: { type: 'string', default: '2000' },
    rows: { type: 'string', multiple: true, default: ['30', '100', '500', '2000'] },
    scenario: {
      type: 'string',
      multiple: true,
      default: ['alike', 'worse', 'rare', 'close', 'overconfident', 'slips'],
    },
    metric: { type: 'string', multiple: true },
    resamples: { type: 'string', default: '1000' },
  },
})
const METRICS = [
  'accuracy',
  'recall',
  'precision',
  'f1',
  'roc_auc',
  'pr_auc',
  'log_loss',
  'brier',
  'ece',
  'mae',
  'rmse',
]

mkdirSync(join(root, '.cache'), { recursive: true })
const outfile = join(root, '.cache/simulation.mjs')
buildSync({
  entryPoints: [join(root, 'test/support/simulated-candidates.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
})
const { simulateGates } = await import(outfile)

const percent = (share) => (100 * share).toFixed(2).padStart(6)
console.log(
  '| scenario | rows | metric | passes % | fails % | covers % | own interval covers % | without interval % | mean width |',
)
console.log('|---|---|---|---|---|---|---|---|---|')
for (const scenario of values.scenario) {
  for (const rows of values.rows.map(Number)) {
    const found = simulateGates({
      scenario,
      rows,
      candidates: Number(values.candidates),
      resamples: Number(values.resamples),
      population: 10_000_000,
      metrics: values.metric ?? METRICS,
    })
    for (const { metric, passes, fails, coverage, ownCoverage, without, width } of found) {
      const cells = [passes, fails, coverage, ownCoverage, without].map(percent)
      console.log(`| ${scenario} | ${rows} | ${metric} | ${cells.join(' | ')} | ${width.toFixed(4)} |`)
    }
  }
}
