import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isWholeZstd } from '../../../src/backends/duckdb/zstd-frames.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zstd-'))
})
afterAll(() => rm(folder, { recursive: true }))

const MARK = [0x28, 0xb5, 0x2f, 0xfd]
/** Block headers: the last bit, the kind, the size. */
const raw = (text: string, isLast: boolean) => [(text.length << 3) | Number(isLast), 0, 0, ...Buffer.from(text)]
const repeated = (times: number) => [(times << 3) | 2 | 1, 0, 0, 0x61]
/** One segment, of which one byte says the size. */
const single = [...MARK, 0x20, 4, ...raw('a\n', false), ...raw('1\n', true)]
const withWindow = [...MARK, 0x00, 0x58, ...repeated(4)]
const withSum = [...MARK, 0x24, 2, ...raw('a\n', true), 1, 2, 3, 4]
const skippable = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 7, 7, 7]

test.each<[string, readonly number[], boolean]>([
  ['one frame of two blocks', single, true],
  ['a block that is one byte repeated', withWindow, true],
  ['a frame with a checksum', withSum, true],
  ['several frames', [...single, ...skippable, ...withWindow], true],
  ['a frame that breaks off within a block', single.slice(0, -1), false],
  ['a frame without its last block', single.slice(0, -5), false],
  ['a checksum that breaks off', withSum.slice(0, -1), false],
  ['a second frame that breaks off', [...single, ...withSum.slice(0, 9)], false],
  ['bytes behind the frame that are none', [...single, 1, 2, 3, 4, 5, 6, 7, 8], false],
])('%s', async (name, bytes, isWhole) => {
  const file = join(folder, `${name}.zst`)
  await writeFile(file, Buffer.from(bytes))
  expect(await isWholeZstd(file)).toBe(isWhole)
})
