import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultsOf } from './project-files.ts'

/** A sound configuration whose lines tests change. */
const sound = `version: 1
models:
  churn:
    task: binary
    data:
      test: {path: test.csv}
    evaluation: {data: test, id: id, label: churn, score: score, slices: [contract]}
    gates:
      - {metric: roc_auc, min: 0.8}
    stages:
      production: {require: [compare]}
`
const changed = (right: string, wrong: string) => {
  if (!sound.includes(right)) throw new Error(`no ${right} in the configuration`)
  return faultsOf(sound.replace(right, wrong))
}

test('a sound configuration has no fault', async () => {
  expect(await faultsOf(sound)).toBe('no fault')
})

describe('YAML that cannot be read', () => {
  test('a tab, a duplicate key and an alias bomb say where', async () => {
    expect(await changed('    task: binary', '\ttask: binary')).toMatchInlineSnapshot(`
      "modelgate.yml:4:1: a tab is used for indentation
        → indent with spaces"
    `)
    expect(await changed('    task: binary', '    task: binary\n    task: regression')).toMatchInlineSnapshot(`
      "modelgate.yml:5:5: the key "task" is there twice in this map
        → keep one of the two"
    `)
    const bomb = [...'abcdefg'].map((name, index, all) => {
      return `${name}: &${name} [${Array(10).fill(index === 0 ? 1 : `*${all[index - 1]}`)}]`
    })
    expect(await faultsOf(`${sound}${bomb.join('\n')}\n`)).toMatchInlineSnapshot(`
      "modelgate.yml:12:26: the file holds more than 100,000 values once its aliases are expanded
        → write less by alias"
    `)
  })

  test('an empty file and one that is no map', async () => {
    expect(await faultsOf('# to come\n')).toMatchInlineSnapshot(`
      "modelgate.yml: the file is empty
        → begin with version: 1"
    `)
    expect(await faultsOf('- version: 1\n')).toMatchInlineSnapshot(`
      "modelgate.yml:1:1: the file must hold keys and values
        → begin with version: 1"
    `)
  })
})

describe('keys', () => {
  test('that are unknown name the nearest known one, or all that are known', async () => {
    expect(await changed('    gates:', '    gatez:')).toMatchInlineSnapshot(`
      "modelgate.yml:8:5: unknown key "gatez"
        → did you mean "gates"?"
    `)
    expect(await changed('{path: test.csv}', '{path: test.csv, colour: red}')).toMatchInlineSnapshot(`
      "modelgate.yml:6:30: unknown key "colour"
        → known keys here: path, contract, object, production, csv, on_inconclusive"
    `)
    expect(await changed('version: 1', 'version: 1\nmodel: {}')).toMatchInlineSnapshot(`
      "modelgate.yml:2:1: unknown key "model"
        → did you mean "models"?"
    `)
  })

  test('that are missing are named at their map', async () => {
    expect(await changed('id: id, ', '')).toMatchInlineSnapshot(`
      "modelgate.yml:7:5: the key "id" is missing
        → add "id""
    `)
    expect(await changed('    task: binary\n', '')).toMatchInlineSnapshot(`
      "modelgate.yml:3:3: the key "task" is missing
        → say what the model answers, such as task: binary"
    `)
    expect(await faultsOf('version: 1\n')).toMatchInlineSnapshot(`
      "modelgate.yml:1:1: there is no model
        → add "models" or "include""
    `)
    expect(await changed('{require: [compare]}', '')).toMatchInlineSnapshot(
      `"modelgate.yml:11:19: "production" must be a map, not empty"`,
    )
    expect(await changed('{require: [compare]}', '{}')).toMatchInlineSnapshot(
      `
      "modelgate.yml:11:7: the key "require" is missing
        → add "require""
    `,
    )
  })

  test('several faults of a file come at once', async () => {
    const text = sound.replace('task: binary', 'task: binery').replace('version: 1', 'version: 2\nengin: {}')
    expect(await faultsOf(text)).toMatchInlineSnapshot(`
      "modelgate.yml:1:10: "version" must be 1
      modelgate.yml:2:1: unknown key "engin"
        → did you mean "engine"?
      modelgate.yml:5:11: "task" must be one of binary, multiclass, regression, ranking, forecast, graded
        → did you mean "binary"?"
    `)
  })
})

describe('values', () => {
  test.each([
    ['a number for text', 'label: churn', 'label: 5'],
    ['text for a number', 'min: 0.8', 'min: high'],
    ['a list for a map', '{path: test.csv}', '[test.csv]'],
    ['an empty text', 'path: test.csv', 'path: ""'],
    ['a confidence in percent', 'slices: [contract]', 'confidence: 95'],
    ['too few resamples', 'slices: [contract]', 'resamples: 5'],
    ['half a row', 'slices: [contract]', 'min_rows: 2.5'],
    ['a duration without a unit', 'version: 1', 'version: 1\nengine: {timeout: "10"}'],
    ['a size that is none', 'version: 1', 'version: 1\nstore: {max_size: big}'],
    ['an engine memory that is none', 'version: 1', 'version: 1\nengine: {memory: lots}'],
    [
      'a day that does not exist',
      'version: 1',
      'version: 1\nwaivers: [{check: a, reason: b, by: c, until: 2026-02-30}]',
    ],
    ['a registry that does not exist', 'version: 1', 'version: 1\nregistry: {type: gitt}'],
    ['a name of an environment variable', 'version: 1', 'version: 1\nenv: [A-B]'],
  ])('%s is refused', async (name, right, wrong) => {
    expect(await changed(right, wrong)).toMatchSnapshot(name)
  })
})

