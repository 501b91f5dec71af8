// Times `registry show` and `history` over many tags beside git's own listing of them and beside GTO.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeRegistry } from './registry-repository.mjs'
import { describeSpread, quantile, timeInterleaved } from './timing.mjs'

/** Times git's own listing that a command may take, start-up apart; and times that GTO takes at least as long. */
const [GOAL, PEER_GOAL] = [1.5, 20]

/** All that the commands need to know of the tags, read by one git process. */
const FORMAT = '%(refname) %(objectname) %(*objectname) %(*parent) %(taggername) %(taggerdate:iso-strict) %(contents)'

/**
 * @param {string} dist folder of the built program
 * @param {{ rounds: number, gto: string, models?: number, versions?: number }} options `gto`: its program; timed where
 *   it is there
 */
export async function benchRegistry(dist, { rounds, gto, models = 100, versions = 50 }) {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-bench-registry-'))
  try {
    const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: '1' }
    const [many, few] = [join(folder, 'many'), join(folder, 'few')]
    for (const path of [many, few]) mkdirSync(path)
    const { bare, clone, checkout } = await makeRegistry(many, { models, versions, env })
    const { clone: small } = await makeRegistry(few, { models: 1, versions: 1, env })
    console.log(`\nregistry over ${2 * models * versions} tags, ${rounds} rounds`)
    const cli = (action, cwd, expect) => ({
      name: `registry ${action}`,
      command: [process.execPath, join(dist, 'cli/index.js'), 'registry', action],
      cwd,
      env,
      expect,
    })
    const listing = { name: 'git for-each-ref', command: ['git', 'for-each-ref', `--format=${FORMAT}`, 'refs/tags'] }
    for (const [action, expect] of [
      ['show', /team\/model-000 +v0\.\d+\.0 +production/],
      ['history', /assigned +team\/model-000 +v0\.1\.0/],
    ]) {
      const [git, start, ours, fetching] = timeInterleaved(
        [
          { ...listing, cwd: bare, env, expect: /model-000/ },
          cli(action, small, expect),
          cli(action, clone, expect),
          cli(action, checkout, expect),
        ],
        rounds,
      )
      console.log(`  ${action}`)
      printTimes('git for-each-ref', git)
      printTimes('of two tags', start)
      printTimes('clone with tags', ours)
      printTimes('clone without tags', fetching)
      for (const [name, times] of [
        ['with tags', ours],
        ['without tags', fetching],
      ]) {
        const ratios = times.map(({ wall }, round) => (wall - start[round].wall) / git[round].wall)
        const cpu = times.map((one, round) => (one.cpu - start[round].cpu) / git[round].cpu)
        const verdict = quantile(ratios, 0.5) <= GOAL ? 'met' : 'MISSED'
        console.log(
          `    after start-up / git, ${name}: wall ${describeSpread(ratios, 2)}, CPU ${describeSpread(cpu, 2)}  goal at most ${GOAL}: ${verdict}`,
        )
      }
      if (existsSync(gto))
        benchPeer({ name: `gto ${action}`, command: [gto, action], cwd: clone, env, expect: /team\/model-000/ }, ours)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function benchPeer(contender, ours) {
  const [peer] = timeInterleaved([contender], 1)
  printTimes(contender.name, peer)
  for (const key of ['wall', 'cpu']) {
    const ratio =
      quantile(
        peer.map((one) => one[key]),
        0.5,
      ) /
      quantile(
        ours.map((one) => one[key]),
        0.5,
      )
    console.log(
      `    ${contender.name} / ours, ${key}: ${ratio.toFixed(1)}  goal at least ${PEER_GOAL}: ${ratio >= PEER_GOAL ? 'met' : 'MISSED'}`,
    )
  }
}

function printTimes(name, times) {
  const of = (key) =>
    describeSpread(
      times.map((one) => one[key]),
      3,
      ' s',
    )
  console.log(`    ${name.padEnd(20)} wall ${of('wall')} CPU ${of('cpu')}`)
}
