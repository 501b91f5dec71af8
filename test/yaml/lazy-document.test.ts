import { describe, expect, it, test } from 'vitest'
import { readLocatedYaml } from '../../src/yaml/lazy-document.ts'
import { type DataPath, parseLocatedYaml } from '../../src/yaml/located-document.ts'

const PLAIN = `# one model
version: 1
models:
  churn:
    owner: "@growth-ml"
    positive: 1.0
    paths: [src/**, "!docs/**"]
    monitor:
    gates:
      - metric: roc_auc
        min: 0.80
      - {metric: recall, margin: 0.05}
`

const PATHS: readonly DataPath[] = [
  [],
  ['version'],
  ['models', 'churn'],
  ['models', 'churn', 'owner'],
  ['models', 'churn', 'positive'],
  ['models', 'churn', 'paths', 1],
  ['models', 'churn', 'paths', 2],
  ['models', 'churn', 'paths', 'length'],
  ['models', 'churn', 'monitor'],
  ['models', 'churn', 'monitor', 'window'],
  ['models', 'churn', 'gates', 0, 'min'],
  ['models', 'churn', 'gates', '1', 'margin'],
  ['models', 'churn', 'toString'],
  ['models', 'other', 'task'],
]

describe.each([
  ['in plain YAML', PLAIN],
  ['with what only the whole parser reads', PLAIN.replace('"@growth-ml"', '&owner "\\x40growth"')],
])('a file %s', (_, text) => {
  const [lazy, whole] = [readLocatedYaml(text, 'm.yml'), parseLocatedYaml(text, 'm.yml')]

  it('has the same data', () => expect(lazy.data).toEqual(whole.data))

  test.each(PATHS.map((path) => [path.join('.'), path] as const))('has the same at "%s"', (_name, path) => {
    expect(lazy.placeOf(path)).toEqual(whole.placeOf(path))
    expect(lazy.placeOf(path, 'value')).toEqual(whole.placeOf(path, 'value'))
    expect(lazy.has(path)).toBe(whole.has(path))
    expect(lazy.textOf(path)).toBe(whole.textOf(path))
  })
})

it('gives places that are copied and written down like any other', () => {
  const place = readLocatedYaml(PLAIN, 'm.yml').placeOf(['models', 'churn', 'owner'], 'value')
  expect({ ...place }).toEqual({ file: 'm.yml', line: 5, column: 12 })
  expect(JSON.stringify(place)).toBe('{"file":"m.yml","line":5,"column":12}')
  expect(structuredClone(place)).toEqual({ file: 'm.yml', line: 5, column: 12 })
})

it.each([
  ['a key twice', 'a: 1\na: 2\n'],
  ['text that is no YAML', 'a: [1\n'],
])('refuses %s as the whole parser does', (_, text) => {
  const messageOf = (read: typeof readLocatedYaml) => {
    try {
      return `read: ${JSON.stringify(read(text, 'm.yml').data).length}`
    } catch (error) {
      return String(error)
    }
  }
  expect(messageOf(readLocatedYaml)).toBe(messageOf(parseLocatedYaml))
  expect(messageOf(readLocatedYaml)).toMatch(/^InputError: m\.yml:\d+:\d+: /)
})
