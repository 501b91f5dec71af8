// Prints how often a gate passes candidates that lie exactly at its margin, and how often intervals hold the truth.
//   node bench/simulation.mjs [--candidates N] [--rows N]… [--scenario alike|worse|rare]… [--resamples N]
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildSync } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    candidates: { type: 'string', default: '2000' },
    rows: { type: 'string', multiple: true, default: ['100', '500', '2000'] },
    scenario: { type: 'string', multiple: true, default: ['alike', 'worse', 'rare'] },
    resamples: { type: 'string', default: '1000' },
  },
})
const METRICS = ['accuracy', 'roc_auc', 'pr_auc', 'log_loss', 'ece', 'f1', 'mae']

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

const percent = (share) => (100 * share).toFixed(1).padStart(5)
console.log('| scenario | rows | metric | passes % | fails % | covers % | own interval covers % | without interval % |')
console.log('|---|---|---|---|---|---|---|---|')
for (const scenario of values.scenario) {
  for (const rows of values.rows.map(Number)) {
    const found = simulateGates({
      scenario,
      rows,
      candidates: Number(values.candidates),
      resamples: Number(values.resamples),
      population: 2_000_000,
      metrics: METRICS,
    })
    for (const { metric, passes, fails, coverage, ownCoverage, without } of found) {
      const cells = [passes, fails, coverage, ownCoverage, without].map(percent)
      console.log(`| ${scenario} | ${rows} | ${metric} | ${cells.join(' | ')} |`)
    }
  }
}
