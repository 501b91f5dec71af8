import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadDuckDb } from '../../src/backends/duckdb/load.ts'
import { engineOptions } from '../support/engine.ts'
import { makeFolder } from '../support/temporary-folder.ts'

/** Settings of a user's npmrc that would each break or widen the install. */
const HOSTILE = [
  'ignore-scripts=false',
  'omit[]=optional',
  'global=true',
  'package-lock=false',
  'dry-run=true',
  'install-strategy=nested',
  'foreground-scripts=true',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: npm's own syntax
  'user-agent=${GITHUB_TOKEN}',
].join('\n')

test('npm fetches the engine whatever the npmrc of the user and of the workspace say', async () => {
  const folder = makeFolder({ 'home/.npmrc': HOSTILE, 'workspace/.npmrc': 'registry=http://127.0.0.1:1/' })
  mkdirSync(join(folder, 'temporary'))
  const environment = {
    ...Object.fromEntries(
      ['PATH', 'NPM_CONFIG_REGISTRY', 'npm_config_registry'].map((name) => [name, process.env[name]]),
    ),
    HOME: join(folder, 'home'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    RUNNER_TEMP: join(folder, 'temporary'),
    GITHUB_TOKEN: 'secret',
  }
  const places = { ...engineOptions, programFolder: join(folder, 'workspace'), environment }
  const duckdb = await loadDuckDb(places, new AbortController().signal)
  const instance = await duckdb.DuckDBInstance.create()
  const connection = await instance.connect()
  const answer = await connection.run('SELECT 42')
  expect(await answer.getRows()).toEqual([[42]])
})
