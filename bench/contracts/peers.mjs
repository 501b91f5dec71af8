// The tools that check tables in Python, each in an environment of its own with every package pinned.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const here = join(import.meta.dirname, 'peers')
const tools = resolve(import.meta.dirname, '../../.cache/tools/peers')

/** Name as people know it, pins, and the script that checks a file (datacontract-cli has a program of its own). */
export const PEERS = [
  { name: 'datacontract-cli', pins: join(import.meta.dirname, '../datacontract-requirements.txt'), script: null },
  {
    name: 'Great Expectations',
    pins: join(here, 'great-expectations-requirements.txt'),
    script: 'great_expectations_pandas.py',
  },
  { name: 'pandera (polars)', pins: join(here, 'pandera-requirements.txt'), script: 'pandera_polars.py' },
  { name: 'frictionless', pins: join(here, 'frictionless-requirements.txt'), script: 'table_schema.py' },
  { name: 'Soda', pins: join(here, 'soda-requirements.txt'), script: 'soda_duckdb_view.py' },
]

function install(folder, pins) {
  execFileSync('python3', ['-m', 'venv', folder])
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-cache-dir',
    '--no-deps',
    '-r',
    pins,
  ]
  execFileSync(join(folder, 'bin/python'), pip, { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** Folder of the tool's environment, and how many seconds its installation took, nothing cached. */
export function ensurePeer({ name, pins }) {
  const folder = join(tools, name.toLowerCase().replaceAll(/[^a-z]+/g, '-'))
  const marker = join(folder, 'installed.json')
  const wanted = readFileSync(pins, 'utf8')
  const known = existsSync(marker) ? JSON.parse(readFileSync(marker, 'utf8')) : null
  if (known?.pins === wanted) return { folder, seconds: known.seconds }
  rmSync(folder, { recursive: true, force: true })
  const start = performance.now()
  install(folder, pins)
  const seconds = (performance.now() - start) / 1000
  writeFileSync(marker, JSON.stringify({ pins: wanted, seconds }))
  return { folder, seconds }
}

/** How long the data engine takes to arrive in an empty folder with an empty cache: what a job without ours pays. */
export function timeEngineInstall(engineFolder) {
  const folder = mkdtempSync(join(tmpdir(), 'modelgate-bench-engine-'))
  try {
    for (const name of ['package.json', 'package-lock.json']) {
      writeFileSync(join(folder, name), readFileSync(join(engineFolder, name)))
    }
    const start = performance.now()
    execFileSync('npm', ['ci', '--ignore-scripts', '--cache', join(folder, 'cache')], { cwd: folder, stdio: 'ignore' })
    return (performance.now() - start) / 1000
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The command line of a tool for one file. `contract` is a contract that names the file as its server. */
export function commandOf({ name, script }, folder, file, contract) {
  if (name === 'datacontract-cli') return [join(folder, 'bin/datacontract'), 'test', contract]
  return [join(folder, 'bin/python'), join(here, script), file]
}
