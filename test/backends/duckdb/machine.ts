import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { PackagePlaces } from '../../../src/backends/duckdb/load.ts'
import { engineOptions } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const COPIER = join(import.meta.dirname, 'copy-engine.cjs')

export const { copyEngine, installed, packages } = createRequire(import.meta.url)(COPIER) as {
  readonly copyEngine: (folder: string) => string
  /** The node_modules of this repository. */
  readonly installed: string
  /** Names of the engine's packages that are installed for this platform. */
  readonly packages: readonly string[]
}

export interface NpmCall {
  readonly cwd: string
  readonly files: readonly string[]
  readonly words: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/**
 * A machine without an engine, with a workspace that holds a hostile .npmrc, and an npm that writes down how it was
 * called and then does what `behaviour` says.
 */
export function makeMachine(behaviour = 'copyEngine(process.cwd())') {
  const folder = makeFolder({ 'workspace/.npmrc': `registry=http://127.0.0.1:1/$${'{GITHUB_TOKEN}'}\n` })
  const [bin, temporary, log] = [join(folder, 'bin'), join(folder, 'temporary'), join(folder, 'calls')]
  for (const made of [bin, temporary]) mkdirSync(made)
  const script = `#!/usr/bin/env node
const fs = require('node:fs')
const { copyEngine } = require(${JSON.stringify(COPIER)})
const call = { cwd: process.cwd(), files: fs.readdirSync('.'), words: process.argv.slice(2), environment: process.env }
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(call) + '\\n')
${behaviour}
`
  writeFileSync(join(bin, 'npm'), script)
  chmodSync(join(bin, 'npm'), 0o755)
  const places: PackagePlaces = {
    ...engineOptions,
    programFolder: join(folder, 'workspace'),
    execPath: join(bin, 'node'),
    environment: {
      PATH: dirname(process.execPath),
      HOME: folder,
      RUNNER_TOOL_CACHE: join(folder, 'tools'),
      RUNNER_TEMP: temporary,
      GITHUB_TOKEN: 'secret',
      NODE_OPTIONS: '--require=/evil.js',
      npm_config_script_shell: '/evil',
      npm_config_registry: 'https://registry.example/',
      https_proxy: 'http://proxy.example:3128',
    },
  }
  const readCalls = (): readonly NpmCall[] => {
    const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
    return lines.map((line) => JSON.parse(line) as NpmCall)
  }
  return { folder, bin, temporary, kept: join(folder, 'tools/modelgate'), places, readCalls }
}

/** Changes one byte of the native library. */
export function poisonLibrary(folder: string): void {
  const native = readdirSync(join(folder, 'node_modules/@duckdb')).find((name) => name.startsWith('node-bindings-'))!
  const home = join(folder, 'node_modules/@duckdb', native)
  const library = join(home, readdirSync(home).find((name) => /\.(so|dylib|dll)$/.test(name))!)
  const bytes = readFileSync(library)
  bytes[bytes.length >> 1]! ^= 1
  rmSync(library)
  writeFileSync(library, bytes)
}

/** Changes one script, which is found before the library is hashed. */
export function poisonScript(folder: string): void {
  writeFileSync(join(folder, 'node_modules/@duckdb/node-api/lib/index.js'), 'evil()')
}
