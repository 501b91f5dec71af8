import { describe, expect, test } from 'vitest'
import { faultsOf, readProject } from './project-files.ts'

const write = (task: string, evaluation: string, gates = '') =>
  `version: 1\nmodels:\n  a:\n    task: ${task}\n    data: {t: {path: t.csv}}\n    evaluation: {${evaluation}}\n${gates}`

async function read(task: string, evaluation: string) {
  const { models, later } = await readProject(write(task, evaluation))
  expect(later).toEqual([])
  return models['a']!.evaluation!
}

describe('the evaluation of a task', () => {
  test('of many classes has a score column for each, and costs by class', async () => {
    const evaluation = 'data: t, id: i, label: y, score: {a: p_a, b: p_b}, costs: {a: {b: 5}}, metrics: [f1_macro]'
    expect(await read('multiclass', evaluation)).toMatchObject({
      score: null,
      scores: { a: 'p_a', b: 'p_b' },
      costs: { kind: 'classes', byLabel: { a: { b: 5 } } },
      metrics: ['f1_macro'],
    })
  })

  test('of two classes has costs by outcome; those that are not named cost nothing', async () => {
    const { costs } = await read('binary', 'data: t, id: i, label: y, score: s, costs: {false_negative: 10}')
    expect(costs).toEqual({ kind: 'errors', truePositive: 0, falsePositive: 0, trueNegative: 0, falseNegative: 10 })
  })

  test('of forecasts is cut by the horizon first', async () => {
    const evaluation = 'data: t, id: i, label: y, prediction: p, horizon: h, scale: n, slices: [shop, "shop & kind", h]'
    expect(await read('forecast', evaluation)).toMatchObject({
      horizon: 'h',
      scale: 'n',
      slices: ['h', 'shop', 'shop & kind'],
    })
  })

  test('of rankings names the query, of regressions the ends of intervals', async () => {
    expect(await read('ranking', 'data: t, id: i, label: r, query: q, score: s, group: u, weight: w')).toMatchObject({
      query: 'q',
      group: 'u',
      weight: 'w',
    })
    expect(await read('regression', 'data: t, id: i, label: y, prediction: p, lower: l, upper: u')).toMatchObject({
      lower: 'l',
      upper: 'u',
    })
  })

  test('of graded items needs neither data nor label', async () => {
    expect(await read('graded', 'id: i, score: s')).toMatchObject({ data: null, label: null, score: 's' })
  })
})

describe('keys that do not fit are named with their place', () => {
  test.each([
    ['binary', 'id: i, score: s', ['the key "data" is missing', 'the key "label" is missing']],
    ['binary', 'data: t, id: i, label: y, score: {a: p_a}', ['6:44: task binary has one score column']],
    ['multiclass', 'data: t, id: i, label: y, score: s', ['many classes need a score column for each']],
    ['multiclass', 'data: t, id: i, label: y, prediction: p, positive: b', ['task multiclass has no positive']],
    ['regression', 'data: t, id: i, label: y, prediction: p, lower: l', ['lower needs upper beside it']],
    ['regression', 'data: t, id: i, label: y, prediction: p, score: s', ['task regression has no score']],
    ['graded', 'id: i, label: y, score: s', ['task graded has no label']],
    ['binary', 'data: t, id: i, label: y, score: s, costs: {}', ['names no cost']],
    ['binary', 'data: t, id: i, label: y, score: s, costs: {a: {b: 1}}', ['two classes have costs by outcome']],
    ['binary', 'data: t, id: i, label: y, score: s, costs: {false_positiv: 1}', ['did you mean "false_positive"?']],
    [
      'multiclass',
      'data: t, id: i, label: y, prediction: p, costs: {false_positive: 1}',
      ['many classes have costs by class'],
    ],
    ['binary', 'data: t, id: i, label: y, score: s, slices: [a & b & c]', ['is no pair of columns']],
    [
      'regression',
      'data: t, id: i, label: y, prediction: p, metrics: [roc_auc]',
      ['task regression has no metric "roc_auc"'],
    ],
    ['binary', 'data: t, id: i, label: y, score: s, wieght: w', ['did you mean "weight"?']],
  ])('task %s: %s', async (task, evaluation, messages) => {
    const faults = await faultsOf(write(task, evaluation))
    for (const message of messages) expect(faults).toContain(message)
  })
})

test('a gate names a pair of columns, or one pair of their values', async () => {
  const gates = `    gates:
      - {metric: recall, slice: "contract & gender", margin: 0.1}
      - {metric: recall, slice: "contract=One year & gender=F", margin: 0.1}
`
  const { models } = await readProject(write('binary', 'data: t, id: i, label: y, score: s', gates))
  expect(models['a']!.gates.map(({ slice }) => slice)).toEqual([
    { column: 'contract & gender', value: undefined },
    { column: 'contract & gender', value: 'One year\u001FF' },
  ])
})
