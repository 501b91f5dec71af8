import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadDuckDb } from '../../../src/backends/duckdb/load.ts'
import { obtainEngine } from '../../../src/backends/duckdb/obtain.ts'
import { PACKAGE_DIGESTS } from '../../../src/backends/duckdb/pinned-digests.ts'
import { digestPackage, verifyEngine } from '../../../src/backends/duckdb/verify.ts'
import { engineOptions } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'
import { copyEngine, installed, makeMachine, packages, poisonLibrary } from './machine.ts'

const signal = new AbortController().signal

test.each(packages)('%s is installed with the pinned digest', async (name) => {
  expect(await digestPackage(join(installed, name))).toBe(PACKAGE_DIGESTS[name])
})

test('the lock file and the digests name the same packages, all eight platforms among them', () => {
  const text = readFileSync(join(engineOptions.packageFolder, 'package-lock.json'), 'utf8')
  const lock = JSON.parse(text) as { packages: Record<string, { integrity?: string; resolved?: string }> }
  const { '': _, ...named } = lock.packages
  const names = Object.keys(named).map((path) => path.replace('node_modules/', ''))
  expect(names.sort()).toEqual(Object.keys(PACKAGE_DIGESTS).sort())
  expect(names.filter((name) => name.startsWith('@duckdb/node-bindings-'))).toHaveLength(8)
  for (const entry of Object.values(named)) {
    expect(entry).toMatchObject({ integrity: expect.stringMatching(/^sha512-/) })
    expect(entry).not.toHaveProperty('resolved')
  }
})

test('a kept engine whose library changed by one bit is refused', async () => {
  const machine = makeMachine()
  poisonLibrary(await obtainEngine(machine.places, signal))
  await expect(loadDuckDb(machine.places, signal)).rejects.toMatchObject({
    name: 'SystemError',
    message: expect.stringMatching(
      /is refused: the files of @duckdb\/node-bindings-.* are not those of the pinned version\n {2}→ delete /,
    ),
  })
})

describe('a folder set by hand', () => {
  test('runs without npm, and is refused when its library changed', async () => {
    const folder = copyEngine(makeFolder())
    const places = { ...makeMachine('process.exit(1)').places, folder }
    expect((await loadDuckDb(places, signal)).version()).toMatch(/^v1/)
    poisonLibrary(folder)
    await expect(loadDuckDb(places, signal)).rejects.toThrow(/is refused/)
  })

  test('that is not there is told', async () => {
    const places = { ...makeMachine().places, folder: '/nowhere' }
    await expect(loadDuckDb(places, signal)).rejects.toThrow(
      '/nowhere: there is no such folder\n  → correct engine.folder',
    )
  })

  const inside = (folder: string, path: string) => join(folder, 'node_modules', path)
  test.each<[string, (folder: string) => void, RegExp]>([
    [
      'a changed script',
      (folder) => writeFileSync(inside(folder, 'detect-libc/lib/process.js'), 'evil()'),
      /the files of detect-libc are not/,
    ],
    [
      'a file too many',
      (folder) => writeFileSync(inside(folder, '@duckdb/node-api/evil.js'), ''),
      /the files of @duckdb\/node-api are not/,
    ],
    [
      'a missing package',
      (folder) => rmSync(inside(folder, 'detect-libc'), { recursive: true }),
      /detect-libc is missing/,
    ],
    [
      'a native package that is not pinned',
      (folder) => mkdirSync(inside(folder, '@duckdb/node-bindings-plan9')),
      /node-bindings-plan9 is no package of the engine/,
    ],
    [
      'a package that hides another',
      (folder) =>
        cpSync(inside(folder, 'detect-libc'), inside(folder, '@duckdb/node_modules/detect-libc'), { recursive: true }),
      /detect-libc is hidden by another/,
    ],
  ])('is refused for %s', async (_, change, message) => {
    const folder = copyEngine(makeFolder())
    change(folder)
    await expect(verifyEngine(folder)).rejects.toThrow(message)
  })
})
