import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import { lendBase } from '../../src/commands/base-workspace.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A workspace that finds the base's `a.csv` and `rows/`, and what is here of all else. */
function openLent() {
  const here = makeFolder({ 'a.csv': 'head\n', 'b.csv': 'head b\n', 'rows/1.csv': 'head\n', 'rows/2.csv': 'head\n' })
  const base = makeFolder({ 'a.csv': 'base\n', '1.csv': 'base 1\n' })
  const copy = (name: string, file: string, text: string) => ({
    ...{ name, path: join(base, file), sha256: sha256(text), size: text.length },
  })
  const workspace = createWorkspace({ root: here, findBoundary: async () => here })
  const copies = new Map([
    ['a.csv', { kind: 'file' as const, files: [copy('a.csv', 'a.csv', 'base\n')] }],
    [
      'rows',
      {
        kind: 'folder' as const,
        files: [copy('rows/1.csv', '1.csv', 'base 1\n'), copy('rows/3.csv', 'a.csv', 'base\n')],
      },
    ],
  ])
  return { base, workspace, lent: lendBase(workspace, copies, sha256) }
}

it("gives a configuration the base branch's bytes, and the caller what is here", async () => {
  const { base, lent } = openLent()
  expect(await lent.readText('a.csv', 'config')).toBe('base\n')
  expect(await lent.readText('a.csv', 'caller')).toBe('head\n')
  expect(await lent.readText('b.csv', 'config')).toBe('head b\n')
  expect(await lent.resolve('a.csv', 'config')).toBe(join(base, 'a.csv'))
  expect(await lent.openFile('a.csv', 'config')).toMatchObject({ path: join(base, 'a.csv'), size: 5 })
  expect(await lent.exists('a.csv', 'config')).toBe(true)
})

it('shows a folder as the base branch has it, with the digest that a work tree of those bytes has', async () => {
  const { base, lent } = openLent()
  expect(await lent.glob('rows', 'config')).toEqual(['rows/1.csv', 'rows/3.csv'])
  expect(await lent.openData('rows', 'config')).toEqual({
    uri: 'rows',
    files: [join(base, '1.csv'), join(base, 'a.csv')],
    format: 'csv',
    csv: {},
  })
  const same = makeFolder({ 'rows/1.csv': 'base 1\n', 'rows/3.csv': 'base\n' })
  const other = createWorkspace({ root: same, findBoundary: async () => same })
  expect(await lent.digest('rows', 'config')).toEqual(await other.digest('rows', 'config'))
  await expect(lent.readText('rows', 'config')).rejects.toThrow('rows: stands for 2 files, and one is needed')
})

it('is the workspace itself where nothing is lent', () => {
  const { workspace } = openLent()
  expect(lendBase(workspace, new Map(), sha256)).toBe(workspace)
})
