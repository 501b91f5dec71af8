import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ChosenBaseline } from '../../../src/commands/compare/baseline.ts'
import { type ExplainRequest, explainModels } from '../../../src/commands/compare/importance.ts'
import { findMetric } from '../../../src/core/metric.ts'
import { openSession } from './session.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/importance')
const DATA = join(import.meta.dirname, '../../../examples/churn/data/test.csv')
const fixture = (name: string) => readFileSync(join(FIXTURES, name), 'utf8')
const MODELS = JSON.parse(fixture('models.json')) as Record<string, { readonly weights: object }>
const expected = JSON.parse(fixture('expected.json')) as {
  readonly repeats: number
} & Record<'candidate' | 'baseline', Record<string, Record<string, { readonly mean: number; readonly std: number }>>>

const NO_COLUMNS = {
  score: 'score',
  scores: null,
  prediction: null,
  weight: null,
  group: null,
  query: null,
  lower: null,
  upper: null,
  horizon: null,
  scale: null,
}

/** The columns that the models look at, and one that they do not. */
const WANTED = [
  'customer_id',
  'churn',
  'female',
  ...new Set(Object.values(MODELS).flatMap(({ weights }) => Object.keys(weights))),
]

function readCustomers(): string {
  const lines = readFileSync(DATA, 'utf8').trim().split('\n')
  const places = WANTED.map((name) => lines[0]!.split(',').indexOf(name))
  return `${lines.map((line) => places.map((place) => line.split(',')[place]).join(',')).join('\n')}\n`
}

async function explain(metric: string, more: Partial<ExplainRequest> = {}, script = fixture('predict.mjs')) {
  const session = await openSession({
    'test.csv': readCustomers(),
    'predict.mjs': script,
    'model.json': JSON.stringify(MODELS['candidate']),
    'old.json': JSON.stringify(MODELS['baseline']),
  })
  const request: ExplainRequest = {
    data: { location: 'test.csv', origin: 'config', csv: null },
    candidate: null,
    modelFile: { location: 'model.json', origin: 'config', csv: null },
    columns: { id: 'customer_id', label: 'churn', ...NO_COLUMNS },
    task: 'binary',
    positive: 'Yes',
    threshold: 0.5,
    seed: 1,
    metric: findMetric(metric)!,
    context: { costs: null, compared: null },
    predict: {
      command: [process.execPath, 'predict.mjs', '--model', '{model}', '--data', '{data}', '--out', '{out}'],
      timeoutMs: 60_000,
      isExplained: true,
      place: { file: 'modelgate.yml' },
      folder: '',
      isRequired: false,
      isMeasured: false,
    },
    ...more,
  }
  const baseline: ChosenBaseline = {
    statement: { source: 'stage:production', version: 'v0.1.0', commit: null, reason: 'it holds production' },
    name: 'production',
    label: 'production v0.1.0',
    predictions: null,
    isEmpty: false,
    obstacle: null,
    record: null,
    model: {
      open: async () => ({ path: join(session.folder, 'old.json'), name: 'old.json', label: 'production v0.1.0' }),
      obstacle: null,
      size: 1,
      evaluated: null,
    },
  }
  const unknown = { modelSize: null, latency: null, memory: null, reason: null }
  return explainModels(request, { baseline, costs: { candidate: unknown, baseline: null } }, session.services)
}

describe('permutation importance', () => {
  it.each([
    ['roc_auc', 'roc_auc'],
    ['log_loss', 'neg_log_loss'],
  ])('of %s agrees with scikit-learn for two real models, within the error of shuffling', async (metric, scoring) => {
    const { figure, notes, sentence } = await explain(metric)
    expect(notes).toEqual([])
    expect(figure?.series.map(({ name }) => name)).toEqual(['candidate', 'production v0.1.0'])
    for (const [index, model] of (['candidate', 'baseline'] as const).entries()) {
      const points = new Map(figure!.series[index]!.points.map(({ x, y }) => [x, y]))
      const wanted = expected[model][scoring]!
      for (const [column, drop] of points) {
        const { mean, std } = wanted[column] ?? { mean: 0, std: 0 }
        // five standard errors of the difference of two means: of ten numbers one in a hundred thousand is farther off
        const error = 5 * std * Math.sqrt(1 / 5 + 1 / expected.repeats) + 1e-12
        expect(Math.abs(Number(drop) - mean), `${model} ${column}`).toBeLessThan(error)
      }
      for (const column of Object.keys(wanted)) expect(points.has(column)).toBe(true)
      // a column that the model does not look at
      expect(points.get('female')).toBe(0)
    }
    expect(sentence).toMatch(
      /^The candidate leans most on tenure \(without it .+ falls by 0\.[24]\d\d\), production v0\.1\.0 on partner \(0\.0\d\d\)\.$/,
    )
  })

  it('does nothing where it is not asked for', async () => {
    expect(await explain('roc_auc', { predict: null })).toEqual({ figure: null, sentence: null, notes: [] })
  })

  it('says why it explains nothing where the rows come in another order, or the command fails', async () => {
    const turned = fixture('predict.mjs').replace('rows.join', 'rows.reverse().join')
    expect((await explain('roc_auc', {}, turned)).notes).toEqual([
      'candidate is not explained: predict does not answer every row once in the order of its data',
    ])
    const failing = await explain('roc_auc', {}, 'process.exit(2)')
    expect(failing.notes[0]).toContain('candidate is not explained: predict ended with exit code 2')
    expect((await explain('selection_rate')).notes).toEqual(['not explained: of selection rate neither end is better'])
  })
})
