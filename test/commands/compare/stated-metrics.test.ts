import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/backends/filesystem/workspace.ts'
import { compareStatedMetrics, listStatedMetrics } from '../../../src/commands/compare/stated-comparison.ts'
import { readStatedMetrics, stateRecord } from '../../../src/commands/compare/stated-metrics.ts'
import { findMetric } from '../../../src/core/metric.ts'
import { makeStatedMetrics } from '../../../src/evaluation/sources/stated-metrics.ts'
import type { TrackedRun } from '../../../src/ports/tracker.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

const DVC = join(import.meta.dirname, '../../fixtures/metric-sources/dvc')
const expected = JSON.parse(readFileSync(join(DVC, '../expected.json'), 'utf8'))
const CONTEXT = { task: 'binary', positive: null } as const
const RUN: TrackedRun = {
  uri: 'https://mlflow.example/#/runs/7',
  metrics: { roc_auc: 0.8, recall: 'NaN', test: { f1: 0.5 } },
  parameters: {},
  sha256: 'a'.repeat(64),
}

const openServices = (root: string) => ({
  workspace: createWorkspace({ root }),
  trackers: { read: async () => RUN, artifact: () => Promise.reject(new Error('no file of a run is asked for here')) },
})
const readFrom = (root: string, location: string) =>
  readStatedMetrics({ location, origin: 'config' }, openServices(root), CONTEXT)
const valuesOf = ({ stated }: Awaited<ReturnType<typeof readFrom>>) =>
  Object.fromEntries([...stated.metrics].map(([name, { value }]) => [name, value]))

describe('stated metrics', () => {
  it('of dvc.yaml are those that dvc metrics show', async () => {
    const model = await readFrom(DVC, 'dvc.yaml')
    const shown = expected.dvc.metrics
    expect(valuesOf(model)).toEqual({
      'top.toml:log_loss': shown['top.toml'].log_loss,
      'eval/scores.yaml:log_loss': shown['eval/scores.yaml'].log_loss,
      roc_auc: shown['out/metrics.json'].roc_auc,
      'test.f1': shown['out/metrics.json'].test.f1,
      'test.recall': null,
      accuracy: shown['eval/scores.yaml'].accuracy,
    })
    expect(model.materials.map(({ uri }) => uri).sort()).toEqual(Object.keys(shown).sort())
  })

  it('of dvc.yaml in a folder start from there', async () => {
    const root = makeFolder({
      'models/a/dvc.yaml': 'stages:\n  s:\n    cmd: x\n    wdir: ..\n    metrics: [a/m.json]\n',
      'models/a/m.json': '{"f1": 0.5}',
    })
    expect(valuesOf(await readFrom(root, 'models/a/dvc.yaml'))).toEqual({ f1: 0.5 })
  })

  it.each([
    [
      // biome-ignore lint/suspicious/noTemplateCurlyInString: DVC's own templates
      'stages:\n  s:\n    cmd: x\n    foreach: [1]\n    do: {cmd: x, metrics: ["m-${item}.json"]}\n',
      'named by a template',
    ],
    ['stages: {}\n', 'no metric is stated there'],
    ['metrics: [gone.json]\n', 'gone.json'],
  ])('of dvc.yaml %j are refused', async (text, message) => {
    await expect(readFrom(makeFolder({ 'dvc.yaml': text }), 'dvc.yaml')).rejects.toThrow(message)
  })

  it('of a file carry its digest', async () => {
    const model = await readFrom(makeFolder({ 'm.json': '{"f1": 0.5}' }), 'm.json')
    expect(model.materials).toEqual([
      { uri: 'm.json', digest: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }, rows: null },
    ])
  })

  it('of a run are asked of its tracker', async () => {
    const model = await readFrom(makeFolder(), 'mlflow:0123abcd')
    expect(valuesOf(model)).toEqual({ roc_auc: 0.8, recall: null, 'test.f1': 0.5 })
    expect(model.materials).toEqual([{ uri: RUN.uri, digest: { sha256: RUN.sha256 }, rows: null }])
  })

  it.each(['mlflow:', 'mlflow:a/b', 'wandb:run', 'wandb:a/b'])('%s is told how a run is written', async (location) => {
    await expect(readFrom(makeFolder(), location)).rejects.toThrow(/names no run of .*\n {2}→ write (mlflow|wandb):/)
  })
})

describe('two models of which only numbers are known', () => {
  const [auc, recall, loss] = ['roc_auc', 'recall', 'log_loss'].map((name) => findMetric(name)!)
  const candidate = makeStatedMetrics(
    'JSON',
    [
      { name: 'roc_auc', value: 0.84, interval: [0.8, 0.88] },
      { name: 'recall', value: 80 },
      { name: 'log_loss', value: 0.5 },
    ],
    CONTEXT,
  )
  const baseline = stateRecord({ metrics: { roc_auc: 0.82, recall: 0.7 } }, 'binary')

  it('have a difference without an interval, which says so', () => {
    const [measured] = compareStatedMetrics([auc!], candidate, baseline, null, 0.95)
    expect(measured).toMatchObject({
      rows: 0,
      candidate: { value: 0.84, interval: null },
      baseline: { value: 0.82, interval: null },
      difference: { interval: null, confidence: 0.95, standardError: null },
    })
    expect(measured!.difference!.value).toBeCloseTo(0.02, 12)
    expect(measured!.reason).toContain('its source gives 0.8 to 0.88; two numbers only')
  })

  it('have none where one of them states no sound number', () => {
    const measured = compareStatedMetrics([recall!, loss!], candidate, baseline, null, 0.95)
    expect(measured.map(({ difference }) => difference!.value)).toEqual([null, null])
    expect(measured.map(({ reason }) => reason)).toEqual([
      '80 lies outside of its range, 0 to 1',
      'the baseline: no log_loss is stated (record)',
    ])
  })

  it('have none of a slice', () => {
    const [measured] = compareStatedMetrics([auc!], candidate, baseline, { column: 'plan', value: 'a' }, 0.95)
    expect(measured).toMatchObject({
      candidate: { value: null },
      reason: 'stated metrics have no rows, and so no slices',
    })
  })

  it('and without a baseline one number each', () => {
    const [measured] = compareStatedMetrics([loss!], candidate, null, null, 0.95)
    expect(measured).toMatchObject({ candidate: { value: 0.5 }, baseline: null, difference: null })
    expect(measured!.reason).toBe('one number only: without rows it has no interval')
  })

  it('are listed in the order of reports, own ones last', () => {
    const mixed = makeStatedMetrics(
      'JSON',
      ['profit', 'f2', 'recall', 'roc_auc'].map((name) => ({ name, value: 0.5 })),
      CONTEXT,
    )
    expect(listStatedMetrics(mixed, 'binary').map(({ name }) => name)).toEqual(['roc_auc', 'recall', 'f2', 'profit'])
  })
})
