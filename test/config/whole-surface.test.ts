import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import { modelgateJsonSchema, resultJsonSchema } from '../../src/config/json-schemas.ts'
import type { Project } from '../../src/config/project.ts'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'
import { faultsOf, readProject } from './project-files.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const whole = read('test/fixtures/config/whole-surface.yml')
const others = {
  'models/spam/modelgate.yml': 'models: {spam: {task: binary}}\n',
  'contracts/customers.odcs.yaml': 'kind: DataContract\n',
  'contracts/prediction-log.odcs.yaml': 'kind: DataContract\n',
}
const files = { 'modelgate.yml': whole.replace(/"[$]{ALERT_URL}"/, '"http://alerts.example"'), ...others }
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
addFormats.default(ajv)
const validate = ajv.compile(modelgateJsonSchema())
const isValid = (text: string) => validate(parseLocatedYaml(text, 'm.yml').data)

describe('every key of the documented surface', () => {
  let project: Project
  beforeAll(async () => {
    project = await readProject(files)
  })

  test('is read as commands need it', () => {
    const { later: _, policy: __, written: ___, ...rest } = project
    expect(rest).toMatchSnapshot()
  })

  test('is refused by name where its feature is still to come, and only by commands that need it', () => {
    const lines = project.later.map(
      (key) => `${key.path}: ${key.message} (${key.commands.join(' ')}) line ${key.place.line}`,
    )
    expect(lines).toMatchInlineSnapshot(`
      [
        "models.churn.drift: drift is not there yet (drift monitor) line 42",
        "models.churn.monitor: monitor is not there yet (monitor) line 57",
        "models.churn.retrain: retrain by workflow is not there yet (retrain) line 70",
        "models.churn.stages.production.deploy: deploy to kubernetes is not there yet (deploy rollback) line 52",
        "network: reaching hosts that the file names is not there yet (deploy monitor retrain) line 7",
      ]
    `)
  })

  test('comes with digests of the policy and of each file that it is from', () => {
    expect(project.policy).toMatchObject({ uri: 'modelgate.yml', ref: null })
    expect(project.policy.files.map((file) => file.uri)).toEqual(['modelgate.yml', ...Object.keys(others)])
  })

  test('is allowed by the JSON Schema', () => {
    isValid(whole)
    expect(validate.errors).toBeNull()
  })
})

describe('what the loader refuses, the JSON Schema refuses too', () => {
  test.each([
    ['a key of the root', 'engine: {', 'engin: {'],
    ['a key of a model', 'evaluation:', 'evalution:'],
    ['a key of the evaluation', 'positive:', 'positve:'],
    ['a key of a gate', 'margin: 0.01', 'margn: 0.01'],
    ['two bounds in a gate', 'margin: 0.01', 'margin: 0.01, min: 0.5'],
    ['a word for another', 'severity: warning}', 'severity: warn}'],
    ['a number for a text', 'score: score', 'score: 5'],
    ['a text for a number', 'min: 0.80', 'min: high'],
    ['a key of a deployment target', 'container: api', 'contaner: api'],
    ['a task that does not exist', 'task: binary', 'task: binery'],
    ['a list for a map', 'defaults: {}', 'defaults: []'],
  ])('%s', async (_, right, wrong) => {
    expect(whole).toContain(right)
    const text = whole.replace(right, wrong)
    expect(isValid(text)).toBe(false)
    expect(await faultsOf({ ...files, 'modelgate.yml': text })).toMatch(/^modelgate\.yml:\d+:\d+: /)
  })
})

describe('the committed schemas', () => {
  test.each([
    ['modelgate', modelgateJsonSchema],
    ['result', resultJsonSchema],
  ])('schema/%s.schema.json is what the code gives', (name, make) => {
    expect(read(`schema/${name}.schema.json`)).toBe(`${JSON.stringify(make(), null, 2)}\n`)
  })

  test('the schema of results is valid and takes no unknown verdict', () => {
    const check = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
      resultJsonSchema(),
    )
    const results = { schema: 'modelgate.results/v1', verdict: 'pass', blocks: false, results: [] }
    expect(check(results)).toBe(true)
    expect(check({ ...results, verdict: 'neutral' })).toBe(false)
  })

  test('each key of the file says what it is', () => {
    const bare: string[] = []
    const visit = (schema: unknown, path: string) => {
      if (typeof schema !== 'object' || schema === null) return
      const { properties, additionalProperties, $defs, items } = schema as Record<string, Record<string, unknown>>
      for (const [key, value] of Object.entries(properties ?? {})) {
        const text = JSON.stringify(value)
        if (!text.includes('"description"') && !text.includes('"const"')) bare.push(`${path}.${key}`)
        visit(value, `${path}.${key}`)
      }
      visit(additionalProperties, `${path}.*`)
      visit(items, `${path}[]`)
      for (const [name, value] of Object.entries($defs ?? {})) visit(value, name)
    }
    visit(modelgateJsonSchema(), '')
    expect(bare).toEqual([])
  })
})
