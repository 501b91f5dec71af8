// datacontract-cli in a virtual environment of its own, with every package pinned.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const requirements = join(import.meta.dirname, 'datacontract-requirements.txt')

/** Its program; installed at the first call, used again while the pins are the same. */
export function ensureDatacontract() {
  const folder = resolve(import.meta.dirname, '../.cache/tools/datacontract')
  const marker = join(folder, 'installed.txt')
  const wanted = readFileSync(requirements, 'utf8')
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true })
    execFileSync('python3', ['-m', 'venv', folder])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements]
    execFileSync(join(folder, 'bin/python'), pip, { stdio: ['ignore', 'ignore', 'inherit'] })
    writeFileSync(marker, wanted)
  }
  return join(folder, 'bin/datacontract')
}

/** The contract with the block that tells datacontract-cli where the data is; nothing else changes. */
export function addServer(contract, dataFile) {
  const server = [
    'servers:',
    '  - server: local',
    '    type: local',
    `    path: ${dataFile}`,
    '    format: csv',
    '    delimiter: comma',
  ]
  return `${contract.trimEnd()}\n${server.join('\n')}\n`
}
