import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import { digestWhole } from '../../src/commands/whole-bytes.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

const digestIn = (files: Readonly<Record<string, string>>, location: string) =>
  digestWhole(location, 'config', createWorkspace({ root: makeFolder(files) }))

describe('bytes that evidence and records name', () => {
  it.each([
    ['a file', { 'out/model.bin': POINTER }, 'out/model.bin', 'out/model.bin'],
    ['one of a pattern', { 'a.csv': 'id\n1\n', 'b.csv': POINTER }, '*.csv', 'b.csv'],
    ['one in a folder', { 'data/a.csv': 'x'.repeat(5000), 'data/sub/b.csv': POINTER }, 'data', 'data/sub/b.csv'],
  ])('are refused where %s is a pointer of Git LFS', async (_, files, location, shown) => {
    await expect(digestIn(files, location)).rejects.toMatchObject({
      name: 'InputError',
      faults: [
        { message: `${shown}: is a pointer of Git LFS, not the data`, help: expect.stringContaining('git lfs') },
      ],
    })
  })

  it.each([
    ['is short', 'id\n'],
    ['is empty', ''],
    ['is longer than a pointer and begins like one', POINTER.padEnd(1025, 'x')],
    ['only mentions one', `# ${POINTER}`],
  ])('are those of a file that %s', async (_, text) => {
    expect(await digestIn({ 'model.bin': text }, 'model.bin')).toEqual({
      digest: { sha256: sha256(text) },
      size: text.length,
    })
  })
})
