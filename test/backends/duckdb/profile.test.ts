import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DataFormat } from '../../../src/core/data-source.ts'
import type { Measurement, ProfileMeasured } from '../../../src/core/probe.ts'
import { openTestEngine } from '../../support/engine.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** The profile of a column of the file. */
async function profile(text: string, name: string, format: DataFormat = 'csv') {
  const file = join(makeFolder({ 't.x': text }), 't.x')
  const engine = await openTestEngine()
  try {
    const column = { names: [name], type: 'text' as const, format: null, missing: [] }
    const source = { uri: file, files: [file], format }
    const [answer] = await engine.measure(source, [{ kind: 'profile', column }], new AbortController().signal)
    return answer as Measurement<ProfileMeasured>
  } finally {
    engine.close()
  }
}

const rows = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n')

describe('the profile of a column', () => {
  it('counts cells, and lists every value however rare', async () => {
    const text = `a\n${rows(30_000, (n) => (n === 20_017 ? 'rare' : `v${n % 59}`))}\n""\n\n`
    const found = await profile(text.replace('""\n\n', '""\n'), 'a')
    expect(found).toMatchObject({ measured: true, value: { rows: 30_001, present: 30_001, blank: 1, values: null } })
    const fewer = await profile(
      `a,b\n${rows(30_000, (n) => `${n === 20_017 ? 'rare' : n % 5 ? `v${n % 58}` : ''},1`)}\n`,
      'a',
    )
    expect(fewer.measured && [fewer.value.present, fewer.value.blank]).toEqual([24_000, 0])
    expect(fewer.measured && new Set(fewer.value.values)).toEqual(
      new Set(['rare', ...Array.from({ length: 58 }, (_, n) => `v${n}`)]),
    )
  })

  it('samples the same cells of the same rows', async () => {
    const text = `a,b\n${rows(5000, (n) => `${n},x`)}\n`
    const [first, second] = [await profile(text, 'a'), await profile(text, 'a')]
    expect(first.measured && first.value.sample).toHaveLength(2000)
    expect(first).toEqual(second)
  })

  it('tells the kinds of JSON values, beside null', async () => {
    const found = await profile('{"a":1}\n{"a":"x"}\n{"a":null}\n{"b":2}\n', 'a', 'json')
    expect(found).toMatchObject({ value: { rows: 4, present: 2, values: ['1', 'x'] } })
    expect(found.measured && [...found.value.jsonTypes].sort()).toEqual(['UBIGINT', 'VARCHAR'])
  })

  it('says why a column has none', async () => {
    expect(await profile('a\n1\n', 'z')).toMatchObject({ measured: false })
  })
})
