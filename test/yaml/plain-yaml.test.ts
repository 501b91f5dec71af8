import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { stringify } from 'yaml'
import { InputError } from '../../src/core/faults.ts'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'
import { readPlainYaml } from '../../src/yaml/plain-yaml.ts'

/** What the whole parser says of it: undefined where it finds a fault. */
function parseWhole(text: string): unknown {
  try {
    return parseLocatedYaml(text, 'm.yml').data
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

const MODEL = `# one model
version: 1
models:
  churn:
    description: Which customers leave next month, per region
    owner: "@growth-ml"   # a team
    data:
      train: {path: data/train.parquet, contract: ../../contracts/customers.odcs.yaml}
      live: {path: "logs/*.parquet", production: true}
    evaluation:
      {data: test, id: customer_id, positive: "Yes", slices: [contract, 'senior citizen'], metrics: []}
    candidate:
      predict: [python, predict.py, --model, "{model}",
                --out, "{out}"]
      parameters:
    baseline:
    - production
    - ref:main
    gates:
      - metric: roc_auc
        min: 0.80

      - {metric: recall, margin: -0.05}
    monitor: {window: 1d, until: 2026-12-31, rows: 50000}
`

it('reads a model as the whole parser does', () => {
  expect(readPlainYaml(MODEL)).toEqual(parseWhole(MODEL))
  expect(readPlainYaml(MODEL)).toMatchObject({
    models: { churn: { baseline: ['production', 'ref:main'], candidate: { parameters: null } } },
  })
})

it('reads nothing out of comments and blanks', () => {
  expect(readPlainYaml('# nothing\n\n')).toBeNull()
})

describe('what is not plain is left to the whole parser', () => {
  test.each([
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a block of text', 'a: |\n  b\n'],
    ['an escape', 'a: "\\x2e\\x2e/secret"\n'],
    ['a doubled quote', "a: 'it''s'\n"],
    ['text over two lines', 'a: one\n  two\n'],
    ['quoted text over two lines', 'a: "one\n  two"\n'],
    ['a word that breaks inside brackets', 'a: [one\n  two]\n'],
    ['a tab', 'a:\n\tb: 1\n'],
    ['a key twice', 'a: 1\na: 2\n'],
    ['a key twice in braces', 'a: {b: 1, b: 2}\n'],
    ['a merge', '<<: 1\n'],
    ['a null key', 'null: 1\n'],
    ['a second document', 'a: 1\n---\nb: 1\n'],
    ['numbers of other forms', 'a: [0x1F, 0o7, 1e3, .5, .inf, 007]\n'],
    ['windows line ends', 'a: 1\r\n'],
    ['a byte order mark', '\uFEFFa: 1\n'],
    ['blanks of another script', 'a: x\u3000\n'],
    ['a wide blank before a key', 'a:\n\u2003b: 1\n'],
    ['an entry that is further in', 'a: 1\n b: 2\n'],
    ['an entry between', 'a:\n    - x\n  b: 1\n'],
    ['no value between commas', 'a: [1, , 2]\n'],
    ['brackets that stay open', 'a: [1, 2\n'],
    ['an empty name of the prototype', '__proto__: 1\n'],
    ['deep nesting', `a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`],
  ])('%s', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined()
  })
})

it('reads the examples of the repository as the whole parser does, or not at all', () => {
  const examples = resolve(import.meta.dirname, '../../examples')
  const files = readdirSync(examples, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file))
  expect(files.length).toBeGreaterThan(3)
  for (const file of files) {
    const text = readFileSync(join(examples, file), 'utf8')
    const data = readPlainYaml(text)
    if (data !== undefined) expect(data, file).toEqual(parseWhole(text))
  }
})

const word = fc.oneof(fc.stringMatching(/^[a-z0-9_./ -]{1,8}$/), fc.stringMatching(/^[A-Za-z0-9_./~*@{}:# "'+-]{1,8}$/))
const scalar = fc.oneof(
  word,
  fc.constantFrom(
    'null',
    'true',
    'No',
    '1e3',
    '007',
    '0o7',
    '24h',
    '2026-01-31',
    '../x/**',
    '-x',
    '- x',
    '~',
    '-0',
    '.5',
    '1.',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const tree = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, scalar, tie('map'), tie('list')),
  map: fc.dictionary(fc.stringMatching(/^[a-z_0-9]{1,4}$/), tie('node'), { maxKeys: 4 }),
  list: fc.array(tie('node'), { maxLength: 4 }),
}))

it('agrees with the whole parser on whatever it accepts', () => {
  let accepted = 0
  fc.assert(
    fc.property(
      tree.map,
      fc.constantFrom({}, { collectionStyle: 'flow' as const }, { indentSeq: false }, { indent: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom('', ' ', '\n', '#', ':', '- ', '"', ',', '[', '}', 'a')), {
        maxLength: 2,
      }),
      (data, style, edits) => {
        let text = stringify(data, { ...style, lineWidth: 40 })
        for (const [at, length, put] of edits) {
          const start = at % (text.length + 1)
          text = text.slice(0, start) + put + text.slice(start + length)
        }
        const plain = readPlainYaml(text)
        if (plain === undefined) return
        accepted += 1
        expect(plain, text).toEqual(parseWhole(text))
      },
    ),
    { numRuns: 1500 },
  )
  expect(accepted).toBeGreaterThan(100)
})
