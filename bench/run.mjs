// Prints how modelgate compares with bare programs and with a peer: ratios of whole processes, timed side by side.
//   npm run bench -- [--dist FOLDER] [--build FOLDER] [--rounds N] [--only validate|action|report|peer|compare|compare-large|plan|registry|statistics|contracts]…
//   compare-large: [--python FILE with numpy, pandas and scikit-learn]
//   contracts alone: [--rows N]… [--without-peers]
import { existsSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { benchLargeComparison } from './compare-large.mjs'
import { makeContenders } from './contenders.mjs'
import { benchContracts } from './contracts.mjs'
import { ensureDatacontract } from './datacontract.mjs'
import { benchPlan } from './plan.mjs'
import { benchRegistry } from './registry.mjs'
import { timeStatistics, timeThreads } from './statistics.mjs'
import { describeSpread, quantile, timeInterleaved } from './timing.mjs'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: {
    dist: { type: 'string', default: 'dist' },
    build: { type: 'string', default: '.cache/build' },
    rounds: { type: 'string', default: '15' },
    only: { type: 'string', multiple: true },
    rows: { type: 'string', multiple: true, default: ['10000', '1000000'] },
    'without-peers': { type: 'boolean', default: false },
    python: { type: 'string', default: '.cache/tools/statistics/bin/python' },
  },
})
const [dist, build] = [resolve(values.dist), resolve(values.build)]
const rounds = Number(values.rounds)
const wants = (name) => values.only === undefined || values.only.includes(name)
if (!existsSync(join(dist, 'cli/index.js'))) throw new Error(`${dist} holds no build: npm run build`)

console.log(`${cpus().length} processors, Node ${process.versions.node}; median (quartiles) of wall and CPU seconds`)
const contenders = makeContenders(dist, wants('peer') ? ensureDatacontract() : '')
try {
  const { validate, countRows, report, reportHtml, largeReport, nothing, datacontract, validateWithServer, compare } =
    contenders
  if (wants('validate')) {
    const [ours, bare] = time('A cold validate against a bare program', [validate, countRows], rounds)
    printRatio(ours, bare, (ratio) => ratio <= 1.6, 'at most 1.6')
  }
  if (wants('action')) {
    const [ours, html, bare] = time('An action without data', [report, reportHtml, nothing], rounds)
    printRatio(ours, bare, (ratio) => ratio <= 4, 'at most 4')
    printRatio(html, bare)
  }
  if (wants('report')) {
    const [large] = time('A report of 1,000 checks', [largeReport], rounds)
    const median = quantile(
      large.times.map(({ wall }) => wall),
      0.5,
    )
    console.log(`  goal at most 0.3 s: ${median <= 0.3 ? 'met' : 'MISSED'}`)
  }
  if (wants('peer')) {
    const [peer, ...ours] = time(
      'Against datacontract-cli',
      [datacontract, validateWithServer, report],
      Math.ceil(rounds / 2),
    )
    for (const one of ours) printRatio(peer, one, (ratio) => ratio >= 10, 'at least 10')
  }
  if (wants('compare')) time('Two models by 14 metrics, from files', [compare], rounds)
  if (wants('compare-large')) {
    await benchLargeComparison(dist, { rows: 1_000_000, rounds: Math.ceil(rounds / 5), python: resolve(values.python) })
  }
  if (wants('contracts')) {
    await benchContracts(dist, {
      sizes: values.rows.map(Number),
      withPeers: !values['without-peers'],
      rounds: Math.ceil(rounds / 2),
    })
  }
  if (wants('plan')) await benchPlan(dist, { build, rounds: Math.ceil(rounds / 3) })
  if (wants('registry')) {
    await benchRegistry(dist, { rounds: Math.ceil(rounds / 3), gto: join(root, '.cache/tools/gto/bin/gto') })
  }
  if (wants('statistics')) {
    await timeStatistics(build, join(root, 'examples/churn'))
    await timeThreads(build, dist, join(root, 'examples/churn'))
  }
} finally {
  rmSync(contenders.folder, { recursive: true, force: true })
}

/** @returns each contender's name with its times */
function time(title, group, count) {
  console.log(`\n${title}, ${count} rounds`)
  const times = timeInterleaved(group, count)
  return group.map(({ name }, index) => {
    const of = (key) =>
      describeSpread(
        times[index].map((one) => one[key]),
        3,
        ' s',
      ).padEnd(26)
    console.log(`  ${name.padEnd(22)} wall ${of('wall')} CPU ${of('cpu')}`)
    return { name, times: times[index] }
  })
}

/** The ratio of each round, since both of a round met the same machine. */
function printRatio(above, below, isWithin, goal) {
  for (const key of ['wall', 'cpu']) {
    const ratios = above.times.map((one, round) => one[key] / below.times[round][key])
    const verdict =
      isWithin === undefined || key === 'cpu'
        ? ''
        : `  goal ${goal}: ${isWithin(quantile(ratios, 0.5)) ? 'met' : 'MISSED'}`
    console.log(`  ${above.name} / ${below.name}, ${key}: ${describeSpread(ratios, 2)}${verdict}`)
  }
}
