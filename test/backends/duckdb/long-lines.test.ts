import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refuseLongLines } from '../../../src/backends/duckdb/long-lines.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const MB = 1_048_576

function write(...parts: readonly string[]): string {
  const file = join(makeFolder(), 'rows.csv')
  writeFileSync(file, parts.join(''))
  return file
}

describe('rows that the engine would lose', () => {
  it.each([
    ['first', ['a,b\n', 'x'.repeat(36 * MB), '\n1,2\n']],
    ['in the middle', ['a,b\n', '1,2\n'.repeat(MB), 'x'.repeat(36 * MB), '\n', '3,4\n'.repeat(MB)]],
    ['last, without a line break', ['a,b\n', '1,2\n'.repeat(MB), 'x'.repeat(36 * MB)]],
  ])('are refused: %s', async (_, parts) => {
    await expect(refuseLongLines(write(...parts), 'rows.csv')).rejects.toThrow(
      /rows\.csv: a row of more than 32 MB stands around byte \d+; rows have up to 16 MB/,
    )
  })

  it.each([
    ['many short rows', ['a,b\n', '1,2\n'.repeat(9 * MB)]],
    ['rows of 20 MB, which the engine reports itself', [`${'x'.repeat(20 * MB)}\n`.repeat(2)]],
    ['lines that end in carriage returns', ['a,b\r', `${'x'.repeat(MB)}\r`.repeat(40)]],
  ])('are not seen in %s', async (_, parts) => {
    await expect(refuseLongLines(write(...parts), 'rows.csv')).resolves.toBeUndefined()
  })
})
