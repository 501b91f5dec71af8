import { describe, expect, test } from 'vitest'
import { type LaterKey, refuseLater } from '../../src/core/later.ts'

const key = (path: string, model: string | null, commands: readonly string[]): LaterKey => ({
  path,
  message: `${path.split('.').at(-1)} is not there yet`,
  place: { file: 'modelgate.yml', line: 3, column: 5 },
  model,
  commands,
})
const later = [
  key('waivers', null, ['compare', 'promote']),
  key('models.churn.evaluation.weight', 'churn', ['compare']),
  key('models.spam.evaluation.costs', 'spam', ['compare']),
  key('models.churn.everywhere', 'churn', ['*']),
]

describe('keys whose feature is still to come', () => {
  test('stop the command that would need them, all in one message with place and mend', () => {
    expect(() => refuseLater(later, 'churn', 'compare')).toThrowErrorMatchingInlineSnapshot(`
      [InputError: modelgate.yml:3:5: waivers: waivers is not there yet
        → compare would need it: take the key out to run compare without it
      modelgate.yml:3:5: models.churn.evaluation.weight: weight is not there yet
        → compare would need it: take the key out to run compare without it
      modelgate.yml:3:5: models.churn.everywhere: everywhere is not there yet
        → compare would need it: take the key out to run compare without it]
    `)
  })

  test('of another model do not count', () => {
    expect(() => refuseLater(later, 'spam', 'validate')).not.toThrow()
  })

  test('of a model do not count where no model is concerned', () => {
    expect(() => refuseLater(later, null, 'promote')).toThrow(
      /^modelgate\.yml:3:5: waivers: waivers is not there yet\n/,
    )
    expect(() => refuseLater(later, null, 'report')).not.toThrow()
  })

  test('that every command needs stop any', () => {
    expect(() => refuseLater(later, 'churn', 'report')).toThrow('everywhere is not there yet')
  })
})
