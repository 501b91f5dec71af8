import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { proveQuickly } from '../../../src/backends/http/stored-file.ts'
import { hashOf } from '../../support/made-stores.ts'

const bytes = Buffer.from('the model\n')
const expected = { sha256: hashOf(bytes), size: bytes.length }

async function* slowly(...parts: readonly (Buffer | number)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    if (typeof part === 'number') await wait(part, undefined, { ref: false })
    else yield part
  }
}

test('bytes that come in time are proven by their digest', async () => {
  expect(await proveQuickly(slowly(bytes.subarray(0, 3), 5, bytes.subarray(3)), expected, 'x:y')).toBe(true)
})

test.each([
  ['others', [Buffer.from('the mOdel\n')], /^x:y: is sha256:/],
  ['fewer', [bytes.subarray(1)], /^x:y: has 9 bytes, the record says 10/],
  ['more', [bytes, bytes], /^x:y: has more than the 10 bytes/],
])('%s are refused', async (_, parts, message) => {
  await expect(proveQuickly(slowly(...parts), expected, 'x:y')).rejects.toThrow(message)
})

test.each([
  ['at first', [60_000]],
  ['in the middle', [bytes.subarray(0, 3), 60_000, bytes.subarray(3)]],
])('bytes that are stuck %s are waited for no longer than the limit', async (_, parts) => {
  const begun = performance.now()
  expect(await proveQuickly(slowly(...parts), expected, 'x:y', 50)).toBe('by size')
  expect(performance.now() - begun).toBeLessThan(2000)
})

test('a source that fails is no proof', async () => {
  const failing = (async function* () {
    yield bytes.subarray(0, 3)
    throw new Error('ESTALE')
  })()
  await expect(proveQuickly(failing, expected, 'x:y')).rejects.toThrow('ESTALE')
})
