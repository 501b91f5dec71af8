import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guardFormula, renderCsv, unguardFormula } from '../../src/text/csv.ts'

describe('CSV', () => {
  it('quotes what would end a field, and nothing else', () => {
    expect(
      renderCsv([
        ['a', 'b,c', 'd"e'],
        ['f\ng', '', 'ü'],
      ]),
    ).toBe('a,"b,c","d""e"\n"f\ng",,ü\n')
  })

  it.each(['=1+1', '+cmd', '-1+1', '@SUM(A1)', '\tx', '\rx', "'=x", '-', '+1e5'])(
    'keeps a spreadsheet from running %j',
    (text) => {
      expect(guardFormula(text)).toBe(`'${text}`)
    },
  )

  it.each(['-5', '+3.25', 'a=b', "'a", '007', ''])('leaves %j as it is', (text) => {
    expect(guardFormula(text)).toBe(text)
  })

  it('gives every text back', () => {
    fc.assert(fc.property(fc.string(), (text) => unguardFormula(guardFormula(text)) === text))
    fc.assert(
      fc.property(fc.stringMatching(/^['=+\-@]{1,4}\w?$/), (text) => unguardFormula(guardFormula(text)) === text),
    )
  })
})
