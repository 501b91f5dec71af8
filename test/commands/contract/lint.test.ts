import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/commands/command.ts'
import { runLint } from '../../../src/commands/contract/lint.ts'
import { InputError } from '../../../src/core/faults.ts'
import { exitCodeOf } from '../../../src/host/outcome.ts'
import { openServices } from '../../../src/host/services.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const HEAD = 'apiVersion: v3.1.0\nkind: DataContract\nid: a\nversion: "1"\nstatus: active\n'
const GOOD = `${HEAD}schema:\n- name: t\n  properties: [{name: a, quality: [{metric: nullValues, mustBe: 0}]}, {name: b}]\n`

/** `modelgate contract lint WORDS` in a folder with these files. */
async function lint(files: Readonly<Record<string, string>>, words: readonly string[] = Object.keys(files)) {
  const folder = makeFolder(files)
  const environment = { cwd: folder, variables: {}, isTerminal: false, isGitHubActions: false, isDebug: false }
  const warnings: string[] = []
  const logger = { info: () => {}, warning: (message: string) => void warnings.push(message), debug: () => {} }
  const services = await openServices({ environment, logger, inputs: {} })
  try {
    const outcome: Outcome = await runLint(words, {} as Parameters<typeof runLint>[1], services)
    return { outcome, warnings, message: outcome.errors?.[0]?.message ?? '' }
  } finally {
    await services.close()
  }
}

describe('modelgate contract lint', () => {
  it('says one line of each valid file', async () => {
    const { outcome } = await lint({ 'one.odcs.yaml': GOOD, 'two.odcs.yaml': HEAD })
    expect(outcome.text).toBe(
      'one.odcs.yaml: ODCS v3.1.0, 1 object, 2 properties, 1 rule\ntwo.odcs.yaml: ODCS v3.1.0, 0 objects, 0 properties, 0 rules',
    )
    expect(exitCodeOf(outcome)).toBe(0)
  })

  it('says all faults of all files at once, with their places, and ends with 3', async () => {
    const { outcome, message } = await lint({
      'bad.yaml': GOOD.replace('name: b', 'nmae: b'),
      'good.yaml': GOOD,
      'old.yaml': 'dataContractSpecification: 1.1.0\n',
      'torn.yaml': 'a: [',
    })
    expect(message).toContain('bad.yaml:8:72: unknown key "nmae" in a property\n  → did you mean name?')
    expect(message).toContain('old.yaml:1:1: this is a Data Contract Specification')
    expect(message).toMatch(/torn\.yaml:\d/)
    expect(outcome.text).toBe('good.yaml: ODCS v3.1.0, 1 object, 2 properties, 1 rule')
    expect(exitCodeOf(outcome)).toBe(3)
  })

  it('reads the other files where one is missing', async () => {
    const { outcome, message } = await lint({ 'good.yaml': GOOD }, ['none.yaml', 'good.yaml'])
    expect(message).toContain('none.yaml')
    expect(outcome.text).toContain('good.yaml: ODCS v3.1.0')
  })

  it('warns without failing', async () => {
    const { outcome, warnings } = await lint({ 'a.yaml': `${HEAD}dataProduct: b\n` })
    expect(warnings).toEqual([
      'a.yaml:6:1: "dataProduct" as it is written here is deprecated since v3.1.0: the data product names its contracts',
    ])
    expect(exitCodeOf(outcome)).toBe(0)
  })

  it('gives a document of all files', async () => {
    const { outcome } = await lint({ 'bad.yaml': GOOD.replace('a,', 'a, requird: true,'), 'good.yaml': GOOD })
    expect(outcome.document).toEqual({
      schema: 'modelgate.lint/v1',
      files: [
        {
          file: 'bad.yaml',
          isValid: false,
          standard: 'ODCS v3.1.0',
          objects: 1,
          properties: 2,
          rules: 1,
          faults: [
            { line: 8, column: 26, message: 'unknown key "requird" in a property', help: 'did you mean required?' },
          ],
          warnings: [],
        },
        expect.objectContaining({ file: 'good.yaml', isValid: true, faults: [] }),
      ],
    })
  })

  it('takes patterns where the shell leaves them', async () => {
    const { outcome } = await lint({ 'a.odcs.yaml': GOOD, 'b.odcs.yaml': GOOD, 'c.txt': '' }, ['*.odcs.yaml'])
    expect(outcome.text?.split('\n')).toHaveLength(2)
  })

  it('reads Frictionless descriptors too', async () => {
    const resource = { name: 't', path: 't.csv', schema: { fields: [{ name: 'a', type: 'integer' }] } }
    const { outcome } = await lint({ 'datapackage.json': JSON.stringify({ name: 'p', resources: [resource] }) })
    expect(outcome.text).toMatch(/^datapackage\.json: Frictionless .*, 1 object, 1 property, \d+ rules?$/)
  })

  it('reads what a descriptor names in its folder, and nothing above it', async () => {
    const resource = (schema: string) =>
      JSON.stringify({ name: 'p', resources: [{ name: 't', path: 't.csv', schema }] })
    const fields = JSON.stringify({ fields: [{ name: 'a', type: 'integer' }] })
    const { outcome } = await lint({ 'one.json': resource('t.schema.json'), 't.schema.json': fields }, ['one.json'])
    expect(outcome.text).toMatch(/1 object, 1 property/)
    const above = await lint({ 'two.json': resource('../t.schema.json') })
    expect(exitCodeOf(above.outcome)).toBe(3)
    expect(above.message).toContain('../t.schema.json')
  })

  it('asks which contract', async () => {
    await expect(lint({}, [])).rejects.toThrow(InputError)
  })
})
