import { expect, it } from 'vitest'
import { type GateScope, resolveGates } from '../../src/config/gate-resolution.ts'
import { gateSchema } from '../../src/config/gate-settings.ts'
import { makeOwnMetric } from '../../src/core/metric.ts'

const SCOPE: GateScope = { task: 'regression', slices: [], mayNameOwnMetrics: false }

/** Gates and the messages of what is wrong with them. */
async function resolve(gates: readonly unknown[], scope: Partial<GateScope> = {}) {
  const faults: string[] = []
  const source = {
    placeOf: () => ({ file: 'modelgate.yml', line: 7 }),
    fault: (path: readonly PropertyKey[], message: string, help?: string) =>
      void faults.push(`${path.map(String).join('.')}: ${message} → ${help}`),
  }
  const resolved = await resolveGates(
    gates.map((gate) => gateSchema.parse(gate)),
    { ...SCOPE, ...scope },
    source,
  )
  return { faults, resolved }
}

it('a metric is one of the task, under its own name where an alias is written', async () => {
  const { resolved, faults } = await resolve([{ metric: 'neg_mean_absolute_error', max: 12 }])
  expect(resolved).toMatchObject([{ metric: 'mae', kind: 'max', bound: 12 }])
  expect(faults).toEqual([])
})

it.each([
  [{ metric: 'roc_auc', min: 0.8 }, 'gates.0.metric: task regression has no metric "roc_auc"'],
  [{ expr: 'metrics.recall.candidate > 0.8' }, 'gates.0.expr: task regression has no metric "recall"'],
  [{ metric: 'rmsee', max: 3 }, 'gates.0.metric: there is no metric "rmsee" → did you mean "rmse"?'],
  [{ metric: 'rmse', max: -3 }, 'gates.0.max: max -3 is out of reach: rmse is never below 0'],
  [{ metric: 'r2', min: 1.5 }, 'gates.0.min: min 1.5 is out of reach: r2 is never above 1'],
  [{ metric: 'bias', margin: 1 }, 'gates.0: a margin on bias cannot be judged'],
  [{ metric: 'rmse', slice: '*', max: 3 }, 'gates.0.slice: slice "*" stands for all declared slices'],
  [
    { expr: 'slices.all(s, slices[s].rmse.candidate < 3)' },
    'gates.0.expr: the expression runs over all declared slices',
  ],
])('%j is refused when it is read', async (gate, message) => {
  const { faults } = await resolve([gate])
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(message)
})

it('no bound of an endless metric is out of reach', async () => {
  const gates = [
    { metric: 'rmse', max: 1e9 },
    { metric: 'r2', min: -40 },
    { metric: 'bias', min: -5 },
    { metric: 'rmse', margin: 1e6 },
  ]
  expect((await resolve(gates)).faults).toEqual([])
})

it('metrics that the evaluation declares may be named, and what their command prints beside them', async () => {
  const ownMetrics = [makeOwnMetric('profit', 'higher'), makeOwnMetric('count', 'none')]
  const gates = [
    { metric: 'profit', margin: 100, confidence: 'none' },
    { metric: 'profit.north', min: -1e6 },
    { expr: 'metrics.profit.candidate > 0 && metrics["profit.north"].difference > 0' },
  ]
  const { faults, resolved } = await resolve(gates, { ownMetrics })
  expect(faults).toEqual([])
  expect(resolved).toHaveLength(3)
  const wrong = await resolve(
    [
      { metric: 'profti', min: 0 },
      { metric: 'count', margin: 1 },
    ],
    { ownMetrics },
  )
  expect(wrong.faults).toEqual([
    'gates.0.metric: there is no metric "profti" → did you mean "profit"?',
    'gates.1: a margin on count cannot be judged: neither a higher nor a lower one is better → use min or max',
  ])
})
