import { expect, test } from 'vitest'
import { readGates } from '../../src/config/project-loader.ts'
import { InputError } from '../../src/core/faults.ts'

const faultsOf = (text: string) =>
  readGates(text, 'gates.yml').then(
    () => 'no fault',
    (error: unknown) => (error instanceof InputError ? error.message : Promise.reject(error)),
  )

test('a file of gates is read with the defaults of each gate', async () => {
  const { gates } = await readGates(
    'gates:\n  - {metric: average_precision, min: 0.4, confidence: none}\n  - {name: fair, metric: recall, slice: region=a=b, margin: 0.05}\n',
    'gates.yml',
  )
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

test('expressions are parsed, and waivers keep their place', async () => {
  const { gates, waivers } = await readGates(
    'gates: [{expr: "metrics.roc_auc.difference > 0"}]\nwaivers: [{check: gate/x, reason: r, by: me, until: 2027-01-01}]\n',
    'gates.yml',
  )
  expect(gates).toMatchObject([{ kind: 'expr', slice: null, onInconclusive: 'fail', confidence: null }])
  expect(waivers).toEqual([
    {
      check: 'gate/x',
      reason: 'r',
      by: 'me',
      until: '2027-01-01',
      place: { file: 'gates.yml', line: 2, column: 11 },
    },
  ])
})

test('a bound may be what the metric reaches in any task, since no task is named here', async () => {
  const { gates } = await readGates('gates: [{metric: brier, max: 1.5}]\n', 'gates.yml')
  expect(gates).toMatchObject([{ metric: 'brier', bound: 1.5 }])
  expect(await faultsOf('gates: [{metric: brier, max: 2.5}]\n')).toContain('brier lies between 0 and 2')
})

test('a metric that is like none of ours may come from a file of numbers, a slip may not', async () => {
  const { gates } = await readGates('gates: [{metric: revenue_per_call, min: 80}]\n', 'gates.yml')
  expect(gates).toMatchObject([{ metric: 'revenue_per_call', bound: 80 }])
})

test('what an expression names and nobody has is a fault with its place', async () => {
  expect(
    await faultsOf(
      [
        'gates:',
        '  - {expr: "metrics.roc_auk.difference > 0"}',
        '  - {expr: "metrics.recall.difference >"}',
        '  - {expr: "metrics.recall.difference"}',
        '  - expr: metrics.recall.best > 0',
        '  - {expr: "metrics.demographic_parity_difference.candidate < 0.1"}',
        '  - {expr: "slices[\'a=b\'].model_size.candidate < 1"}',
        '  - {metric: equalized_odds_difference, max: 0.1}',
        '  - {metric: rmse, min: -1}',
      ].join('\n'),
    ),
  ).toMatchInlineSnapshot(`
    "gates.yml:2:12: there is no metric "roc_auk"
      → did you mean "roc_auc"?
    gates.yml:3:12: the expression cannot be read from character 27 on: ">"
      → write it in CEL, such as metrics.recall.difference > -0.01 && metrics.log_loss.candidate < 0.5
    gates.yml:4:12: the expression is a number, and a gate has to be true or false
      → compare it, such as … > 0.8
    gates.yml:5:11: metric recall has no best
      → it has candidate, baseline, difference, low, high, candidate_low, candidate_high, p_value, rows
    gates.yml:6:12: demographic_parity_difference compares the values of a column, which an expression cannot name
      → write a gate of its own: {metric: demographic_parity_difference, slice: COLUMN, max: 0.1}
    gates.yml:7:12: model_size is not measured by rows, so it has no slices
      → name it under metrics alone
    gates.yml:8:5: equalized_odds_difference compares the values of a column with each other, and the gate names none
      → name the column: slice: COLUMN
    gates.yml:9:25: min -1 is out of reach: rmse is never below 0
      → write a number of at least 0"
  `)
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

test.each([
  ['reason', '{check: gate/x, reason: " ", by: me, until: 2027-01-01}'],
  ['by', '{check: gate/x, reason: r, by: "\\t", until: 2027-01-01}'],
])('a waiver whose %s is blank lifts nothing, and is refused', async (key, waiver) => {
  const faults = await faultsOf(`gates: [{metric: recall, min: 0.8}]\nwaivers: [${waiver}]\n`)
  expect(faults).toMatch(new RegExp(`^gates.yml:2:\\d+: "${key}" must hold more than blanks`))
})

test('a gate has no name of a check that compare makes itself', async () => {
  expect(await faultsOf('gates: [{name: reuse, metric: accuracy, min: 0.5}]\n')).toContain(
    '"reuse" is the name of a check that compare makes itself',
  )
})
