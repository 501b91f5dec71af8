import { createHash } from 'node:crypto'
import type { CheckResult, GateCheckResult, MetricCheckResult, Result } from '../../src/core/result.ts'

export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

const TARGET = { object: null, column: null, metric: null, slice: null }

/** A gate `roc_auc min 0.8` that passed, or as given. */
export function gateCheck(overrides: Partial<GateCheckResult> = {}): GateCheckResult {
  return {
    id: 'gate/roc_auc/min',
    kind: 'gate',
    title: 'ROC AUC is at least 0.8',
    verdict: 'pass',
    severity: 'error',
    blocks: false,
    target: { ...TARGET, metric: 'roc_auc' },
    observed: 0.84,
    expected: '>= 0.8',
    unit: null,
    statistics: {
      value: 0.84,
      interval: null,
      confidence: null,
      method: null,
      threshold: 0.8,
      rows: 1409,
      labelsNeeded: null,
      power: null,
    },
    samples: [],
    source: { file: 'modelgate.yml', line: 20 },
    waiver: null,
    help: null,
    ...overrides,
  }
}

/** ROC AUC as measured, without a baseline. */
export function metricCheck(): MetricCheckResult {
  return {
    ...gateCheck({ verdict: 'pass', severity: 'info' }),
    id: 'metric/roc_auc',
    kind: 'metric',
    title: 'ROC AUC',
    statistics: {
      better: 'higher',
      rows: 1409,
      candidate: { value: 0.84, interval: [0.82, 0.86] },
      baseline: null,
      difference: null,
    },
  }
}

/** A contract check of data set `test` that passed, or as given. */
export function contractCheck(overrides: Partial<Extract<CheckResult, { kind: 'contract' }>> = {}): CheckResult {
  return {
    ...gateCheck(),
    id: 'contract/test/tenure/minimum',
    kind: 'contract',
    title: 'tenure is at least 0',
    target: { ...TARGET, object: 'test', column: 'tenure' },
    statistics: { rows: 1409, failing: 0, percent: 0 },
    ...overrides,
  }
}

/** A `compare` result of model churn that passed against an empty stage, or as given. */
export function compareResult(overrides: Partial<Result> = {}): Result {
  return {
    schema: 'modelgate.result/v1',
    command: 'compare',
    model: 'churn',
    verdict: 'pass',
    blocks: false,
    summary: 'ROC AUC 0.84 – nothing is in production yet.',
    checks: [gateCheck()],
    baseline: { source: 'stage:production', version: null, commit: null, reason: 'production holds no version' },
    changes: { parameters: [], data: [], environment: [], code: {} },
    figures: [],
    materials: [
      {
        name: 'candidate',
        uri: 'out/predictions.csv',
        digest: { sha256: sha256('predictions') },
        rows: 1409,
        derived: false,
      },
      { name: 'evaluation', uri: 'data/test.csv', digest: { sha256: sha256('test') }, rows: 1409, derived: false },
      { name: 'model', uri: 'out/model.bin', digest: { sha256: sha256('model') }, rows: null, derived: false },
    ],
    policy: {
      uri: 'modelgate.yml',
      ref: null,
      digest: { sha256: sha256('policy') },
      files: [{ uri: 'modelgate.yml', digest: { sha256: sha256('file') } }],
    },
    trust: 'local',
    tool: { name: 'modelgate', version: '1.0.0', engine: 'duckdb 1.5.5' },
    source: { repository: 'acme/churn', commit: 'c0ffee', run: null },
    startedAt: '2026-11-21T08:00:00Z',
    finishedAt: '2026-11-21T08:00:01Z',
    ...overrides,
  }
}
