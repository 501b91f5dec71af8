import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDuckDb } from '../../../src/backends/duckdb/load.ts'
import { findCacheFolder, obtainEngine } from '../../../src/backends/duckdb/obtain.ts'
import type { Cache } from '../../../src/ports/cache.ts'
import { engineOptions } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { makeMachine, poisonScript } from './machine.ts'

const signal = new AbortController().signal

describe('without an installed package', () => {
  test('npm makes the engine once, under a name of version, platform and lock file, and it runs', async () => {
    const machine = makeMachine()
    expect((await loadDuckDb(machine.places, signal)).version()).toMatch(/^v1\.5/)
    await loadDuckDb(machine.places, signal)
    expect(machine.readCalls()).toHaveLength(1)
    expect(readdirSync(machine.temporary)).toEqual([])
    expect(readdirSync(machine.kept)).toEqual([
      expect.stringMatching(
        new RegExp(`^duckdb-1\\.5\\.5-r\\.5-${process.platform}-${process.arch}(-musl)?-[0-9a-f]{16}$`),
      ),
    ])
  })

  test('npm runs in a folder with the two files alone, without scripts, and sees no secret and no hook', async () => {
    const machine = makeMachine('process.exit(1)')
    await expect(obtainEngine(machine.places, signal)).rejects.toThrow()
    const [call] = machine.readCalls()
    expect(call!.files).toEqual(['package-lock.json', 'package.json'])
    expect(dirname(call!.cwd)).toBe(machine.temporary)
    expect(call!.words.slice(0, 2)).toEqual(['ci', '--ignore-scripts'])
    const names = Object.keys(call!.environment).filter((name) => !name.startsWith('__'))
    expect(names.sort()).toEqual(['HOME', 'PATH', 'https_proxy', 'npm_config_registry'])
  })

  test('npm is found on the PATH where it is not beside Node', async () => {
    const machine = makeMachine('process.exit(1)')
    const PATH = [machine.bin, dirname(process.execPath)].join(delimiter)
    const environment = { ...machine.places.environment, PATH }
    await expect(
      obtainEngine({ ...machine.places, execPath: '/nowhere/bin/node', environment }, signal),
    ).rejects.toThrow()
    expect(machine.readCalls()).toHaveLength(1)
  })

  test('npm as a script is run by the Node at hand, without a shell', async () => {
    const machine = makeMachine('process.exit(1)')
    const script = join(machine.folder, 'lib/node_modules/npm/bin/npm-cli.js')
    mkdirSync(dirname(script), { recursive: true })
    cpSync(join(machine.bin, 'npm'), script)
    rmSync(join(machine.bin, 'npm'))
    symlinkSync(process.execPath, join(machine.bin, 'node'))
    await expect(obtainEngine(machine.places, signal)).rejects.toThrow()
    expect(machine.readCalls()).toHaveLength(1)
  })

  test('two jobs at once both end with the engine, and nothing is left over', async () => {
    const machine = makeMachine()
    const [first, second] = await Promise.all([
      obtainEngine(machine.places, signal),
      obtainEngine(machine.places, signal),
    ])
    expect(first).toBe(second)
    expect(machine.readCalls()).toHaveLength(2)
    expect(readdirSync(machine.kept)).toHaveLength(1)
    expect(readdirSync(machine.temporary)).toEqual([])
  })

  test.each<[string, string, RegExp]>([
    [
      'fails',
      "console.error('E404 not found'); process.exit(1)",
      /npm could not fetch the data engine: it ended with 1\n {4}E404 not found\n {2}→ .*engine: {folder/,
    ],
    ['brings nothing', '', /the native library is missing/],
    [
      'brings other bytes',
      "copyEngine('.'); fs.appendFileSync('node_modules/@duckdb/node-api/lib/index.js', '//')",
      /the files of @duckdb\/node-api are not those of the pinned version/,
    ],
  ])('nothing is kept where npm %s', async (_, behaviour, message) => {
    const machine = makeMachine(behaviour)
    const obtaining = obtainEngine(machine.places, signal)
    await expect(obtaining).rejects.toMatchObject({ name: 'SystemError', message: expect.stringMatching(message) })
    expect(existsSync(machine.kept)).toBe(false)
    expect(readdirSync(machine.temporary)).toEqual([])
  })

  test('no npm at all is an error that names the setting', async () => {
    const machine = makeMachine()
    const environment = { ...machine.places.environment, PATH: '/nowhere/bin' }
    const places = { ...machine.places, execPath: '/nowhere/bin/node', environment }
    await expect(obtainEngine(places, signal)).rejects.toThrow(/there is no npm to fetch it\n {2}→ .*engine: {folder/)
  })

  test('an npm that hangs ends with the signal', async () => {
    const machine = makeMachine('setInterval(() => {}, 1000)')
    const controller = new AbortController()
    const reason = new Error('cancelled')
    setTimeout(() => controller.abort(reason), 300)
    await expect(obtainEngine(machine.places, controller.signal)).rejects.toBe(reason)
    expect(readdirSync(machine.temporary)).toEqual([])
  })

  test('an installed package of another version is passed over', async () => {
    const machine = makeMachine('process.exit(1)')
    const other = join(machine.places.programFolder, 'node_modules/@duckdb/node-api')
    mkdirSync(other, { recursive: true })
    writeFileSync(join(other, 'package.json'), '{"version": "1.0.0", "main": "evil.js"}')
    await expect(loadDuckDb(machine.places, signal)).rejects.toThrow('npm could not fetch')
  })
})

describe('the cache between jobs', () => {
  /** Keeps copies in a folder, in the order of saving. */
  function keepIn(folder: string): Cache & { readonly saved: string[] } {
    const saved: string[] = []
    const copy = (from: string, to: string) => cpSync(from, to, { recursive: true, verbatimSymlinks: true })
    return {
      saved,
      async restore(target, key) {
        if (!existsSync(join(folder, key))) return false
        copy(join(folder, key), target)
        return true
      },
      async save(source, key) {
        saved.push(key)
        copy(source, join(folder, key))
      },
    }
  }

  test('a run that may not save does not', async () => {
    const cache = keepIn(makeFolder())
    await obtainEngine({ ...makeMachine().places, cache }, signal)
    expect(cache.saved).toEqual([])
  })

  test('after a run that may save, a fresh machine needs no npm, and a poisoned entry is thrown away', async () => {
    const folder = makeFolder()
    const cache = keepIn(folder)
    await obtainEngine({ ...makeMachine().places, cache, savesCache: true }, signal)
    const next = makeMachine('process.exit(1)')
    await obtainEngine({ ...next.places, cache }, signal)
    expect(next.readCalls()).toEqual([])
    expect(readdirSync(join(next.kept, 'restored'))).toEqual([])

    poisonScript(join(folder, cache.saved[0]!))
    const warnings: string[] = []
    const logger = { ...engineOptions.logger, warning: (message: string) => void warnings.push(message) }
    const last = makeMachine('process.exit(1)')
    await expect(obtainEngine({ ...last.places, cache, logger }, signal)).rejects.toThrow('npm could not fetch')
    expect(warnings).toEqual([
      expect.stringMatching(/the cached data engine is not used: .*are not those of the pinned version/),
    ])
    expect(readdirSync(last.kept)).toEqual(['restored'])
  })
})

test.each<[Record<string, string>, string]>([
  [{ RUNNER_TOOL_CACHE: '/opt/tools', XDG_CACHE_HOME: '/x', HOME: '/home/u' }, '/opt/tools/modelgate'],
  [{ XDG_CACHE_HOME: '/x', HOME: '/home/u' }, '/x/modelgate'],
])('%j keeps the engine in %s', (environment, folder) => {
  expect(findCacheFolder(environment)).toBe(folder)
})
