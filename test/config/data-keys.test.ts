import { expect, test } from 'vitest'
import { faultsOf } from './project-files.ts'

const withData = (key: string, evaluation = '{data: test, id: id, label: churn, score: score}') => `version: 1
models:
  churn:
    task: binary
    data:
      test: {path: test.csv}
      ${key}: {path: other.csv}
    evaluation: ${evaluation}
`

test.each([
  ['model', "the model's file"],
  ['candidate', "the candidate's predictions"],
  ['baseline', 'what the candidate is compared with'],
  ['parameters', 'the file of parameters'],
  ['contract', 'data contracts'],
  ['golden', 'the golden rows'],
  ['profile', 'the profile'],
  ['evaluation', 'the data set that evaluation.data names'],
])('a data set called %s is refused: evidence has that name already', async (key, named) => {
  expect(await faultsOf(withData(key))).toBe(
    `modelgate.yml:7:7: "${key}" names ${named} in evidence\n  → call the data set otherwise`,
  )
})

test.each(['train', 'Model', 'predictions', 'toString', '__proto__x'])('one called %s is not', async (key) => {
  expect(await faultsOf(withData(key))).toBe('no fault')
})

test('the evaluation data may be called evaluation, as may any data set where nothing is evaluated', async () => {
  expect(await faultsOf(withData('evaluation', '{data: evaluation, id: id, label: churn, score: score}'))).toBe(
    'no fault',
  )
  expect(await faultsOf('version: 1\nmodels:\n  churn: {data: {evaluation: {path: x.csv}}}\n')).toBe('no fault')
})

test('one that the root gives to all models is refused where it is written', async () => {
  const root = `version: 1
defaults:
  data: {model: {path: a.csv}}
models:
  churn: {}
  spam: {}
`
  expect(await faultsOf(root)).toBe(
    'modelgate.yml:3:10: "model" names the model\'s file in evidence\n  → call the data set otherwise',
  )
})
