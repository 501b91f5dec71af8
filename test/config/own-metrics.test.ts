import { expect, it } from 'vitest'
import type { ModelSource } from '../../src/config/model-source.ts'
import { ownMetricsSchema, resolveOwnMetrics } from '../../src/config/own-metrics.ts'

/** What a source is told. */
function open() {
  const faults: string[] = []
  const source: ModelSource = {
    model: 'churn',
    placeOf: () => ({ file: 'modelgate.yml', line: 7 }),
    textOf: () => null,
    locate: (path) => path,
    fault: (path, message) => void faults.push(`${path.map(String).join('.')}: ${message}`),
    later: () => {},
  }
  return { faults, source }
}

const resolve = (raw: unknown) => {
  const { faults, source } = open()
  const metrics = resolveOwnMetrics(ownMetricsSchema.parse(raw), ['evaluation', 'own'], source)
  return { faults, metrics }
}

it('a command and an SQL aggregate become metrics with defaults', () => {
  const place = { file: 'modelgate.yml', line: 7 }
  expect(
    resolve({
      profit: { command: ['python', 'profit.py', '{predictions}'], better: 'higher', timeout: '5m' },
      wrong_amount: { sql: 'sum(amount)' },
    }),
  ).toEqual({
    faults: [],
    metrics: [
      {
        name: 'profit',
        better: 'higher',
        measure: { kind: 'command', command: ['python', 'profit.py', '{predictions}'], timeoutMs: 300_000 },
        place,
      },
      { name: 'wrong_amount', better: 'none', measure: { kind: 'sql', expression: 'sum(amount)' }, place },
    ],
  })
})

it('names that are taken or cannot be written are faults', () => {
  const sql = 'count(*)'
  const { faults } = resolve({ recall: { sql }, neg_log_loss: { sql }, f2: { sql }, 'a b': { sql }, 'ok.x': { sql } })
  expect(faults).toEqual([
    'evaluation.own.recall: recall is a metric already',
    'evaluation.own.neg_log_loss: neg_log_loss is a metric already',
    'evaluation.own.f2: f2 is a metric already',
    'evaluation.own.a b: "a b" cannot be the name of a metric',
  ])
})

it.each([
  [{ profit: {} }, 'needs command or sql'],
  [{ profit: { sql: 'count(*)', command: ['x'] } }, 'this one has both'],
  [{ profit: { command: [] } }, 'Too small'],
  [{ profit: { sql: 'count(*)', beter: 'higher' } }, 'did you mean \\"better\\"'],
])('%j is refused', (raw, message) => {
  const parsed = ownMetricsSchema.safeParse(raw)
  expect(parsed.success).toBe(false)
  expect(parsed.error?.message).toContain(message)
})
