import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { InputError } from '../../src/core/faults.ts'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'
import type { YamlLimits } from '../../src/yaml/yaml-limits.ts'

function faultsOf(text: string, limits?: Partial<YamlLimits>): string {
  try {
    parseLocatedYaml(text, 'm.yml', limits)
  } catch (error) {
    if (error instanceof InputError) return error.message
    throw error
  }
  return 'no fault'
}

describe('what cannot be read is refused with place and mend', () => {
  test('a tab as indentation', () => {
    expect(faultsOf('a:\n\tb: 1\n')).toMatchInlineSnapshot(`
      "m.yml:2:1: a tab is used for indentation
        → indent with spaces"
    `)
  })

  test('every duplicate key, at any depth', () => {
    expect(faultsOf('a: 1\nb:\n  c: 1\n  c: 2\na: 2\n')).toMatchInlineSnapshot(`
      "m.yml:4:3: the key "c" is there twice in this map
        → keep one of the two
      m.yml:5:1: the key "a" is there twice in this map
        → keep one of the two"
    `)
  })

  test('a second document', () => {
    expect(faultsOf('a: 1\n---\nb: 2\n')).toMatchInlineSnapshot(`
      "m.yml:2:1: a second document begins here
        → keep one document per file: take out the line ---"
    `)
  })

  test('tags that are no part of the core schema', () => {
    expect(faultsOf('a: !foo 1\nb: !!binary abc\n')).toMatchInlineSnapshot(`
      "m.yml:1:4: the tag !foo has no meaning here
        → take the tag out, or put the value in quotes
      m.yml:2:4: the tag !!binary has no meaning here
        → take the tag out, or put the value in quotes"
    `)
  })

  test('a directive that would change what words mean', () => {
    expect(faultsOf('%YAML 1.1\n---\na: yes\n')).toMatchInlineSnapshot(`
      "m.yml:1:1: %YAML 1.1 is not read
        → take out the directive: files are YAML 1.2"
    `)
  })

  test('merge keys', () => {
    expect(faultsOf('a: &x {b: 1}\nc:\n  <<: *x\n')).toMatchInlineSnapshot(`
      "m.yml:3:3: merge keys (<<) are no part of YAML 1.2
        → write the keys out"
    `)
  })

  test('an alias without an anchor before it, and one inside its own value', () => {
    expect(faultsOf('a: *x\nb: &b\n  c: *b\n')).toMatchInlineSnapshot(`
      "m.yml:1:4: no anchor &x stands before the alias *x
        → set the anchor further up, or put the value in quotes: "*x"
      m.yml:3:6: the alias *b stands inside the value that it names
        → write the value out"
    `)
  })

  test('values that need quotes', () => {
    expect(faultsOf('owner: @team\nslice: *\n')).toMatchInlineSnapshot(`
      "m.yml:1:8: a plain value cannot begin with @
        → put it in quotes: "@…"
      m.yml:2:8: a plain value cannot begin with *
        → put it in quotes: "*""
    `)
  })

  test('a bracket and a quote that are not closed', () => {
    expect(faultsOf('a: [1, 2\n')).toMatchInlineSnapshot(`
      "m.yml:2:1: a [ or { is opened further up and not closed before this line
        → close it with ] or }"
    `)
    expect(faultsOf('a: "b\n')).toMatchInlineSnapshot(`
      "m.yml:2:1: a quote is opened further up and never closed
        → close the quote"
    `)
  })

  test('two mappings in one line, and a line without a colon', () => {
    expect(faultsOf('a: b: c\n')).toMatchInlineSnapshot(`
      "m.yml:1:4: a second ": " stands in one line
        → put the value in quotes"
    `)
    expect(faultsOf('a\nb: 1\n')).toMatchInlineSnapshot(`
      "m.yml:1:1: this line is neither a key with ": " nor part of a value
        → write \`key: value\`"
    `)
  })

  test('a list where keys stand, and a key without a colon', () => {
    expect(faultsOf('- a\nb: 1\n')).toMatchInlineSnapshot(`
      "m.yml:2:1: b is not expected here
        → this is no valid YAML: look at this line and the one before"
    `)
    expect(faultsOf('a: 1\nb\n')).toMatchInlineSnapshot(`
      "m.yml:2:1: a key without a colon
        → write \`key: value\`"
    `)
    expect(faultsOf('a: ]\n')).toMatchInlineSnapshot(`
      "m.yml:1:4: ] is not expected here
        → this is no valid YAML: look at this line and the one before"
    `)
  })

  test('keys that are no plain word, or dangerous', () => {
    expect(faultsOf('? [a, b]\n: 1\n')).toMatchInlineSnapshot(`
      "m.yml:1:3: a key must be a plain word
        → write the key as text"
    `)
    expect(faultsOf('__proto__: {x: 1}\n')).toMatchInlineSnapshot(`
      "m.yml:1:1: the key "__proto__" is not allowed
        → choose another name"
    `)
  })

  test('a number with more digits than can be kept', () => {
    expect(faultsOf('a: 12345678901234567890\n')).toMatchInlineSnapshot(`
      "m.yml:1:4: the number 12345678901234567890 has too many digits to be kept
        → put it in quotes"
    `)
  })
})

