import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import { readNamedParameters } from '../../src/commands/parameter-file.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const DVC = join(import.meta.dirname, '../fixtures/metric-sources/dvc')

const read = (root: string, location: string, parameters: Readonly<Record<string, unknown>> = {}) =>
  readNamedParameters(location, 'config', {
    workspace: createWorkspace({ root }),
    trackers: {
      read: async () => ({ uri: '', metrics: {}, parameters, sha256: '' }),
      artifact: () => Promise.reject(new Error('no file of a run is asked for here')),
    },
  })

describe('parameters', () => {
  it.each([
    ['p.yaml', 'train: {C: 1.5, layers: [64, 32]}\nseed: 7\nnote: null\n'],
    ['p.json', '{"train": {"C": 1.5, "layers": [64, 32]}, "seed": 7, "note": null}'],
  ])('of %s are named by their path', async (file, text) => {
    expect(await read(makeFolder({ [file]: text }), file)).toEqual({
      'train.C': 1.5,
      'train.layers': '[64, 32]',
      seed: 7,
      note: null,
    })
  })

  it('of TOML may be days', async () => {
    const root = makeFolder({ 'p.toml': 'seed = 7\nuntil = 2026-01-31\n[train]\nC = 1.5\n' })
    expect(await read(root, 'p.toml')).toEqual({ seed: 7, until: '2026-01-31', 'train.C': 1.5 })
  })

  it('of dvc.yaml are those that dvc params diff shows', async () => {
    const shown = JSON.parse(readFileSync(join(DVC, '../expected.json'), 'utf8')).dvc.parameters
    expect(await read(DVC, 'dvc.yaml')).toEqual(Object.assign({}, ...Object.values(shown)))
  })

  it('that two of its files name are told apart', async () => {
    const root = makeFolder({
      'dvc.yaml': 'params: [b.yaml]\nstages: {s: {cmd: x, params: [lr, {c.yaml: [model]}, {gone.yaml: null}]}}\n',
      'params.yaml': 'lr: 1\n',
      'b.yaml': 'lr: 2\nn: 3\n',
      'c.yaml': 'model: {depth: 4}\nmodels: 5\n',
    })
    expect(await read(root, 'dvc.yaml')).toEqual({ 'params.yaml:lr': 1, 'b.yaml:lr': 2, n: 3, 'model.depth': 4 })
  })

  it('of MLflow are the values that Python wrote as text', async () => {
    const texts = {
      C: '1.0',
      depth: 'None',
      warm: 'True',
      id: '007',
      name: 'rbf',
      rate: '1e-3',
      big: '12345678901234567890',
    }
    expect(await read(makeFolder(), 'mlflow:abc', texts)).toEqual({
      C: 1,
      depth: null,
      warm: true,
      id: '007',
      name: 'rbf',
      rate: 0.001,
      big: '12345678901234567890',
    })
  })

  it('of Weights & Biases are nested as its settings are', async () => {
    expect(await read(makeFolder(), 'wandb:a/b/c', { lr: 0.1, model: { depth: 4 } })).toEqual({
      lr: 0.1,
      'model.depth': 4,
    })
  })
})
