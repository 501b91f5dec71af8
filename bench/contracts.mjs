// 40 rules over 20 columns: modelgate, the engine's bare parse of the same file, and the tools that check tables in Python.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { commandOf, ensurePeer, PEERS, timeEngineInstall } from './contracts/peers.mjs'
import { ensureTable } from './contracts/table.mjs'
import { addServer } from './datacontract.mjs'
import { quantile, timeInterleaved, timeSingle } from './timing.mjs'

const here = join(import.meta.dirname, 'contracts')
const tables = resolve(import.meta.dirname, '../.cache/bench-tables')
const FORMATS = ['csv', 'parquet']
/** Seconds. A tool that took a tenth of the first at the size before runs once; none runs longer than the second. */
const LONG = 20
const TOO_LONG = 120

/** Prints a table per size and format. @param {string} dist @param {{ sizes: number[], withPeers: boolean, rounds: number }} options */
export async function benchContracts(dist, { sizes, withPeers, rounds }) {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-bench-'))
  try {
    const peers = withPeers ? PEERS.map((peer) => ({ ...peer, ...ensurePeer(peer), last: {} })) : []
    const engine = withPeers ? timeEngineInstall(join(dist, 'engine')) : 0
    if (withPeers) printInstalls(peers, engine)
    for (const rows of sizes) {
      const files = await ensureTable(rows, tables)
      for (const format of FORMATS) {
        const ours = makeOurs(dist, files[format], folder)
        const asked = peers.filter((peer) => peer.last[format] !== null)
        const others = asked.map((peer) => makePeer(peer, files[format], format, folder))
        const isQuick = (_, place) => (asked[place].last[format] ?? 0) < LONG / 10
        const quick = others.filter(isQuick)
        const times = timeInterleaved([...ours, ...quick], Math.min(rounds, rows >= 1_000_000 ? 3 : rounds))
        const single = others.filter((one, place) => !isQuick(one, place))
        times.push(...single.map((one) => timeSingle(one, TOO_LONG)))
        const group = [...ours, ...quick, ...single]
        print(rows, format, group, times, { engine, memory: measureMemory(ours[0]) })
        for (const [place, { name }] of group.entries()) {
          const peer = peers.find((one) => one.name === name)
          if (peer) peer.last[format] = times[place].length === 0 ? null : middle(times[place])
        }
        for (const { name } of peers.filter((peer) => !asked.includes(peer))) {
          console.log(`  ${name.padEnd(20)} not asked: it took more than ${TOO_LONG} s for fewer rows`)
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const env = {
  PATH: process.env.PATH,
  HOME: tmpdir(),
  PYTHONDONTWRITEBYTECODE: '1',
  SODA_TELEMETRY: 'off',
  GX_ANALYTICS_ENABLED: 'false',
}

function makeOurs(dist, file, folder) {
  const contract = join(here, 'customers.odcs.yaml')
  const cli = [process.execPath, join(dist, 'cli/index.js'), 'validate', '--contract', contract, '--data', file]
  return [
    { name: 'modelgate validate', command: cli, cwd: folder, env, expect: /keeps all|rules hold/ },
    {
      name: 'bare parse',
      command: [process.execPath, join(here, 'parse.cjs'), file],
      cwd: folder,
      env,
      expect: /rows/,
    },
  ]
}

function makePeer(peer, file, format, folder) {
  const contract = join(folder, `with-server-${format}.odcs.yaml`)
  const text = readFileSync(join(here, 'customers.odcs.yaml'), 'utf8')
  writeFileSync(contract, addServer(text, file).replace('format: csv', `format: ${format}`))
  const command = commandOf(peer, peer.folder, file, contract)
  return {
    name: peer.name,
    command,
    cwd: folder,
    env,
    expect: /40 rules hold|Data contract (is valid|has warnings)/,
    installs: peer.seconds,
  }
}

/** Most memory that a process took, in megabytes. */
function measureMemory({ command, cwd, env }) {
  const script =
    'import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)'
  const { stdout } = spawnSync('python3', ['-c', script, ...command], { cwd, env, encoding: 'utf8' })
  return Number(stdout) / 1024
}

const middle = (times) =>
  quantile(
    times.map(({ wall }) => wall),
    0.5,
  )

function printInstalls(peers, engine) {
  console.log('\nInstallation with nothing cached, seconds')
  console.log(`  modelgate's engine: ${engine.toFixed(1)}`)
  for (const { name, seconds } of peers) console.log(`  ${name}: ${seconds.toFixed(1)}`)
}

function print(rows, format, group, times, { engine, memory }) {
  console.log(`\n${rows.toLocaleString('en')} rows, ${format}; modelgate takes ${memory.toFixed(0)} MB`)
  const ours = middle(times[0])
  for (const [index, { name, installs }] of group.entries()) {
    if (times[index].length === 0) {
      console.log(`  ${name.padEnd(20)} more than ${TOO_LONG} s`)
      continue
    }
    const wall = middle(times[index])
    const cpu = quantile(
      times[index].map((one) => one.cpu),
      0.5,
    )
    const ratio = index === 0 ? '' : `  ${(wall / ours).toFixed(2)} times modelgate`
    const whole =
      installs === undefined ? '' : `, ${((wall + installs) / (ours + engine)).toFixed(1)} with both installed first`
    const limit = name === 'bare parse' ? ` (modelgate takes ${(ours / wall).toFixed(2)} times it; goal 1.8)` : ''
    console.log(`  ${name.padEnd(20)} wall ${wall.toFixed(3)} s  CPU ${cpu.toFixed(3)} s${ratio}${whole}${limit}`)
  }
}
