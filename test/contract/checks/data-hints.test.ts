import { describe, expect, it } from 'vitest'
import {
  describeDecimalComma,
  describeMojibake,
  describeOtherDelimiter,
} from '../../../src/contract/checks/data-hints.ts'
import { checksOfProperty, columnsMeasured, finish, measured, pick } from './contract-checks.ts'

const cells = (...texts: readonly string[]) => texts.map((a, index) => ({ row: index + 1, values: { a } }))

describe('a decimal comma', () => {
  it.each<[number, readonly string[], boolean]>([
    [90, ['1,5', '-2,25', '1.234,5'], true],
    [90, ['1,5', '2,5', 'x'], true],
    [90, ['1,5', 'x', 'y'], false],
    [90, ['1,5,6', '1,'], false],
    [10, ['1,5', '2,5'], false],
    [90, [], false],
  ])('%i of 100 cells are no numbers, such as %j: %s', (failing, texts, isTold) => {
    expect(describeDecimalComma(100, failing, cells(...texts), ['a']) !== null).toBe(isTold)
  })

  it('is told where the type fails', () => {
    const check = pick(checksOfProperty('{name: a, logicalType: number}'), 't/a/type')
    const result = finish(
      check,
      measured({ rows: 3, failing: 3, actualType: null, samples: cells('1,5', '2,5', '3,5') }),
    )
    expect(result.help).toContain('decimal: ","')
  })
})

describe('a column under a garbled name', () => {
  it.each([
    [['Größe'], ['GrÃ¶Ã\u009Fe'], true],
    [['größe', 'Größe'], ['id', 'GrÃ¶Ã\u009Fe'], true],
    [['Größe'], ['Groesse'], false],
    [['Größe'], ['LÃ¤nge'], false],
  ])('%j among %j: %s', (wanted, present, isTold) => {
    expect(describeMojibake(wanted, present) !== null).toBe(isTold)
  })

  it('is told where the column is missing', () => {
    const check = pick(checksOfProperty('{name: Preis €}'), 't/Preis €/present')
    const result = finish(check, columnsMeasured(['Preis â\u0082¬']))
    expect(result).toMatchObject({ verdict: 'fail', help: expect.stringContaining('take `encoding: latin-1` away') })
  })
})

describe('a column within the name of another', () => {
  it.each<[readonly string[], readonly string[], boolean]>([
    [['b'], ['a;b', 'c'], true],
    [['b'], ['a\t"b"'], true],
    [['a|b'], ['a|b'], false],
    [['b'], ['a b', 'ab'], false],
  ])('%j among %j: %s', (wanted, present, isTold) => {
    expect(describeOtherDelimiter(wanted, present) !== null).toBe(isTold)
  })
})
