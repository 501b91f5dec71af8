import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createConfigFiles } from '../../../src/backends/filesystem/config-files.ts'
import { createConfigScan } from '../../../src/backends/filesystem/config-scan.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const NAME = 'modelgate.yml'

function makeModels() {
  const folder = makeFolder({
    [NAME]: 'root',
    [`models/a/${NAME}`]: 'a: ü',
    [`models/b/${NAME}`]: 'b',
    [`models/.hidden/${NAME}`]: 'hidden',
    'models/c/other.yml': 'c',
    [`models/folder/${NAME}/x`]: 'x',
    [`models/large/${NAME}`]: 'l'.repeat(70_000),
    [`deep/x/y/${NAME}`]: 'y',
    'models/file': '',
  })
  symlinkSync(join(folder, 'models/a'), join(folder, 'models/linked'))
  symlinkSync(join(folder, 'models/b', NAME), join(folder, 'models/c', NAME))
  return folder
}

it.each<[string, Uint8Array]>([
  ['UTF-16', Buffer.from('\ufeffversion: 1\n', 'utf16le')],
  ['Latin-1', Buffer.from('owner: Zoë\n', 'latin1')],
])('refuses a file in %s and says how to save it', async (_, bytes) => {
  const folder = makeFolder({})
  writeFileSync(join(folder, NAME), bytes)
  const read = createConfigFiles(folder, folder).readText(NAME)
  await expect(read).rejects.toThrow(`${NAME}: is not UTF-8 text\n  → save it as UTF-8`)
})

it.each([
  `models/*/${NAME}`,
  `models/[ab]/${NAME}`,
  `models/{a,b}/${NAME}`,
  `models/.h*/${NAME}`,
  `models/a/${NAME}`,
  `*/?/*/${NAME}`,
  `deep/**/${NAME}`,
  `models/a/*.yml`,
  `nothing/*/${NAME}`,
  NAME,
])('finds and reads for %s what the plain reader does', async (pattern) => {
  const folder = makeModels()
  const [scan, plain] = [createConfigScan(folder, folder), createConfigFiles(folder, folder)]
  const files = await scan.list(pattern)
  expect(files).toEqual(await plain.list(pattern))
  for (const file of files) expect(await scan.readText(file)).toBe(await plain.readText(file))
})

it('finds files above the working directory', async () => {
  const folder = makeModels()
  expect(await createConfigScan(join(folder, 'deep'), folder).list(`../models/[ab]/${NAME}`)).toEqual([
    `../models/a/${NAME}`,
    `../models/b/${NAME}`,
  ])
})

it('refuses what leaves the boundary, also by a link, and what is no text', async () => {
  const outside = makeFolder({ [NAME]: 'secret', [`m/${NAME}`]: 'secret' })
  const folder = makeFolder({ 'models/b/x': '' })
  symlinkSync(outside, join(folder, 'models/a'))
  symlinkSync(join(outside, NAME), join(folder, 'models/b', NAME))
  writeFileSync(join(folder, 'bytes.yml'), Buffer.from([0xff, 0xfe]))
  const scan = createConfigScan(folder, folder)
  for (const path of [`models/a/${NAME}`, `models/b/${NAME}`, `models/a/m/${NAME}`, join(outside, NAME)]) {
    await expect(scan.readText(path)).rejects.toThrow(/leaves the workspace/)
  }
  await expect(scan.readText('bytes.yml')).rejects.toThrow(/^bytes.yml: /)
  expect(await scan.readText('missing.yml')).toBeNull()
})
