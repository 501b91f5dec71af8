import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchesEmpty } from '../../../src/contract/frictionless/empty-match.ts'

describe('the empty text', () => {
  it.each([
    ['', true],
    ['a*', true],
    ['a?b{0,3}?', true],
    ['a|', true],
    ['(?:a|b*)+', true],
    ['^$', true],
    ['(?i)(?<year>\\d{4})?', true],
    ['[]a]*', true],
    ['a', false],
    ['a+', false],
    ['\\d{2,}', false],
    ['(a|b)c*', false],
    ['\\b', false],
    ['a{,3}', false],
    ['[[:alpha:]]', false],
    ['(?=a)', null],
    ['(a)?\\1', null],
    ['(a', null],
    ['a)', null],
    ['[a', null],
    ['a\\', null],
    ['('.repeat(5000), null],
  ])('is matched by %j: %j', (pattern, expected) => {
    expect(matchesEmpty(pattern)).toBe(expected)
  })

  it('is told at once where running the expression would take for ever', () => {
    expect(matchesEmpty(`${'(|)'.repeat(50_000)}x`)).toBe(false)
  })

  it('is told as JavaScript does, where both understand the expression', () => {
    const leaf = fc.constantFrom('a', '\\d', '[ab]', '[^\\]]', '.', '^', '$', '\\.', '')
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => one + other),
        fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{0,2}', '{2}', '*?'))
          .map(([one, how]) => `(${one})${how}`),
      ),
    }))
    fc.assert(
      fc.property(pattern, (text) => {
        expect(matchesEmpty(text)).toBe(new RegExp(`^(?:${text})$`, 'u').test(''))
      }),
    )
  })
})