describe('limits', () => {
  test('an alias bomb ends at once', () => {
    const levels = [...'abcdefghi'].map((name, index, all) => {
      const item = index === 0 ? 'x' : `*${all[index - 1]}`
      return `${name}: &${name} [${Array(10).fill(item).join(', ')}]`
    })
    expect(faultsOf(levels.join('\n'))).toMatchInlineSnapshot(`
      "m.yml:1:35: the file holds more than 100,000 values once its aliases are expanded
        → write less by alias"
    `)
  })

  test.each(['[', '- ', '? ', '{a: ', 'a: ['])('nesting by %j is refused before it costs a stack', (unit) => {
    expect(faultsOf(unit.repeat(30_000))).toContain('nested more than 64 levels deep')
  })

  test('aliases that nest deeper than the limit', () => {
    const lines = Array.from(
      { length: 12 },
      (_, index) => `a${index}: &a${index} [${index === 0 ? 1 : `*a${index - 1}`}]`,
    )
    expect(faultsOf(lines.join('\n'), { maxDepth: 8 })).toContain('nested more than 8 levels deep')
  })

  test('a file that is too long', () => {
    expect(faultsOf('# long\n', { maxLength: 5 })).toMatchInlineSnapshot(`
      "m.yml: the file has 7 characters, at most 5 are read
        → split the file, or take out what is not needed"
    `)
  })
})

describe('data', () => {
  test('follows YAML 1.2: only true and false are boolean, leading zeros are decimal', () => {
    const { data } = parseLocatedYaml('a: [no, yes, on, True, 010, 1_000, 2026-12-31, ~, .5]\n', 'm.yml')
    expect(data).toEqual({ a: ['no', 'yes', 'on', true, 10, '1_000', '2026-12-31', null, 0.5] })
  })

  test('of an empty file is null', () => {
    expect(parseLocatedYaml('# nothing\n', 'm.yml').data).toBeNull()
  })

  test('is free of byte order mark and carriage returns', () => {
    expect(parseLocatedYaml('\uFEFFa: 1\r\nb: x\r\n', 'm.yml').data).toEqual({ a: 1, b: 'x' })
  })

  test('of any JSON value comes back from its YAML text, and each scalar has a place', () => {
    const plain = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__'))
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), plain, { minKeys: 1 }), (value) => {
        const expected = JSON.parse(JSON.stringify(value), (_, item) =>
          typeof item === 'number' && !Number.isSafeInteger(item) && Number.isInteger(item) ? 7 : item,
        )
        const text = stringify(expected)
        const document = parseLocatedYaml(text, 'm.yml', { maxLength: 1e7 })
        expect(document.data).toEqual(expected)
        for (const key of Object.keys(expected)) {
          const { line, column } = document.placeOf([key])
          expect(text.split('\n')[line! - 1]!.slice(column! - 1)).toMatch(new RegExp(`^"?${key}`))
        }
      }),
      { numRuns: 60, seed: 4 },
    )
  })
})

describe('places', () => {
  const document = parseLocatedYaml('\uFEFFa:\n  - b: 1.0\n    c: &c [x, y]\nd: *c\ne:\n', 'm.yml')

  test.each([
    [['a'], 'key', 1, 1],
    [['a'], 'value', 2, 3],
    [['a', 0, 'b'], 'key', 2, 5],
    [['a', 0, 'b'], 'value', 2, 8],
    [['d', 1], 'key', 3, 15],
    [['e'], 'value', 5, 3],
  ] as const)('of %j, its %s, is line %i, column %i', (path, part, line, column) => {
    expect(document.placeOf(path, part)).toMatchObject({ file: 'm.yml', line, column })
  })

  test('of what is not there is its nearest parent', () => {
    expect(document.placeOf(['a', 0, 'nope', 'deeper'])).toMatchObject({ line: 2, column: 5 })
    expect(document.has(['a', 0, 'nope'])).toBe(false)
  })

  test('a scalar keeps the text that was written', () => {
    expect(document.textOf(['a', 0, 'b'])).toBe('1.0')
    expect(document.textOf(['a'])).toBeNull()
  })
})