describe('what the parts of a model say of each other', () => {
  test('the evaluation names a data set that is there and has labels', async () => {
    expect(await changed('{data: test,', '{data: tset,')).toMatchInlineSnapshot(`
      "modelgate.yml:7:24: there is no data set "tset"
        → did you mean "test"?"
    `)
    expect(await changed('{path: test.csv}', '{path: test.csv, production: true}')).toMatchInlineSnapshot(`
      "modelgate.yml:7:24: test is live data, which is for monitor alone
        → name a data set with labels that training never saw"
    `)
  })

  test('a gate names a known metric and exactly one bound', async () => {
    expect(await changed('metric: roc_auc', 'metric: roc_acu')).toMatchInlineSnapshot(`
      "modelgate.yml:9:18: there is no metric "roc_acu"
        → did you mean "roc_auc"?"
    `)
    expect(await changed('min: 0.8', 'min: 0.8, margin: 0.01')).toMatchInlineSnapshot(`
      "modelgate.yml:9:45: a gate has one of min, max, margin and expr, this one has min and margin
        → write a gate for each"
    `)
    expect(await changed(', min: 0.8', '')).toMatchInlineSnapshot(`
      "modelgate.yml:9:9: a gate needs one of min, max, margin and expr
        → add the bound that decides, such as min: 0.8"
    `)
    expect(await changed('metric: roc_auc, ', '')).toMatchInlineSnapshot(`
      "modelgate.yml:9:9: the key "metric" is missing
        → name the metric that min bounds"
    `)
    expect(await changed('min: 0.8', 'expr: "true"')).toMatchInlineSnapshot(`
      "modelgate.yml:9:18: an expression names its metrics itself
        → take out "metric", and say "name" for the title"
    `)
  })

  test('a bound that can never be met, or never be missed, is a slip', async () => {
    expect(await changed('min: 0.8', 'min: 80')).toMatchInlineSnapshot(`
      "modelgate.yml:9:32: min 80 is out of reach: roc_auc lies between 0 and 1
        → write a number between 0 and 1; for 80 % write 0.8"
    `)
    expect(await changed('metric: roc_auc, min: 0.8', 'metric: mcc, min: -0.2')).toBe('no fault')
    expect(await changed('metric: roc_auc, min: 0.8', 'metric: log_loss, max: 3')).toBe('no fault')
  })

  test('slices of gates may be further columns, but * needs declared ones', async () => {
    expect(await changed('min: 0.8', 'min: 0.8, slice: region=north')).toBe('no fault')
    expect(
      await changed(
        'slices: [contract]}\n    gates:\n      - {metric: roc_auc',
        'slices: []}\n    gates:\n      - {slice: "*", metric: roc_auc',
      ),
    ).toMatchInlineSnapshot(`
      "modelgate.yml:9:17: slice "*" stands for all declared slices, and none is declared
        → list columns in evaluation: {slices: [column]}"
    `)
  })

  test('the baseline is a stage that is declared', async () => {
    expect(await changed('    gates:', '    baseline: prodution\n    gates:')).toMatchInlineSnapshot(`
      "modelgate.yml:8:15: there is no stage "prodution"
        → did you mean "production"?"
    `)
    expect(await changed('    gates:', '    baseline: [production, file:old.csv]\n    gates:')).toBe('no fault')
  })

  test('a stage comes after one before it', async () => {
    expect(await changed('[compare]}', '[compare], after: staging}')).toMatchInlineSnapshot(`
      "modelgate.yml:11:47: "staging" is no stage before production
        → it is the first stage: take the key out"
    `)
  })

  test('names of models and stages must be good for tags', async () => {
    expect(await changed('  churn:\n', '  churn@eu:\n')).toMatchInlineSnapshot(`
      "modelgate.yml:3:3: "churn@eu" cannot be the name of a model
        → use letters, digits, - and _, beginning and ending with a letter or digit; / between parts"
    `)
    expect(await changed('  churn:\n', '  growth/churn_2:\n')).toBe('no fault')
    expect(await changed('      production:', '      prod/eu:')).toMatchInlineSnapshot(`
      "modelgate.yml:11:7: "prod/eu" cannot be the name of a stage
        → use letters, digits, - and _, beginning and ending with a letter or digit"
    `)
  })

  test('a contract must be there, in the repository', async () => {
    expect(await changed('{path: test.csv}', '{path: test.csv, contract: c.yaml}')).toMatchInlineSnapshot(`
      "modelgate.yml:6:7: the contract of test is not there: c.yaml
        → paths are relative to this file: mend the path, or write the contract"
    `)
    expect(await changed('{path: test.csv}', '{path: test.csv, object: customers}')).toMatchInlineSnapshot(`
      "modelgate.yml:6:38: "object" names an object of the contract, and there is none
        → add "contract""
    `)
  })
})

test('whatever is broken in a file, the answer is a fault with its place', async () => {
  const pieces = [
    '',
    ' ',
    '\t',
    ':',
    '- ',
    '{',
    ']',
    '*a',
    '&a ',
    '!x ',
    'null',
    '.nan',
    '1e999',
    '[]',
    '{}',
    '"',
    '#',
    '<<: ',
    '$',
    '~',
    '\u0000',
    '\n',
  ]
  await fc.assert(
    fc.asyncProperty(fc.nat(sound.length), fc.nat(12), fc.constantFrom(...pieces), async (start, length, piece) => {
      const message = await faultsOf(sound.slice(0, start) + piece + sound.slice(start + length))
      expect(message).toMatch(/^(no fault$|modelgate\.yml(:\d+:\d+)?: \S)/)
      expect(message).not.toMatch(/undefined|\[object|Invalid input|NaN/)
    }),
    { seed: 4, numRuns: 300 },
  )
})
