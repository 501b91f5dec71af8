import { expect, test } from 'vitest'
import { readGates } from '../../src/config/project-loader.ts'
import { InputError } from '../../src/core/faults.ts'

const faultsOf = (text: string) =>
  readGates(text, 'gates.yml').then(
    () => 'no fault',
    (error: unknown) => (error instanceof InputError ? error.message : Promise.reject(error)),
  )

test('a file of gates is read with the defaults of each gate', async () => {
  const { gates, later } = await readGates(
    'gates:\n  - {metric: average_precision, min: 0.4, confidence: none}\n  - {name: fair, metric: recall, slice: region=a=b, margin: 0.05}\n',
    'gates.yml',
  )
  expect(later).toEqual([])
  expect(gates).toEqual([
    {
      metric: 'pr_auc',
      kind: 'min',
      bound: 0.4,
      confidence: 'none',
      slice: null,
      severity: 'error',
      onInconclusive: 'fail',
      power: null,
      place: { file: 'gates.yml', line: 2, column: 5 },
    },
    {
      name: 'fair',
      metric: 'recall',
      kind: 'margin',
      bound: 0.05,
      confidence: null,
      slice: { column: 'region', value: 'a=b' },
      severity: 'error',
      onInconclusive: 'warn',
      power: null,
      place: { file: 'gates.yml', line: 3, column: 5 },
    },
  ])
})

test('waivers and expressions are for later', async () => {
  const { later } = await readGates(
    'gates: [{expr: "true"}]\nwaivers: [{check: gate/x, reason: r, by: me, until: 2027-01-01}]\n',
    'gates.yml',
  )
  expect(later.map(({ path, commands }) => [path, commands])).toEqual([
    ['gates.0.expr', ['compare', 'check']],
    ['waivers', ['compare']],
  ])
})

test('faults say where and how to mend', async () => {
  expect(
    await faultsOf('gates:\n  - {metric: roc_auk, min: 0.8}\n  - {metric: recall, min: 8}\n'),
  ).toMatchInlineSnapshot(`
    "gates.yml:2:14: there is no metric "roc_auk"
      → did you mean "roc_auc"?
    gates.yml:3:27: min 8 is out of reach: recall lies between 0 and 1
      → write a number between 0 and 1; for 8 % write 0.08"
  `)
  expect(await faultsOf('gate:\n  - {metric: recall, min: 0.8}\n')).toMatchInlineSnapshot(`
    "gates.yml:1:1: the key "gates" is missing
      → add "gates"
    gates.yml:1:1: unknown key "gate"
      → did you mean "gates"?"
  `)
  expect(await faultsOf('')).toMatchInlineSnapshot(`"gates.yml:1:1: must be a map, not empty"`)
})

test('numbers that are none and lists without entries are named', async () => {
  expect(await faultsOf('gates: [{metric: roc_auc, min: .nan}, {metric: log_loss, max: .inf}]\n')).toBe(
    'gates.yml:1:32: "min" must be a number, not NaN\ngates.yml:1:63: "max" must be a number, not infinity',
  )
  expect(await faultsOf('gates: []\n')).toBe('gates.yml:1:1: "gates" must have at least 1 entry')
})
