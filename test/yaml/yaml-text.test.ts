import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'
import { renderYaml } from '../../src/yaml/yaml-text.ts'

const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 5 }),
  fc.constantFrom(
    'yes',
    'off',
    'Null',
    '1e3',
    '007',
    '0o7',
    '0b1',
    '1_000',
    '12:30:45',
    '2026-01-31',
    '=',
    '<<',
    '.inf',
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-(2 ** 53), 2 ** 64, 1e21, -1e300),
  fc.boolean(),
  fc.constant(null),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(word(), tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

function word() {
  return fc
    .oneof(fc.constantFrom('yes', 'a b', 'id'), fc.string({ minLength: 1, maxLength: 4 }))
    .filter((key) => key !== '__proto__')
}

/** -0 is no other number in YAML. */
const normalize = (data: unknown): unknown => JSON.parse(JSON.stringify(data))

describe('a YAML text', () => {
  it('reads as the data that it was made of', () => {
    fc.assert(
      fc.property(tree, (data) => {
        expect(normalize(parseLocatedYaml(renderYaml({ data }), 'x').data)).toEqual(normalize({ data }))
      }),
    )
  })

  it('reads the same for those who still speak YAML 1.1', () => {
    fc.assert(
      fc.property(tree, (data) => {
        expect(normalize(parse(renderYaml({ data }), { version: '1.1' }))).toEqual(normalize({ data }))
      }),
    )
  })

  it.each<[data: unknown, text: string]>([
    [{ a: 'plain words', b: 1.5, c: true }, 'a: plain words\nb: 1.5\nc: true\n'],
    [{ pattern: '^C-\\d{6}$' }, 'pattern: ^C-\\d{6}$\n'],
    [{ a: 'yes', b: '007', c: "it's" }, "a: 'yes'\nb: '007'\nc: it's\n"],
    [{ list: ['a', 1, null] }, 'list: [a, 1, null]\n'],
    [{ list: [{ a: 1 }, { a: 2 }] }, 'list:\n  - a: 1\n  - a: 2\n'],
    [{ list: ['x'.repeat(60), 'y'.repeat(60)] }, `list:\n  - ${'x'.repeat(60)}\n  - ${'y'.repeat(60)}\n`],
    [{ text: 'two\nlines' }, 'text: |-\n  two\n  lines\n'],
    [{ gone: undefined, here: [] }, 'here: []\n'],
  ])('writes %j shortly', (data, text) => {
    expect(renderYaml(data)).toBe(text)
  })
})
